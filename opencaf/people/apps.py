"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "opencaf.people"
    verbose_name = "People"
