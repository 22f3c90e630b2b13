"""Addresses of this area."""

from django.urls import path

from opencaf.web.training import following, lists, needed, own, running, statistics

app_name = "training"
urlpatterns = [
    path("", own.index, name="index"),
    path("sessions/<uuid:held_id>/", own.session, name="session"),
    path("sessions/<uuid:held_id>/book/", own.book, name="book"),
    path("sessions/<uuid:held_id>/feedback/", own.feedback, name="feedback"),
    path("bookings/<uuid:booking_id>/cancel/", own.cancel, name="cancel"),
    path("certificates/<uuid:attendance_id>/", own.certificate, name="certificate"),
    path("board/", running.board, name="board"),
    path("sessions/plan/", running.plan, name="plan"),
    path("sessions/<uuid:held_id>/change/", running.change, name="change"),
    path("sessions/<uuid:held_id>/call-off/", running.call_off, name="call_off"),
    path("sessions/<uuid:held_id>/book-others/", running.others, name="book_others"),
    path("sessions/<uuid:held_id>/attendance/", running.attendance, name="attendance"),
    path("sessions/<uuid:held_id>/changed/", running.changed, name="changed"),
    path("courses/", running.courses, name="courses"),
    path("courses/usual/", running.usual_courses, name="usual_courses"),
    path("courses/add/", running.add, name="course_add"),
    path("courses/<uuid:course_id>/", running.change_course, name="course_change"),
    path("courses/<uuid:course_id>/materials/", running.add_to_read, name="material_add"),
    path("materials/<uuid:material_id>/remove/", running.remove_to_read, name="material_remove"),
    path("lists/", lists.choose, name="list_choose"),
    path("lists/<uuid:list_id>/", lists.waiting, name="list"),
    path("lists/<uuid:list_id>/throw-away/", lists.throw_away, name="list_throw_away"),
    path("statistics/", statistics.figures, name="statistics"),
    path("statistics/download/", statistics.figures_download, name="statistics_download"),
    path("followed/", following.figures, name="followed"),
    path("followed/download/", following.figures_download, name="followed_download"),
    path("followed/agencies/<uuid:agency_id>/", following.trained_people, name="trained_people"),
    path("help/", following.lists, name="to_help"),
    path("help/<slug:list_code>/download/", following.lists_download, name="to_help_download"),
    path("needed/", needed.settings, name="needed"),
]
