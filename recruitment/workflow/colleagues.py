"""Asking a colleague to read a vetting, or borrowing an investigator from another unit."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import User
from brokerage.workflow import Refusal, creates, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.models import Colleague, Vetting
from recruitment.people import recruiting, recruiting_anywhere
from recruitment.queries.vettings import RUNNING
from recruitment.states import COLLEAGUE

LONGEST = timedelta(days=180)


@creates("colleagues.ask", label="Ta hjälp av en kollega", done="Kollegan är med i utredningen")
def ask(*, by: Actor, vetting: Vetting, part: str, person: User, ends: date, question: str = "") -> Colleague:
    """A second reader, or an investigator of another unit, is given this vetting alone, through a day."""
    if vetting.state not in RUNNING:
        raise Refusal("Utredningen är avslutad.")
    if person.pk == vetting.investigator_id:
        raise ValidationError({"person": f"{person} utreder redan."})
    if not recruiting_anywhere().filter(pk=person.pk).exists():
        raise ValidationError({"person": "Välj någon som rekryterar i staden."})
    at_home = recruiting(vetting.unit_id, vetting.area).filter(pk=person.pk).exists()
    if part == Colleague.Part.INVESTIGATOR and at_home:
        raise ValidationError({"person": f"{person} arbetar redan i enheten och ser utredningen."})
    if not clock.today() <= ends <= clock.today() + LONGEST:
        raise ValidationError({"ends": "Välj en dag framåt, högst ett halvår bort."})
    return Colleague(
        unit_id=vetting.unit_id,
        area=vetting.area,
        vetting=vetting,
        part=part,
        person=person,
        asked_by=by.user,
        starts=clock.today(),
        ends=ends,
        question=question,
    )


@step(COLLEAGUE, "read", action="colleagues.read", label="Jag har läst", done="Läst av en kollega")
def read(colleague: Colleague, *, by: Actor, words: str = "") -> None:
    """The second reader has read the vetting, and says what there is to say."""
    if colleague.ends < clock.today() or colleague.vetting.state not in RUNNING:
        raise Refusal("Tiden har gått ut, eller utredningen är avslutad.")
    colleague.words, colleague.read_on = words, clock.today()


@step(COLLEAGUE, "end", action="colleagues.end", label="Avsluta", done="Kollegan är inte längre med", risky=True)
def end(colleague: Colleague, *, by: Actor) -> None:
    """The colleague no longer sees the vetting; what they said is kept."""
    colleague.ended_on = clock.today()
