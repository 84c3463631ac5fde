"""Who acts: a user, a link in a letter, or the system by name."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest

from brokerage import clock


@dataclass(frozen=True)
class Standing:
    """One role that somebody holds on a day: in which units (merged predecessors included) and programme areas."""

    role: str
    unit_id: int
    unit_ids: frozenset[int]
    areas: frozenset[str]
    title: str = ""  # in words, for the frame of the page
    stands_in_for: int | None = None  # whose work it is, while they are away


@dataclass(frozen=True)
class Link:
    """A signed link: it may do one action to one row, until the end of a day."""

    action: str
    pk: int
    until: date


@dataclass(frozen=True)
class Actor:
    """Whoever acts. `code` says which system part or which kind of link; a user is named by its number."""

    kind: str  # "user" | "link" | "system"
    user: Any = None
    link: Link | None = None
    code: str = ""
    _standings: dict[date, list[Standing]] = field(default_factory=dict, compare=False, repr=False)
    _held: dict[tuple[date, frozenset[str]], list[Standing]] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, user: Any) -> "Actor":
        """A user, who answers `standings_on(day)` in one query; somebody who is not logged in holds nothing."""
        return cls("user", user=user)

    @classmethod
    def by_link(cls, link: Link) -> "Actor":
        return cls("link", link=link, code=link.action)

    @classmethod
    def system(cls, code: str) -> "Actor":
        return cls("system", code=code)

    @property
    def user_id(self) -> int | None:
        return self.user.pk if self.user is not None else None

    def standings(self, day: date | None = None) -> list[Standing]:
        """The roles held on a day (today): one query the first time, none after."""
        if self.user is None or not self.user.is_authenticated:
            return []
        day = day or clock.today()
        if day not in self._standings:
            self._standings[day] = self.user.standings_on(day)
        return self._standings[day]

    def holds(self, roles: Iterable[str]) -> list[Standing]:
        """Today's standings in any of these roles."""
        asked = (clock.today(), frozenset(roles))
        if asked not in self._held:  # a page asks the same of each of its buttons
            self._held[asked] = [standing for standing in self.standings() if standing.role in asked[1]]
        return self._held[asked]

    def acts_for(self) -> set[int]:
        """Whose work queue this is: one's own, and theirs whom one stands in for today."""
        away = {standing.stands_in_for for standing in self.standings() if standing.stands_in_for}
        return {self.user_id, *away} if self.user_id is not None else away

    def units(self, roles: Iterable[str]) -> frozenset[int]:
        """The units where the actor holds one of the roles today, merged predecessors included."""
        return frozenset().union(*(standing.unit_ids for standing in self.holds(roles)))

    def within(self, roles: Iterable[str], *, area: str = "") -> Q:
        """The rows of the actor's own units; where `area` names a field, only those of its own programme areas there.

        A row without area belongs to the whole unit. A standing without areas opens no row that has one.
        """
        if not area:
            return Q(unit_id__in=self.units(roles))
        wanted = Q(pk__in=())
        for standing in self.holds(roles):
            wanted |= Q(**{"unit_id__in": standing.unit_ids, f"{area}__in": [*standing.areas, ""]})
        return wanted


class Request(HttpRequest):
    """What every view is handed: a request whose actor is known."""

    actor: Actor
    user: Any
