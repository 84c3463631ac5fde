"""What awaits somebody about the volunteers: concerns, breaks that are over, silence, drafts, profiles."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.organisation.fields import words
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import day
from recruitment.requirements import Kind

DESCRIBE_WITHIN = timedelta(days=14)
LOOK_WITHIN = timedelta(days=30)


def of_volunteers(actor: Actor) -> list[Waiting]:
    """Everything about the volunteers that this person should do: a fixed number of queries."""
    found: list[Waiting] = []
    if holds_role(actor, "concerns.work"):
        rows = permitted(actor, "concerns.work").open().for_list()
        found += lines(rows.order_by("next_on", "pk"), _concern)
    if holds_role(actor, "volunteers.work"):
        rows = permitted(actor, "volunteers.work")
        today, silence = clock.today(), timedelta(weeks=settings.SILENT_WEEKS)
        found += lines(rows.available().without_profile().order_by("joined_on"), _undescribed)
        found += lines(rows.to_ask_again(today + timedelta(days=3)).order_by("asked_on"), _paused)
        silent = rows.unsupported_since(today - silence).without_own_assignment()
        found += lines(silent.order_by("heard_on"), _silent(silence))
        found += lines(rows.with_drafts_of(actor.user_id).order_by("drafted_at"), _draft)
    if holds_role(actor, "routines.copy"):
        behind = permitted(actor, "routines.edit").behind().select_related("original__unit")
        found += lines(behind.order_by("original__changed_on", "pk"), _behind)
    if holds_role(actor, "trainings.work"):
        over = permitted(actor, "trainings.work").over_at(clock.now())
        found += lines(over.order_by("starts_at"), _over)
    if holds_role(actor, "datachanges.work"):
        rows = permitted(actor, "datachanges.work").answered().select_related("volunteer")
        found += lines(rows.order_by("answered_at"), _told)
        mine = permitted(actor, "transfers.answer").offered().for_list()
        found += lines(mine.order_by("offered_on"), _offered)
        found += lines(permitted(actor, "transfers.end").over_on(clock.today()).for_list().order_by("ends"), _lent)
    return found


def _concern(row: Any) -> Waiting:
    is_new = row.state == "new"
    acute = "Någon kan vara i fara · " if row.is_acute and is_new else ""
    return Waiting(
        f"{'Bedöm' if is_new else 'Följ upp'} oron om {row}",
        row.get_absolute_url(),
        f"{acute}{row.get_kind_display()} · Mottagen av {row.taken_by}",
        row.next_on,
        "concerns",
    )


def _behind(row: Any) -> Waiting:
    return Waiting(
        f"Se över er mall «{row.title}»",
        row.get_absolute_url(),
        f"Förlagan från {row.original.unit} är ändrad",
        row.original.changed_on + LOOK_WITHIN,
        "routines",
    )


def _undescribed(row: Any) -> Waiting:
    """In the pool, and nobody has said what they are like: the whole unit's to mend."""
    return Waiting(
        f"Beskriv profilen för {row}",
        reverse("recruitment:volunteer_describe", args=[row.pk]),
        f"{words(Kind, row.kinds)} · I poolen sedan {day(row.joined_on)}",
        max(row.joined_on, row.registered_on) + DESCRIBE_WITHIN,
        "volunteers",
    )


def _paused(row: Any) -> Waiting:
    return Waiting(
        f"Fråga {row} om de är tillbaka",
        row.get_absolute_url(),
        f"Pausad · {words(Kind, row.kinds)}",
        row.asked_on,
        "volunteers",
    )


def _over(row: Any) -> Waiting:
    held_on = row.starts_at.astimezone(clock.STOCKHOLM).date()
    url = reverse("recruitment:training_hold", args=[row.pk])
    return Waiting(
        f"Anteckna vilka som kom på {row}", url, f"{row.get_kind_display()} {day(held_on)}", held_on, "trainings"
    )


def _told(row: Any) -> Waiting:
    told_on = row.answered_at.astimezone(clock.STOCKHOLM).date()
    return Waiting(
        f"Gå igenom uppgifterna från {row}",
        row.get_absolute_url(),
        f"Svarade {day(told_on)} genom länken",
        told_on + timedelta(days=5),
        "volunteers",
    )


def _offered(row: Any) -> Waiting:
    text = f"Svara om {row}"
    sub = f"{row.get_kind_display()} från {row.from_unit} · Erbjuden av {row.offered_by}"
    return Waiting(text, row.get_absolute_url(), sub, row.offered_on + timedelta(days=7), "transfers")


def _lent(row: Any) -> Waiting:
    sub = f"Lånet från {row.from_unit} till {row.unit} gick ut {day(row.ends)}"
    return Waiting(f"Avsluta lånet av {row}", row.get_absolute_url(), sub, row.ends, "transfers")


def _silent(silence: timedelta) -> Any:
    def line(row: Any) -> Waiting:
        return Waiting(
            f"Hör av dig till {row}",
            reverse("recruitment:volunteer_log_contact", args=[row.pk]),
            f"Har uppdrag · Ingen kontakt sedan {day(row.heard_on)}",
            row.heard_on + silence,
            "volunteers",
        )

    return line


def _draft(row: Any) -> Waiting:
    saved_on = row.drafted_at.astimezone(clock.STOCKHOLM).date()
    return Waiting(
        f"Gör klart anteckningen om {row}",
        reverse("recruitment:volunteer_log_contact", args=[row.pk]),
        f"Utkast från {day(saved_on)}",
        saved_on + timedelta(days=1),
        "volunteers",
    )
