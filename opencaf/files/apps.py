"""The files app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "opencaf.files"
    verbose_name = "Files"
