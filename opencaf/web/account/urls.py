"""Signing in and out. Second factors and single sign-on come with a later change."""

from allauth.account import views as allauth_views
from django.urls import path

from opencaf.web.account import views

urlpatterns = [
    path("login/", allauth_views.login, name="account_login"),
    path("logout/", allauth_views.logout, name="account_logout"),
    path("reauthenticate/", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.change_password, name="account_change_password"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("post/", views.choose_post, name="account_choose_post"),
]
