"""Addresses of this area."""

from django.urls import path

from opencaf.web.directory import feeds, views

app_name = "directory"
urlpatterns = [
    path("", views.index, name="index"),
    path("add/", views.add, name="add"),
    path("feeds/", feeds.bring_in, name="feed"),
    path("feeds/download/", feeds.give_away, name="feed_download"),
    path("<uuid:service_id>/", views.show, name="show"),
    path("<uuid:service_id>/change/", views.change, name="change"),
    path("<uuid:service_id>/waiting/", views.waiting, name="waiting"),
    path("<uuid:service_id>/retire/", views.retire, name="retire"),
    path("<uuid:service_id>/put-back/", views.put_back, name="put_back"),
]
