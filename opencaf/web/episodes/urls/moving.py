"""Addresses of cases that move to another authority, or come from one."""

from django.urls import URLPattern, path

from opencaf.web.episodes.views import receiving, transferring

ONE = "<uuid:episode_id>/transfers/<uuid:transfer_id>"

urlpatterns: list[URLPattern] = [
    path("received/", receiving.received, name="received"),
    path("received/add/", receiving.received_add, name="received_add"),
    path("received/<uuid:received_id>/", receiving.received_transfer, name="received_transfer"),
    path("received/<uuid:received_id>/accept/", receiving.received_accept, name="received_accept"),
    path("received/<uuid:received_id>/decline/", receiving.received_decline, name="received_decline"),
    path("received/<uuid:received_id>/receipt/", receiving.received_receipt, name="received_receipt"),
    path("<uuid:episode_id>/transfers/", transferring.transfers, name="transfers"),
    path("<uuid:episode_id>/transfers/prepare/", transferring.transfer_prepare, name="transfer_prepare"),
    path(f"{ONE}/words/", transferring.transfer_words, name="transfer_words"),
    path(f"{ONE}/package/", transferring.transfer_package, name="transfer_package"),
    path(f"{ONE}/send/", transferring.transfer_send, name="transfer_send"),
    path(f"{ONE}/withdraw/", transferring.transfer_withdraw, name="transfer_withdraw"),
    path(f"{ONE}/receipt/", transferring.transfer_receipt, name="transfer_receipt"),
]
