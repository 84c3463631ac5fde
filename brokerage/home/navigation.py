"""The navigation: every entry with the action that opens it, so that it shows only what a person may do."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import reverse

from brokerage.access import Request, holds_role


@dataclass(frozen=True)
class Entry:
    section: str
    label: str
    name: str  # of the address
    icon: str
    action: str = ""  # empty: for everybody who is logged in
    counts: str = ""


ENTRIES = (
    Entry("Arbete", "Väntar på dig", "home", "inbox", counts="all"),
    Entry("Ärenden", "Klienter", "decisions:clients", "user-round", "clients.view", "clients"),
    Entry(
        "Ärenden",
        "Frågor före beslut",
        "decisions:consultations",
        "message-circle-question-mark",
        "consultations.view",
        "consultations",
    ),
    Entry("Ärenden", "Beslut", "decisions:decisions", "gavel", "decisions.view", "decisions"),
    Entry("Ärenden", "Uppföljningar", "decisions:followups", "list-checks", "followups.view", "followups"),
    Entry("Ärenden", "Beställningar", "orders:orders", "send", "orders.view", "orders"),
    Entry("Ärenden", "Tjänster", "orders:services", "package", "services.view", "services"),
    Entry("Matchning", "Att förmedla", "orders:order_cards", "handshake", "orders.broker", "cards"),
    Entry("Matchning", "Sökningar", "matching:shortlists", "search", "shortlists.view", "searches"),
    Entry("Matchning", "Efterlysningar", "matching:calls", "megaphone", "calls.view", "calls"),
    Entry("Matchning", "Plan för poolen", "matching:plan", "route", "needs.plan"),
    Entry(
        "Uppdrag och ersättning",
        "Uppdrag",
        "matching:assignments",
        "heart-handshake",
        "assignments.view",
        "assignments",
    ),
    Entry(
        "Uppdrag och ersättning",
        "Redovisningar",
        "matching:monthreports",
        "calendar-check",
        "monthreports.view",
        "monthreports",
    ),
    Entry("Uppdrag och ersättning", "Löneunderlag", "matching:payrolls", "wallet", "payrolls.view", "payrolls"),
    Entry("Rekrytering", "Intresseanmälningar", "recruitment:enquiries", "mail-plus", "enquiries.view", "enquiries"),
    Entry("Rekrytering", "Utan kontakt", "recruitment:drifting", "unplug", "enquiries.view", "drifting"),
    Entry("Rekrytering", "Informationsträffar", "recruitment:meetings", "calendar-days", "meetings.view", "meetings"),
    Entry("Rekrytering", "Utredningar", "recruitment:vettings", "clipboard-check", "vettings.view", "vettings"),
    Entry("Rekrytering", "Önskemål", "matching:wishes", "user-plus", "wishes.work", "wishes"),
    Entry("Rekrytering", "Kampanjer", "recruitment:campaigns", "megaphone", "campaigns.view"),
    Entry("Poolen", "Uppdragstagare", "recruitment:volunteers", "users", "volunteers.view", "volunteers"),
    Entry("Poolen", "Fortbildning", "recruitment:trainings", "graduation-cap", "trainings.view", "trainings"),
    Entry("Poolen", "Lån och flyttar", "recruitment:transfers", "arrow-left-right", "transfers.view", "transfers"),
    Entry("Poolen", "Oro", "recruitment:concerns", "shield-alert", "concerns.view", "concerns"),
    Entry("Fakturering", "Fakturor", "invoicing:invoices", "receipt", "invoices.view", "invoices"),
    Entry("Fakturering", "Debiteringar", "invoicing:charges", "coins", "charges.view"),
    Entry(
        "Fakturering", "Invändningar", "invoicing:objections", "message-square-warning", "objections.view", "objections"
    ),
    Entry("Fakturering", "Ekonomi", "reports:money", "wallet", "invoices.view"),
    Entry("Rapporter", "Läget för besluten", "decisions:situation", "gauge", "decisions.view"),
    Entry(
        "Rapporter", "Ej verkställda beslut", "decisions:reports", "chart-no-axes-column", "decisions.view", "reports"
    ),
    Entry("Rapporter", "Staden i siffror", "decisions:city", "landmark", "decisions.count"),
    Entry("Rapporter", "Rekryteringsläget", "recruitment:recruitment_report", "chart-column", "enquiries.view"),
    Entry("Rapporter", "Fördelningen i poolen", "matching:fairness", "scale", "volunteers.work"),
    Entry("Att slå upp", "Informationspärmen", "recruitment:binder", "book-open-text", "binder.view"),
    Entry("Att slå upp", "Mallar och rutiner", "recruitment:routines", "files", "routines.view", "routines"),
    Entry("Att slå upp", "Nätverk", "decisions:networks", "users-round", "networks.view", "networks"),
    Entry("Att slå upp", "Så arbetar vi", "decisions:practice", "clipboard-list", "practice.view"),
    Entry("Att slå upp", "Prislista", "charges:prices", "tags", "prices.view"),
    Entry("Att slå upp", "Brev", "organisation:letters", "mail", "letters.view"),
    Entry("Att slå upp", "Händelselogg", "organisation:events", "scroll-text", "events.view"),
    Entry("Att slå upp", "Enheter", "organisation:units", "building-2"),
    Entry("Administration", "Import", "imports:imports", "upload", "imports.view"),
)
COUNTS = "waiting_counts"
FEW = 14  # entries: a menu of no more has all its groups open


@cache
def _url(name: str) -> str:
    return reverse(name)


def list_of(counts: str) -> dict[str, str]:
    """The list that holds what is counted so: what it is called, and its address."""
    entry = next(entry for entry in ENTRIES if entry.counts == counts)
    return {"label": entry.label, "url": _url(entry.name)}


def navigation(request: Request) -> list[dict[str, Any]]:
    """The sections that the actor may use, those of a long menu folded but for the one where one is.

    The counts are those of the last look at the work queue, no query; a folded section has the sum of its own.
    """
    counts = request.session.get(COUNTS, {})
    sections: dict[str, list[dict[str, Any]]] = {}
    here = max((_url(entry.name) for entry in ENTRIES if request.path.startswith(_url(entry.name))), key=len)
    for entry in ENTRIES:
        if entry.action and not holds_role(request.actor, entry.action):
            continue
        url = _url(entry.name)
        current = url == here and (url != "/" or request.path == "/")
        item = {
            "label": entry.label,
            "url": url,
            "icon": entry.icon,
            "count": counts.get(entry.counts),
            "current": current,
        }
        sections.setdefault(entry.section, []).append(item)
    if request.user.is_staff:
        settings = {"label": "Inställningar", "url": _url("admin:index"), "icon": "settings"}
        sections.setdefault("Administration", []).append({**settings, "count": None, "current": False})
    is_short = sum(map(len, sections.values())) <= FEW
    return [
        {
            "title": title if title != ENTRIES[0].section else "",
            "items": items,
            "count": sum(item["count"] or 0 for item in items),
            "is_open": is_short or any(item["current"] for item in items),
        }
        for title, items in sections.items()
    ]
