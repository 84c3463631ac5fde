"""What the rows refer to by name: units, people, grounds, words. Read once, in a query each."""

from dataclasses import dataclass, field
from typing import TypeVar

from brokerage.organisation.models import Trait, Unit, User
from brokerage.workflow import Refusal
from decisions.models import LegalGround

Thing = TypeVar("Thing")


@dataclass
class Known:
    """The tables that names are looked up in."""

    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    grounds: dict[str, LegalGround] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Known":
        return cls(
            {unit.name: unit for unit in Unit.objects.all()},
            {user.email: user for user in User.objects.all()},
            {ground.code: ground for ground in LegalGround.objects.all()},
            {trait.code: trait for trait in Trait.all_words()},
        )

    def unit(self, name: str) -> Unit:
        return _the(self.units, name, "Enheten finns inte")

    def user(self, email: str) -> User:
        return _the(self.users, email.lower(), "Ingen användare har e-postadressen")

    def ground(self, code: str) -> LegalGround:
        return _the(self.grounds, code, "Lagrummet finns inte")

    def trait(self, code: str) -> Trait | None:
        return _the(self.traits, code, "Ordet finns inte") if code else None


def _the(table: dict[str, Thing], key: str, sentence: str) -> Thing:
    try:
        return table[key]
    except KeyError:
        raise Refusal(f"{sentence}: {key}.") from None
