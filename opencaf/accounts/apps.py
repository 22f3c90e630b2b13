"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "opencaf.accounts"
    verbose_name = "Accounts"
