"""Addresses of this area: what a link to a meeting leads to, without signing in."""

from django.urls import path

from opencaf.web.invited import views

app_name = "invited"

urlpatterns = [
    path("<uuid:authority_id>/<str:secret>/", views.answer, name="answer"),
    path("<uuid:authority_id>/<str:secret>/words/", views.words, name="words"),
]
