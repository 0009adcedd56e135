from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = "Curation"

    def ready(self) -> None:
        """Find the pages beyond ``admin.py``, which build on it, so that it cannot import them."""
        autodiscover_modules(
            "accounts_admin",
            "batch_admin",
            "importing_admin",
            "likeness_admin",
            "queues",
            "review_admin",
        )
