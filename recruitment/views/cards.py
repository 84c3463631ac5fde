"""The parts of a volunteer's page that come from elsewhere: assignments, questions, talks, letters."""

from typing import Any

from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permitted
from brokerage.letters.models import Letter
from brokerage.organisation.fields import called
from brokerage.organisation.models import Unit
from brokerage.pages.wording import day, moment
from recruitment.models import Kind, Mentorship, Volunteer
from recruitment.queries.volunteers import offers_to

CRUMBS = (("Uppdragstagare", "/rekrytering/uppdragstagare/"),)
MOST = 50  # of the log, the questions and the letters


def crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (*CRUMBS, (row.name, row.get_absolute_url()), (last, None))


# Assignments and questions live upstairs: read through the volunteer, and opened by who may there.


def assignments(request: Request, row: Volunteer) -> list[dict[str, Any]]:
    """Every assignment, running first, without the client: whoever may see who it is follows the link."""
    said = ("volunteer", "kind", "state", "starts_on", "started_on", "ended_on")
    found = list(row.assignments.only(*said).order_by("ended_on", "-starts_on"))  # type: ignore[attr-defined]
    open_to = _open_to(request, "assignments.view", found)
    return [
        {
            "text": Kind(each.kind).label,
            "url": each.get_absolute_url() if each.pk in open_to else "",
            "sub": f"{day(each.started_on or each.starts_on)}–{day(each.ended_on)}",
            "badge": {"text": each.get_state_display(), "tone": "good" if each.state == "running" else "calm"},
        }
        for each in sorted(found, key=lambda each: each.ended_on is not None)
    ]


_CAME_OF_IT = {"appointed": "Utsedd", "declined": "Klienten tackade nej", "released": "En annan valdes"}
_TONES = {"yes": "good", "no": "warn", "expired": "warn"}


def offers(request: Request, row: Volunteer) -> list[dict[str, Any]]:
    """Every question that was ever asked, and what was answered; the newest first."""
    found = list(offers_to(row)[:MOST])
    open_to = _open_to(request, "proposals.view", [each.proposal for each in found])
    asked = [(each, each.proposal) for each in found]
    return [
        {
            "text": f"Frågad {day(each.sent_on)}",
            "url": proposal.get_absolute_url() if proposal.pk in open_to else "",
            "sub": " · ".join(
                part
                for part in (
                    f"Svarade {moment(each.answered_at)} genom {each.get_way_display()}" if each.answered_at else "",
                    each.get_reason_display() if each.reason else "",
                    _CAME_OF_IT.get(proposal.state, ""),
                )
                if part
            ),
            "badge": {"text": each.get_state_display(), "tone": _TONES.get(each.state, "calm")},
        }
        for each, proposal in asked
    ]


def _open_to(request: Request, action: str, rows: list[Any]) -> set[int]:
    """Which of the rows this person may open: one query."""
    if not rows:
        return set()
    mine = permitted(request.actor, action).filter(pk__in=[each.pk for each in rows])
    return set(mine.values_list("pk", flat=True))


def calendar(row: Volunteer, words: dict[str, str]) -> list[dict[str, Any]]:
    """What is written for certain days; the profile says what holds until further notice."""
    return [
        {
            "text": called(words, each.times).capitalize() or "All tid",
            "url": "",
            "sub": f"{day(each.starts)}–{day(each.ends)}{f' · {each.note}' if each.note else ''}",
            "badge": {"text": each.get_says_display(), "tone": "good" if each.says == "free" else "warn"},
        }
        for each in row.calendar.all()
        if each.ends is None or each.ends >= clock.today()
    ]


def letters(request: Request, row: Volunteer) -> list[dict[str, Any]]:
    """What has been written to them."""
    found = permitted(request.actor, "letters.view", among=Letter.to("recruitment.volunteer", row.pk))
    return [
        {"text": str(each), "url": each.get_absolute_url(), "sub": moment(each.created_at), "badge": None}
        for each in found.only("subject", "body", "created_at").newest_first()[:MOST]
    ]


def pools(request: Request, row: Volunteer, *, works: bool) -> dict[str, Any]:
    """Whether the city sees them too, and to whom they are lent; and what can be done about it."""
    is_districts = row.unit.kind == Unit.Kind.DISTRICT  # the city shares its own with nobody
    shared = next((each for each in row.sharings.all() if each.withdrawn_on is None), None) if is_districts else None
    moves = permitted(request.actor, "transfers.view").filter(volunteer=row).select_related("unit", "from_unit")
    moves = moves.only("kind", "ends", "state", "unit__name", "from_unit__name")
    can = works and row.state in ("available", "paused")
    return {
        "shared": shared,
        "moves": [
            {
                "text": each.get_kind_display(),
                "url": each.get_absolute_url(),
                "sub": f"{each.from_unit} → {each.unit}{f', till och med {day(each.ends)}' if each.ends else ''}",
                "badge": {"text": each.get_state_display(), "tone": "good" if each.state == "accepted" else "calm"},
            }
            for each in moves.order_by("-offered_on")
        ],
        "can_share": can and shared is None and is_districts,
        "can_unshare": works and shared is not None,
        "can_offer": can,
    }


def support(row: Volunteer, *, knows: bool) -> dict[str, Any]:
    """What they have been taught, who stands by them and by whom they stand, and when they read the binder."""
    pairs = Mentorship.among(row).select_related("mentor", "family")
    pairs = pairs.only("starts", "ends", "state", "mentor__name", "family__name")
    readings = list(row.readings.order_by("-pk")[:MOST])
    read = next((each for each in readings if each.read_at), None)
    sent = f"Skickad {day(readings[0].sent_on)}, inte bekräftad" if readings else "Inte skickad än"
    return {
        "seats": [
            {
                "text": each.training.title,
                "url": each.training.get_absolute_url(),
                "sub": moment(each.training.starts_at),
                "badge": {"text": each.get_state_display(), "tone": "good" if each.state == "came" else "calm"},
            }
            for each in row.seats.select_related("training")
            .only("volunteer", "state", "training__title", "training__starts_at")
            .order_by("-training__starts_at")[:MOST]
        ],
        "mentorships": [
            {
                "text": f"Mentor: {each.mentor}" if each.family_id == row.pk else f"Är mentor för {each.family}",
                "url": each.get_absolute_url(),
                "sub": f"{day(each.starts)}–{day(each.ends)}",
                "badge": {"text": each.get_state_display(), "tone": "good" if each.ends is None else "calm"},
            }
            for each in pairs
            if knows  # the other of the two is not shared or borrowed
        ],
        "has_mentor": any(each.family_id == row.pk and each.ends is None for each in pairs),
        "binder": f"Utgåva {read.read_edition} läst {moment(read.read_at)}" if read else sent,
    }


def asked_data(row: Volunteer) -> list[dict[str, Any]]:
    """The rounds of asking whether what we know is right."""
    return [
        {
            "text": f"Frågad {day(each.asked_on)}",
            "url": each.get_absolute_url(),
            "sub": "",
            "badge": {"text": each.get_state_display(), "tone": "warn" if each.state == "answered" else "calm"},
        }
        for each in row.changes.order_by("-pk")[:MOST]
    ]


def concerns(request: Request, row: Volunteer) -> list[dict[str, Any]]:
    """What is looked into, to whoever may see it and to nobody else."""
    return [
        {
            "text": each.get_kind_display(),
            "url": each.get_absolute_url(),
            "sub": f"Mottagen {moment(each.taken_at)}",
            "badge": {"text": each.get_state_display(), "tone": "bad" if each.state == "new" else "calm"},
        }
        for each in permitted(request.actor, "concerns.view", among=row.concerns.order_by("-taken_at"))
    ]


def pause(row: Volunteer) -> list[tuple[str, Any]]:
    """Why somebody pauses, and when they are asked again."""
    running = next((each for each in row.pauses.all() if each.ended_on is None), None)
    if running is None:
        return []
    return pages.chosen(
        (
            ("Varför", running.get_reason_display()),
            ("Med egna ord", running.words),
            ("Sedan", day(running.starts)),
            ("Fråga igen", day(running.ask_again_on)),
        )
    )


def action(label: str, name: str, row: Any, icon: str, **more: Any) -> pages.Action:
    return pages.Action(label, reverse(f"recruitment:{name}", args=[row.pk]), icon=icon, **more)
