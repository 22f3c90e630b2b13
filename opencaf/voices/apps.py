"""The voices app."""

from django.apps import AppConfig


class VoicesConfig(AppConfig):
    name = "opencaf.voices"
    verbose_name = "What people say"
