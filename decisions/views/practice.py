"""The page of how the districts work: their reviews side by side, against an earlier year, and notes from studies."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import ACTIONS, Request, holds_role, permitted, requires
from brokerage.organisation.models import Role
from brokerage.organisation.people import colleagues, unit_of
from brokerage.pages.wording import day
from decisions.forms.practice import NoteForm, ReviewForm
from decisions.models.practice import Item, Standing
from decisions.views.reports import columns
from decisions.views.statistics import download, exports
from decisions.workflow import practice as workflow

TITLE = "Så arbetar vi"
NEWEST = 40


@requires("practice.view")
def practice(request: Request, rows: Any) -> HttpResponse:
    """The latest review of each district, or that of a year; held against the one before where there is one."""
    reviews = list(rows.select_related("unit").prefetch_related("lines"))
    years = sorted({each.year for each in reviews}, reverse=True)
    asked = request.GET.get("ar", "")
    now = next((each for each in years if str(each) == asked), next(iter(years), None))
    before = next((each for each in years if now and each < now), None)
    tables = [_matrix(reviews, now, before)] if now else []
    if tables and (answer := download(request, TITLE, tables)):
        return answer
    own, this_year = {each.unit_id for each in request.actor.standings()}, clock.today().year
    is_reviewed = any(each.year == this_year and each.unit_id in own for each in reviews)
    tasks = [
        (verb.label, reverse(f"decisions:practice_{verb.name}"))
        for verb in (workflow.review, workflow.note)
        if holds_role(request.actor, verb.action) and not (verb is workflow.review and is_reviewed)
    ]
    notes = permitted(request.actor, "practice.read_notes").select_related("unit")[:NEWEST]
    against = f", jämfört med {before}" if before else ""
    return pages.report(
        request,
        "decisions/practice.html",
        title=TITLE,
        lead=f"Stadsdelarnas egen bild av sina rutiner {now}{against}." if now else "Stadsdelarnas egen bild.",
        tasks=tasks,
        tables=tables,
        years=[(str(each), f"?ar={each}") for each in years if each != now],
        next_steps=[(each, each.words) for each in reviews if each.year == now and each.words],
        notes=[(each, f"{each.unit}, {day(each.on)}, {each.people} personer") for each in notes],
        empty={"title": "Ingen självskattning än", "text": "Enhetschefen gör en för stadsdelen en gång om året."},
        exports=exports(f"?ar={now}&") if tables else [],
    )


def _matrix(reviews: list[Any], now: int, before: int | None) -> dict[str, Any]:
    """Routines down, districts across: «Ja», or «Ja, förut –» where it has changed."""
    shown = sorted((each for each in reviews if each.year == now), key=lambda each: each.unit.name_key)
    old = {each.unit_id: each for each in reviews if each.year == before}
    lines = [[str(item.label), *(_cell(each, old.get(each.unit_id), item) for each in shown)] for item in Item]
    lines.append(["Barn med kontaktfamilj", *(_count(each, old.get(each.unit_id)) for each in shown)])
    heads = (("Rutin", "text"), *((each.unit.name, "text") for each in shown))
    return {"caption": f"Rutinerna {now}", "columns": columns(heads), "rows": lines, "stacked": True}


def _cell(review: Any, earlier: Any, item: Item) -> str:
    said = review.standings().get(item.value, "")
    was = earlier.standings().get(item.value, "") if earlier else said
    now = str(Standing(said).label) if said else ""
    return now if was == said or not was else f"{now}, förut {str(Standing(was).label).lower()}"


def _count(review: Any, earlier: Any) -> str:
    changed = earlier and earlier.children != review.children
    return f"{review.children}, förut {earlier.children}" if changed else str(review.children)


def own_unit(request: Request, action: str) -> Any:
    """The unit for which somebody does this."""
    return unit_of(request.actor.holds(ACTIONS[action].roles)[0].unit_id)


@requires("practice.review", creates=True)
def practice_review(request: Request) -> HttpResponse:
    unit = own_unit(request, "practice.review")
    return pages.verb_page(
        request,
        ReviewForm(request.POST if request.method == "POST" else None, initial=_known(request, unit)),
        lambda given: workflow.review(by=request.actor, unit=unit, **given),
        title=f"Självskattning {clock.today().year}",
        lead=f"{unit}. Det som systemet vet är redan valt; ändra det som inte stämmer.",
        crumbs=((TITLE, reverse("decisions:practice")), ("Självskattning", None)),
        submit="Spara",
        back=reverse("decisions:practice"),
        done=workflow.review.done,
    )


def _known(request: Request, unit: Any) -> dict[str, Any]:
    """What the system knows of the district, and else what it said the last time."""
    last = permitted(request.actor, "practice.view").filter(unit=unit).prefetch_related("lines").first()
    said = dict.fromkeys(Item.values, Standing.NO) | (last.standings() if last else {})
    kept = list(unit.routines.filter(is_active=True).values_list("kind", "phase"))
    found = {
        Item.SECRETARY: colleagues(unit.pk, Role.CONTACT_SECRETARY).exists(),
        Item.CRITERIA: any(kind == "criteria" for kind, _ in kept),
        Item.VETTING: any(phase == "vetting" for _, phase in kept),
        Item.INTRODUCTION: any(phase == "preparing" for _, phase in kept),
        Item.COOPERATION: permitted(request.actor, "networks.view")
        .filter(members__unit=unit, members__ended_on=None)
        .exists(),
    }
    said |= {item.value: Standing.YES for item, is_there in found.items() if is_there}
    counted = permitted(request.actor, "decisions.count")  # all programme areas: a sum, and nobody by name
    return {**said, "children": counted.children_with_families(unit.pk)}


@requires("practice.note", creates=True)
def practice_note(request: Request) -> HttpResponse:
    unit = own_unit(request, "practice.note")
    return pages.verb_page(
        request,
        NoteForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        lambda given: workflow.note(by=request.actor, unit=unit, **given),
        title=workflow.note.label,
        lead="Intervjuer, fokusgrupper och enkäter om hur insatsen fungerar.",
        crumbs=((TITLE, reverse("decisions:practice")), ("Anteckna", None)),
        submit="Spara",
        back=reverse("decisions:practice"),
        done=workflow.note.done,
    )
