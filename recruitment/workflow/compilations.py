"""Putting an investigation together as one text, sending it to whom it is about, and what they say of it."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import prefetch_related_objects

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.letters.workflow import compose
from brokerage.organisation.models import Trait
from brokerage.workflow import Refusal, creates, edits, effect, step
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment import wording
from recruitment.compilations import compiled
from recruitment.models import Compilation, Vetting
from recruitment.queries.vettings import RUNNING
from recruitment.states import ANSWERED, COMPILATION, CompilationState, VettingState
from recruitment.workflow.vettings import lay_out

OPEN = {VettingState.OPEN}
PROTECTED = "Till någon med skyddade personuppgifter går inget brev med länk. Läs igenom utredningen tillsammans."


def text_of(vetting: Vetting) -> list[list[Any]]:
    """How the investigation would read if it were put together now. The vetting comes from `for_page()`."""
    prefetch_related_objects([vetting], "interviews__answers__question", "visits__answers__question")
    names = dict(Trait.all_words().values_list("code", "name")) if vetting.scope_traits else {}
    return compiled(vetting, names)


def is_current(compilation: Compilation, vetting: Vetting) -> bool:
    """Whether nothing in the investigation has changed since the version was put together."""
    return compilation.parts == text_of(vetting)


@edits(
    "vettings.work", states=OPEN, label="Skriv bedömning och förslag", done="Bedömning och förslag skrivna, utan beslut"
)
def draft(vetting: Vetting, *, by: Actor, **given: Any) -> None:
    """The assessment and the scope are written before anything is proposed, so that the volunteer can read them."""
    lay_out(vetting, **given)


@creates("compilations.work", label="Sammanställ utredningen", done="Utredningen sammanställd")
def put_together(*, by: Actor, vetting: Vetting) -> Any:
    """A new version of the text. Those before it no longer hold, and their links lead nowhere."""
    vetting = Vetting.objects.for_page().select_for_update(of=("self",)).get(pk=vetting.pk)
    if vetting.state not in RUNNING:
        raise Refusal("Utredningen är avslutad.")
    if not vetting.consent_on:
        raise Refusal("Medgivandet saknas: sammanställ när sökanden har lämnat det.")
    before = list(vetting.compilations.select_for_update(of=("self",)))
    parts = text_of(vetting)
    for each in before:
        if each.state != CompilationState.LAPSED:
            if each.parts == parts:
                raise Refusal(f"Inget har ändrats sedan version {each.number}.")
            lapse(each, by=by)
    return Compilation(
        unit_id=vetting.unit_id,
        area=vetting.area,
        vetting=vetting,
        number=len(before) + 1,
        parts=parts,
        made_on=clock.today(),
        made_by=by.user,
    )


@effect(Compilation, done="Gäller inte längre", moves=COMPILATION, move="lapse")
def lapse(compilation: Compilation, *, by: Actor) -> None:
    """A newer version has come, or the consent has been taken back."""


@edits("vettings.work", states=set(RUNNING), label="Medgivandet återtaget", done="Medgivandet är återtaget")
def withdraw_consent(vetting: Vetting, *, by: Actor) -> None:
    """The volunteer no longer agrees. Links to the text lead nowhere from now on, and no register may be asked."""
    if not vetting.consent_on:
        raise Refusal("Det finns inget medgivande att återta.")
    vetting.consent_on = None
    for each in vetting.compilations.live():
        lapse(each, by=by)


@step(COMPILATION, "send", action="compilations.work", label="Skicka till sökanden", done="Skickad till sökanden")
def send(compilation: Compilation, *, by: Actor) -> None:
    """A letter with a link; the text itself stands behind the link alone."""
    vetting = _running(compilation)
    volunteer = vetting.volunteer
    if volunteer.is_protected:
        raise Refusal(PROTECTED)
    if not volunteer.email:
        raise Refusal("E-postadress saknas. Läs igenom utredningen tillsammans, eller fyll i adressen först.")
    if compilation.sent_on == clock.today():
        raise Refusal("Brevet har redan skickats i dag.")
    compilation.sent_on = clock.today()
    compilation.answer_by = clock.today() + timedelta(days=settings.LINK_DAYS)
    address = links.address(
        "recruitment:compilation_read", "compilations.answer", compilation, until=compilation.answer_by
    )
    subject, body = wording.investigation_to_read(vetting, address, compilation.answer_by)
    compose(
        purpose="investigation",
        address=volunteer.email,
        subject=subject,
        body=body,
        unit_id=compilation.unit_id,
        area=compilation.area,
        receiver=("recruitment.volunteer", volunteer.pk),
    )


def is_readable(compilation: Compilation) -> bool:
    """Whether the link still leads to the text: the consent stands, nobody has decided, and it is the newest."""
    vetting = compilation.vetting
    lapsed = compilation.state in (CompilationState.MADE, CompilationState.LAPSED)
    return bool(vetting.consent_on) and vetting.state in RUNNING and not lapsed and not vetting.volunteer.is_protected


def _running(compilation: Compilation) -> Vetting:
    vetting = compilation.vetting
    if vetting.state not in RUNNING or not vetting.consent_on:
        raise Refusal("Utredningen är avslutad, eller medgivandet är återtaget.")
    return vetting


def _by_link(compilation: Compilation) -> None:
    if not is_readable(compilation):
        raise Refusal("Frågan är inte längre öppen. Hör av er till oss om ni undrar något.")


@step(COMPILATION, "agree", action="compilations.answer", label="Jag har läst och godkänner", done="Läst och godkänd")
def agree(compilation: Compilation, *, by: Actor) -> None:
    """The volunteer has read the text, and nothing in it is wrong."""
    _by_link(compilation)
    compilation.answered_on = clock.today()


@step(COMPILATION, "object_to", action="compilations.answer", label="Skicka", done="Sökanden vill ändra")
def object_to(compilation: Compilation, *, by: Actor, words: str) -> None:
    """The volunteer has read the text, and writes what is wrong."""
    _by_link(compilation)
    compilation.answered_on, compilation.words = clock.today(), words


@step(
    COMPILATION,
    "note_agreed",
    action="compilations.work",
    label="Anteckna: läst och godkänd",
    done="Läst och godkänd, antecknat",
)
def note_agreed(compilation: Compilation, *, by: Actor) -> None:
    """Read on paper or together, and approved."""
    _running(compilation)
    compilation.answered_on, compilation.noted_by, compilation.seen_on = clock.today(), by.user, clock.today()


@step(
    COMPILATION,
    "note_objected",
    action="compilations.work",
    label="Anteckna: vill ändra",
    done="Sökanden vill ändra, antecknat",
)
def note_objected(compilation: Compilation, *, by: Actor, words: str) -> None:
    """Read on paper or together, and something is wrong."""
    _running(compilation)
    compilation.answered_on, compilation.noted_by, compilation.seen_on = clock.today(), by.user, clock.today()
    compilation.words = words


@edits("compilations.work", states=ANSWERED, label="Jag har läst svaret", done="Svaret är läst")
def note_seen(compilation: Compilation, *, by: Actor) -> None:
    """Whoever investigates has read what the volunteer says."""
    compilation.seen_on = clock.today()
