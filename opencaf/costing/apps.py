"""The costing app: pure functions, no tables."""

from django.apps import AppConfig


class CostingConfig(AppConfig):
    name = "opencaf.costing"
    verbose_name = "Costing"
