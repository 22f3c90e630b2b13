"""Addresses of this area."""

from django.urls import path

from opencaf.web.home import asked, views

app_name = "home"
urlpatterns = [
    path("", views.my_work, name="my_work"),
    path("mail/", views.mail, name="mail"),
    path("opened/", views.opened, name="opened"),
    path("requests/", asked.agency_requests, name="agency_requests"),
    path("board/", views.board, name="board"),
    path("board/caseload/", views.caseload, name="caseload"),
    path("board/first-meetings/", views.radar, name="radar"),
    path("board/<slug:question>/", views.board_list, name="board_list"),
]
