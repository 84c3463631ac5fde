"""Invoices, credit notes and what belongs to them: who sells and who pays, objections, and what has been sent."""

from brokerage.invoicing.models.credits import CreditLine, CreditNote, Reason
from brokerage.invoicing.models.dispatches import Dispatch, Document
from brokerage.invoicing.models.invoices import Invoice, InvoiceLine, Series
from brokerage.invoicing.models.objections import Complaint, Objection
from brokerage.invoicing.models.parties import Form, Party, Payer, Seller, Way

__all__ = [
    "Complaint",
    "CreditLine",
    "CreditNote",
    "Dispatch",
    "Document",
    "Form",
    "Invoice",
    "InvoiceLine",
    "Objection",
    "Party",
    "Payer",
    "Reason",
    "Seller",
    "Series",
    "Way",
]
