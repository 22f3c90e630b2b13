"""Addresses of this area."""

from django.urls import path

from opencaf.web.help import views
from opencaf.web.shared.gallery import gallery

app_name = "help"
urlpatterns = [
    path("", views.index, name="index"),
    path("safeguarding/", views.safeguarding, name="safeguarding"),
    path("blank-form.pdf", views.blank_form, name="blank_form"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("components/", gallery, name="components"),
]
