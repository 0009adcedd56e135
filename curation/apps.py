from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CurationConfig(AppConfig):
    name = "curation"
    verbose_name = "Curation"

    def ready(self) -> None:
        """Pages of the desk beyond ``admin.py``, which they build on."""
        autodiscover_modules("accounts_admin", "importing_admin", "likeness_admin", "review_admin")
