"""The addresses of the test app, beside all of the real ones (`@pytest.mark.urls`)."""

from django.urls import include, path

from brokerage import urls
from tests.testapp import views

tickets = [
    path("", views.tickets, name="tickets"),
    path("sedda/", views.tickets_seen, name="tickets_seen"),
    path("nytt/", views.ticket_open, name="ticket_open"),
    path("laget/", views.ticket_report, name="ticket_report"),
    path("<int:pk>/", views.ticket, name="ticket"),
    path("<int:pk>/andra/", views.ticket_change, name="ticket_change"),
    path("<int:pk>/skicka/", views.ticket_send, name="ticket_send"),
    path("<int:pk>/stang/", views.ticket_close, name="ticket_close"),
    path("svar/<token>/", views.ticket_answer, name="ticket_answer"),
    path("mitt/", views.mine, name="mine"),
    path("oppet/", views.anybody, name="anybody"),
]
urlpatterns = [*urls.urlpatterns, path("prov/", include((tickets, "testapp")))]
