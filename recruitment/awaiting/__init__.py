"""What awaits somebody in recruitment."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.organisation.fields import words
from brokerage.pages import Waiting, lines
from brokerage.pages.wording import day, moment
from recruitment.awaiting.investigations import of_investigations
from recruitment.awaiting.renewals import of_renewals
from recruitment.awaiting.volunteers import of_volunteers
from recruitment.problems import before_proposing, table_of_requirements
from recruitment.queries import DRIFTS_AFTER
from recruitment.requirements import Kind
from recruitment.states import EnquiryState, VettingState

DECIDE_WITHIN = timedelta(days=7)
VETTING_TURN = timedelta(days=14)


def awaiting(actor: Actor) -> list[Waiting]:
    """Everything of recruitment that this person should do, each with its day: a fixed number of queries."""
    found: list[Waiting] = []
    if holds_role(actor, "enquiries.work"):
        found += _enquiries(actor) + _drifting(actor) + _meetings(actor)
    if holds_role(actor, "vettings.work"):
        found += _vettings(actor)
    if holds_role(actor, "volunteers.work"):
        found += _silent_pool(actor) + _unwilling(actor)
    found += of_investigations(actor) + of_volunteers(actor) + of_renewals(actor)
    if holds_role(actor, "vettings.decide"):
        found += _decisions(actor)
    return found


def _enquiries(actor: Actor) -> list[Waiting]:
    mine = permitted(actor, "enquiries.work").awaiting(actor.acts_for(), clock.today())
    soon = mine.filter(next_contact_on__lte=clock.today() + timedelta(days=7))
    return lines(soon.for_queue().order_by("next_contact_on"), _contact)


def _contact(row: Any) -> Waiting:
    verbs = {
        EnquiryState.NEW: ("Ring", "Första kontakten"),
        EnquiryState.CONTACTED: ("Hör av dig till", "Har inte bjudits in till träff"),
        EnquiryState.INVITED: ("Följ upp", "Var inbjuden till träff"),
        EnquiryState.MET: ("Fråga", "Har varit på träff. Finns intresset kvar?"),
        EnquiryState.ROUTED: ("Fråga hur det gick för", "Hänvisad till familjehem"),
    }
    verb, why = verbs[EnquiryState(row.state)]
    source = str(row.campaign or row.get_source_display())
    return Waiting(
        f"{verb} {row.name}",
        row.get_absolute_url(),
        f"{why} · {words(Kind, row.kinds)} · {source}",
        row.next_contact_on,
        "enquiries",
    )


def _drifting(actor: Actor) -> list[Waiting]:
    """Those that the queue would not show for a while yet, though nobody has been in touch for a quarter."""
    today = clock.today()
    mine = permitted(actor, "enquiries.work").awaiting(actor.acts_for(), today).drifting_on(today)
    later = mine.filter(next_contact_on__gt=today + timedelta(days=7)).with_heard_on()
    return lines(later.order_by("heard_on"), _lost)


def _lost(row: Any) -> Waiting:
    sub = f"Ingen kontakt sedan {day(row.heard_on)}"
    return Waiting(f"Sök {row.name}", row.get_absolute_url(), sub, row.heard_on + DRIFTS_AFTER, "drifting")


def _silent_pool(actor: Actor) -> list[Waiting]:
    """In the pool, without an assignment, and on the way to be lost: the whole unit's to call."""
    rows = permitted(actor, "volunteers.work").drifting_on(clock.today())
    return lines(rows.order_by("heard_on"), _silent)


def _silent(row: Any) -> Waiting:
    sub = f"I poolen utan uppdrag · Ingen kontakt sedan {day(row.heard_on)}"
    return Waiting(f"Ring {row}", row.get_absolute_url(), sub, row.heard_on + DRIFTS_AFTER, "drifting")


def _unwilling(actor: Actor) -> list[Waiting]:
    rows = permitted(actor, "interest.view").unwilling().for_page()
    return lines(rows.order_by("answered_on"), _tired)


def _tired(row: Any) -> Waiting:
    due = row.answered_on + timedelta(days=5)
    sub = f"Svarade på brev {day(row.answered_on)} och är pausad. Avsluta, eller återuppta efter samtal"
    return Waiting(f"Ring {row.volunteer}, som inte längre vill", row.get_absolute_url(), sub, due, "volunteers")


def _meetings(actor: Actor) -> list[Waiting]:
    return lines(permitted(actor, "meetings.work").over_at(clock.now()).order_by("starts_at"), _meeting)


def _meeting(row: Any) -> Waiting:
    return Waiting(
        f"Anteckna vilka som kom {moment(row.starts_at)}",
        reverse("recruitment:informationmeeting_hold", args=[row.pk]),
        f"Informationsträff · {row.place}",
        row.starts_at.astimezone(clock.STOCKHOLM).date(),
        "meetings",
    )


def _vettings(actor: Actor) -> list[Waiting]:
    mine = permitted(actor, "vettings.work").awaiting(actor.acts_for(), clock.today())
    table = table_of_requirements()
    found = lines(mine.unfinished().for_queue().order_by("opened_on"), lambda row: _vetting(row, table))
    begun = permitted(actor, "vettings.work").with_drafts_of(actor.user_id)
    return found + lines(begun.order_by("drafted_at"), _begun)


def _begun(row: Any) -> Waiting:
    saved_on = row.drafted_at.astimezone(clock.STOCKHOLM).date()
    what, page = ("hembesöket hos", "visit") if row.drafted == "visit" else ("intervjun med", "interview")
    return Waiting(
        f"Gör klart {what} {row}",
        reverse(f"recruitment:vetting_record_{page}", args=[row.pk]),
        f"Utkast från {day(saved_on)}",
        saved_on + timedelta(days=1),
        "vettings",
    )


def _vetting(row: Any, table: Any) -> Waiting:
    due = row.opened_on + VETTING_TURN
    if row.state != VettingState.OPEN:
        text, due = f"Ge {row} besked", row.closed_on + timedelta(days=1)
        sub = "Godkänd" if row.state == VettingState.APPROVED else "Blev inte godkänd"
    elif row.returned_reason:
        text, sub = f"Komplettera {row}", f"Återsänd av {row.returned_by}"
    elif left := [problem.text for problem in before_proposing(row, table) if problem.blocking]:
        text, sub = f"Utred {row}", left[0] + (f" Och {len(left) - 1} till." if len(left) > 1 else "")
    else:
        text, sub = f"Föreslå {row}", "Alla delar är klara"
    return Waiting(text, row.get_absolute_url(), sub, due, "vettings")


def _decisions(actor: Actor) -> list[Waiting]:
    return lines(permitted(actor, "vettings.decide").proposed().for_list().order_by("proposed_on"), _decision)


def _decision(row: Any) -> Waiting:
    return Waiting(
        f"Besluta om {row}",
        row.get_absolute_url(),
        f"{words(Kind, row.scope_kinds)} · Föreslagen {day(row.proposed_on)} av {row.investigator}",
        row.proposed_on + DECIDE_WITHIN,
        "vettings",
    )
