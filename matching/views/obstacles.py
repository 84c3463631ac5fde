"""What stands in the way of a search: which must or wish costs how many, the best pairs, and what keeps others out."""

from itertools import combinations
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.organisation.models import Trait
from matching.forms.searches import ConflictForm
from matching.pool import bonds_in, for_search, of_pool, wanted_by, whole_pool
from matching.ranking import Obstacle, Ranking, Weights, rank
from matching.sketch import sketch
from matching.states import ShortlistState
from matching.workflow import shortlists as workflow

ENOUGH = 2  # the client should have somebody to choose between
PAIRS_SHOWN = 3
ABOUT_WORDS = {Obstacle.LACKS, Obstacle.UNKNOWN}


def stands_in_the_way(
    row: Any,
    found: Ranking,
    softenable: list[str],
    tried: list[str],
    words: dict[str, str],
    *,
    works: bool,
    in_play: int,
) -> dict[str, Any]:
    """How many more could be asked without each must, without the best pairs, and what each wish costs."""
    left = [code for code in softenable if code not in tried]
    gains = sorted(((found.gain(code), code) for code in left), key=lambda pair: (-pair[0], pair[1]))
    # A pair is worth showing where the two together give more than each by itself.
    pairs = sorted(
        ((found.gain(*pair), pair) for pair in combinations(left, 2) if found.pairs[frozenset(pair)]),
        key=lambda each: (-each[0], each[1]),
    )[:PAIRS_SHOWN]
    wishes = (*found.wanted.important, *found.wanted.wishes)
    return {
        "musts": [_change(row, [*tried, code], words.get(code, code), gain) for gain, code in gains if gain],
        "pairs": [_change(row, [*tried, *pair], _both(pair, words), gain) for gain, pair in pairs],
        "wishes": [(words.get(code, code), found.missing[code]) for code in wishes if found.missing[code]],
        "complete": found.complete,
        "advice": _advice(found, gains, pairs, words) if in_play < ENOUGH else "",
        "call_url": reverse("matching:shortlist_post_call", args=[row.pk]) if works else "",
        "wish_url": reverse("matching:shortlist_wish", args=[row.pk]) if works else "",
        "pool_url": reverse("matching:shortlist_pool", args=[row.pk]),
    }


def _change(row: Any, codes: list[str], label: str, gain: int) -> dict[str, Any]:
    return {
        "url": f"{row.get_absolute_url()}?{urlencode([('utan', code) for code in codes])}",
        "label": label,
        "gain": gain,
    }


def _both(pair: tuple[str, ...], words: dict[str, str]) -> str:
    return " och ".join(words.get(code, code) for code in pair)


def _advice(found: Ranking, gains: list[Any], pairs: list[Any], words: dict[str, str]) -> str:
    """With fewer than two to choose between: which change gives most. Nothing where there are enough."""
    if len(found.fulfils) >= ENOUGH:
        return ""
    there = "Ingen uppfyller kraven." if not len(found.fulfils) else "Bara en uppfyller kraven."
    best, pair = (gains[0] if gains else (0, "")), (pairs[0] if pairs else (0, ()))
    if (best[0] and best[0] + len(found.fulfils) >= ENOUGH) or (best[0] and best[0] >= pair[0]):
        return f"{there} Mest ger det att mildra «{words.get(best[1], best[1])}»: {best[0]} till."
    if pair[0]:
        return f"{there} Mest ger det att mildra «{_both(pair[1], words)}» samtidigt: {pair[0]} till."
    return f"{there} Inget enskilt krav står i vägen: ingen annan i poolen har rätt godkännande och en ledig plats."


@requires("shortlists.view", read=True, fetch=for_search)
def shortlist_pool(request: Request, row: Any) -> HttpResponse:
    """What keeps the rest of the pool from being asked, counted; most of it nothing in the need could change."""
    words = Trait.all_words().names()
    need = sketch(row, words)
    wanted = wanted_by(row, Weights(**row.weights))
    pool = whole_pool(row, wanted, on=clock.today()) if row.state == ShortlistState.OPEN else []
    found = rank(wanted, pool)
    return pages.report(
        request,
        "matching/shortlist_pool.html",
        title="Varför andra inte kan frågas",
        lead=f"{found.size} i poolen, {len(found.fulfils)} uppfyller alla krav. En och samma kan stå på flera rader.",
        crumbs=(("Sökningar", "/sokningar/"), (need.title, row.get_absolute_url()), ("Hela poolen", None)),
        rows=[(what.value, count) for what, count in found.in_the_way.most_common() if what not in ABOUT_WORDS],
        bonds=[] if row.is_brokered else bonds_in(row),
        words=[(words.get(code, code), found.softened[code]) for code in wanted.musts if found.softened[code]],
    )


@requires("shortlists.work", read=True, fetch=lambda rows: rows.for_page())
def shortlist_note_conflict(request: Request, row: Any, volunteer: int) -> HttpResponse:
    """That one of those on the list may not be asked for this client."""
    person = get_object_or_404(of_pool(row), pk=volunteer)
    need = sketch(row, {})
    return pages.verb_page(
        request,
        ConflictForm(request.POST if request.method == "POST" else None),
        lambda given: workflow.note_conflict(by=request.actor, shortlist=row, volunteer=person, **given),
        title=workflow.note_conflict.label,
        lead=f"{person.name} frågas då aldrig för den här klienten, och det kan inte mildras.",
        crumbs=(("Sökningar", "/sokningar/"), (need.title, row.get_absolute_url()), ("Jäv", None)),
        submit="Anteckna",
        back=row.get_absolute_url(),
        done=workflow.note_conflict.done,
        next_url=lambda done: row.get_absolute_url(),
    )
