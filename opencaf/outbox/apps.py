"""The outbox app."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "opencaf.outbox"
    verbose_name = "Outbox"
