"""The answer to a question: yes, no, or «call me»; by the link, or told on the telephone."""

from contextlib import suppress

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Refusal, WrongState, edits, step
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching import wording
from matching.models import Offer
from matching.states import OFFER, OfferState
from matching.workflow.messages import write_to
from matching.workflow.proposals import agree, answer_address, await_call, fall_silent, pass_on


@step(OFFER, "say_yes", action="offers.answer", label="Ja, gärna", done="Sa ja")
def say_yes(offer: Offer, *, by: Actor, words: str = "") -> dict[str, str]:
    """The volunteer is willing."""
    return _answered(offer, by, words, agree)


@step(OFFER, "say_no", action="offers.answer", label="Nej, inte den här gången", done="Sa nej")
def say_no(offer: Offer, *, by: Actor, reason: str, words: str = "") -> dict[str, str]:
    """Not this time, and why."""
    if not reason:
        raise Refusal("Välj varför det inte passar.")
    offer.reason = reason
    return _answered(offer, by, words, pass_on)


@step(OFFER, "ask_for_call", action="offers.answer", label="Ring mig", done="Vill bli uppringd")
def ask_for_call(offer: Offer, *, by: Actor, words: str = "") -> dict[str, str]:
    """The volunteer wants to talk first."""
    return _answered(offer, by, words, await_call)


@step(OFFER, "expire", action="offers.expire", label="Tiden är ute", done="Inget svar i tid")
def expire(offer: Offer, *, by: Actor) -> None:
    """The last day has passed without an answer."""
    fall_silent(offer.proposal, by=by)


def expire_run_out() -> int:
    """Every question whose last day has passed; how many. Run by the due loop."""
    rows = list(Offer.objects.run_out_on(clock.today()))
    expire.each(rows, by=Actor.system("offers"))
    return len(rows)


@edits("offers.remind", states={OfferState.SENT}, label="Påminn", done="Påminnelse sänd")
def remind(offer: Offer, *, by: Actor) -> None:
    """Once, before the last day: an answer is often forgotten, and seldom a no."""
    offer.reminded_on = clock.today()
    volunteer = offer.proposal.volunteer
    write_to(volunteer, "reminder", wording.reminder(volunteer, answer_address(offer), offer.answer_by))


def remind_unanswered() -> int:
    """Every question whose last day is near; how many. Run by the due loop.

    Not on the day that it was sent: then there is nothing to be reminded of.
    """
    today = clock.today()
    rows = Offer.objects.to_remind_on(today).filter(sent_on__lt=today).for_page()
    for offer in rows:
        with suppress(WrongState):  # answered in between
            remind(offer, by=Actor.system("offers"))
    return len(rows)


def _answered(offer: Offer, by: Actor, words: str, then: object) -> dict[str, str]:
    offer.answered_at, offer.words = clock.now(), words
    offer.way = Offer.Way.LINK if by.kind == "link" else Offer.Way.PHONE
    then(offer.proposal, by=by)  # type: ignore[operator]
    return {"way": offer.way}
