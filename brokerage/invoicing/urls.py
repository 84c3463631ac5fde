"""The addresses of invoices, charges, objections and what is sent."""

from django.urls import path

from brokerage.invoicing.views import charges, dispatches, invoices, months, objections, parties

app_name = "invoicing"

urlpatterns = [
    path("fakturor/", invoices.invoices, name="invoices"),
    path("fakturor/manad/", months.invoice_month, name="invoice_month"),
    path("fakturor/bokforing/", months.invoice_postings, name="invoice_postings"),
    path("fakturor/rader/", charges.lines, name="lines"),
    path("fakturor/betalare/", parties.payers, name="payers"),
    path("fakturor/betalare/<int:pk>/andra/", parties.payer_edit, name="payer_edit"),
    path("fakturor/saljare/<int:pk>/andra/", parties.seller_edit, name="seller_edit"),
    path("fakturor/skickat/", dispatches.dispatches, name="dispatches"),
    path("fakturor/skickat/<int:pk>/igen/", dispatches.dispatch_send_again, name="dispatch_send_again"),
    path("fakturor/<int:pk>/", invoices.invoice, name="invoice"),
    path("fakturor/<int:pk>/pdf/", invoices.invoice_pdf, name="invoice_pdf"),
    path("fakturor/<int:pk>/xml/", invoices.invoice_xml, name="invoice_xml"),
    path("fakturor/<int:pk>/kreditera/", invoices.invoice_credit, name="invoice_credit"),
    path("fakturor/<int:pk>/kreditera-rader/", invoices.invoice_credit_lines, name="invoice_credit_lines"),
    path("fakturor/<int:pk>/betald/", invoices.invoice_settle, name="invoice_settle"),
    path("fakturor/<int:pk>/paminn/", invoices.invoice_remind, name="invoice_remind"),
    path("fakturor/<int:pk>/invand/", objections.invoice_object, name="invoice_object"),
    path("kreditfakturor/<int:pk>/pdf/", invoices.creditnote_pdf, name="creditnote_pdf"),
    path("kreditfakturor/<int:pk>/xml/", invoices.creditnote_xml, name="creditnote_xml"),
    path("debiteringar/", charges.charges, name="charges"),
    path("invandningar/", objections.objections, name="objections"),
    path("invandningar/<int:pk>/", objections.objection, name="objection"),
    path("invandningar/<int:pk>/godta/", objections.objection_uphold, name="objection_uphold"),
    path("invandningar/<int:pk>/avvisa/", objections.objection_reject, name="objection_reject"),
]
