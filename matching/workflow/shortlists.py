"""Searching for a need: the shortlist is opened, some are picked, and in the end it is closed."""

from brokerage import clock
from brokerage.access import Actor
from brokerage.orders.models import Order
from brokerage.orders.states import OrderState
from brokerage.organisation.models import Unit
from brokerage.workflow import Blocked, Refusal, creates, edits, effect, insert, step
from decisions.models import Decision
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching.models import Conflict, Proposal, Shortlist, Showing
from matching.pool import ranked, weights_in_force
from matching.problems import before_searching
from matching.ranking import Ranking
from matching.showings import keep_candidate, keep_wanted
from matching.states import IN_PLAY, SHORTLIST, ProposalState, ShortlistState
from matching.workflow.proposals import release, unpick
from recruitment.models import Volunteer

MOST_AT_ONCE = 3
# Of those who fulfil everything, and of those who almost do, the first so many are kept with what was shown.
KEPT, ALMOST_KEPT = 200, 12
OPEN = {ShortlistState.OPEN}


@creates("shortlists.work", label="Sök i egna poolen", done="Sökning påbörjad")
def open_own(*, by: Actor, decision: Decision, pool: Unit) -> Shortlist:
    """The district searches in its own pool: no order, and no charge."""
    return _opened(by, decision, pool, None)


@creates("shortlists.work", label="Börja söka", done="Sökning påbörjad")
def open_brokered(*, by: Actor, order: Order, pool: Unit) -> Shortlist:
    """The brokerage searches in its pool for a district's order."""
    if order.state != OrderState.ACCEPTED:
        raise Refusal("Ta dig an beställningen först.")
    return _opened(by, order.decision, pool, order)


def _opened(by: Actor, decision: Decision, pool: Unit, order: Order | None) -> Shortlist:
    if blocking := [each.text for each in before_searching(decision)]:
        raise Blocked(*blocking)
    return Shortlist(
        unit_id=decision.unit_id,
        area=decision.area,
        decision=decision,
        order=order,
        pool=pool,
        opened_by=by.user,
        opened_on=clock.today(),
    )


@edits("shortlists.work", fields=("only_one",), states=OPEN, label="Välj ut", done="Utvalda att fråga")
def pick(shortlist: Shortlist, *, by: Actor, volunteers: list[int]) -> dict[str, int]:
    """Two or three are picked to be asked, each with why as it is known now; one alone with the reason for it.

    Raises Refusal for somebody who does not fulfil every must, or when too many are in play.
    """
    found = ranked(shortlist, weights_in_force(), on=clock.today())
    fulfils = found.fulfils
    there = list(shortlist.proposals.filter(state__in=IN_PLAY).values_list("volunteer_id", flat=True))
    new = [pk for pk in dict.fromkeys(volunteers) if pk not in there]
    if not new:
        raise Refusal("Välj minst en.")
    if set(new) - set(fulfils.keys()):
        raise Refusal("Någon av dem uppfyller inte längre alla krav. Läs om sidan och välj igen.")
    if len(there) + len(new) > MOST_AT_ONCE:
        raise Refusal(f"Välj högst {MOST_AT_ONCE} åt gången, så att ingen frågas i onödan.")
    if len(there) + len(new) == 1 and not shortlist.only_one:
        raise Refusal("Välj två eller tre, eller skriv varför det bara blir en.")
    for match in fulfils:
        if match.candidate.pk not in new:
            continue
        insert(
            Proposal(
                unit_id=shortlist.unit_id,
                area=shortlist.area,
                shortlist=shortlist,
                volunteer_id=match.candidate.pk,
                met=list(match.met),
                unmet=list(match.unmet),
                unknown=list(match.unknown),
                score=match.score,
                most=match.most,
                parts=[list(each) for each in match.parts],
                picked_on=clock.today(),
            )
        )
    insert(_showing(shortlist, found, new, by=by))
    return {"picked": len(new), "weights": found.wanted.weights.version}


def _showing(shortlist: Shortlist, found: Ranking, picked: list[int], *, by: Actor) -> Showing:
    """What stood before whoever picked: enough to lay it out again, and to try it with other weights."""
    kept = [one for place, one in enumerate(found.fulfils.candidates()) if place < KEPT or one.pk in picked]
    kept += found.almost[:ALMOST_KEPT].candidates()
    return Showing(
        shortlist=shortlist,
        shown_to=by.user,
        shown_at=clock.now(),
        weighting_id=found.wanted.weights.version,
        need=keep_wanted(found.wanted),
        words=shortlist.decision.need.words,
        fulfilling=len(found.fulfils),
        softened={code: found.gain(code) for code in found.wanted.musts if found.gain(code)},
        candidates=[keep_candidate(each) for each in kept],
        picked=picked,
    )


@creates("conflicts.note", label="Anteckna jäv", done="Jäv antecknat")
def note_conflict(*, by: Actor, shortlist: Shortlist, volunteer: Volunteer, ground: str) -> Conflict:
    """These two may never be matched, whatever else fits; it is never softened."""
    return Conflict(
        unit_id=shortlist.unit_id,
        area=shortlist.area,
        client_id=shortlist.decision.client_id,
        shortlist=shortlist,
        volunteer=volunteer,
        ground=ground,
        noted_by=by.user,
        noted_on=clock.today(),
    )


@step(SHORTLIST, "close", action="shortlists.work", label="Avsluta sökningen", done="Sökning avslutad", risky=True)
def close(shortlist: Shortlist, *, by: Actor, reason: str) -> None:
    """Nobody was found here, or nobody is needed: those who were asked are thanked."""
    _let_go(shortlist, by=by)
    shortlist.closed_on, shortlist.closed_reason = clock.today(), reason


@effect(Shortlist, moves=SHORTLIST, move="finish", done="Någon är utsedd")
def finish(shortlist: Shortlist, *, by: Actor, appointed: Proposal) -> None:
    """Somebody has been appointed: the others are thanked, and nobody waits for an answer in vain."""
    _let_go(shortlist, by=by, but=appointed)
    shortlist.closed_on = clock.today()


def _let_go(shortlist: Shortlist, *, by: Actor, but: Proposal | None = None) -> None:
    others = shortlist.proposals.in_play().exclude(pk=but.pk if but else None)
    for proposal in others.select_related("volunteer__unit"):
        (unpick if proposal.state == ProposalState.PICKED else release)(proposal, by=by)
