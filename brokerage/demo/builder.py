"""What everything in the demo city is built with: the people, one pair of dice, and a clock that is held at a day."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from brokerage import clock
from brokerage.access import Actor
from brokerage.access.actors import Standing
from brokerage.demo.cast import Cast
from brokerage.demo.people import People
from brokerage.demo.sizes import Size
from brokerage.demo.staff import Staff
from brokerage.organisation.models import Role, Unit, User

BEFORE = 400  # days ago, when what was there before was put in; what came later, a month at a time
Say = Callable[[str], None]


class _EveryDay(dict[date, list[Standing]]):
    """Roles that nobody changes while the city is built: asked for once, and not on each day anew."""

    def __init__(self, standings: list[Standing]) -> None:
        super().__init__()
        self.held = standings

    def __contains__(self, day: object) -> bool:
        return True

    def __getitem__(self, day: date) -> list[Standing]:
        return self.held


def place_among(rows: QuerySet) -> Combinable:
    """Which of the rows each is, from 0, counted so that it is the same in a database that has held others before."""
    return F("pk") - rows.order_by("pk").values_list("pk", flat=True)[0]


class Builder:
    def __init__(self, cast: Cast, staff: Staff, *, size: Size, seed: int, say: Say) -> None:
        self.cast, self.staff, self.size, self.seed, self.say = cast, staff, size, seed, say
        self.dice = Random(seed)
        self.today = clock.today()
        self.people = People(self.dice, self.today)
        self.units = {unit.name: unit for unit in Unit.objects.on(self.today).order_by("pk")}
        self.districts = [unit for unit in self.units.values() if unit.kind == Unit.Kind.DISTRICT]
        self._actors: dict[str, Actor] = {}
        self._references: Counter[str] = Counter()

    def on(self, day: date, hour: int = 10) -> AbstractContextManager[None]:
        return clock.at(datetime.combine(day, time(hour, self.dice.randrange(60)), clock.STOCKHOLM))

    def back(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def day_of_putting_in(self, day: date) -> date:
        """On which day something is put in that happened on a day: at the end of its month."""
        month_end = clock.months_after(day.replace(day=1), 1)
        return max(self.back(BEFORE), min(month_end, self.back(1)))

    def who(self, unit: str, area: str, role: Role) -> User:
        return self.cast.users[self.staff.key(unit, area, role)]

    def actor(self, unit: str, area: str, role: Role) -> Actor:
        return self.acting(self.staff.key(unit, area, role))

    def acting(self, key: str) -> Actor:
        """Somebody as the one who acts."""
        if key not in self._actors:
            user = self.cast.users[key]
            self._actors[key] = Actor("user", user=user, _standings=_EveryDay(user.standings_on(self.today)))
        return self._actors[key]

    def case_reference(self, unit: str) -> str:
        """The next number of a case in a unit, as its own case system would give it."""
        self._references[unit] += 1
        return f"{unit[:3].upper()}-{clock.today().year}-{self._references[unit]:04}"
