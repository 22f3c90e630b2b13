"""Addresses of this area."""

from django.urls import path

from opencaf.web.registers.views import bringing, choosing, imports, original, rows, waiting

app_name = "registers"
urlpatterns = [
    path("", choosing.index, name="index"),
    path("choose/", choosing.choose, name="choose"),
    path("waiting/<uuid:waiting_id>/", waiting.show, name="waiting"),
    path("waiting/<uuid:waiting_id>/understood/", waiting.understood, name="understood"),
    path("waiting/<uuid:waiting_id>/mapping/", waiting.mapping, name="mapping"),
    path("waiting/<uuid:waiting_id>/try/", waiting.try_anew, name="try"),
    path("waiting/<uuid:waiting_id>/give-up/", waiting.give_it_up, name="give_up"),
    path("waiting/<uuid:waiting_id>/rows/<slug:listing>/", rows.tried, name="tried_rows"),
    path("waiting/<uuid:waiting_id>/rows/<slug:listing>/file/", rows.tried_file, name="tried_file"),
    path("waiting/<uuid:waiting_id>/bring-in/", bringing.bring_in, name="bring_in"),
    path("waiting/<uuid:waiting_id>/stop/", bringing.stop, name="stop"),
    path("imports/<uuid:register_id>/", imports.show, name="import"),
    path("imports/<uuid:register_id>/undo/", imports.undo, name="undo"),
    path("imports/<uuid:register_id>/rows/<slug:listing>/", rows.imported, name="imported_rows"),
    path("imports/<uuid:register_id>/rows/<slug:listing>/file/", rows.imported_file, name="imported_file"),
    path("cases/<uuid:episode_id>/", original.case, name="case"),
    path("children/<uuid:child_id>/", original.child, name="child"),
]
