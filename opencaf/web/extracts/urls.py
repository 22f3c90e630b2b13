"""Addresses of this area."""

from django.urls import path

from opencaf.web.extracts.views import asking, index, made, tables

app_name = "extracts"
urlpatterns = [
    path("", index.index, name="index"),
    path("tables/", tables.show, name="tables"),
    path("tables/download/", tables.tables_download, name="tables_download"),
    path("find/", index.find, name="find"),
    path("made/<uuid:made_id>/", made.show, name="made"),
    path("made/<uuid:made_id>/file/", made.take, name="take"),
    path("made/<uuid:made_id>/stop/", made.stop, name="stop"),
    path("made/<uuid:made_id>/again/", made.again, name="again"),
    path("made/<uuid:made_id>/remove/", made.remove, name="remove"),
    path("<slug:extract_code>/", asking.show, name="extract"),
    path("<slug:extract_code>/make/", asking.ask, name="ask"),
]
