"""A volunteer's profile in the words of the vocabulary: what holds, what does not, and what nobody has asked about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models

from brokerage.organisation.models import Trait


class Answer(models.TextChoices):
    YES = "yes", "Ja"
    NO = "no", "Nej"
    UNKNOWN = "unknown", "Vet inte"


def answer(code: str, traits: Collection[str], lacks: Collection[str]) -> Answer:
    """What is known of one word. What stands in neither list is not known: it is not a no."""
    return Answer.YES if code in traits else Answer.NO if code in lacks else Answer.UNKNOWN


def in_groups(words: Iterable[Trait], *, keep: Collection[str] = ()) -> list[tuple[str, list[Trait]]]:
    """The words in use by group, languages first; and of the retired those in `keep`, since they were once said."""
    found: dict[Trait.Group, list[Trait]] = {group: [] for group in Trait.Group}
    for word in words:
        if (word.is_active and word.is_asked) or word.code in keep:
            found[Trait.Group(word.group)].append(word)
    return [(str(group.label), group_words) for group, group_words in found.items() if group_words]


@dataclass(frozen=True)
class Part:
    """One group of the profile in words. Every word of the group stands in one of the three."""

    title: str
    has: str
    lacks: str
    unknown: list[str]


def profile(words: Iterable[Trait], traits: Collection[str], lacks: Collection[str]) -> list[Part]:
    """The whole profile, group by group."""
    parts = []
    for title, group in in_groups(words, keep={*traits, *lacks}):
        said: dict[Answer, list[str]] = {each: [] for each in Answer}
        for word in group:
            said[answer(word.code, traits, lacks)].append(word.name)
        parts.append(Part(title, ", ".join(said[Answer.YES]), ", ".join(said[Answer.NO]), said[Answer.UNKNOWN]))
    return parts


TELLING = (Trait.Group.LANGUAGE, Trait.Group.NEED)
_SAID_OF_MANY = {"lang-sv", "lang-en"}
_MOST = 3


def telling(words: Iterable[Trait], traits: Collection[str]) -> str:
    """The few words that say most on one line: rarer languages, then needs. «arabiska, autism och 2 till»."""
    found = [each.name for each in words if each.code in traits and each.code not in _SAID_OF_MANY]
    more = f" och {len(found) - _MOST} till" if len(found) > _MOST else ""
    return ", ".join(found[:_MOST]) + more
