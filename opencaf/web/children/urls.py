"""Addresses of this area."""

from django.urls import URLPattern

app_name = "children"
urlpatterns: list[URLPattern] = []
