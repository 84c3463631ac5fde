"""The cast: the people who stand in every test, and in the demo city under the same names."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from brokerage import names
from brokerage.access import Actor
from brokerage.organisation.models import Area, Membership, Role, Unit, User

PASSWORD = "hemligt men inte för testerna"
SINCE = date(2024, 1, 1)
BRO, FAR, TEAM = "Bromma", "Farsta", "Resursteamen"

# first name, surname, roles: (role, unit, programme areas)
PEOPLE: dict[str, tuple[str, list[tuple[Role, str, list[Area]]]]] = {
    "hedda": ("Hedda Lind", [(Role.CASE_OFFICER, BRO, [Area.IOF])]),
    "anna": ("Anna Berg", [(Role.CONTACT_SECRETARY, BRO, [Area.IOF])]),
    "mia": ("Mia Sjögren", [(Role.DISTRICT_MANAGER, BRO, [Area.IOF])]),
    "olle": ("Olle Öst", [(Role.CONTACT_SECRETARY, FAR, [Area.IOF])]),  # the stranger
    "lo": ("Lo Åkesson", [(Role.CONTACT_SECRETARY, BRO, [Area.LSS])]),  # the neighbour
    "rut": ("Rut Ek", [(Role.RECRUITER, TEAM, [])]),
    "disa": ("Disa Holm", [(Role.APPROVER, TEAM, [])]),
    "eva": ("Eva Zander", [(Role.ECONOMIST, TEAM, [])]),
    "ria": ("Ria Dahl", [(Role.LOG_REVIEWER, TEAM, []), (Role.LOG_REVIEWER, BRO, [])]),
    "adam": ("Adam Nor", []),  # the administrator: no role in any unit
}


@dataclass(frozen=True)
class Cast:
    """Everybody, and the three units that they work in."""

    hedda: User
    anna: User
    mia: User
    olle: User
    lo: User
    rut: User
    disa: User
    eva: User
    ria: User
    adam: User
    bromma: Unit
    farsta: Unit
    team: Unit

    @property
    def people(self) -> dict[str, User]:
        return {name: getattr(self, name) for name in PEOPLE}

    def actor(self, who: User | str) -> Actor:
        """Somebody as the one who acts, fresh as at the start of a request."""
        return Actor.of(User.objects.get(pk=(self.people[who] if isinstance(who, str) else who).pk))


def gather() -> Cast:
    """Put everybody into a database that holds the reference data; four queries."""
    units = {unit.name: unit for unit in Unit.objects.filter(name__in=[BRO, FAR, TEAM])}
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(
            email=f"{name}@formedlingen.example",
            name=full,
            name_key=names.key(full),
            password=password,
            is_staff=name == "adam",
        )
        for name, (full, _) in PEOPLE.items()
    )
    people = dict(zip(PEOPLE, users, strict=True))
    Membership.objects.bulk_create(
        Membership(user=people[name], unit=units[unit], role=role, areas=areas, starts=SINCE)
        for name, (_, roles) in PEOPLE.items()
        for role, unit, areas in roles
    )
    return Cast(**people, bromma=units[BRO], farsta=units[FAR], team=units[TEAM])
