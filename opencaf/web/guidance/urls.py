"""Addresses of this area."""

from django.urls import path

from opencaf.web.guidance import answers, examples, refresher, versions

app_name = "guidance"
urlpatterns = [
    path("", versions.index, name="index"),
    path("refresher/", refresher.show, name="refresher"),
    path("examples/", examples.library, name="examples"),
    path("examples/add/", examples.add, name="example_add"),
    path("examples/usual/", examples.usual, name="examples_usual"),
    path("examples/<uuid:example_id>/", examples.change, name="example_change"),
    path("versions/<uuid:guidance_id>/", versions.version, name="version"),
    path("answers/<uuid:episode_id>/<uuid:help_id>/", answers.from_answer, name="from_answer"),
    path("questions/<slug:element>/", versions.question, name="question"),
    path("questions/<slug:element>/write/", versions.write, name="write"),
]
