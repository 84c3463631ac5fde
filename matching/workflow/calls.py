"""Calls to the other districts and wishes to whoever recruits, when the own pool is not enough."""

from datetime import date, timedelta
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.orders.models import band
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits, insert, step
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching.models import Call, CallReply, RecruitmentWish, Shortlist
from matching.pool import kind_of
from matching.states import CALL, WISH, CallState, ShortlistState
from matching.workflow.naming import must_name_nobody
from recruitment.models import Kind

LONGEST_CALL = timedelta(days=60)
ANSWER_CALL_WITHIN = timedelta(days=10)


@creates("calls.work", label="Efterlys", done="Efterlyst hos de andra stadsdelarna")
def post(*, by: Actor, shortlist: Shortlist, text: str, answer_by: date) -> Call:
    """The need is put to all who recruit, in a text that names nobody; of a protected person not even who asks."""
    _must_go_on(shortlist)
    if not clock.today() <= answer_by <= clock.today() + LONGEST_CALL:
        raise Refusal("Svarsdagen måste ligga inom de närmaste sextio dagarna.")
    decision = shortlist.decision
    must_name_nobody(shortlist, text)
    return Call(
        unit_id=shortlist.unit_id,
        area=shortlist.area,
        shortlist=shortlist,
        asks_id=shortlist.pool_id,
        hides_unit=decision.client.is_protected and not shortlist.is_brokered,
        intervention=decision.ground.intervention,
        ages=band(clock.today().year - decision.client.birth_year),
        text=text,
        posted_by=by.user,
        posted_on=clock.today(),
        answer_by=answer_by,
    )


def _must_go_on(shortlist: Shortlist) -> None:
    if shortlist.state != ShortlistState.OPEN:
        raise Refusal("Sökningen är avslutad.")


@edits("calls.reply", states={CallState.OPEN}, label="Svara", done="Svar på efterlysningen")
def reply(call: Call, *, by: Actor, unit: Unit, area: str, has: str, words: str = "") -> dict[str, Any]:
    """Another unit says whether it has somebody; who that is, is told when they talk."""
    if has != CallReply.Has.NO and not words:
        raise Refusal("Skriv lite om den som kan passa, utan namn.")
    answer = CallReply.objects.filter(call=call, unit=unit, area=area).first() or CallReply(
        call=call, unit=unit, area=area
    )
    answer.has, answer.words = has, words
    answer.replied_by, answer.replied_on, answer.seen_on = by.user, clock.today(), None
    insert(answer)
    return {"has": has, "unit": unit.pk}


@edits("calls.work", states={CallState.OPEN}, label="Har läst svaren", done="Svaren lästa")
def note_seen(call: Call, *, by: Actor) -> None:
    """Whoever asked has read what came in."""
    call.replies.filter(seen_on=None).update(seen_on=clock.today())  # type: ignore[attr-defined]


@step(CALL, "close", action="calls.work", label="Avsluta efterlysningen", done="Efterlysning avslutad", direct=True)
def close(call: Call, *, by: Actor) -> None:
    """Nobody needs to answer any more."""
    call.closed_on = clock.today()


@creates("wishes.make", label="Önska av rekryteringen", done="Önskemålet är hos rekryteringen")
def wish(*, by: Actor, shortlist: Shortlist, words: list[str], note: str = "") -> RecruitmentWish:
    """Somebody whom the pool does not have, for whoever recruits to it. Of a protected person no district."""
    _must_go_on(shortlist)
    kind = kind_of(shortlist.decision)
    if kind is None:
        raise Refusal("Insatsen utförs inte av en uppdragstagare.")
    client = shortlist.decision.client
    return RecruitmentWish(
        unit_id=shortlist.pool_id,
        area="" if shortlist.is_brokered else shortlist.area,
        shortlist=shortlist,
        kind=Kind(kind),
        client_area=shortlist.area,
        ages=band(clock.today().year - client.birth_year),
        district="" if client.is_protected else shortlist.unit.name,
        words=words,
        note=note,
        wished_by=by.user,
        wished_on=clock.today(),
    )


@step(WISH, "meet", action="wishes.work", label="Avsluta önskemålet", done="Önskemål avslutat")
def meet(wish: RecruitmentWish, *, by: Actor, outcome: str) -> None:
    """Somebody has been found, or will not be; how it went."""
    wish.met_on, wish.outcome = clock.today(), outcome
