"""The rows of the furnished world: each with its place and its canary."""

from dataclasses import dataclass, field, replace
from typing import Any

from brokerage.access import Actor
from brokerage.audit.recording import Entry, kind_of, record
from brokerage.organisation.models import Unit, User
from tests.access.who import PLACES
from tests.cast import Cast

RECRUITS = {"team": "rut", "bromma": "anna", "bromma_iof": "anna", "bromma_lss": "lo", "farsta_iof": "olle"}


@dataclass(frozen=True)
class Row:
    """A row and where it belongs. `canary` stands in every text of it.

    `led_by` is who investigates it; `hidden_from` are those who could see it if it were further on its way;
    `shown_to` are those who read its name, and nothing more, since it was presented to them.
    `called` is the word that lists and headings call it by, where that is another row's.
    """

    kind: str
    place: str
    obj: Any
    canary: str
    led_by: str = ""
    hidden_from: frozenset[str] = frozenset()
    secrets: tuple[str, ...] = ()  # what else gives the person away: an address, an identity number
    shown_to: frozenset[str] = frozenset()
    called: str = ""
    is_brokered: bool = False  # of a search that the brokerage works

    @property
    def name(self) -> str:
        """The word by which a page calls it."""
        return self.called or self.canary

    def __str__(self) -> str:
        more = (f", led by {self.led_by}" if self.led_by else "") + (", hidden" if self.hidden_from else "")
        more += ", brokered" if self.is_brokered else ""
        return f"{self.kind} of {self.place}{more}"


@dataclass
class World:
    cast: Cast
    rows: list[Row] = field(default_factory=list)
    number: int = 0
    _units: dict[str, Unit] = field(default_factory=dict)

    def of_model(self, model: type) -> list[Row]:
        """The rows of a model, one or more for each place."""
        return [row for row in self.rows if isinstance(row.obj, model)]

    def first(self, kind: str, place: str) -> Row:
        return next(row for row in self.rows if (row.kind, row.place) == (kind, place))

    def word(self) -> str:
        """A canary: never a part of another one, nor of anything that a page says."""
        self.number += 1
        return f"zq{self.number:04}qz"

    def keep(self, kind: str, place: str, obj: Any, canary: str, **more: Any) -> Any:
        self.rows.append(Row(kind, place, obj, canary, **more))
        return obj

    def of(self, obj: Any) -> Row:
        """The row of an object that was kept."""
        return next(row for row in self.rows if row.obj == obj and type(row.obj) is type(obj))

    def show(self, obj: Any, to: frozenset[str]) -> None:
        """Its name is presented to these."""
        row = self.of(obj)
        self.rows[self.rows.index(row)] = replace(row, shown_to=to)

    def at(self, place: str) -> dict[str, Any]:
        """The unit and the programme area of a place, as fields of a row."""
        name, area = PLACES[place]
        if name not in self._units:
            self._units[name] = Unit.objects.get(name=name)
        return {"unit": self._units[name], "area": area}

    def person(self, canary: str) -> dict[str, str]:
        """A name, a mail address and a telephone number, each with the canary."""
        return {"name": f"{canary} Fågel", "email": f"{canary}@post.example", "phone": f"070 {canary}"}

    def recruiter(self, place: str) -> User:
        return self.cast.people[RECRUITS[place]]

    def event(self, obj: Any, verb: str = "edit") -> None:
        """Something that happened to a row, for its history and for the log."""
        by = Actor.of(self.cast.rut)
        record(Entry(f"{kind_of(obj)}.{verb}", by=by, obj=obj, about=obj.about(), unit_id=obj.unit_id))

    def canaries(self) -> dict[str, Row]:
        """Every text that gives a row away, with the row."""
        return {word: row for row in self.rows for word in (row.canary, *row.secrets)}
