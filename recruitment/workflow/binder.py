"""The information binder: written, sent, and confirmed as read."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max

from brokerage import clock
from brokerage.access import Actor, links, permitted
from brokerage.letters.workflow import compose
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, insert
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment import wording
from recruitment.models import BinderPage, BinderReading, BinderVersion, Volunteer

MOST_AT_ONCE = 200
NOT_AGAIN_WITHIN = timedelta(days=14)


def edition() -> int:
    """The binder's newest edition."""
    return BinderPage.objects.in_use().aggregate(newest=Max("edition"))["newest"] or 1


def _version(page: BinderPage, by: Actor) -> None:
    insert(BinderVersion(page=page, title=page.title, text=page.text, edition=page.edition, by=by.user))


@creates("binder.edit", label="Ny sida", done="Sidan tillagd")
def add_page(*, by: Actor, unit: Unit, code: str, title: str, text: str, position: int) -> tuple[Any, ...]:
    """A page more: the binder is a new edition, to be read."""
    page = BinderPage(
        unit=unit, code=code, title=title, text=text, position=position, edition=edition() + 1, changed_on=clock.today()
    )
    return page, lambda: _version(page, by)


@edits("binder.edit", fields=("title", "text", "position", "is_active"), label="Ändra sidan", done="Sidan ändrad")
def edit_page(page: BinderPage, *, by: Actor, asks_reading: bool = False) -> dict[str, Any]:
    """The page reads otherwise from now on; as it read is kept. With `asks_reading` everybody is to read it anew."""
    before = BinderPage.objects.get(pk=page.pk)
    if not page.versions.exists():
        _version(before, Actor.system("binder"))  # as it came with the system
    if asks_reading:
        page.edition = edition() + 1
    page.changed_on = clock.today()
    _version(page, by)
    return {"edition": page.edition}


@creates("binderreadings.send", label="Skicka informationspärmen", done="Informationspärmen skickad")
def send_binder(*, by: Actor, volunteer: Volunteer) -> tuple[Any, ...]:
    """A letter with a link to the binder; there they confirm that they have read it."""
    if volunteer.is_protected or not volunteer.email:
        raise Refusal("Det går inte att skicka ett brev med länk. Skriv ut pärmen och lämna den i handen i stället.")
    today = clock.today()
    reading = BinderReading(
        unit=volunteer.unit, area=volunteer.area, volunteer=volunteer, sent_on=today, sent_by=by.user
    )
    return reading, lambda: _write(reading)


def _write(reading: BinderReading) -> None:
    volunteer, until = reading.volunteer, clock.today() + timedelta(days=settings.LINK_DAYS)
    address = links.address("recruitment:binderreading_confirm", "binderreadings.confirm", reading, until=until)
    subject, body = wording.binder(volunteer, address, until)
    compose(
        purpose="binder",
        address=volunteer.email,
        subject=subject,
        body=body,
        unit_id=volunteer.unit_id,
        area=volunteer.area,
        receiver=("recruitment.volunteer", volunteer.pk),
    )


def unread(by: Actor) -> Any:
    """The volunteers in the own pool who have not read the newest edition."""
    return permitted(by, "volunteers.work").unread(edition())


def send_to_unread(*, by: Actor) -> int:
    """A letter to everybody who has not read the newest and has had none lately; how many. Raises Refusal."""
    lately = clock.today() - NOT_AGAIN_WITHIN
    rows = unread(by).filter(protection="none").exclude(email="").exclude(readings__sent_on__gt=lately)
    found = list(rows.order_by("pk")[:MOST_AT_ONCE])
    if not found:
        raise Refusal("Alla som kan få ett brev har fått det de senaste två veckorna, eller har läst.")
    for volunteer in found:
        send_binder(by=by, volunteer=volunteer)
    return len(found)


@edits("binderreadings.confirm", label="Jag har läst pärmen", done="Läste informationspärmen")
def confirm(reading: BinderReading, *, by: Actor) -> dict[str, Any]:
    """The volunteer has read the binder as it stands today."""
    if reading.read_edition == edition():
        raise Refusal("Tack, du har redan bekräftat.")
    reading.read_edition, reading.read_at = edition(), clock.now()
    return {"edition": reading.read_edition}
