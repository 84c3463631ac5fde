"""Enquiries of some years, put in at once as the steps would have left them: registered, called, mostly closed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from brokerage import names
from brokerage.access import Actor
from brokerage.audit.recording import Entry, kind_of, record_many
from brokerage.demo.builder import Builder
from brokerage.demo.caseload import DISTRICTS, shares
from brokerage.demo.people import MESSAGES, People
from brokerage.demo.sizes import Size
from brokerage.demo.staff import AREAS, Staff
from brokerage.imports.workflow.rows import save_all
from brokerage.organisation.models import Role, Unit, User
from brokerage.organisation.reference import BROKERAGE
from recruitment.duplicates import email_key
from recruitment.models import Contact, Enquiry, InterestLetter, Volunteer
from recruitment.states import EnquiryState, InterestState
from recruitment.workflow.enquiries import first_contact_by

CLOSED, CONTACTED, NEW = "closed", "contacted", "new"
FATES = {CLOSED: 86, CONTACTED: 10, NEW: 4}
RECRUITERS = ("rut", "tove")
KINDS = (("person",), ("person",), ("family",), ("person", "family"))
REASONS = ("withdrew", "no_answer", "family_home", "elsewhere", "duplicate")
NOTE = "Vänligt samtal, vill veta mer."


@dataclass(frozen=True, kw_only=True)
class EnquiryRow:
    """Somebody who called, and how far it has come."""

    unit: str
    area: str
    owner: str  # the key of an account
    name: str
    email: str
    phone: str
    kinds: tuple[str, ...]
    lives_in: str
    message: str
    source: str
    received_on: date
    contacted_on: date | None = None
    next_contact_on: date | None = None
    closed_on: date | None = None
    reason: str = ""

    @property
    def last_day(self) -> date:
        return self.closed_on or self.contacted_on or self.received_on

    @property
    def state(self) -> EnquiryState:
        if self.closed_on:
            return EnquiryState.CLOSED
        return EnquiryState.CONTACTED if self.contacted_on else EnquiryState.NEW


def rows(size: Size, *, today: date, staff: Staff, seed: int = 2012) -> list[EnquiryRow]:
    """As many as the size says: two in five have turned to the brokerage. Pure."""
    dice = Random(f"enquiries {seed}")
    people = People(dice, today)
    found = []
    for fate, count in shares(size.enquiries, FATES).items():
        for _ in range(count):
            unit = BROKERAGE if dice.random() < 0.4 else dice.choice(list(DISTRICTS))
            area = "" if unit == BROKERAGE else dice.choice(AREAS).value
            owner = staff.key(unit, area, Role.CONTACT_SECRETARY) if area else dice.choice(RECRUITERS)
            first, last = people.name()
            received_on = today - timedelta(days=dice.randint(30, 1000) if fate == CLOSED else dice.randint(5, 24))
            if fate == NEW:
                received_on = today - timedelta(days=dice.randint(1, 4))
            contacted_on = received_on + timedelta(days=dice.randint(1, 4)) if fate != NEW else None
            found.append(
                EnquiryRow(
                    unit=unit,
                    area=area,
                    owner=owner,
                    name=f"{first} {last}",
                    email=people.email(first, last),
                    phone=people.phone(),
                    kinds=dice.choice(KINDS),
                    lives_in=dice.choice(list(DISTRICTS)) if unit == BROKERAGE else unit,
                    message=dice.choice(MESSAGES),
                    source=dice.choice(("phone", "mail", "meeting")),
                    received_on=received_on,
                    contacted_on=contacted_on,
                    next_contact_on=contacted_on + timedelta(days=dice.randint(25, 60)) if contacted_on else None,
                    closed_on=contacted_on + timedelta(days=dice.randint(2, 20))
                    if contacted_on and fate == CLOSED
                    else None,
                    reason=dice.choice(REASONS) if fate == CLOSED else "",
                )
            )
    return found


def put_in(builder: Builder) -> None:
    """All of them, those that ended before the city began with the system first, and then a month at a time."""
    by_day: dict[date, list[EnquiryRow]] = {}
    for row in rows(builder.size, today=builder.today, staff=builder.staff, seed=builder.seed):
        by_day.setdefault(builder.day_of_putting_in(row.last_day), []).append(row)
    for day in sorted(by_day):
        with builder.on(day, 7):
            save(by_day[day], users=builder.cast.users, units=builder.units)


def hear_from_the_waiting(builder: Builder) -> None:
    """Nearly all who are in a pool without an assignment have answered this autumn's letter: they still want to."""
    made = []
    for number, row in enumerate(Volunteer.objects.idle().select_related("unit").order_by("pk")):
        if number % 14 == 5:
            continue  # and of a few nobody has heard
        answered_on = builder.back(number * 7 % 60 + 3)
        made.append(
            InterestLetter(
                unit=row.unit,
                area=row.area,
                volunteer=row,
                asked_on=answered_on - timedelta(days=2),
                answer_by=answered_on + timedelta(days=12),
                answered_on=answered_on,
                state=InterestState.YES,
            )
        )
    save_all(made)


def save(given: Iterable[EnquiryRow], *, users: dict[str, User], units: dict[str, Unit]) -> list[Enquiry]:
    """The rows that the steps would have made, and their Events; some statements for each 500."""
    given = list(given)
    made = save_all(_enquiry(row, users, units) for row in given)
    pairs = list(zip(given, made, strict=True))
    save_all(
        Contact(enquiry=one, by=one.owner, way=Contact.Way.PHONE, on=row.contacted_on, note=NOTE)
        for row, one in pairs
        if row.contacted_on
    )
    record_many(_entry("register", one) for one in made)
    record_many(_entry("contact", one, to=EnquiryState.CONTACTED.value) for row, one in pairs if row.contacted_on)
    record_many(
        _entry("close", one, to=EnquiryState.CLOSED.value, reason=row.reason) for row, one in pairs if row.closed_on
    )
    return made


def _enquiry(row: EnquiryRow, users: dict[str, User], units: dict[str, Unit]) -> Enquiry:
    waits = first_contact_by(row.received_on) if row.state == EnquiryState.NEW else row.next_contact_on
    return Enquiry(
        unit=units[row.unit],
        area=row.area,
        name=row.name,
        name_key=names.key(row.name)[:200],
        email=row.email,
        phone=row.phone,
        phone_key="",  # the series for fiction is so short that strangers would look like one person
        email_key=email_key(row.email),
        kinds=list(row.kinds),
        lives_in=units[row.lives_in],
        message=row.message,
        source=row.source,
        received_on=row.received_on,
        owner=users[row.owner],
        last_contact_on=row.contacted_on,
        next_contact_on=None if row.closed_on else waits,
        closed_on=row.closed_on,
        reason=row.reason,
        state=row.state,
        version=Enquiry._meta.get_field("version").get_default() + bool(row.contacted_on) + bool(row.closed_on),
    )


def _entry(name: str, one: Enquiry, **facts: str) -> Entry:
    verb = f"{kind_of(one)}.{name}"
    return Entry(verb, by=Actor.of(one.owner), obj=one, about=one.about(), unit_id=one.unit_id, facts=facts)
