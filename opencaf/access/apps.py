"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "opencaf.access"
    verbose_name = "Access"
