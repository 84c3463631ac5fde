"""The addresses of reports over more than one app."""

from django.urls import path

from brokerage.reports.views import coming, compensation, money

app_name = "reports"

urlpatterns = [
    path("ekonomi/", money.money, name="money"),
    path("ekonomi/ersattning/", compensation.compensation, name="compensation"),
    path("ekonomi/kommande/", coming.coming, name="coming"),
]
