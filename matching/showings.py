"""What was shown when somebody picked, kept as plain values and laid out again: the same need, weights and order. Pure.

Nobody's name is kept: a candidate is a number.
"""

from dataclasses import asdict
from datetime import date
from typing import Any

from matching.ranking import Candidate, Ranking, Wanted, Weights, rank
from recruitment.calendar import Span


def keep_wanted(wanted: Wanted) -> dict[str, Any]:
    """The need and the weights as JSON can hold them."""
    kept = asdict(wanted)
    kept["period"] = [day.isoformat() for day in wanted.period] if wanted.period else None
    return kept


def wanted_again(kept: dict[str, Any], weights: Weights | None = None) -> Wanted:
    """The need as it was; on wish with other weights."""
    given = dict(kept)
    period = given["period"]
    given["period"] = (date.fromisoformat(period[0]), date.fromisoformat(period[1])) if period else None
    given["weights"] = weights or Weights(**given["weights"])
    lists = {name: tuple(given[name]) for name in ("musts", "important", "wishes")}
    return Wanted(**given | lists)


def keep_candidate(one: Candidate) -> dict[str, Any]:
    """What was known of somebody that day, and no name. What is empty is left out."""
    kept = {name: value for name, value in one._asdict().items() if value not in (None, "", ()) and name != "name"}
    if one.waits_since:
        kept["waits_since"] = one.waits_since.isoformat()
    if one.spans:
        kept["spans"] = [
            [each.is_free, sorted(each.times), each.starts.isoformat(), each.ends.isoformat() if each.ends else None]
            for each in one.spans
        ]
    return kept


def candidate_again(kept: dict[str, Any]) -> Candidate:
    blank = {"name": "", "home": "", "district": None, "traits": "", "lacks": "", "taken": None}
    given = {**blank, **kept}
    if since := given.get("waits_since"):
        given["waits_since"] = date.fromisoformat(since)
    given["spans"] = tuple(
        Span(free, frozenset(times), date.fromisoformat(starts), date.fromisoformat(ends) if ends else None)
        for free, times, starts, ends in given.get("spans", ())
    )
    return Candidate(**given)


def shown_again(need: dict[str, Any], candidates: list[dict[str, Any]], weights: Weights | None = None) -> Ranking:
    """The list as it stood that day; on wish as it would have stood with other weights."""
    return rank(wanted_again(need, weights), [candidate_again(each) for each in candidates])
