"""Pages about how a search has gone: everything in order, and each list as it stood when somebody picked from it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import pages
from brokerage.access import Request, holds_role, permits, requires
from brokerage.orders.models import band
from brokerage.organisation.models import Trait
from brokerage.pages.wording import day, moment
from matching import reasons
from matching.course import course_of, happened
from matching.pool import names_in
from matching.ranking import Match
from matching.showings import shown_again
from matching.sketch import sketch
from matching.views.shortlists import CRUMBS, PROPOSAL_TONES

GONE = "Någon som inte längre är i poolen"


@requires("shortlists.view", read=True, fetch=lambda rows: rows.for_page().select_related("opened_by"))
def shortlist_course(request: Request, row: Any) -> HttpResponse:
    """Who was proposed, shown what and when, who answered what and why, and who came next."""
    need = sketch(row, {})
    return pages.report(
        request,
        "matching/shortlist_course.html",
        title="Så har sökningen gått",
        lead=f"{need.intervention.capitalize()}, {need.ages}. Påbörjad {day(row.opened_on)} av {row.opened_by.name}.",
        crumbs=(*CRUMBS, (need.title, row.get_absolute_url()), ("Så har den gått", None)),
        turns=course_of(row, knows=permits(request.actor, "decisions.view", row.decision)),
    )


@requires("shortlists.view", read=True, fetch=lambda rows: rows.for_page().select_related("opened_by"))
def shortlist_showing(request: Request, row: Any, showing: int) -> HttpResponse:
    """The list as it stood before whoever picked: need, weights, candidates and reasons of that moment."""
    shown = get_object_or_404(row.showings.for_page(), pk=showing)
    words = Trait.all_words().names()
    found = shown_again(shown.need, shown.candidates)
    wanted = found.wanted
    keys = [*found.fulfils.keys(), *found.almost.keys()]
    named = names_in(row, keys)
    proposals = [each for each in row.proposals.for_course() if each.volunteer_id in shown.picked]
    need = sketch(row, {})
    sees_pool = holds_role(request.actor, "volunteers.view")

    def line(match: Match) -> dict[str, Any]:
        one = match.candidate
        return {
            "name": named.get(one.pk, GONE),
            "url": reverse("recruitment:volunteer", args=[one.pk]) if sees_pool and one.pk in named else "",
            "quality": match.quality,
            "points": match.points,
            "most": match.most,
            "reasons": reasons.reasons(match, wanted, words),
            "is_picked": one.pk in shown.picked,
            "missing": [reasons.hurdle(each, words) for each in match.hurdles],
        }

    return pages.report(
        request,
        "matching/shortlist_showing.html",
        title=f"Visat {moment(shown.shown_at)}",
        lead=f"Listan som den stod för {shown.shown_to.name}, med behovet och vikterna den dagen. Inget här ändras.",
        crumbs=(
            *CRUMBS,
            (need.title, row.get_absolute_url()),
            ("Så har den gått", reverse("matching:shortlist_course", args=[row.pk])),
            (f"Visat {day(shown.shown_at)}", None),
        ),
        shown=shown,
        matches=[line(each) for each in found.fulfils],
        more=max(0, shown.fulfilling - len(found.fulfils)),
        almost=[line(each) for each in found.almost],
        picked=[
            {
                "url": each.get_absolute_url(),
                "name": each.volunteer.name,
                "state": each.get_state_display(),
                "tone": PROPOSAL_TONES.get(each.state, "calm"),
            }
            for each in proposals
        ],
        turns=happened(row, proposals, knows=permits(request.actor, "decisions.view", row.decision)),
        ages=band(wanted.age),
        musts=[words.get(code, code) for code in wanted.musts],
        important=[words.get(code, code) for code in wanted.important],
        wishes=[words.get(code, code) for code in wanted.wishes],
        together=wanted.together,
        softened=[(words.get(code, code), count) for code, count in shown.softened.items()],
        counted=reasons.counted(wanted.weights, wanted),
    )
