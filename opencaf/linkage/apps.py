from django.apps import AppConfig


class LinkageConfig(AppConfig):
    name = "opencaf.linkage"
