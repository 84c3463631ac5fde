"""What awaits somebody around a vetting: what the volunteer says of the text, and what a colleague was asked for."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import day
from recruitment.models import Colleague
from recruitment.states import CompilationState

READ_WITHIN = timedelta(days=3)
COMMENT_WITHIN = timedelta(days=7)


def of_investigations(actor: Actor) -> list[Waiting]:
    """Answers and silence of the volunteers, and vettings that one has been given as a colleague: two queries."""
    if not holds_role(actor, "compilations.work"):
        return []
    today = clock.today()
    mine = permitted(actor, "compilations.work").led_by(actor.acts_for()).without_text().for_page()
    given = Colleague.objects.with_on(actor.user_id, today).for_page()
    found = lines(mine.to_follow_up_on(today).order_by("answer_by", "pk"), _version)
    return found + lines(given.exclude(state="read").order_by("starts", "pk"), _given)


def _version(row: Any) -> Waiting:
    if row.answered_on is None:
        sub = f"Har inte svarat på utredningen, version {row.number}, som skickades {day(row.sent_on)}"
        return Waiting(f"Ring {row.vetting}", row.get_absolute_url(), sub, row.answer_by, "vettings")
    if row.state == CompilationState.AGREED:
        text = f"{row.vetting} har läst och godkänt utredningen"
    else:
        text = f"Läs vad {row.vetting} vill ändra i utredningen"
    sub = f"Svarade {day(row.answered_on)} genom länken"
    return Waiting(text, row.get_absolute_url(), sub, row.answered_on + READ_WITHIN, "vettings")


def _given(row: Any) -> Waiting:
    asked = f"Tillfrågad av {row.asked_by}, {row.unit} · Till och med {day(row.ends)}"
    if row.part == Colleague.Part.READER:
        url, due = reverse("recruitment:vetting", args=[row.vetting_id]), row.starts + COMMENT_WITHIN
        return Waiting(f"Läs utredningen av {row.vetting} och kommentera", url, asked, min(due, row.ends), "vettings")
    return Waiting(f"Utred {row.vetting} åt {row.unit}", row.get_absolute_url(), asked, row.ends, "vettings")
