"""Reading a pool for the ranking: one query, however many volunteers there are."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

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
    rows = (
        # In one `filter`, so that every condition is about the same approval.
        Volunteer.objects.filter(
            Q(state__in=_SEEN) | named,
            Q(approvals=None) | Q(approvals__case_reference__in=("", shortlist.decision.case_reference)),
            Q(unit=shortlist.pool_id) | Q(unit__successor=shortlist.pool_id),
            area__in=(shortlist.area, ""),
        )
        .annotate(taken=Coalesce(Subquery(taking, output_field=IntegerField()), 0), **_columns(on))
        .order_by(F("holds"), "approvals__decided_on", "approvals__pk")
        .values_list("pk", "name", "state", "place__district_id", "place__district__name", *_ANNOTATED)
    )
    # The last approval wins, and one in force before one that has run out. A pool may hold thousands: each row is
    # taken as the database gives it.
    return [Candidate._make(row) for row in {row[0]: row for row in rows}.values()]


_ANNOTATED = (
    "all_traits",
    "all_lacks",
    "taken",
    "scope_kinds",
    "scope_areas",
    "age_from",
    "age_to",
    "places",
    "nights",
    "holds",
)


_NOTHING = Value("", output_field=TextField())
_ZERO = Value(0, output_field=IntegerField())


def _columns(on: date) -> dict[str, Any]:
    """The fields of a candidate that are not the volunteer's own columns, none of them empty."""
    in_vetting = Case(When(state=VolunteerState.CANDIDATE, then=_text("kinds")), default=_NOTHING)
    holds = When(approvals__decided_on__lte=on, approvals__valid_until__gte=on, then=Value(1))
    return {
        "all_traits": Concat(_text("traits"), Coalesce(_text("approvals__traits"), _NOTHING)),
        "all_lacks": _text("lacks"),
        "scope_kinds": Coalesce(_text("approvals__kinds"), in_vetting),
        "scope_areas": Coalesce(_text("approvals__client_areas"), _NOTHING),
        "age_from": _number("approvals__age_from"),
        "age_to": _number("approvals__age_to"),
        "places": _number("approvals__places"),
        "nights": Case(When(approvals__nights=True, then=Value(1)), default=_ZERO, output_field=IntegerField()),
        "holds": Case(holds, default=_ZERO, output_field=IntegerField()),
    }


def _number(name: str) -> Coalesce:
    return Coalesce(Cast(name, IntegerField()), _ZERO)


def _text(name: str) -> Cast:
    # As text, not as a list: taking thousands apart would cost more than the search itself.
    return Cast(name, TextField())
