"""Addresses of this area. References and names are typed into forms, never into an address."""

from django.urls import path

from opencaf.web.oversight import glass, reviews, views

app_name = "oversight"
urlpatterns = [
    path("", views.index, name="index"),
    path("cases/", views.find_case, name="find_case"),
    path("cases/<uuid:episode_id>/", views.case_looks, name="case_looks"),
    path("practitioners/", views.find_practitioner, name="find_practitioner"),
    path("practitioners/<uuid:practitioner_id>/", views.practitioner_looks, name="practitioner_looks"),
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<uuid:event_id>/sign-off/", reviews.alert_sign_off, name="alert_sign_off"),
    path("reviews/", reviews.reviews, name="reviews"),
    path("reviews/<uuid:agency_id>/", reviews.review, name="review"),
    path("reviews/<uuid:agency_id>/sign-off/", reviews.sign_off, name="review_sign_off"),
    path("glass/", glass.glass, name="glass"),
    path("glass/<uuid:broken_id>/", glass.judge, name="judge"),
    path("glass/<uuid:broken_id>/list/", glass.withhold, name="withhold"),
    path("privacy-officer/", glass.privacy_officer, name="privacy_officer"),
    path("limits/", views.ceilings, name="ceilings"),
]
