"""The cast: the people who stand in every test and in the demo city."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from brokerage import names
from brokerage.access import Actor
from brokerage.organisation.models import Area, Membership, Role, Unit, User

PASSWORD = "demo-bara-demo"
SINCE = date(2024, 1, 1)


@dataclass(frozen=True)
class Part:
    key: str
    name: str
    what: str
    places: tuple[tuple[str, Role, tuple[Area, ...]], ...] = ()
    is_administrator: bool = False

    @property
    def email(self) -> str:
        return f"{self.key}@demo.example"


PARTS = (
    Part("hedda", "Hedda Lind", "handläggare i Bromma", (("Bromma", Role.CASE_OFFICER, (Area.IOF,)),)),
    Part("anna", "Anna Berg", "kontaktsekreterare i Bromma", (("Bromma", Role.CONTACT_SECRETARY, (Area.IOF,)),)),
    Part("mia", "Mia Sjögren", "enhetschef i Bromma", (("Bromma", Role.DISTRICT_MANAGER, (Area.IOF,)),)),
    Part("olle", "Olle Öst", "kontaktsekreterare i Farsta", (("Farsta", Role.CONTACT_SECRETARY, (Area.IOF,)),)),
    Part("lo", "Lo Åkesson", "kontaktsekreterare för LSS i Bromma", (("Bromma", Role.CONTACT_SECRETARY, (Area.LSS,)),)),
    Part("rut", "Rut Ek", "rekryterare i Resursteamen", (("Resursteamen", Role.RECRUITER, ()),)),
    Part("disa", "Disa Holm", "godkännare i Resursteamen", (("Resursteamen", Role.APPROVER, ()),)),
    Part("eva", "Eva Zander", "ekonom i Resursteamen", (("Resursteamen", Role.ECONOMIST, ()),)),
    Part(
        "ria", "Ria Dahl", "logggranskare", (("Resursteamen", Role.LOG_REVIEWER, ()), ("Bromma", Role.LOG_REVIEWER, ()))
    ),
    Part("adam", "Adam Nor", "administratör", is_administrator=True),
)

# Colleagues who are not in the tests' stories, but without whom nothing gets decided in the demo city.
COLLEAGUES = (
    Part("moa", "Moa Gran", "enhetschef för LSS i Bromma", (("Bromma", Role.DISTRICT_MANAGER, (Area.LSS,)),)),
    Part("per", "Per Blom", "enhetschef i Farsta", (("Farsta", Role.DISTRICT_MANAGER, (Area.IOF,)),)),
    Part("frida", "Frida Ask", "handläggare i Farsta", (("Farsta", Role.CASE_OFFICER, (Area.IOF,)),)),
    Part("tove", "Tove Lind", "rekryterare i Resursteamen", (("Resursteamen", Role.RECRUITER, ()),)),
)


class Cast:
    """The people by name: `cast.anna` is a user, `cast.actor("anna")` acts as her."""

    def __init__(self, users: dict[str, User]) -> None:
        self.users = users

    def __getattr__(self, key: str) -> User:
        try:
            return self.users[key]
        except KeyError:
            raise AttributeError(key) from None

    def actor(self, key: str) -> Actor:
        return Actor.of(self.users[key])


def build(parts: tuple[Part, ...] = PARTS, *, password: str = PASSWORD) -> Cast:
    """Put the cast into an empty city: one hash for all, a few queries."""
    hashed = make_password(password)
    units = {unit.name: unit for unit in Unit.objects.all()}
    users = User.objects.bulk_create(
        User(
            email=part.email,
            name=part.name,
            name_key=names.key(part.name),
            password=hashed,
            has_degree=any(role == Role.CASE_OFFICER for _, role, _ in part.places),
            is_staff=part.is_administrator,
        )
        for part in parts
    )
    people = {part.key: user for part, user in zip(parts, users, strict=True)}
    Membership.objects.bulk_create(
        Membership(user=people[part.key], unit=units[unit], role=role, areas=list(areas), starts=SINCE)
        for part in parts
        for unit, role, areas in part.places
    )
    return Cast(people)
