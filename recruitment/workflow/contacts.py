"""The contact log of a volunteer, and the drafts that are kept until they are written there."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor, permits
from brokerage.workflow import NotAllowed, edits, insert
from recruitment.models import ContactDraft, Volunteer, VolunteerContact
from recruitment.models.contacts import Way
from recruitment.workflow.volunteers import HERE


@edits("volunteers.work", states=HERE, label="Anteckna kontakt", done="Kontakt antecknad")
def log_contact(volunteer: Volunteer, *, by: Actor, way: str, on: date, note: str = "") -> dict[str, Any]:
    """A talk or a message with the volunteer is written down; the draft of it is done with."""
    insert(VolunteerContact(volunteer=volunteer, by=by.user, way=way, on=on, note=note))
    if way != Way.NO_ANSWER:
        volunteer.last_contact_on = max(on, volunteer.last_contact_on or on)
    ContactDraft.objects.filter(volunteer=volunteer, by=by.user).delete()
    return {"way": way}


def keep_draft(volunteer: Volunteer, *, by: Actor, way: str, on: date | None, note: str) -> ContactDraft | None:
    """What is typed so far stays on the server, for whoever types it alone. Raises NotAllowed.

    A draft is no entry of the log yet: it leaves no Event, and an empty one is thrown away.
    """
    if not permits(by, "volunteers.work", volunteer):
        raise NotAllowed("Du har inte behörighet till det här.")
    mine = ContactDraft.objects.filter(volunteer=volunteer, by=by.user)
    if not note.strip():
        mine.delete()
        return None
    typed = {"way": way, "on": on, "note": note, "saved_at": clock.now()}
    return mine.update_or_create(defaults=typed, create_defaults={**typed, "volunteer": volunteer, "by": by.user})[0]
