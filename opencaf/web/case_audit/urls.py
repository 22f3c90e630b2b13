"""Addresses of this area."""

from django.urls import path

from opencaf.web.case_audit.views import feedback, forms, papers, results, rounds, scoring

app_name = "case_audit"
urlpatterns = [
    path("", rounds.index, name="index"),
    path("mine/", scoring.mine, name="mine"),
    path("form/", forms.show, name="form"),
    path("form/next/", forms.begin, name="form_next"),
    path("form/use/", forms.use, name="form_use"),
    path("form/ask-more/", forms.add_item, name="item_add"),
    path("form/<uuid:item_id>/", forms.change_item, name="item_change"),
    path("form/<uuid:item_id>/remove/", forms.remove_item, name="item_remove"),
    path("themes/", forms.themes, name="themes"),
    path("themes/<uuid:theme_id>/stop/", forms.stop, name="theme_stop"),
    path("trends/", results.trends, name="trends"),
    path("draw/", rounds.draw, name="draw"),
    path("rounds/<uuid:round_id>/", rounds.show, name="round"),
    path("rounds/<uuid:round_id>/scorers/", rounds.ask, name="ask"),
    path("rounds/<uuid:round_id>/close/", rounds.close, name="close"),
    path("rounds/<uuid:round_id>/throw-away/", rounds.throw_away, name="throw_away"),
    path("rounds/<uuid:round_id>/results/", results.show, name="results"),
    path("rounds/<uuid:round_id>/results/download/", results.results_download, name="results_download"),
    path("papers/<uuid:paper_id>/", papers.look_through, name="paper"),
    path("papers/<uuid:paper_id>/score/", scoring.score, name="score"),
    path("papers/<uuid:paper_id>/settle/", papers.settle, name="settle"),
    path("papers/<uuid:paper_id>/feedback/", feedback.give, name="feedback_give"),
    path("feedback/<uuid:feedback_id>/", feedback.show, name="feedback"),
    path("feedback/<uuid:feedback_id>/look-again/", feedback.look_again, name="look_again"),
]
