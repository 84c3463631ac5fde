"""The investigation as one text, for the volunteer to read: pure, from the rows of the vetting.

What is not in it: identity numbers, what a register has said (only that it is no obstacle, or that an extract was
shown, and when; lag (2010:479), lag (2013:852), lag (2026:43)), the client of a named assignment, and of a reference
neither name nor relation where that was promised. What a reference has said the volunteer may read: whoever is
investigated sees what is written about them (FL 10 §), within the secrecy that was promised.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from brokerage.organisation.fields import called, words
from brokerage.organisation.models import Area
from brokerage.pages import chosen
from brokerage.pages.wording import day
from recruitment.models import Vetting
from recruitment.requirements import WITH_OUTCOME, Kind, Source, extract_holds

Line = list[str]
Part = tuple[str, list[Line]]


def compiled(vetting: Vetting, names: Mapping[str, str]) -> list[list[Any]]:
    """The text in parts, as it is kept; those that hold nothing yet are left out. `names` are the words in use."""
    parts: list[Part] = [
        ("Vad utredningen gäller", _about(vetting)),
        ("Hushållet", _home(vetting.volunteer.members.all())),
        ("Kontroller", [*_checks(vetting.checks.all()), *_registers(vetting.questions.all())]),
        ("Undantag", [[each.label, each.reason] for each in vetting.exemptions.all()]),
        ("Referenser", _references(vetting.references.all())),
        ("Intervju", _talks(vetting.interviews.all())),
        ("Hembesök", _talks(vetting.visits.all())),
        ("Bedömning", _lines(chosen((("Bedömning", vetting.assessment), ("Som jourhem", vetting.jour_note))))),
        ("Förslag", _lines(scope(vetting, names))),
    ]
    return [[heading, lines] for heading, lines in parts if lines]


def scope(vetting: Vetting, names: Mapping[str, str]) -> list[tuple[str, Any]]:
    """What is proposed, as facts; nothing before there is a proposal."""
    if not vetting.scope_kinds:
        return []
    return chosen(
        (
            ("Föreslås som", words(Kind, vetting.scope_kinds)),
            ("Ålder", f"{vetting.scope_age_from}–{vetting.scope_age_to} år"),
            ("Antal samtidigt", vetting.scope_places),
            ("Över natt", "ja" if vetting.scope_nights else "nej"),
            ("Klarar särskilt", called(names, vetting.scope_traits)),
            ("Gäller till och med", day(vetting.scope_valid_until)),
        )
    )


def _lines(facts: Iterable[tuple[str, Any]]) -> list[Line]:
    return [[label, str(value)] for label, value in facts]


def _about(vetting: Vetting) -> list[Line]:
    return _lines(
        (
            ("Utreds som", words(Kind, vetting.kinds) + (", och som jourhem" if vetting.as_jour else "")),
            ("För klienter inom", words(Area, vetting.client_areas)),
            ("Gäller", vetting.get_purpose_display()),
            ("Inledd", day(vetting.opened_on)),
            ("Utredare", vetting.investigator.name),
        )
    )


def _home(members: Iterable[Any]) -> list[Line]:
    there = [each for each in members if each.moved_out_on is None]
    return [
        [each.name, each.get_part_display() + ("" if each.is_adult else f", född {each.birth_year}")] for each in there
    ]


def _checks(checks: Iterable[Any]) -> list[Line]:
    """The last of each that holds; one that does not is what is left to do, and no part of the text."""
    last = {(each.source, each.member_id): each for each in checks}
    found = sorted(last.values(), key=lambda each: (list(Source).index(Source(each.source)), each.member_id))
    return [[f"{each.get_source_display()}: {each.member.name}", _passed(each)] for each in found if _passed(each)]


def _passed(check: Any) -> str:
    if check.outcome == "obstacle" or (check.source == Source.TRACK_B and not extract_holds(check.issued_on, check.on)):
        return ""
    if check.source in WITH_OUTCOME:
        return f"Inget hinder, {day(check.on)}"
    return f"{'Inlämnat' if check.source == Source.TRACK_B else 'Visat'} {day(check.on)}"


def _registers(questions: Iterable[Any]) -> list[Line]:
    """The social registers that have answered, and that are no obstacle."""
    return [
        [
            f"{Source.SOCIAL.label}{f' i {each.place}' if each.place else ''}: {each.member.name}",
            f"Inget hinder, {day(each.answered_on)}",
        ]
        for each in questions
        if each.outcome and each.outcome != "obstacle"
    ]


def _references(references: Iterable[Any]) -> list[Line]:
    return [[_who(each), _said(each)] for each in references if each.state == "taken"]


def _who(reference: Any) -> str:
    if reference.is_promised:
        return "En referens som har lovats att inte namnges"
    return f"{reference.name}, {reference.get_relation_display().lower()}"


def _said(reference: Any) -> str:
    view = "Rekommenderar." if reference.recommends else "Rekommenderar inte."
    return f"{day(reference.taken_on)}. {view}\n{reference.summary}"


def _talks(talks: Iterable[Any]) -> list[Line]:
    """Of each the summary, and what was answered to the questions of the guide."""
    found = []
    for each in talks:
        found.append([day(each.on), each.summary])
        found += [[answer.question.text, answer.said] for answer in each.answers.all()]
    return found
