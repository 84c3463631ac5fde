"""What stands about seller and payers on the invoices to come; those that are issued keep what they say."""

from brokerage.access import Actor
from brokerage.invoicing import rules as rules  # fills the matrix before a verb names an action of it
from brokerage.invoicing.models import Payer, Seller
from brokerage.workflow import edits

_ADDRESS = ("legal_name", "org_number", "street", "postcode", "city", "cost_unit", "mail")


@edits("payers.set", fields=(*_ADDRESS, "customer", "reference", "form", "way"), label="Ändra betalaren", done="Sparat")
def edit_payer(payer: Payer, *, by: Actor) -> None:
    """How a unit is invoiced from now on."""


@edits(
    "sellers.set",
    fields=(
        *_ADDRESS,
        "vat_number",
        "bankgiro",
        "terms",
        "internal_account",
        "receivable_account",
        "vat_account",
    ),
    label="Ändra säljaren",
    done="Sparat",
)
def edit_seller(seller: Seller, *, by: Actor) -> None:
    """What stands about the brokerage on the invoices to come."""
