"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "opencaf.audit"
    verbose_name = "Audit"
