"""What is done with the question how it is: sent by letter, answered behind its link or told, read, taken back."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.letters.workflow import compose
from brokerage.pages.wording import day
from brokerage.workflow import Refusal, creates, effect, step
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import Decision, Feedback, Guardian
from decisions.states import FEEDBACK, FeedbackState
from decisions.voices import BY_LINK_FROM, Voice, voice_of


@creates("feedback.work", label="Fråga hur det är", done="Frågan är skickad")
def ask(*, by: Actor, decision: Decision, guardian: Guardian | None, answer_by: date) -> tuple[Any, ...]:
    """A letter with a link, to the client or to a guardian. It says neither what it is about nor whom."""
    person = decision.client.identity
    if answer_by <= clock.today():
        raise Refusal("Svarsdagen ska ligga framåt i tiden.")
    if not_by_letter(decision, guardian):
        raise Refusal("Det finns skyddade personuppgifter: fråga när ni ses, och skriv in svaret.")
    if guardian is None and person.age() < BY_LINK_FROM:
        raise Refusal(f"Barn under {BY_LINK_FROM} år frågas när ni ses. Skriv in svaret.")
    name, address = (guardian.name, guardian.email) if guardian else (person.name, person.email)
    if not address:
        raise Refusal("Det finns ingen e-postadress. Fråga när ni ses, och skriv in svaret.")
    feedback = _new(by, decision, guardian)
    feedback.answer_by = answer_by
    asked = decision.feedback.filter(state=FeedbackState.ASKED, guardian=guardian, answer_by__lt=clock.today())
    for earlier in asked:
        lapse(earlier, by=by)

    def write() -> None:
        url = links.address("decisions:feedback_answer", "feedback.answer", feedback, until=answer_by)
        text = (
            f"Hej {name}!\n\nVi vill gärna veta hur det är. Det tar några minuter att svara:\n\n{url}\n\n"
            f"Länken är bara din och gäller till och med {day(answer_by)}. Du väljer själv om du vill svara.\n\n"
            f"Vänliga hälsningar\n{decision.unit}, Stockholms stad\n"
        )
        compose(
            purpose="feedback",
            address=address,
            subject="Hur är det?",
            body=text,
            unit_id=decision.unit_id,
            area=decision.area,
            receiver=("decisions.client", decision.client_id),
        )

    return feedback, write


@creates("feedback.work", label="Skriv in ett svar", done="Svaret är inskrivet")
def enter(*, by: Actor, decision: Decision, guardian: Guardian | None, on: date, **answers: Any) -> Feedback:
    """What somebody has told us, in their words."""
    if not (decision.executed_on or decision.decided_on) <= on <= clock.today():
        raise Refusal("Dagen ska ligga mellan verkställigheten och i dag.")
    feedback = _new(by, decision, guardian)
    _take(feedback, on, Feedback.Way.TOLD, answers)
    feedback.state, feedback.read_on = FeedbackState.READ, clock.today()
    return feedback


@step(FEEDBACK, "answer", action="feedback.answer", label="Svara", done="Svarade")
def answer(feedback: Feedback, *, by: Actor, **answers: Any) -> None:
    """The answer, behind the link. It is refused once somebody's identity is protected, or custody has ended."""
    if link_is_closed(feedback):
        raise Refusal("Det går inte att svara genom länken. Ring oss i stället.")
    _take(feedback, clock.today(), Feedback.Way.LINK, answers)


@step(FEEDBACK, "note_read", action="feedback.work", label="Läst", done="Svaret läst", direct=True)
def note_read(feedback: Feedback, *, by: Actor) -> None:
    """Somebody here has read it, and thinks of it at the next follow-up."""
    feedback.read_on = clock.today()


@step(FEEDBACK, "withdraw", action="feedback.work", label="Ta tillbaka frågan", done="Frågan återtagen", risky=True)
def withdraw(feedback: Feedback, *, by: Actor) -> None:
    """The question is not open any more."""


@effect(Feedback, moves=FEEDBACK, move="withdraw", done="Frågan gick ut")
def lapse(feedback: Feedback, *, by: Actor) -> None:
    """Nobody answered in time, and the question is asked anew."""


def not_by_letter(decision: Decision, guardian: Guardian | None) -> bool:
    """Whether somebody's protection keeps the question out of letters."""
    client = decision.client
    hidden = any(each.protection != "none" for each in client.guardians_on(clock.today()))
    return client.is_protected or hidden or bool(guardian and guardian.protection != "none")


def link_is_closed(feedback: Feedback) -> bool:
    """Whether nobody may answer through the link any more, whatever its last day is."""
    decision, guardian = feedback.decision, feedback.guardian
    has_ended = guardian is not None and guardian not in decision.client.guardians_on(clock.today())
    return has_ended or not_by_letter(decision, guardian)


def _new(by: Actor, decision: Decision, guardian: Guardian | None) -> Feedback:
    if decision.executed_on is None:
        raise Refusal("Insatsen har inte kommit i gång än: det finns inget att fråga om.")
    if guardian and guardian not in decision.client.guardians_on(clock.today()):
        raise Refusal("Välj någon som är vårdnadshavare i dag.")
    return Feedback(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        voice=Voice.GUARDIAN if guardian else voice_of(decision.client.identity.age()),
        guardian=guardian,
        asked_by=by.user,
        asked_on=clock.today(),
    )


def _take(feedback: Feedback, on: date, way: str, answers: dict[str, Any]) -> None:
    if answers.get("benefit") is None:
        raise Refusal("Svara på den första frågan.")
    for name in ("benefit", "heard", "goes_on", "good", "change"):
        if name in answers:
            setattr(feedback, name, answers[name])
    feedback.answered_on, feedback.way = on, way
