"""What is done about how a district works: reviewed once a year, and noted what studies have shown."""

from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.models import SelfReview, SelfReviewLine, StudyNote
from decisions.workflow.naming import check_nobody_is_told

FEWEST = 3  # whom a note is about: of fewer somebody could be recognised


@creates("practice.review", label="Gör årets självskattning", done="Självskattningen sparad")
def review(*, by: Actor, unit: Unit, children: int, words: str, standings: dict[str, str]) -> tuple[Any, ...]:
    """A snapshot of this year; it is not changed afterwards, so that the years can be held against each other."""
    check_nobody_is_told(words, [unit.pk])
    made = SelfReview(unit=unit, year=clock.today().year, children=children, words=words, taken_by=by.user)
    return made, *(SelfReviewLine(review=made, item=item, standing=said) for item, said in standings.items())


@creates("practice.note", label="Anteckna ur en studie", done="Anteckningen sparad")
def note(*, by: Actor, unit: Unit, on: date, people: int, theme: str, words: str, **fields: Any) -> StudyNote:
    """What came up; not from fewer than three, and with nobody's name."""
    if on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    if people < FEWEST:
        raise Refusal(f"Skriv ihop det som minst {FEWEST} personer har sagt: annars kan någon kännas igen.")
    for text in (theme, words):
        check_nobody_is_told(text, [unit.pk])
    return StudyNote(unit=unit, on=on, people=people, theme=theme, words=words, noted_by=by.user, **fields)
