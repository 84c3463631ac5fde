"""What every page has: a head, and the data that its shape's template reads."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.utils.html import format_html, format_html_join

from brokerage.audit.models import Event
from brokerage.audit.recording import kind_of
from brokerage.workflow import CREATES, EDITS, EFFECTS, STEPS, Problem

Crumb = tuple[str, str | None]


@dataclass(frozen=True)
class Action:
    """A button of a page's head: a link, or with `post` a small form."""

    label: str
    url: str
    main: bool = False
    post: bool = False
    icon: str = ""
    confirm: str = ""
    risky: bool = False


FEW = 3  # buttons: no more than that stand side by side


@dataclass
class Page:
    title: str
    lead: str = ""
    crumbs: Sequence[Crumb] = ()
    status: dict[str, str] | None = None
    actions: list[Action] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)

    @property
    def first_actions(self) -> list[Action]:
        """What stands in the head of the page: where there is much to do, the next thing and one more."""
        found = self._in_order()
        return found if len(found) <= FEW else [each for each in found[:2] if not each.risky]

    @property
    def more_actions(self) -> list[Action]:
        """What is folded up beside it."""
        return self._in_order()[len(self.first_actions) :]

    def _in_order(self) -> list[Action]:
        """The main ones first, the risky ones last, in whatever order they came."""
        return sorted(self.actions, key=lambda each: (not each.main, each.risky))


def _mail_to(address: str) -> str:
    """An e-mail address that opens the reader's mail program."""
    return format_html('<a href="mailto:{0}">{0}</a>', address) if address else ""


def _call(number: str) -> str:
    """A telephone number that a phone dials."""
    dialled = re.sub(r"[^0-9+]", "", number)
    return format_html('<a href="tel:{}">{}</a>', dialled, number) if dialled else number


def reach(number: str, address: str) -> str:
    """How to reach somebody, for the line under a title: «070-174 06 05 · karin@post.example»."""
    return format_html_join(" · ", "{}", ((way,) for way in (_call(number), _mail_to(address)) if way))


def link(text: Any, url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, text)


def history_of(row: Any, *also: Any, most: int = 40) -> list[dict[str, Any]]:
    """The timeline of a row: what was done, when and by whom, newest first; looks are left to the log."""
    wanted = Q(object_type=kind_of(row), object_id=row.pk)
    for each in also:
        wanted |= Q(object_type=kind_of(each), object_id=each.pk)
    events = Event.objects.filter(wanted).changes().newest_first().select_related("user")[:most]
    return [{"at": event.at, "who": who(event), "text": sentence(event.verb)} for event in events]


def who(event: Event) -> str:
    """Who acted, in words."""
    if event.user:
        return event.user.name
    return "via länk i brev" if event.actor_kind == "link" else "webben" if event.actor_code == "web" else "systemet"


def sentence(verb: str) -> str:
    """A verb of the log in Swedish: «Inbjuden till informationsträff»."""
    return _sentences().get(verb, {"read": "Läst", "export": "Exporterad"}.get(verb.rpartition(".")[2], verb))


@cache
def noun(kind: str) -> str:
    """What the log calls a kind of row, in Swedish: «recruitment.enquiry» is an «Intresseanmälan»."""
    try:
        return str(apps.get_model(kind)._meta.verbose_name).capitalize()
    except (LookupError, ValueError):
        return kind


def _sentences() -> dict[str, str]:
    if not _SENTENCES:
        for model, steps in STEPS.items():
            _SENTENCES.update({f"{kind_of(model)}.{name}": step.done for name, step in steps.items()})
        _SENTENCES.update({verb: each.done for verb, each in (*CREATES.items(), *EDITS.items(), *EFFECTS.items())})
    return _SENTENCES


_SENTENCES: dict[str, str] = {}


def chosen(values: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Facts for a list of facts: those without a value are left out."""
    return [(label, value) for label, value in values if value not in (None, "", [])]
