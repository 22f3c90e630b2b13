"""Addresses of this area."""

from django.urls import path

from opencaf.web.linkage import views

app_name = "linkage"
urlpatterns = [
    path("", views.index, name="index"),
    path("weights/", views.weights, name="weights"),
    path("links/", views.links, name="links"),
    path("pairs/<uuid:link_id>/", views.pair, name="pair"),
    path("pairs/<uuid:link_id>/remove/", views.remove, name="remove"),
]
