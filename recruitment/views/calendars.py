"""Pages about a volunteer's calendar."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.organisation.fields import called
from brokerage.organisation.models import Trait
from brokerage.pages.wording import day
from recruitment.calendar import Span, free_through, period, said_of
from recruitment.forms.calendars import TimeForm
from recruitment.models import CalendarEntry
from recruitment.profile import Answer
from recruitment.views.volunteers import CRUMBS
from recruitment.workflow import calendars as workflow

TONES = {Answer.YES: "good", Answer.NO: "calm", Answer.UNKNOWN: "warn"}


def _crumbs(row: Any, *last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.name, row.get_absolute_url()), (last[0], None))


@requires("volunteers.work", read=True)
def volunteer_calendar(request: Request, row: Any) -> HttpResponse:
    """What stands in the calendar, what it says of the year to come, and a form for one more time."""
    here = reverse("recruitment:volunteer_calendar", args=[row.pk])
    words = {each.code: each.name for each in Trait.all_words().of_groups(Trait.Group.SCHEDULE).order_by("position")}
    entries = list(row.calendar.all())
    posted = request.POST if request.method == "POST" else None
    return pages.verb_page(
        request,
        TimeForm(posted, initial={"version": row.version, "starts": clock.today()}),
        lambda given: workflow.note_time(row, by=request.actor, **given),
        title=f"Kalender: {row.name}",
        lead="Profilen säger vad som gäller tills vidare. Här står det som gäller mellan två dagar.",
        crumbs=_crumbs(row, "Kalender"),
        submit="Skriv in",
        back=row.get_absolute_url(),
        next_url=lambda done: here,
        done=workflow.note_time.done,
        template="recruitment/volunteer_calendar.html",
        entries=[_entry(row, each, words) for each in entries],
        year=_year(row, entries, words),
    )


def _entry(row: Any, each: CalendarEntry, words: dict[str, str]) -> dict[str, Any]:
    return {
        "what": called(words, each.times) or "all tid",
        "when": f"från {day(each.starts)}" if each.ends is None else f"{day(each.starts)}–{day(each.ends)}",
        "note": each.note,
        "says": each.get_says_display(),
        "tone": "good" if each.says == CalendarEntry.Says.FREE else "warn",
        "drop_url": reverse("recruitment:volunteer_drop_time", args=[row.pk, each.pk]),
    }


def _year(row: Any, entries: list[CalendarEntry], words: dict[str, str]) -> list[dict[str, str]]:
    """For each time whether it is free through the year to come."""
    spans = [Span(each.says == CalendarEntry.Says.FREE, each.times, each.starts, each.ends) for each in entries]
    starts, ends = period(clock.today(), None)
    found = []
    for code, name in words.items():
        freedom = free_through(code, said_of(code, row.traits, row.lacks), spans, starts, ends)
        found.append(
            {
                "name": name,
                "answer": str(freedom.answer.label),
                "remark": freedom.remark,
                "tone": TONES[freedom.answer],
            }
        )
    return found


@requires("volunteers.work")
def volunteer_drop_time(request: Request, row: Any, entry: int) -> HttpResponse:
    time = get_object_or_404(row.calendar.all(), pk=entry)
    here = reverse("recruitment:volunteer_calendar", args=[row.pk])
    until = f"–{day(time.ends)}" if time.ends else " och tills vidare"
    return pages.verb_page(
        request,
        pages.VersionedForm(request.POST or None, initial={"version": row.version}),
        lambda given: workflow.drop_time(row, by=request.actor, entry=time, **given),
        title=workflow.drop_time.label,
        lead=f"{row.name}: {time.get_says_display().lower()} {day(time.starts)}{until}.",
        crumbs=_crumbs(row, "Ta bort ur kalendern"),
        submit="Ta bort",
        back=here,
        next_url=lambda done: here,
        done=workflow.drop_time.done,
    )
