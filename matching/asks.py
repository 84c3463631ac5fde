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
from django.db.models import Count, Q, Subquery, TextField, Value

from brokerage import clock
from brokerage.orders.states import OrderState
from brokerage.organisation.models import Unit
from decisions.models import Decision
from matching.bonds import bonds_of
from matching.models import Conflict, Proposal
from matching.plan import MOST_EACH, Ask, Plan, make
from matching.pool import PASSES, assignments_of, kind_of, read, wanted_for, weights_in_force
from matching.ranking import Candidate
from matching.states import IN_PLAY, ProposalState, ShortlistState
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
class KeptPlan:
    """A plan as it was made at a moment; of people only those whom it names, and of them no name."""

    plan: Plan
    people: dict[int, Candidate]
    made_at: datetime
    decisions: dict[int, Any] = field(default_factory=dict)  # of one made now; they are not kept


def kept_plan(decisions: Any, pool: Unit, *, is_brokered: bool, afresh: bool = False) -> KeptPlan:
    """The plan of the last minutes, while the needs and whom they have in play are the same; else one made now."""
    needs = list(decisions.order_by("pk").values_list("pk", "need__version"))
    # A pick or an answer makes it another plan at once; what somebody writes in a profile within the minutes.
    facts = (clock.today(), pool.pk, is_brokered, needs, sorted(_in_play(pool).items()), weights_in_force())
    key = f"plan-{sha256(repr(facts).encode()).hexdigest()}"
    kept = None if afresh or not settings.PLAN_MINUTES else cache.get(key)
    if kept is None:
        planned = plan_for(decisions, pool, is_brokered=is_brokered, on=clock.today())
        named = {pk for line in planned.plan.lines for pk in line.people}
        people = {pk: planned.people[pk]._replace(name="") for pk in named}
        kept = KeptPlan(planned.plan, people, clock.now())
        if settings.PLAN_MINUTES:
            cache.set(key, kept, 60 * settings.PLAN_MINUTES)
        kept = replace(kept, decisions=planned.decisions)
    return kept


def rows_of(decisions: Any, keys: Iterable[int]) -> dict[int, Any]:
    """The decisions that a page of the plan names, with what it says of them."""
    wanted = decisions.filter(pk__in=list(keys)).select_related("ground", "client", "need", "unit")
    return {row.pk: row for row in wanted.prefetch_related("orders", "shortlists__proposals")}


def names_of(keys: Iterable[int]) -> dict[int, str]:
    return dict(Volunteer.objects.filter(pk__in=list(keys)).order_by().values_list("pk", "name"))


def with_orders(decisions: Any) -> Any:
    """Needs that a district has ordered of the brokerage: searched in its pool."""
    return decisions.waiting().filter(need__isnull=False, orders__state__in=OPEN_ORDERS)


def without_orders(decisions: Any) -> Any:
    """Needs that a district searches for by itself: in its own pool."""
    return decisions.waiting().filter(need__isnull=False).exclude(orders__state__in=OPEN_ORDERS)


def plan_for(decisions: Any, pool: Unit, *, is_brokered: bool, on: date) -> Planned:
    """The plan for these needs in one pool. Of a protected client the brokerage does not know the district."""
    rows = [
        each
        for each in decisions.select_related("ground", "client", "need", "unit").prefetch_related(
            "orders", "shortlists__proposals"
        )
        if kind_of(each)
    ]
    weights, volunteers = weights_in_force(), _members(pool)
    people = read(volunteers, on=on, barred=_NOBODY, children=True, weekends=True, times=True)
    barred, elsewhere = _barred(rows), _areas(pool)
    waiting = _in_play(pool)
    asks = []
    for row in rows:
        search = open_search(row, pool)
        there = [] if search is None else list(search.proposals.all())
        hides = is_brokered and row.client.is_protected
        asks.append(
            Ask(
                row.pk,
                wanted_for(row, weights, district="" if hides else row.unit.code or ""),
                row.need.urgency,
                row.waiting_since or row.decided_on,
                barred=frozenset(
                    {
                        *barred[row.client_id],
                        *(each.volunteer_id for each in there if each.state != ProposalState.DROPPED),
                        *(pk for pk, area in elsewhere if area != row.area),
                    }
                ),
                room=max(0, MOST_EACH - sum(each.state in IN_PLAY for each in there)),
            )
        )
    spare = [(one, (one.places or 0) - (one.taken or 0) - waiting[one.pk]) for one in people]
    plan = make(asks, spare)
    return Planned(plan, {row.pk: row for row in rows}, {one.pk: one for one in people})


def open_search(decision: Decision, pool: Unit) -> Any:
    """The search that goes on for it in this pool; of what is prefetched."""
    for each in decision.shortlists.all():  # type: ignore[attr-defined]
        if each.state == ShortlistState.OPEN and each.pool_id == pool.pk:
            return each
    return None


_NOBODY = Value("", output_field=TextField())


def _members(pool: Unit) -> Any:
    """The pool as the plan may use it: in it, and approved for more than one named assignment."""
    return Volunteer.objects.filter(
        Q(unit=pool) | Q(unit__successor=pool),
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


def _areas(pool: Unit) -> list[tuple[int, str]]:
    """Those of the pool who belong to one programme area of it."""
    rows = Volunteer.objects.filter(Q(unit=pool) | Q(unit__successor=pool), state=VolunteerState.AVAILABLE)
    return list(rows.exclude(area="").values_list("pk", "area"))


def _in_play(pool: Unit) -> Counter[int]:
    """How many searches have each of them in play already: picked, asked, or chosen."""
    rows = Proposal.objects.filter(Q(volunteer__unit=pool) | Q(volunteer__unit__successor=pool), state__in=IN_PLAY)
    return Counter(dict(rows.order_by().values_list("volunteer").annotate(count=Count("pk"))))
