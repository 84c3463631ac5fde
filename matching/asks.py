"""The open needs of a pool and who is in it, read for the plan: as many queries however many there are.

A plan is dear to make, and is kept for some minutes: without names, and for exactly these needs and proposals. Whoever
opens it sees when it was made, and can have it made anew.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import Count, F, Prefetch, Q, Subquery, TextField, Value

from brokerage import clock
from brokerage.orders.models import Order
from brokerage.orders.states import OrderState
from brokerage.organisation.models import Unit
from matching.bonds import bonds_of
from matching.models import Conflict, Proposal, Shortlist
from matching.plan import MOST_EACH, Ask, Plan, make
from matching.pool import PASSES, assignments_of, borrowed_by, kind_of, own_of, read, wanted_for, weights_in_force
from matching.ranking import Candidate, Weights
from matching.states import IN_PLAY, ProposalState
from recruitment.models import Volunteer
from recruitment.states import VolunteerState

OPEN_ORDERS = (OrderState.PLACED, OrderState.ACCEPTED)


@dataclass(frozen=True)
class Planned:
    """A plan with the rows that it is about."""

    plan: Plan
    decisions: dict[int, Any]
    people: dict[int, Candidate]


@dataclass(frozen=True)
class Standing:
    """How a pool stands: how many searches each is in play in, whom it shares or borrows (with the area), weights."""

    in_play: Counter[int]
    borrowed: list[tuple[int, str]]
    weights: Weights


@dataclass(frozen=True)
class KeptPlan:
    """A plan as it was made at a moment; of people only those whom it names, and of them no name."""

    plan: Plan
    people: dict[int, Candidate]
    made_at: datetime
    decisions: dict[int, Any] = field(default_factory=dict)  # of one made now; they are not kept


def kept_plan(decisions: Any, pool: Unit, *, is_brokered: bool, afresh: bool = False) -> KeptPlan:
    """The plan of the last minutes, while the needs and whom they have in play are the same; else one made now."""
    needs = list(decisions.order_by("pk").values_list("pk", "need__version"))
    standing = _standing(pool, is_brokered=is_brokered)
    # A pick, an answer, a loan that ends or a consent that is taken back makes it another plan at once; what somebody
    # writes in a profile within the minutes.
    in_play, borrowed = sorted(standing.in_play.items()), sorted(standing.borrowed)
    facts = (clock.today(), pool.pk, is_brokered, needs, in_play, borrowed, standing.weights)
    key = f"plan-{sha256(repr(facts).encode()).hexdigest()}"
    kept = None if afresh or not settings.PLAN_MINUTES else cache.get(key)
    if kept is None:
        planned = plan_for(decisions, pool, is_brokered=is_brokered, on=clock.today(), standing=standing)
        named = {pk for line in planned.plan.lines for pk in line.people}
        people = {pk: planned.people[pk]._replace(name="") for pk in named}
        kept = KeptPlan(planned.plan, people, clock.now())
        if settings.PLAN_MINUTES:
            cache.set(key, kept, 60 * settings.PLAN_MINUTES)
        kept = replace(kept, decisions=planned.decisions)
    return kept


def rows_of(decisions: Any, keys: Iterable[int], pool: Unit) -> dict[int, Any]:
    """The decisions that a page of the plan names, with what it says of them."""
    return {row.pk: row for row in _with_searches(decisions.filter(pk__in=list(keys)), pool)}


def _with_searches(decisions: Any, pool: Unit) -> Any:
    """With the need, with the orders that wait (`open_orders`), and with the search that goes on in this pool."""
    searches = Shortlist.objects.open().filter(pool=pool).prefetch_related(Prefetch("proposals", to_attr="picks"))
    return decisions.select_related("ground", "client", "need", "unit").prefetch_related(
        Prefetch("orders", queryset=Order.objects.filter(state__in=OPEN_ORDERS), to_attr="open_orders"),
        Prefetch("shortlists", queryset=searches, to_attr="open_searches"),
    )


def names_of(keys: Iterable[int]) -> dict[int, str]:
    return dict(Volunteer.objects.filter(pk__in=list(keys)).order_by().values_list("pk", "name"))


def with_orders(decisions: Any) -> Any:
    """Needs that a district has ordered of the brokerage: searched in its pool."""
    return decisions.waiting().filter(need__isnull=False, orders__state__in=OPEN_ORDERS)


def without_orders(decisions: Any) -> Any:
    """Needs that a district searches for by itself: in its own pool."""
    return decisions.waiting().filter(need__isnull=False).exclude(orders__state__in=OPEN_ORDERS)


def plan_for(decisions: Any, pool: Unit, *, is_brokered: bool, on: date, standing: Standing | None = None) -> Planned:
    """The plan for these needs in one pool. Of a protected client the brokerage does not know the district."""
    rows = [each for each in _with_searches(decisions, pool) if kind_of(each)]
    standing = standing or _standing(pool, is_brokered=is_brokered)
    members = _members(pool, is_brokered=is_brokered)
    people = read(members, on=on, barred=_NOBODY, children=True, weekends=True, times=True)
    barred, elsewhere = _barred(rows), _elsewhere(pool, {row.area for row in rows}, standing.borrowed)
    asks = []
    for row in rows:
        there = [each for search in row.open_searches for each in search.picks]
        hides = is_brokered and row.client.is_protected
        asks.append(
            Ask(
                row.pk,
                wanted_for(row, standing.weights, district="" if hides else row.unit.code or ""),
                row.need.urgency,
                row.waiting_since or row.decided_on,
                barred=frozenset(
                    {*barred[row.client_id], *(x.volunteer_id for x in there if x.state != ProposalState.DROPPED)}
                ),
                elsewhere=elsewhere[row.area],
                room=max(0, MOST_EACH - sum(each.state in IN_PLAY for each in there)),
            )
        )
    spare = [(one, (one.places or 0) - (one.taken or 0) - standing.in_play[one.pk]) for one in people]
    plan = make(asks, spare)
    return Planned(plan, {row.pk: row for row in rows}, {one.pk: one for one in people})


_NOBODY = Value("", output_field=TextField())


def _within(pool: Unit, *, is_brokered: bool) -> Q:
    """For any area: for which each is there, is said of the needs of each (`elsewhere`)."""
    return own_of(pool.pk) | Q(pk__in=borrowed_by(pool.pk, is_brokered=is_brokered).values("volunteer"))


def _members(pool: Unit, *, is_brokered: bool) -> Any:
    """The pool as the plan may use it: in it, and approved for more than one named assignment."""
    return Volunteer.objects.filter(
        _within(pool, is_brokered=is_brokered),
        Q(approvals__case_reference=""),
        state=VolunteerState.AVAILABLE,
    ).annotate(taken=Subquery(assignments_of(Count("pk"))))


def _barred(rows: list[Any]) -> dict[int, set[int]]:
    """By client: whom there is a conflict with, noted or seen, and between whom a no was said."""
    clients = {row.client_id: row.client for row in rows}
    found: dict[int, set[int]] = defaultdict(set)
    for client, seen in bonds_of(clients.values()).items():
        found[client] |= seen.keys()
    unwilling = Q(state=ProposalState.UNWILLING) & ~Q(offers__reason__in=PASSES)
    said = Proposal.objects.filter(
        Q(state=ProposalState.DECLINED) | unwilling, shortlist__decision__client__in=clients
    ).values_list("shortlist__decision__client", "volunteer")
    for client, volunteer in (*said, *Conflict.objects.filter(client__in=clients).values_list("client", "volunteer")):
        found[client].add(volunteer)
    return found


def _elsewhere(pool: Unit, areas: set[str], borrowed: list[tuple[int, str]]) -> dict[str, frozenset[int]]:
    """By programme area: those who are in the pool for other areas alone, by their own or by that of the loan."""
    own = Volunteer.objects.filter(own_of(pool.pk), state=VolunteerState.AVAILABLE).order_by()
    theirs: dict[int, set[str]] = defaultdict(set)
    for pk, area in (*own.values_list("pk", "area"), *borrowed):
        theirs[pk].add(area)
    return {each: frozenset(pk for pk, known in theirs.items() if not known & {each, ""}) for each in areas}


def _standing(pool: Unit, *, is_brokered: bool) -> Standing:
    """Three queries. Whom the districts share with the city are there for any area."""
    area = Value("") if is_brokered else F("area")
    borrowed = borrowed_by(pool.pk, is_brokered=is_brokered).values_list("volunteer", area)
    there = Volunteer.objects.filter(_within(pool, is_brokered=is_brokered)).order_by()
    rows = Proposal.objects.filter(volunteer__in=there, state__in=IN_PLAY).order_by()
    in_play = Counter(dict(rows.values_list("volunteer").annotate(count=Count("pk"))))
    return Standing(in_play, list(borrowed), weights_in_force())
