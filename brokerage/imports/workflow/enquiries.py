"""Enquiries that a unit has kept elsewhere: each with an owner and a next contact, so that nobody is lost."""

from brokerage import clock
from brokerage.access import Actor
from brokerage.audit.recording import record_many
from brokerage.imports.known import Known
from brokerage.imports.problems import of_enquiry
from brokerage.imports.records import EnquiryRow
from brokerage.imports.workflow.rows import entries, save_all
from brokerage.workflow import Blocked
from recruitment.models import Enquiry
from recruitment.workflow.enquiries import first_contact_by


def put_in_enquiries(rows: tuple[EnquiryRow, ...], known: Known, *, by: Actor, number: int) -> list[Enquiry]:
    """The new enquiries. Nobody gets a letter: they wrote long ago. Raises Refusal."""
    for row in rows:
        if said := of_enquiry(row):
            raise Blocked(*(f"{row.name}: {sentence}" for _, sentence in said))
    made = save_all(_enquiry(row, known) for row in rows)
    record_many(entries("register", made, by=by, number=number))
    return made


def _enquiry(row: EnquiryRow, known: Known) -> Enquiry:
    made = Enquiry(
        unit=known.unit(row.unit),
        area=row.area,
        name=row.name,
        email=row.email,
        phone=row.phone,
        kinds=list(row.kinds),
        lives_in=known.unit(row.lives_in) if row.lives_in else None,
        is_protected=row.is_protected,
        message=row.message,
        source=row.source,
        campaign=known.campaigns[row.unit, row.campaign.lower()] if row.campaign else None,
        received_on=row.received_on,
        owner=known.user(row.owner),
        last_contact_on=row.last_contact_on,
        next_contact_on=row.next_contact_on or first_contact_by(clock.today()),
        state=row.stands,
    )
    made.derive()
    return made
