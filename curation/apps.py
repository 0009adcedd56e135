from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = "Curation"

    def ready(self) -> None:
        """Pages of the desk beyond ``admin.py``, on which they build."""
        autodiscover_modules("accounts_admin", "likeness_admin", "review_admin", "queues")
