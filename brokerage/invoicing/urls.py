"""The addresses of invoices and charges."""

from django.urls import path

from brokerage.invoicing import views

app_name = "invoicing"

urlpatterns = [
    path("fakturor/", views.invoices, name="invoices"),
    path("fakturor/manad/", views.invoice_month, name="invoice_month"),
    path("fakturor/<int:pk>/", views.invoice, name="invoice"),
    path("fakturor/<int:pk>/pdf/", views.invoice_pdf, name="invoice_pdf"),
    path("fakturor/<int:pk>/kreditera/", views.invoice_credit, name="invoice_credit"),
    path("kreditfakturor/<int:pk>/pdf/", views.creditnote_pdf, name="creditnote_pdf"),
    path("debiteringar/", views.charges, name="charges"),
]
