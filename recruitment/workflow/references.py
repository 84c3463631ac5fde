"""Asking a reference by letter: the letter names nobody, reminders go out, and every attempt is noted."""

from datetime import timedelta

from django.conf import settings

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.letters.workflow import compose
from brokerage.workflow import Refusal, edits, insert
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment import wording
from recruitment.models import Chase, Reference
from recruitment.states import ReferenceState, VettingState

LOOP = Actor.system("references")
NAMED = {ReferenceState.NAMED}
REMIND_AFTER = timedelta(days=5)
MOST_REMINDERS = 2


@edits("references.work", states=NAMED, label="Fråga med brev", done="Referensen är frågad med brev")
def ask(reference: Reference, *, by: Actor) -> None:
    """A letter with a link to a few questions; whom it is about the reference knows, or it is nobody's business."""
    if not reference.email:
        raise Refusal(f"{reference} har ingen e-postadress: ring i stället.")
    if reference.vetting.state != VettingState.OPEN:
        raise Refusal("Utredningen är inte öppen.")
    if reference.answered_on:
        raise Refusal(f"{reference} har redan svarat.")
    reference.asked_on = clock.today()
    _write(reference, by, Chase.Way.LETTER)


def _write(reference: Reference, by: Actor, way: Chase.Way) -> None:
    until = clock.today() + timedelta(days=settings.LINK_DAYS)
    page = links.address("recruitment:reference_answer", "references.answer", reference, until=until)
    subject, body = wording.reference_asked(reference, page, again=way == Chase.Way.REMINDER)
    insert(Chase(reference=reference, way=way, by=by.user))
    compose(
        purpose="reference",
        address=reference.email,
        subject=subject,
        body=body,
        unit_id=reference.unit_id,
        area=reference.area,
        receiver=("recruitment.reference", reference.pk),
    )


@edits("references.work", states=NAMED, label="Anteckna försök", done="Försök att nå referensen antecknat")
def note_chase(reference: Reference, *, by: Actor, way: str, note: str = "") -> None:
    """Somebody has tried to reach the reference."""
    insert(Chase(reference=reference, way=way, note=note, by=by.user))


@edits("references.remind", states=NAMED, label="Påminn", done="Referensen är påmind")
def remind(reference: Reference, *, by: Actor) -> None:
    """Five days after the last attempt, twice at most; then somebody calls."""
    _write(reference, by, Chase.Way.REMINDER)


@edits("references.answer", states=NAMED, label="Skicka svar", done="Referensen svarade")
def answer(reference: Reference, *, by: Actor, about: str, text: str, recommends: bool) -> None:
    """What the reference has written; whoever investigates reads it, and takes the reference."""
    if reference.vetting.state != VettingState.OPEN or reference.answered_on:
        raise Refusal("Frågan är inte längre öppen. Tack ändå!")
    reference.answered_on = clock.today()
    reference.answer_about, reference.answer, reference.answer_recommends = about, text, recommends


def remind_silent() -> int:
    """Every reference that has not answered; how many. Run by the due loop."""
    due = Reference.objects.to_remind_on(clock.today(), REMIND_AFTER, MOST_REMINDERS)
    found = list(due.exclude(email="").select_related("unit").order_by("pk")[:50])
    for each in found:
        remind(each, by=LOOP)
    return len(found)
