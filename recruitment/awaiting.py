"""What awaits somebody in recruitment."""

from datetime import timedelta
from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.organisation.fields import words
from brokerage.pages import Waiting
from brokerage.pages.wording import day, moment
from recruitment.problems import before_proposing
from recruitment.requirements import Kind
from recruitment.states import EnquiryState, VettingState

MOST = 60
DECIDE_WITHIN = timedelta(days=7)
VETTING_TURN = timedelta(days=14)
DESCRIBE_WITHIN = timedelta(days=14)


def awaiting(actor: Actor) -> list[Waiting]:
    """Everything of recruitment that this person should do, each with its day: a fixed number of queries."""
    found: list[Waiting] = []
    if holds_role(actor, "enquiries.work"):
        found += _enquiries(actor) + _meetings(actor)
    if holds_role(actor, "vettings.work"):
        found += _vettings(actor)
    if holds_role(actor, "volunteers.work"):
        found += _volunteers(actor)
    if holds_role(actor, "vettings.decide"):
        found += _decisions(actor)
    return found


def _enquiries(actor: Actor) -> list[Waiting]:
    rows = permitted(actor, "enquiries.work")
    mine = (rows.open().owned_by(*actor.acts_for()) | rows.left_behind_on(clock.today())).select_related("campaign")
    soon = clock.today() + timedelta(days=7)
    return [_contact(row) for row in mine.filter(next_contact_on__lte=soon).order_by("next_contact_on")[:MOST]]


def _contact(row: Any) -> Waiting:
    verbs = {
        EnquiryState.NEW: ("Ring", "Första kontakten"),
        EnquiryState.CONTACTED: ("Hör av dig till", "Har inte bjudits in till träff"),
        EnquiryState.INVITED: ("Följ upp", "Var inbjuden till träff"),
        EnquiryState.MET: ("Fråga", "Har varit på träff. Finns intresset kvar?"),
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


def _meetings(actor: Actor) -> list[Waiting]:
    over = permitted(actor, "meetings.work").over_at(clock.now()).order_by("starts_at")[:MOST]
    return [
        Waiting(
            f"Anteckna vilka som kom {moment(row.starts_at)}",
            reverse("recruitment:informationmeeting_hold", args=[row.pk]),
            f"Informationsträff · {row.place}",
            row.starts_at.astimezone(clock.STOCKHOLM).date(),
            "meetings",
        )
        for row in over
    ]


def _vettings(actor: Actor) -> list[Waiting]:
    rows = permitted(actor, "vettings.work")
    mine = rows.led_by(*actor.acts_for()) | rows.left_behind_on(clock.today())
    found = []
    for row in mine.open().for_page().order_by("opened_on")[:MOST]:
        left = [problem.text for problem in before_proposing(row) if problem.blocking]
        if row.returned_reason:
            text, sub = f"Komplettera {row}", f"Återsänd av {row.returned_by}"
        elif left:
            text, sub = f"Utred {row}", left[0] + (f" Och {len(left) - 1} till." if len(left) > 1 else "")
        else:
            text, sub = f"Föreslå {row}", "Alla delar är klara"
        found.append(Waiting(text, row.get_absolute_url(), sub, row.opened_on + VETTING_TURN, "vettings"))
    decided = (VettingState.APPROVED, VettingState.REFUSED)
    untold = mine.filter(state__in=decided, told_on=None).select_related("volunteer")[:MOST]
    return found + [
        Waiting(
            f"Ge {row} besked",
            row.get_absolute_url(),
            "Godkänd" if row.state == VettingState.APPROVED else "Blev inte godkänd",
            row.closed_on + timedelta(days=1),
            "vettings",
        )
        for row in untold
    ]


def _volunteers(actor: Actor) -> list[Waiting]:
    """In the pool, and nobody has said what they are like: the whole unit's to mend."""
    rows = permitted(actor, "volunteers.work").available().without_profile().order_by("joined_on")[:MOST]
    return [
        Waiting(
            f"Beskriv profilen för {row}",
            reverse("recruitment:volunteer_describe", args=[row.pk]),
            f"{words(Kind, row.kinds)} · I poolen sedan {day(row.joined_on)}",
            row.joined_on + DESCRIBE_WITHIN,
            "volunteers",
        )
        for row in rows
    ]


def _decisions(actor: Actor) -> list[Waiting]:
    rows = permitted(actor, "vettings.decide").proposed().for_list().order_by("proposed_on")[:MOST]
    return [
        Waiting(
            f"Besluta om {row}",
            row.get_absolute_url(),
            f"{words(Kind, row.scope_kinds)} · Föreslagen {day(row.proposed_on)} av {row.investigator}",
            row.proposed_on + DECIDE_WITHIN,
            "vettings",
        )
        for row in rows
    ]
