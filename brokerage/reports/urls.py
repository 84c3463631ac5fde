"""The addresses of reports over more than one app."""

from django.urls import path

from brokerage.reports import views

app_name = "reports"

urlpatterns = [
    path("ekonomi/", views.money, name="money"),
]
