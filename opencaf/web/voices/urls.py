"""Addresses of this area."""

from django.urls import path

from opencaf.web.voices import asking, by_link, telling, views, words, writing

app_name = "voices"
urlpatterns = [
    path("", views.index, name="index"),
    path("download/", views.download_results, name="results_download"),
    path("words/", words.listed, name="words"),
    path("words/<uuid:answer_id>/", words.code, name="code"),
    path("words/<uuid:answer_id>/safety/", words.open_case, name="open_tie"),
    path("themes/", words.themes, name="themes"),
    path("asked/", asking.listed, name="asked"),
    path("asked/add/", asking.add, name="asked_add"),
    path("asked/<uuid:asked_id>/", asking.one, name="asked_one"),
    path("asked/<uuid:asked_id>/link/", asking.link, name="asked_link"),
    path("asked/<uuid:asked_id>/paper/", asking.paper, name="asked_paper"),
    path("asked/<uuid:asked_id>/type-in/", asking.type_it_in, name="asked_type_in"),
    path("asked/<uuid:asked_id>/decline/", asking.decline, name="asked_decline"),
    path("questionnaires/", writing.listed, name="questionnaires"),
    path("questionnaires/begin/<slug:kind>/", writing.begin, name="questionnaire_begin"),
    path("questionnaires/moments/", writing.moments, name="moments"),
    path("questionnaires/<uuid:questionnaire_id>/", writing.preview, name="questionnaire"),
    path("questionnaires/<uuid:questionnaire_id>/use/", writing.use, name="questionnaire_use"),
    path("questionnaires/<uuid:questionnaire_id>/again/", writing.again, name="questionnaire_again"),
    path(
        "questionnaires/<uuid:questionnaire_id>/<slug:language>/", writing.wording, name="questionnaire_word"
    ),
    path("said-and-done/", telling.listed, name="said_and_done"),
    path("said-and-done/add/", telling.add, name="said_and_done_add"),
    path("said-and-done/<uuid:told_id>/take-down/", telling.remove, name="said_and_done_take_down"),
    path("interviews/", telling.interviews, name="interviews"),
    path("interviews/add/", telling.add_interview, name="interview_add"),
    path("by-link/<uuid:authority_id>/<str:secret>/", by_link.answer, name="answer"),
    path("by-link/<uuid:authority_id>/<str:secret>/decline/", by_link.decline, name="decline"),
]
