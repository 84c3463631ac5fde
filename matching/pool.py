"""Reading a pool for the ranking: one query, however many volunteers there are."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, JSONObject

from brokerage import clock
from brokerage.organisation.fields import having
from brokerage.organisation.models import Trait, Unit
from decisions.models import Client, Decision
from matching import columns
from matching.bonds import bonds_of
from matching.columns import NOTHING, Joined
from matching.meaning import TIMES
from matching.models import Assignment, Conflict, Offer, Proposal, Shortlist, Weighting
from matching.ranking import Candidate, Ranking, Wanted, Weights, rank
from matching.states import UNANSWERED, ProposalState
from recruitment.calendar import WEEKENDS, Span, period
from recruitment.models import (
    Approval,
    CalendarEntry,
    Kind,
    PoolSharing,
    Transfer,
    Volunteer,
)
from recruitment.states import VolunteerState

# What the intervention of a decision asks somebody to be. Short-term homes and camps are nobody's to be matched for.
KINDS = {
    "kontaktperson": Kind.CONTACT_PERSON,
    "särskilt kvalificerad kontaktperson": Kind.QUALIFIED,
    "kontaktfamilj": Kind.CONTACT_FAMILY,
    "korttidsvistelse: korttidsfamilj": Kind.SHORT_TERM_FAMILY,
}
WEIGHTS = ("important", "nice", "same", "beside", "idle")
_SEEN = (VolunteerState.AVAILABLE, VolunteerState.PAUSED, VolunteerState.CANDIDATE)
# A no of these reasons is about that time, and not about the two.
PASSES = (Offer.Reason.TIME, Offer.Reason.FULL)


def kind_of(decision: Decision) -> Kind | None:
    """What the decision asks somebody to be; None where nobody is to be found."""
    return KINDS.get(decision.ground.intervention)


def weights_in_force() -> Weights:
    """What each thing is worth today. One query."""
    return weights_of(Weighting.objects.latest("pk"))


def weights_of(row: Weighting) -> Weights:
    return Weights(**{name: getattr(row, name) for name in WEIGHTS}, version=row.pk)


def wanted_by(shortlist: Shortlist, weights: Weights) -> Wanted:
    """The need of a shortlist. The brokerage may not know a protected person's district, and so does not rank by it."""
    hides = shortlist.is_brokered and shortlist.decision.client.is_protected
    return wanted_for(shortlist.decision, weights, district="" if hides else shortlist.unit.code or "")


def wanted_for(decision: Decision, weights: Weights, *, district: str) -> Wanted:
    """The need of a decision.

    The brokerage knows the year of birth alone: there, the age is the one that the client reaches this year.
    """
    need, client, today = decision.need, decision.client, clock.today()
    kind = kind_of(decision)
    return Wanted(
        kind=kind.value if kind else "",
        area=decision.area,
        age=today.year - client.birth_year,
        musts=tuple(need.musts),
        important=tuple(need.important),
        wishes=tuple(need.wishes),
        needs_nights=kind == Kind.SHORT_TERM_FAMILY,
        together=need.together,
        district=district,
        born=client.birth_year,
        period=period(today, decision.valid_to),
        weights=weights,
    )


def ranked(shortlist: Shortlist, weights: Weights, *, on: date, without: Iterable[str] = ()) -> Ranking:
    """The search of a day; `without` tries it with these musts softened."""
    wanted = wanted_by(shortlist, weights).without(*without)
    return rank(wanted, candidates(shortlist, wanted, on=on))


def candidates(shortlist: Shortlist, wanted: Wanted, *, on: date) -> list[Candidate]:
    """Those of the pool who could be asked, were it not for a word of the need; and those whose approval is missing.

    Whoever is approved for something else, has no place left, or is paused is not read: however large the pool is.
    """
    return _read(of_pool(shortlist, _near_enough(shortlist, wanted, on)), shortlist, wanted, on)


def whole_pool(shortlist: Shortlist, wanted: Wanted, *, on: date) -> list[Candidate]:
    """Everybody in the pool, also those whom nothing in the need could let in: for what keeps each of them out."""
    return _read(of_pool(shortlist), shortlist, wanted, on)


def for_search(shortlists: Any) -> Any:
    """Shortlists with what their page needs beside the pool: weights in force, vocabulary, how many were proposed."""
    numbers = JSONObject(version="pk", **{name: name for name in WEIGHTS})
    latest = Weighting.objects.order_by("-pk").values(numbers=numbers)[:1]
    word = JSONObject(code="code", name="name", is_hard="is_hard")
    words = Trait.objects.order_by().values(all=Value(1)).annotate(words=Joined(word)).values("words")
    own = Proposal.objects.filter(shortlist=OuterRef("pk")).order_by().values("shortlist")
    proposed = Coalesce(Subquery(own.annotate(count=Count("pk")).values("count")), 0)
    return shortlists.for_page().annotate(weights=Subquery(latest), vocabulary=Subquery(words), proposed=proposed)


def words_in(shortlist: Any) -> tuple[dict[str, str], set[str]]:
    """What each code is called, and those that must never be softened: of a shortlist that was fetched for a search."""
    words = json.loads(f"[{shortlist.vocabulary or ''}]")
    return {each["code"]: each["name"] for each in words}, {each["code"] for each in words if each["is_hard"]}


def in_play(shortlist: Shortlist, keys: Iterable[int]) -> tuple[list[Proposal], Counter[int]]:
    """The search's own proposals; and how many questions each of these has not answered, whoever asked. One query."""
    wanted = Q(shortlist=shortlist.pk) | Q(volunteer__in=list(keys), state__in=UNANSWERED)
    rows = list(Proposal.objects.filter(wanted).select_related("volunteer"))
    unanswered = Counter(row.volunteer_id for row in rows if row.state in UNANSWERED)
    return [row for row in rows if row.shortlist_id == shortlist.pk], unanswered


def of_pool(shortlist: Shortlist, *also: Q) -> Any:
    """The pool of the shortlist; somebody with an approval for one named assignment (the client's own) for that one."""
    reference = shortlist.decision.case_reference
    named = Q(state=VolunteerState.CASE_ONLY, approvals__case_reference=reference)
    # In one `filter`, so that every condition is about the same approval.
    taken = Subquery(assignments_of(Count("pk")), output_field=IntegerField())
    return Volunteer.objects.annotate(taken=taken).filter(
        _within(shortlist),
        *also,  # before the others: what sorts most of them out is asked first
        Q(approvals=None) | Q(approvals__case_reference__in=("", reference)),
        Q(state__in=_SEEN) | named,
    )


def own_of(pool: int) -> Q:
    """The pool's own: by key, so that its index answers. A merged district's volunteers are its successor's."""
    return Q(unit__in=Unit.objects.filter(Q(pk=pool) | Q(successor=pool)).values("pk"))


def borrowed_by(pool: int, *, is_brokered: bool) -> Any:
    """Whom the districts share with the city's brokerage, for any area; or have lent to this district, for one."""
    if is_brokered:
        return PoolSharing.objects.filter(withdrawn_on=None).order_by()
    return Transfer.objects.lent_on(clock.today()).filter(own_of(pool)).order_by()


def _within(shortlist: Shortlist) -> Q:
    """Whose volunteers are searched: the pool's own, and whom others share with it or have lent to it."""
    of_area = Q(area__in=(shortlist.area, ""))
    others = borrowed_by(shortlist.pool_id, is_brokered=shortlist.is_brokered)
    others = others if shortlist.is_brokered else others.filter(of_area)
    return (own_of(shortlist.pool_id) & of_area) | Q(pk__in=others.values("volunteer"))


def names_in(shortlist: Shortlist, keys: Iterable[int]) -> dict[int, str]:
    """What these are called: those who are in the pool still, or whom the search has proposed."""
    wanted = list(keys)
    there = of_pool(shortlist).order_by().filter(pk__in=wanted).values_list("pk", "name")
    proposed = shortlist.proposals.filter(volunteer__in=wanted).order_by().values_list("volunteer", "volunteer__name")
    return dict(there) | dict(proposed)


def bonds_in(shortlist: Shortlist) -> list[tuple[str, str]]:
    """Who of the pool has a bond with the client, and which: for the district alone, as it says something of them."""
    seen = bonds_of([shortlist.decision.client]).get(shortlist.decision.client_id, {})
    return sorted((name, seen[pk]) for pk, name in names_in(shortlist, seen).items())


def _near_enough(shortlist: Shortlist, wanted: Wanted, on: date) -> Any:
    """In SQL what no word of the need can change; an approval counts that no later one in force has replaced."""
    in_force = Approval.objects.filter(
        volunteer=OuterRef("pk"),
        case_reference__in=("", shortlist.decision.case_reference),
        decided_on__lte=on,
        valid_until__gte=on,
    )
    later = in_force.filter(
        Q(decided_on__gt=OuterRef("approvals__decided_on"))
        | Q(decided_on=OuterRef("approvals__decided_on"), pk__gt=OuterRef("approvals__pk"))
    )
    approved = Q(
        having("approvals__kinds", wanted.kind),
        having("approvals__client_areas", wanted.area),
        approvals__decided_on__lte=on,
        approvals__valid_until__gte=on,
        approvals__age_from__lte=wanted.age,
        approvals__age_to__gte=wanted.age,
    )
    if wanted.needs_nights:
        approved &= Q(approvals__nights=True)
    # Cheap conditions first: the databases ask a row what it costs a subquery only where those before it hold.
    approved &= Q(approvals__places__gte=wanted.together) & Q(
        approvals__places__gte=Coalesce(F("taken"), 0) + wanted.together
    )
    in_vetting = Q(state=VolunteerState.CANDIDATE) & having("kinds", wanted.kind)
    free_to_ask = Q(state__in=(VolunteerState.AVAILABLE, VolunteerState.CASE_ONLY))
    has_run_out = Q(approvals__valid_until__lt=on) | Q(approvals=None)
    return (free_to_ask & approved & ~Exists(later)) | in_vetting | (free_to_ask & has_run_out & ~Exists(in_force))


def assignments_of(counted: Any) -> Any:
    """Something counted of the assignments that take a place of the volunteer in the row."""
    rows = Assignment.objects.taking_place().filter(volunteer=OuterRef("pk"))
    return rows.order_by().values("volunteer").annotate(found=counted).values("found")


def _read(rows: Any, shortlist: Shortlist, wanted: Wanted, on: date) -> list[Candidate]:
    asked = {*wanted.musts, *wanted.important, *wanted.wishes}
    return read(
        rows,
        on=on,
        barred=_barred(shortlist.decision.client),
        known=None if shortlist.is_brokered else columns.known(shortlist.decision.client),
        children="same-age" in asked,
        weekends=bool(WEEKENDS & asked),
        times=bool(TIMES & asked),
    )


def _barred(client: Client) -> Case:
    """Those who may not be asked for a client: a conflict, noted or seen, or a no that was said between the two."""
    unwilling = Q(state=ProposalState.UNWILLING) & ~Q(offers__reason__in=PASSES)
    said = Proposal.objects.filter(shortlist__decision__client=client.pk).order_by()
    no = said.filter(Q(state=ProposalState.DECLINED) | unwilling)
    noted = Conflict.objects.filter(client=client.pk).order_by()
    seen = bonds_of([client]).get(client.pk, {})
    # Sets of few, and not a question of each row: a pool may hold thousands.
    return Case(
        *([When(pk__in=sorted(seen), then=Value("conflict"))] if seen else []),
        When(pk__in=noted.values("volunteer"), then=Value("conflict")),
        When(pk__in=no.values("volunteer"), then=Value("no")),
        default=NOTHING,
        output_field=TextField(),
    )


def read(
    rows: Any,
    *,
    on: date,
    barred: Any,
    known: Any = None,
    children: bool = False,
    weekends: bool = False,
    times: bool = False,
) -> list[Candidate]:
    """Volunteers (with `taken`) as candidates, each with the latest approval that counts. One query."""
    given = columns.told(on) | {
        "waits_since": columns.waits_since(),
        "children": columns.children(are_asked_for=children),
        "busy": columns.busy(weekends=weekends),
        "barred": barred,
        "moved": columns.moved(on),
        "known": known or NOTHING,
    }
    names: tuple[str, ...] = (*_FIELDS, "decided")
    if times:
        still = Q(calendar__ends=None) | Q(calendar__ends__gte=on)
        rows = rows.annotate(times=FilteredRelation("calendar", condition=still))
        names += ("times__says", "times__times", "times__starts", "times__ends")
    rows = rows.annotate(**given).order_by().values_list(*names)
    width = len(_FIELDS)
    best: dict[int, Any] = {}
    spans: defaultdict[int, set[Span]] = defaultdict(set)
    for row in rows:  # one in force before one that has run out, and then the last; sorting all of them costs more
        known = best.get(row[0])
        if known is None or (row[_HOLDS], row[width]) > (known[_HOLDS], known[width]):
            best[row[0]] = row
        if times and row[width + 1]:
            says, when, starts, ends = row[width + 1 :]
            spans[row[0]].add(Span(says == CalendarEntry.Says.FREE, frozenset(when), starts, ends))
    return [
        Candidate._make(
            (
                *row[:_WAITS],
                row[_WAITS] and date.fromisoformat(row[_WAITS]),
                *row[_WAITS + 1 : width],
                tuple(spans.get(row[0], ())),
            )
        )
        for row in best.values()
    ]


# In the order of a candidate's fields, and after them by which approval is the better one.
_PLAIN = ("pk", "name", "state")
_SCOPE = ("approvals__age_from", "approvals__age_to", "approvals__places")
_FIELDS = (
    *_PLAIN, "home", "place__district__name", "all_traits", "all_lacks", "taken", "scope_kinds", "scope_areas", *_SCOPE,
    "nights", "holds", "waits_since", "children", "busy", "barred",
    "moved", "known",
)  # fmt: skip
_HOLDS, _WAITS = _FIELDS.index("holds"), _FIELDS.index("waits_since")
