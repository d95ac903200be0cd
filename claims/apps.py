from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = "Who said what"

    def ready(self) -> None:
        from claims.listing.index_sql import install_after_migration

        post_migrate.connect(install_after_migration, sender=self)
