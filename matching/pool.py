"""Reading a pool for the ranking: two queries' worth in one, however many volunteers there are."""

from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast, Coalesce

from brokerage import clock
from decisions.models import Decision
from matching.models import Assignment, Shortlist
from matching.ranking import Candidate, Wanted
from recruitment.models import Kind, Volunteer
from recruitment.states import VolunteerState

# What the intervention of a decision asks somebody to be. Short-term homes and camps are nobody's to be matched for.
KINDS = {
    "kontaktperson": Kind.CONTACT_PERSON,
    "särskilt kvalificerad kontaktperson": Kind.QUALIFIED,
    "kontaktfamilj": Kind.CONTACT_FAMILY,
    "korttidsvistelse: korttidsfamilj": Kind.SHORT_TERM_FAMILY,
}
_SEEN = (VolunteerState.AVAILABLE, VolunteerState.PAUSED, VolunteerState.CANDIDATE)


def kind_of(decision: Decision) -> Kind | None:
    """What the decision asks somebody to be; None where nobody is to be found."""
    return KINDS.get(decision.ground.intervention)


def wanted_by(shortlist: Shortlist) -> Wanted:
    """The need of a shortlist. The brokerage may not know a protected person's district, and so does not rank by it.

    The brokerage knows the year of birth alone: there, the age is the one that the client reaches this year.
    """
    decision = shortlist.decision
    need, client = decision.need, decision.client
    kind = kind_of(decision)
    hides = shortlist.is_brokered and client.is_protected
    return Wanted(
        kind=kind.value if kind else "",
        area=shortlist.area,
        age=clock.today().year - client.birth_year,
        musts=tuple(need.musts),
        wishes=tuple(need.wishes),
        needs_nights=kind == Kind.SHORT_TERM_FAMILY,
        district_id=None if hides else shortlist.unit_id,
    )


def candidates(shortlist: Shortlist, *, on: date) -> list[Candidate]:
    """The pool of the shortlist, with each one's latest approval that counts here. One query.

    An approval for one named assignment counts for that one alone (the client's own suggestion).
    """
    named = Q(state=VolunteerState.CASE_ONLY, approvals__case_reference=shortlist.decision.case_reference)
    taking = (
        Assignment.objects.taking_place()
        .filter(volunteer=OuterRef("pk"))
        .order_by()
        .values("volunteer")
        .annotate(count=Count("pk"))
        .values("count")
    )
    raw = {f"raw_{name.rpartition('__')[2]}_{n}": Cast(name, TextField()) for n, name in enumerate(_CODES)}
    rows = (
        # In one `filter`, so that every condition is about the same approval.
        Volunteer.objects.filter(
            Q(state__in=_SEEN) | named,
            Q(approvals=None) | Q(approvals__case_reference__in=("", shortlist.decision.case_reference)),
            unit=shortlist.pool_id,
            area__in=(shortlist.area, ""),
        )
        .annotate(taken=Coalesce(Subquery(taking, output_field=IntegerField()), 0), **raw)
        .order_by("approvals__decided_on", "approvals__pk")
        .values_list("pk", "name", "state", "place__district_id", "place__district__name", "taken", *_PLAIN, *raw)
    )
    found: dict[int, Candidate] = {}
    for row in rows:  # the last approval wins
        found[row[0]] = _candidate(row, on)
    return list(found.values())


_PLAIN = (
    "approvals__age_from",
    "approvals__age_to",
    "approvals__places",
    "approvals__nights",
    "approvals__decided_on",
    "approvals__valid_until",
)
_CODES = ("traits", "lacks", "kinds", "approvals__kinds", "approvals__client_areas", "approvals__traits")


def _candidate(row: tuple[Any, ...], on: date) -> Candidate:
    pk, name, state, district_id, district, taken, age_from, age_to, places, nights, decided, until, *codes = row
    traits, lacks, kinds, approved_kinds, areas, approved_traits = codes
    if decided is None:
        # In vetting: only what is to be investigated is known.
        scope = kinds if state == VolunteerState.CANDIDATE else ""
        return Candidate(pk, name, state, district_id, district or "", traits, lacks, taken, scope)
    return Candidate(
        pk,
        name,
        state,
        district_id,
        district or "",
        traits,
        lacks,
        taken,
        approved_kinds,
        areas,
        age_from,
        age_to,
        places,
        nights,
        approved_traits,
        decided <= on <= until,
    )
