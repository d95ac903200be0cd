from django.apps import AppConfig, apps


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        # The heading over users and groups in the admin.
        apps.get_app_config("auth").verbose_name = "Accounts"
