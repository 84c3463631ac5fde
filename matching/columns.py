"""What a pool is read for beside the columns of its tables: each the expression of one field of a candidate."""

from datetime import date
from typing import Any

from django.db.models import (
    Aggregate,
    Case,
    Exists,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat

from brokerage.organisation.fields import having
from decisions.models import Client
from matching.models import Assignment
from matching.states import AssignmentState
from recruitment.models import FAMILIES, HouseholdMember, RequirementRule
from recruitment.requirements import Part
from recruitment.states import VolunteerState

NOTHING, YES = Value("", output_field=TextField()), Value("yes", output_field=TextField())


class Joined(Aggregate):
    """Values joined with commas: each database has its own word for it."""

    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="GROUP_CONCAT(%(expressions)s)", **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="STRING_AGG(%(expressions)s::text, ',')", **context)


def known(client: Client) -> Case:
    """Who has or had an assignment for the client or a sibling: for the district alone, as it says who they are."""
    siblings = client.siblings().order_by().values("pk")
    theirs = Q(decision__client=client.pk) | Q(decision__client__in=siblings)
    rows = Assignment.objects.filter(theirs).exclude(state=AssignmentState.CANCELLED).order_by()
    return Case(When(pk__in=rows.values("volunteer"), then=YES), default=NOTHING)


def moved(on: date) -> Case:
    """The day of a move after the approval, where by the city's table a new assignment waits for the new address.

    The rule is `recruitment.problems.waits_after_move`, asked in SQL of a whole pool at once.
    """
    decided = F("approvals__decided_on")
    families = Q(*(having("approvals__kinds", each) for each in sorted(FAMILIES)), _connector=Q.OR)
    in_force = RequirementRule.objects.filter(Q(ends=None) | Q(ends__gte=on), starts__lte=on)

    def waits(part: Part) -> Q:
        rules = in_force.filter(part=part)
        return Exists(rules.filter(waits_after_move=True)) & (families | Exists(rules.filter(only_families=False)))

    asked = waits(Part.VISIT) | Q(waits(Part.SOCIAL), place__district_since__gt=decided)
    after = When(Q(asked, place__since__gt=decided), then=_text("place__since"))
    return Case(after, default=NOTHING, output_field=TextField())


def children(*, are_asked_for: bool) -> Any:
    """The birth years of the children in the home, with commas between."""
    if not are_asked_for:
        return NOTHING
    home = HouseholdMember.objects.filter(volunteer=OuterRef("pk"), part=HouseholdMember.Part.CHILD, moved_out_on=None)
    return Coalesce(
        Subquery(home.order_by().values("volunteer").annotate(years=Joined("birth_year")).values("years")), NOTHING
    )


def busy(*, weekends: bool) -> Any:
    """The weekends that running assignments take, by what their needs ask for."""
    if not weekends:
        return NOTHING
    running = Assignment.objects.taking_place().filter(volunteer=OuterRef("pk"))
    words = [
        Case(
            When(Exists(running.filter(having("decision__need__musts", code))), then=Value(f",{code},")),
            default=NOTHING,
            output_field=TextField(),
        )
        for code in ("weekend-even", "weekend-odd")
    ]
    return Concat(*words)


def waits_since() -> Any:
    """Since the last assignment ended or, where it goes on, began; else since they came into the pool."""
    last = (
        Assignment.objects.exclude(state=AssignmentState.CANCELLED)
        .filter(volunteer=OuterRef("pk"))
        .order_by()
        .values("volunteer")
        .annotate(day=Max(Coalesce("ended_on", "starts_on")))
        .values("day")
    )
    return Cast(Coalesce(Subquery(last), F("joined_on")), TextField())


def told(on: date) -> dict[str, Any]:
    """The fields of a candidate that are no columns of a table; as text, since each conversion would cost thousands."""
    in_vetting = Case(When(state=VolunteerState.CANDIDATE, then=_text("kinds")), default=NOTHING)
    holds = When(approvals__decided_on__lte=on, approvals__valid_until__gte=on, then=YES)
    return {
        "home": Coalesce("place__district__successor__code", "place__district__code", Value("")),
        "all_traits": Concat(_text("traits"), Coalesce(_text("approvals__traits"), NOTHING)),
        "all_lacks": _text("lacks"),
        "scope_kinds": Coalesce(_text("approvals__kinds"), in_vetting),
        "scope_areas": Coalesce(_text("approvals__client_areas"), NOTHING),
        "nights": Case(When(approvals__nights=True, then=YES), default=NOTHING),
        "holds": Case(holds, default=NOTHING),
        "decided": Coalesce(_text("approvals__decided_on"), NOTHING),
    }


def _text(name: str) -> Cast:
    return Cast(name, TextField())
