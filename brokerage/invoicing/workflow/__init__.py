"""What is done with invoices, objections, parties and what is sent."""

from brokerage.invoicing.workflow.invoices import credit, credit_lines, issue, remind, run_month, settle
from brokerage.invoicing.workflow.objections import object_to, reject, uphold
from brokerage.invoicing.workflow.parties import edit_payer, edit_seller
from brokerage.invoicing.workflow.sending import send_again, send_due

__all__ = [
    "credit",
    "credit_lines",
    "edit_payer",
    "edit_seller",
    "issue",
    "object_to",
    "reject",
    "remind",
    "run_month",
    "send_again",
    "send_due",
    "settle",
    "uphold",
]
