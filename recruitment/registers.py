"""The lines of the task list about the social registers: each adult, and each place where they have lived.

Where somebody has lived is asked of themselves; practice looks five years back, since older files are destroyed.
"""

from collections.abc import Sequence
from typing import Any

from brokerage.pages.wording import day
from recruitment.requirements import Requirement, Source

WHY = "varje stadsdel där personen har bott är en egen nämnd"


def of_registers(people: Sequence[Any], questions: Sequence[Any], *, home: Any = None) -> list[Requirement]:
    """What has been asked and answered, and what is left: nobody asked, the district of today's home, an answer.

    `home` is the district where they live now, when it is known and may be known.
    """
    found = []
    for member in people:
        mine = [each for each in questions if each.member_id == member.pk]
        if not mine:
            found.append(_to_ask(member, "", f"{Source.SOCIAL.label} saknas för {member.name}."))
        elif home and home.pk not in [each.district_id for each in mine]:
            text = f"{Source.SOCIAL.label} i {home}, där {member.name} bor, är inte frågat."
            found.append(_to_ask(member, f" i {home}", text))
        found += [_asked(each, member) for each in mine]
    return found


def _to_ask(member: Any, place: str, missing: str) -> Requirement:
    label = f"{Source.SOCIAL.label}{place}: {member.name}"
    return Requirement("ask-social", label, WHY, "Saknas", "bad", member=member, missing=missing)


def _asked(question: Any, member: Any) -> Requirement:
    register = f"{Source.SOCIAL.label} i {question.place}" if question.place else Source.SOCIAL.label
    status, tone, missing = "Frågat", "warn", f"Svar från {_small(register)} om {member.name} saknas."
    if question.outcome:
        status, tone, missing = question.get_outcome_display(), "good", ""
    if question.outcome == "obstacle":
        tone, missing = "bad", f"{register} visar hinder för {member.name}."
    code, label = f"answer-{question.pk}", f"{register}: {member.name}"
    return Requirement(code, label, WHY, status, tone, lambda: _told(question), member, missing)


def _told(question: Any) -> str:
    asked = f"Frågat {day(question.asked_on)} av {question.asked_by}"
    return f"{asked}, svar {day(question.answered_on)}" if question.outcome else asked


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
