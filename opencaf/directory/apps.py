"""The directory app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "opencaf.directory"
    verbose_name = "Directory"
