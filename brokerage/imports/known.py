"""What the rows refer to: units, people, grounds, words, and what is there already. Read once, in a query each."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from brokerage import names
from brokerage.imports.models import OwnReference
from brokerage.imports.problems import Granted
from brokerage.organisation.models import Membership, Trait, Unit, User
from brokerage.workflow import Refusal
from decisions.models import Cause, ClientIdentity, Decision, LegalGround
from decisions.tables import intervention_of, law_of
from matching.models import Assignment
from matching.pool import KINDS
from recruitment.models import Campaign, Enquiry

Thing = TypeVar("Thing")


@dataclass
class Known:
    """The tables that names are looked up in."""

    units: dict[str, Unit] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    grounds: dict[str, LegalGround] = field(default_factory=dict)
    traits: dict[str, Trait] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)
    campaigns: dict[tuple[str, str], Campaign] = field(default_factory=dict)  # by unit and code
    unit_names: dict[str, str] = field(default_factory=dict)  # by key, as they are written with other letters
    words: dict[str, str] = field(default_factory=dict)  # codes by the key of word and code

    @classmethod
    def now(cls) -> "Known":
        known = cls(
            {unit.name: unit for unit in Unit.objects.all()},
            {user.email: user for user in User.objects.all()},
            {ground.code: ground for ground in LegalGround.objects.all()},
            {trait.code: trait for trait in Trait.all_words()},
            {cause.code: cause for cause in Cause.objects.all()},
            {(each.unit.name, each.code): each for each in Campaign.objects.select_related("unit")},
        )
        known.unit_names = {names.key(name): name for name in known.units}
        known.words = {names.key(each): t.code for t in known.traits.values() for each in (t.code, t.name)}
        return known

    def unit(self, name: str) -> Unit:
        return _the(self.units, name, "Enheten finns inte")

    def user(self, email: str) -> User:
        return _the(self.users, email.lower(), "Ingen användare har e-postadressen")

    def ground(self, code: str) -> LegalGround:
        return _the(self.grounds, code, "Lagrummet finns inte")

    def ground_of(self, law: str, intervention: str, day: date) -> LegalGround | None:
        """What a decision of a law and an intervention rested on that day; of several that which is reported."""
        fits = [
            each
            for each in self.grounds.values()
            if law_of(each.law) == law
            and intervention_of(each.intervention) == intervention
            and each.starts <= day
            and (each.ends is None or day <= each.ends)
        ]
        return min(fits, key=lambda each: (not each.reportable, each.pk), default=None)

    def trait(self, code: str) -> Trait | None:
        return _the(self.traits, code, "Ordet finns inte") if code else None


def _the(table: dict[str, Thing], key: str, sentence: str) -> Thing:
    try:
        return table[key]
    except KeyError:
        raise Refusal(f"{sentence}: {key}.") from None


def lists() -> list[tuple[str, str, str]]:
    """What a template explains beside its columns: list, code, word."""
    found = [("Lagrum", each.code, str(each)) for each in LegalGround.objects.all()]
    found += [("Orsaker", each.code, each.name) for each in Cause.objects.all()]
    return found + [("Egenskaper", code, word) for code, word in Trait.all_words().names().items()]


@dataclass(frozen=True)
class There:
    """What is there already, as far as whoever imports may know; and which roles people have or have had."""

    clients: frozenset[tuple[str, str, str]] = frozenset()  # unit, area, number
    decisions: dict[tuple[str, str], Granted] = field(default_factory=dict)  # by unit and case reference
    volunteers: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)  # unit, reference: kinds
    references: frozenset[tuple[str, str]] = frozenset()  # all that are taken
    assignments: frozenset[tuple[str, str, str]] = frozenset()  # alive: unit, case reference, volunteer's reference
    roles: frozenset[tuple[str, str, str]] = frozenset()  # e-mail, unit, role
    # unit, area, number, day, law and intervention of every decision, and who the clients are
    histories: frozenset[tuple[str, str, str, date, str, str]] = frozenset()
    names: dict[tuple[str, str, str], str] = field(default_factory=dict)
    enquiries: frozenset[tuple[str, str, date]] = frozenset()  # unit, name, day on which it came


def there(*, clients: Any = None, decisions: Any = None, volunteers: Any = None, enquiries: Any = None) -> There:
    """What these sets of rows hold, and everything where none is given. Seven queries."""
    people = ClientIdentity.objects.all() if clients is None else ClientIdentity.objects.filter(client__in=clients)
    decided = Decision.objects.all() if decisions is None else decisions
    named = OwnReference.objects.all()
    came = Enquiry.objects.all() if enquiries is None else enquiries
    usable = named if volunteers is None else named.filter(volunteer__in=volunteers)
    alive = Assignment.objects.taking_place().filter(volunteer__own_reference__isnull=False)
    granted: dict[tuple[str, str], Granted] = {}
    histories = set()
    for unit, reference, decided_on, state, intervention, law, area, number in decided.values_list(
        "unit__name",
        "case_reference",
        "decided_on",
        "state",
        "ground__intervention",
        "ground__law",
        "area",
        "client__identity__number",
    ):
        granted[unit, reference] = Granted(decided_on, state, KINDS.get(intervention))
        histories.add((unit, area, number, decided_on, law_of(law), intervention_of(intervention)))
    names_of = {
        (unit, area, number): name
        for unit, area, number, name in people.values_list("unit__name", "area", "number", "name")
    }
    return There(
        frozenset(names_of),
        granted,
        {
            (unit, reference): tuple(kinds)
            for unit, reference, kinds in usable.values_list("unit__name", "reference", "volunteer__kinds")
        },
        frozenset(named.values_list("unit__name", "reference")),
        frozenset(alive.values_list("unit__name", "decision__case_reference", "volunteer__own_reference__reference")),
        frozenset(Membership.objects.values_list("user__email", "unit__name", "role")),
        frozenset(histories),
        names_of,
        frozenset(came.values_list("unit__name", "name_key", "received_on")),
    )
