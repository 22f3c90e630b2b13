"""Addresses of this area."""

from django.urls import path

from opencaf.web.practice import learners, street

app_name = "practice"
urlpatterns = [
    path("", street.index, name="index"),
    path("open/", street.open_street, name="open"),
    path("leave/", street.leave, name="leave"),
    path("anew/", street.anew, name="anew"),
    path("families/<uuid:episode_id>/", street.feedback, name="feedback"),
    path("learners/", learners.learners, name="learners"),
    path("learners/<uuid:street_id>/clear/", learners.clear, name="clear"),
]
