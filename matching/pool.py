"""Reading a pool for the ranking: one query, however many volunteers there are."""

from datetime import date
from typing import Any

from django.db.models import Case, Count, IntegerField, OuterRef, Q, Subquery, TextField, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from brokerage import clock
from brokerage.organisation.models import Unit
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
    # By key, so that the index of the pool answers: a merged district's volunteers are its successor's.
    pool = Unit.objects.filter(Q(pk=shortlist.pool_id) | Q(successor=shortlist.pool_id)).values("pk")
    rows = (
        # In one `filter`, so that every condition is about the same approval.
        Volunteer.objects.filter(
            Q(state__in=_SEEN) | named,
            Q(approvals=None) | Q(approvals__case_reference__in=("", shortlist.decision.case_reference)),
            unit__in=pool,
            area__in=(shortlist.area, ""),
        )
        .annotate(taken=Subquery(taking, output_field=IntegerField()), **_columns(on))
        .order_by()
        .values_list(*_PLAIN, *_ANNOTATED)
    )
    best: dict[int, Any] = {}
    for row in rows:  # one in force before one that has run out, and then the last; sorting all of them costs more
        known = best.get(row[0])
        if known is None or row[-2:] > known[-2:]:
            best[row[0]] = row
    return [Candidate._make(row[:-1]) for row in best.values()]


# In the order of a candidate's fields; and last, by which approval is the better one.
_PLAIN = ("pk", "name", "state", "place__district_id", "place__district__name")
_SCOPE = ("approvals__age_from", "approvals__age_to", "approvals__places")
_ANNOTATED = ("all_traits", "all_lacks", "taken", "scope_kinds", "scope_areas", *_SCOPE, "nights", "holds", "decided")
_NOTHING, _YES = Value("", output_field=TextField()), Value("yes", output_field=TextField())


def _columns(on: date) -> dict[str, Any]:
    """The fields of a candidate that are no columns of a table; as text, since each conversion would cost thousands."""
    in_vetting = Case(When(state=VolunteerState.CANDIDATE, then=_text("kinds")), default=_NOTHING)
    holds = When(approvals__decided_on__lte=on, approvals__valid_until__gte=on, then=_YES)
    return {
        "all_traits": Concat(_text("traits"), Coalesce(_text("approvals__traits"), _NOTHING)),
        "all_lacks": _text("lacks"),
        "scope_kinds": Coalesce(_text("approvals__kinds"), in_vetting),
        "scope_areas": Coalesce(_text("approvals__client_areas"), _NOTHING),
        "nights": Case(When(approvals__nights=True, then=_YES), default=_NOTHING),
        "holds": Case(holds, default=_NOTHING),
        "decided": Coalesce(_text("approvals__decided_on"), _NOTHING),
    }


def _text(name: str) -> Cast:
    return Cast(name, TextField())
