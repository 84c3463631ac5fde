"""The addresses of letters and of the log."""

from django.urls import path

from brokerage.organisation.views import events, letters, units

app_name = "organisation"

urlpatterns = [
    path("brev/", letters.letters, name="letters"),
    path("brev/<int:pk>/", letters.letter, name="letter"),
    path("enheter/", units.units, name="units"),
    path("logg/", events.events, name="events"),
]
