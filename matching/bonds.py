"""Conflicts of interest that nobody has to note: a volunteer who is the client, decides for them or is of their unit.

Found by what is alike: an identity number, a whole address, an e-mail address, or a name together with its telephone
number. A name or a number alone proves nothing, and bars nobody. Whoever has protected identity has no address here.

Which of them it is says something of the client: only the district may read it.
Sources: förvaltningslagen (2017:900) 16 § (disqualification of whoever works with the case); FB 12:8 (nobody
represents somebody in a matter with themselves) [from memory].
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import Case, Q, TextField, Value, When
from django.db.models.functions import Lower

from brokerage import clock, names
from brokerage.organisation.models import Membership
from decisions.models import Client, ClientIdentity, Guardian
from recruitment.duplicates import email_key, phone_key
from recruitment.models import HouseholdMember, Volunteer, VolunteerPlace

SELF = "är klienten själv"
HOME = "har samma adress som klienten"
GUARDIAN = "är vårdnadshavare eller nås på en vårdnadshavares e-post"
DEPUTY = "är god man eller förvaltare för klienten, eller nås på e-posten dit"
CLIENT = "nås på klientens e-post eller telefon"
STAFF = "arbetar i klientens enhet eller nås på e-posten dit"
ORDER = (SELF, HOME, GUARDIAN, DEPUTY, CLIENT, STAFF)


class Mark(NamedTuple):
    """Something that can be alike."""

    kind: str  # number | person | mail | place
    value: str


Bonds = dict[int, dict[int, str]]  # by client and volunteer, in words


def bonds_of(clients: Iterable[Client], volunteer: Volunteer | None = None) -> Bonds:
    """Which volunteer (or this one) has a bond with which client. Two queries, however many there are."""
    marks, called = _marks_of(list(clients))
    found: Bonds = defaultdict(dict)
    for pk, mark in _marks_on(volunteer) if volunteer else _volunteers_with(marks, called):
        for client, why in marks.get(mark, {}).items():
            known = found[client].get(pk)
            if known is None or ORDER.index(why) < ORDER.index(known):
                found[client][pk] = why
    return found


def bond_between(client: Client, volunteer: Volunteer) -> str:
    """Why these two may never be matched, in words for the district; nothing where nothing is seen."""
    return bonds_of([client], volunteer).get(client.pk, {}).get(volunteer.pk, "")


def _marks_of(clients: list[Client]) -> tuple[dict[Mark, dict[int, str]], set[str]]:
    """What is known of the clients' own people: by mark, whose it is and why; and what those people are called."""
    keys = [each.pk for each in clients]
    marks: dict[Mark, dict[int, str]] = defaultdict(dict)
    called: set[str] = set()

    def put(client: int, why: str, name: str, phone: str, mail: str) -> None:
        called.add(name)
        for mark in (person_mark(name, phone), Mark("mail", email_key(mail))):
            if mark.value:
                marks[mark].setdefault(client, why)

    by_unit: dict[int, list[int]] = defaultdict(list)
    for each in clients:
        by_unit[each.unit_id].append(each.pk)
    for what, key, name, phone, mail, number, street, postcode in _people_around(keys, by_unit):
        for client in by_unit[key] if what == STAFF else [key]:
            put(client, what, name, phone, mail)
        if number:
            marks[Mark("number", number)][key] = SELF
        if value := address_key(street or "", postcode or ""):
            marks[Mark("place", value)][key] = HOME
    return marks, called


def _people_around(clients: Iterable[int], units: Iterable[int]) -> Any:
    """The clients' guardians, themselves, and the staff of their units: whom they are beside, and their marks."""
    nothing = Value("", output_field=TextField())
    guardians = Guardian.objects.filter(client__in=clients, ended_on=None).order_by()
    themselves = ClientIdentity.objects.filter(client__in=clients).order_by()
    staff = Membership.objects.on(clock.today()).filter(unit__in=units).order_by()
    person, of_user = ("name", "phone", "email"), ("user__name", "user__phone", "user__email")
    home = ("number", "client__place__street", "client__place__postcode")
    custody = When(kind__in=(Guardian.Kind.CUSTODY, Guardian.Kind.IN_PLACE), then=Value(GUARDIAN))
    why = Case(custody, default=Value(DEPUTY), output_field=TextField())
    return guardians.values_list(why, "client", *person, nothing, nothing, nothing).union(
        themselves.values_list(Value(CLIENT), "client", *person, *home),
        staff.values_list(Value(STAFF), "unit", *of_user, nothing, nothing, nothing),
    )


@lru_cache(maxsize=4096)  # a unit's staff are the same from page to page
def person_mark(name: str, phone: str) -> Mark:
    """Of the same name and with the same telephone: the same person."""
    number = phone_key(phone)
    return Mark("person", f"{names.key(name)}|{number}" if name and number else "")


def address_key(street: str, postcode: str) -> str:
    """«Storgatan 3, lgh 1102» and «storgatan 3 lgh 1102» in the same post code are one address; both are needed."""
    where, figures = re.sub(r"[\s,.]", "", street.casefold()), re.sub(r"\D", "", postcode)
    return f"{where}|{figures}" if where and figures else ""


def _marks_on(volunteer: Volunteer) -> Iterable[tuple[int, Mark]]:
    """All marks of one volunteer. No query for those of the home where they are fetched."""
    people = [each for each in volunteer.members.all() if each.moved_out_on is None]
    marks = [Mark("mail", email_key(volunteer.email))]
    if hasattr(volunteer, "place"):
        marks.append(Mark("place", address_key(volunteer.place.street, volunteer.place.postcode)))
    marks += [person_mark(each.name, volunteer.phone) for each in people]
    marks += [Mark("number", each.identity_number) for each in people]
    return [(volunteer.pk, mark) for mark in marks]


def _volunteers_with(marks: Iterable[Mark], called: set[str]) -> Iterable[tuple[int, Mark]]:
    """Which volunteers carry one of these marks, and which; more may come along. One query, three indexes."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for mark in marks:
        by_kind[mark.kind].add(mark.value)
    codes = {value.partition("|")[2] for value in by_kind["place"]}
    codes |= {f"{code[:3]} {code[3:]}" for code in codes}  # as people write them
    nothing = Value("", output_field=TextField())
    mails = Volunteer.objects.annotate(mail=Lower("email")).filter(mail__in=by_kind["mail"]).order_by()
    homes = VolunteerPlace.objects.filter(postcode__in=codes).order_by()
    people = HouseholdMember.objects.filter(moved_out_on=None).order_by()
    people = people.filter(Q(identity_number__in=by_kind["number"]) | Q(name__in=called))
    rows = mails.values_list(Value("mail"), "pk", "mail", nothing, nothing).union(
        homes.values_list(Value("place"), "volunteer", "street", "postcode", nothing),
        people.values_list(Value("member"), "volunteer", "identity_number", "name", "volunteer__phone"),
    )
    for what, pk, first, second, third in rows:
        if what == "mail":
            yield pk, Mark("mail", first)
        elif what == "place":
            yield pk, Mark("place", address_key(first, second))
        else:
            yield pk, Mark("number", first)
            yield pk, person_mark(second, third)
