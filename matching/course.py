"""How a search has gone, from the log and what was shown: who was proposed, asked what and when, who answered what.

Only reads. What the client says of somebody is the district's, and is left out for whoever does not know the client.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from brokerage.audit.models import Event
from brokerage.audit.recording import kind_of
from brokerage.pages.page import sentence, who
from brokerage.pages.wording import day
from matching.models import Offer, Proposal, Shortlist, Showing

MOST = 200
# What an answer does to a proposal stands there as the answer itself; that nobody is named twice.
MIRRORED = {"agree", "pass_on", "await_call", "fall_silent"}
UNTOLD = {"send", "pick"}  # told by «Tillfrågad», and by the list from which somebody picked
ANSWERS = {"say_yes", "say_no", "ask_for_call"}


@dataclass(frozen=True)
class Turn:
    """Something that happened in a search."""

    at: datetime
    text: str
    who: str
    detail: str = ""
    url: str = ""


def course_of(shortlist: Shortlist, *, knows: bool) -> list[Turn]:
    """Everything, the oldest first. As many queries however many were proposed."""
    proposals = list(shortlist.proposals.for_course())
    shown = list(shortlist.showings.for_course())
    found = happened(shortlist, proposals, knows=knows, shown=shown)
    return sorted(found, key=lambda turn: turn.at)


def happened(
    shortlist: Shortlist, proposals: Sequence[Proposal], *, knows: bool, shown: Sequence[Showing] | None = None
) -> list[Turn]:
    """What the log says of these proposals of a search, the oldest first; with `shown` of the search too. One query."""
    rows: dict[tuple[str, int], Any] = {} if shown is None else {(kind_of(shortlist), shortlist.pk): shortlist}
    for proposal in proposals:
        for row in (proposal, *proposal.offers.all(), *proposal.meetings.all()):
            rows[kind_of(row), row.pk] = proposal if row is proposal else row
    wanted = Q(pk=None)
    for kind in {kind for kind, _ in rows}:
        wanted |= Q(object_type=kind, object_id__in=[key for of, key in rows if of == kind])
    events = Event.objects.filter(wanted).changes().newest_first().select_related("user")[:MOST]
    names = {each.pk: each.volunteer.name for each in proposals}
    people = {each.volunteer_id: each.volunteer.name for each in proposals}
    found, lists = [], list(shown or ())
    for event in reversed(events):
        row, verb = rows[event.object_type, event.object_id], event.verb.rpartition(".")[2]
        if verb == "pick" and lists:
            found.append(_shown(lists.pop(0), people))
        if verb in UNTOLD or (isinstance(row, Proposal) and verb in MIRRORED):
            continue
        found.append(_told(event, row, verb, names, _who(event, shortlist, knows=knows), knows=knows))
    return [*found, *(_shown(each, people) for each in lists)]


def _told(event: Event, row: Any, verb: str, names: dict[int, str], by: str, *, knows: bool) -> Turn:
    text = sentence(event.verb)
    if isinstance(row, Shortlist):
        return Turn(event.at, text, by)
    name = names[row.pk if isinstance(row, Proposal) else row.proposal_id]
    detail = ""
    if isinstance(row, Offer):
        detail = _answered(row) if verb in ANSWERS else ""
    elif isinstance(row, Proposal):
        if verb == "decline":
            detail = ". ".join(part for part in (row.get_refusal_display(), row.refusal_words if knows else "") if part)
        elif verb == "ask":
            detail = _asked(row, event.at)
    return Turn(event.at, f"{name}: {text[:1].lower()}{text[1:]}", by, detail)


def _asked(proposal: Proposal, at: datetime) -> str:
    """With the question that was put at that moment: the last one that had been sent by then."""
    sent = [each for each in proposal.offers.all() if each.sent_on <= at.date()]
    return f"{'Per telefon. ' if sent[-1].is_by_phone else ''}Svar senast {day(sent[-1].answer_by)}." if sent else ""


def _answered(offer: Offer) -> str:
    return ". ".join(part for part in (offer.get_reason_display() if offer.reason else "", offer.words) if part)


def _shown(showing: Showing, names: dict[int, str]) -> Turn:
    picked = " och ".join(names.get(pk, "någon") for pk in showing.picked)
    url = reverse("matching:shortlist_showing", args=[showing.shortlist_id, showing.pk])
    return Turn(showing.shown_at, f"{picked} valdes ut", showing.shown_to.name, "Så såg listan ut", url)


def _who(event: Event, shortlist: Shortlist, *, knows: bool) -> str:
    """Who in the district has done something says which district it is: not told of a protected person."""
    name = who(event)
    hides = not knows and shortlist.decision.client.is_protected and event.user_id != shortlist.opened_by_id
    return "någon annan" if hides else name
