"""The addresses of prices, single charges and budgets."""

from django.urls import path

from brokerage.charges import views

app_name = "charges"

urlpatterns = [
    path("priser/", views.prices, name="prices"),
    path("priser/nytt/", views.price_set, name="price_set"),
    path("debiteringar/ny/", views.charge_add, name="charge_add"),
    path("debiteringar/<int:pk>/", views.charge, name="charge"),
    path("debiteringar/<int:pk>/stryk/", views.charge_strike, name="charge_strike"),
    path("budget/", views.budget_set, name="budget_set"),
    path("budget/<int:pk>/andra/", views.budget_change, name="budget_change"),
    path("arskostnad/", views.yearcost_set, name="yearcost_set"),
    path("arskostnad/<int:pk>/andra/", views.yearcost_change, name="yearcost_change"),
]
