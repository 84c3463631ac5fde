"""What awaits somebody in matching: whom to pick, ask, call, appoint and hear of again, and what should begin."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import Actor, holds_role, permitted
from brokerage.orders.states import OrderState
from brokerage.organisation.models import Role
from brokerage.pages import Waiting
from brokerage.pages.wording import day, moment
from matching.states import IN_PLAY, ProposalState
from matching.turns import turns
from matching.upkeep import awaiting_in_life, charges_in_vain

MOST = 60
PICK_WITHIN, CALL_WITHIN, ASK_WITHIN, MEET_WITHIN = timedelta(3), timedelta(1), timedelta(1), timedelta(7)
AHEAD = timedelta(days=7)
MEET_WISH_WITHIN = timedelta(days=60)
_S = ProposalState


def awaiting(actor: Actor) -> list[Waiting]:
    """Named by case or order, and by the volunteer: never by the client."""
    found: list[Waiting] = []
    if holds_role(actor, "shortlists.work"):
        found += _searches(permitted(actor, "shortlists.work").open().for_list().order_by("opened_on")[:MOST])
        rows = permitted(actor, "proposals.ask").for_waiting(clock.today() + AHEAD).order_by("picked_on")[: 2 * MOST]
        found += _to_ask(rows)
    if holds_role(actor, "proposals.decide"):
        rows = permitted(actor, "proposals.decide").to_decide().for_list().prefetch_related("meetings")
        rows = rows.order_by("picked_on")[:MOST]
        found += _to_decide(rows)
        met = permitted(actor, "clientmeetings.work").before(clock.now()).for_page().order_by("at")[:MOST]
        found += _meetings(met)
        found += _assignments(permitted(actor, "assignments.work").planned().for_list().order_by("starts_on")[:MOST])
        found += awaiting_in_life(actor)
    found += charges_in_vain(actor)
    if holds_role(actor, "orders.broker"):
        found += _orders(permitted(actor, "orders.broker").without_search().order_by("placed_on")[:MOST])
    if holds_role(actor, "calls.view"):
        found += _calls(actor)
    if holds_role(actor, "wishes.work"):
        found += _wishes(permitted(actor, "wishes.work").open().for_list().order_by("wished_on")[:MOST])
    return found + turns(actor)


def _calls(actor: Actor) -> list[Waiting]:
    """To answer what others ask, and to read what they have answered."""
    units = actor.units((Role.CONTACT_SECRETARY, Role.RECRUITER))
    found = []
    for row in permitted(actor, "calls.view").for_waiting(units).order_by("answer_by")[:MOST]:
        url = row.get_absolute_url()
        if row.has_unseen and row.asks_id in units:
            found.append(Waiting("Någon kan ha en för er: läs svaren", url, str(row), clock.today(), "calls"))
        elif units and row.asks_id not in units and not row.is_answered:
            found.append(Waiting(f"Har ni någon? {row}", url, f"Efterlyst av {row.asked_by}", row.answer_by, "calls"))
    return found


def _wishes(rows: Iterable[Any]) -> list[Waiting]:
    return [
        Waiting(
            f"Rekrytera: {row}",
            row.get_absolute_url(),
            f"Önskat av en sökning{', ' + row.where if row.where else ''}",
            row.wished_on + MEET_WISH_WITHIN,
            "wishes",
        )
        for row in rows
    ]


def _what(shortlist: Any) -> str:
    return shortlist.order.number if shortlist.order_id else shortlist.decision.case_reference


def _sub(shortlist: Any) -> str:
    return f"{shortlist.decision.ground.intervention.capitalize()}, {shortlist.decision.extent.lower()}"


def _searches(rows: Iterable[Any]) -> list[Waiting]:
    rows = list(rows)
    withdrawn = [row for row in rows if row.order_id and row.order.state == OrderState.WITHDRAWN]
    return [
        *(
            Waiting(
                f"Avsluta sökningen för {_what(row)}: beställningen är återtagen",
                reverse("matching:shortlist_close", args=[row.pk]),
                "De som har tillfrågats ska tackas",
                clock.today(),
                "searches",
            )
            for row in withdrawn
        ),
        *_to_pick([row for row in rows if row not in withdrawn]),
    ]


def _to_pick(rows: Iterable[Any]) -> list[Waiting]:
    return [
        Waiting(
            f"Välj ut vilka som ska frågas för {_what(row)}",
            row.get_absolute_url(),
            _sub(row),
            row.opened_on + PICK_WITHIN,
            "searches",
        )
        for row in rows
        if not row.picks
    ]


def _to_ask(rows: Iterable[Any]) -> list[Waiting]:
    found = []
    for row in rows:
        text, due = _next_with(row)
        if text:
            found.append(Waiting(text, row.get_absolute_url(), f"{_what(row.shortlist)}", due, "searches"))
    return found


def _next_with(row: Any) -> tuple[str, date]:
    name = row.volunteer.name
    if row.state == _S.PICKED:
        return f"Fråga {name}", row.picked_on + ASK_WITHIN
    if row.state == _S.SILENT:
        return f"{name} svarade inte: fråga igen eller välj en annan", row.picked_on + AHEAD
    offer = next((each for each in row.offers.all() if each.state in ("sent", "call")), None)
    if row.state == _S.CALL and offer:
        return f"Ring {name}, som vill veta mer", clock.today()
    if row.state == _S.ASKED and offer and offer.is_by_phone:
        return f"Ring och fråga {name}", offer.sent_on + CALL_WITHIN
    if row.next_contact_on and row.state not in IN_PLAY:
        return f"Hör av dig till {name}, som inte blev vald", row.next_contact_on
    return "", clock.today()


def _to_decide(rows: Iterable[Any]) -> list[Waiting]:
    found = []
    for row in rows:
        what = _what(row.shortlist)
        if row.state == _S.CHOSEN:
            starts_on = row.starts_on or clock.today()
            found.append(
                Waiting(
                    f"Utse {row.volunteer.name} för {what}",
                    row.get_absolute_url(),
                    f"Klienten har valt; planerad start {day(starts_on)}",
                    starts_on,
                    "searches",
                )
            )
        else:
            if any(each.state == "booked" for each in row.meetings.all()):
                continue
            found.append(
                Waiting(
                    f"Låt klienten träffa {row.volunteer.name}",
                    row.get_absolute_url(),
                    f"{what}: har sagt ja",
                    row.picked_on + 2 * MEET_WITHIN,
                    "searches",
                )
            )
    return found


def _meetings(rows: Iterable[Any]) -> list[Waiting]:
    return [
        Waiting(
            f"Hur gick träffen med {row.proposal.volunteer.name}?",
            row.get_absolute_url(),
            f"{_what(row.proposal.shortlist)}, {moment(row.at)}",
            row.at.astimezone(clock.STOCKHOLM).date(),
            "searches",
        )
        for row in rows
    ]


def _assignments(rows: Iterable[Any]) -> list[Waiting]:
    return [
        Waiting(
            f"Har {row.volunteer.name} börjat? Anteckna första gången",
            row.get_absolute_url(),
            f"{row.decision.case_reference}, planerad start {day(row.starts_on)}",
            row.starts_on,
            "assignments",
        )
        for row in rows
    ]


def _orders(rows: Iterable[Any]) -> list[Waiting]:
    return [
        Waiting(
            f"Börja söka för {row.number}",
            reverse("orders:order_card", args=[row.pk]),
            f"{row.decision.ground.intervention.capitalize()}, {row.decision.extent.lower()}",
            row.placed_on + PICK_WITHIN,
            "cards",
        )
        for row in rows
    ]
