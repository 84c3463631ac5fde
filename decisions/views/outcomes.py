"""Pages about what has come of it: readings of instruments, and goals and readings in all."""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, permitted, requires
from brokerage.pages.page import Crumb
from decisions.forms.outcomes import OutcomeFilter, ReadingForm
from decisions.goals import LEVELS, Domain, signed
from decisions.models import Instrument
from decisions.models.decisions import Purpose, TargetGroup
from decisions.outcomes import (
    GoalResult,
    Pair,
    before_and_after,
    goals_by_domain,
    goals_by_group,
    pairs_by_group,
    pairs_by_instrument,
    twice_assessed,
)
from decisions.views.decisions import crumbs_of
from decisions.views.reports import columns
from decisions.views.statistics import download, exports
from decisions.workflow import instruments as workflow

COUNTED = (
    ("Mål", "number"),
    ("Bedömda", "number"),
    *((signed(level), "number") for level in LEVELS),
    ("Medel", "number"),
)
COMPARED = (
    ("Vid starten", "number"),
    ("Efter ett år", "number"),
    ("Båda", "number"),
    ("Medel före", "number"),
    ("Medel efter", "number"),
    ("Bättre", "number"),
    ("Lika", "number"),
    ("Sämre", "number"),
)
SPLITS: dict[str, Callable[[Any], Iterable[str]]] = {
    "form": lambda decision: [decision.ground.intervention.capitalize()],
    "purpose": lambda decision: [str(Purpose(code).label) for code in decision.purposes] or ["Inget syfte angivet"],
    "group": lambda decision: [str(TargetGroup(code).label) for code in decision.target_groups] or ["Ingen angiven"],
    "unit": lambda decision: [decision.unit.name],
}
CRUMBS: tuple[Crumb, ...] = (("Uppföljningar", "/uppfoljningar/"),)


@requires("plans.view")
def outcomes(request: Request, rows: Any) -> HttpResponse:
    """How goals are reached, and what instruments show at the start and a year later: by form, purpose or district."""
    form = OutcomeFilter(request.GET or None)
    split = (form.cleaned_data.get("split") if form.is_valid() else "") or "form"
    groups, word = SPLITS[split], dict(OutcomeFilter.SPLITS)[split]
    goals = _goals(rows.for_outcomes(), groups)
    pairs = _pairs(permitted(request.actor, "readings.view").for_outcomes(), groups)
    tables = _tables(goals, pairs, word)
    title = f"Mål och mätningar, {word.lower()}"
    if tables and (answer := download(request, title, tables)):
        return answer
    twice, first, last = twice_assessed(goals)
    both = sum(each.is_both for each in pairs)
    return pages.report(
        request,
        "decisions/outcomes.html",
        title="Mål och mätningar",
        lead="Undertecknade planer i dina programområden. Ett medelvärde visas bara för fem eller fler.",
        crumbs=(*CRUMBS, ("Mål och mätningar", None)),
        filter=OutcomeFilter(initial={"split": split}),
        figures=[
            ("Mål", len(goals)),
            ("Bedömda", sum(bool(each.levels) for each in goals)),
            ("Bedömda minst två gånger", twice),
            ("Mätta före och efter", both),
        ]
        if tables
        else [],
        charts=_charts(twice, first, last, before_and_after(pairs)),
        tables=tables,
        empty={"title": "Inget att redovisa än", "text": "Mål räknas när planen är undertecknad."},
        exports=exports(f"?split={split}&") if tables else [],
    )


def _charts(twice: int, first: Any, last: Any, measured: list[tuple[str, float]]) -> list[dict[str, Any]]:
    found = []
    if twice:
        goals = f"{twice} mål som har bedömts minst två gånger"
        found.append({"title": f"Första bedömningen: {goals}", "series": first, "unit": "mål"})
        found.append({"title": f"Senaste bedömningen: {goals}", "series": last, "unit": "mål"})
    if measured:
        title = "Före och efter ett år, procent av skalan, för dem som har båda"
        found.append({"title": title, "series": measured, "unit": "procent"})
    return found


def _goals(plans: Iterable[Any], groups: Callable[[Any], Iterable[str]]) -> list[GoalResult]:
    """The goals of each decision's newest signed plan; a goal that was carried over keeps what it was found at."""
    of_decision: dict[int, list[Any]] = {}
    for plan in plans:
        of_decision.setdefault(plan.decision_id, []).append(plan)
    found = []
    for versions in of_decision.values():
        versions.sort(key=lambda plan: plan.number)
        levels: dict[str, list[int]] = {}
        for plan in versions:
            for goal in plan.goals.all():
                levels.setdefault(goal.text, []).extend(each.level for each in goal.measurements.all())
        newest = versions[-1]
        found += [
            GoalResult(tuple(groups(newest.decision)), goal.get_domain_display(), tuple(levels[goal.text]))
            for goal in newest.goals.all()
        ]
    return found


def _pairs(readings: Iterable[Any], groups: Callable[[Any], Iterable[str]]) -> list[Pair]:
    taken: dict[tuple[int, int], dict[str, Any]] = {}
    for each in readings:
        taken.setdefault((each.decision_id, each.instrument_id), {})[each.occasion] = each
    found = []
    for by_occasion in taken.values():
        one = next(iter(by_occasion.values()))
        scale, start, year = one.instrument, by_occasion.get("start"), by_occasion.get("year")
        found.append(
            Pair(
                tuple(groups(one.decision)),
                scale.name,
                scale.low,
                scale.high,
                scale.more_is_better,
                start.value if start else None,
                year.value if year else None,
            )
        )
    return found


def _tables(goals: list[GoalResult], pairs: list[Pair], word: str) -> list[dict[str, Any]]:
    found = []
    if goals:
        domains = [str(label) for label in Domain.labels]
        found += [
            {
                "caption": f"Mål, {word.lower()}",
                "stacked": True,
                "columns": columns(((word.removeprefix("Per ").capitalize(), "text"), *COUNTED)),
                "rows": goals_by_group(goals),
            },
            {
                "caption": "Mål per område",
                "stacked": True,
                "columns": columns((("Område", "text"), *COUNTED)),
                "rows": goals_by_domain(goals, domains),
            },
        ]
    if pairs:
        found += [
            {
                "caption": "Mätningar per instrument",
                "stacked": True,
                "columns": columns((("Instrument", "text"), *COMPARED)),
                "rows": pairs_by_instrument(pairs),
            },
            {
                "caption": f"Mätningar, {word.lower()}",
                "stacked": True,
                "columns": columns((("Grupp och instrument", "text"), *COMPARED)),
                "rows": pairs_by_group(pairs),
            },
        ]
    return found


@requires("needs.describe", fetch=lambda rows: rows.for_page())
def decision_take_reading(request: Request, row: Any) -> HttpResponse:
    """The total of an instrument; the form itself stays on paper."""
    age = row.client.identity.age()
    fitting = Instrument.fitting(age)
    taken = {each.occasion for each in row.readings.all()}
    occasion = "year" if "start" in taken else "start"
    return pages.verb_page(
        request,
        ReadingForm(
            request.POST if request.method == "POST" else None,
            instruments=fitting,
            initial={"on": clock.today(), "occasion": occasion},
        ),
        lambda given: workflow.take(by=request.actor, decision=row, **given),
        title="Mätning",
        lead=f"{row}. Samma instrument vid starten och efter ett år gör att de kan jämföras.",
        crumbs=crumbs_of(row, "Mätning"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.take.done,
    )
