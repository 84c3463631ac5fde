"""A small demo city, built: the same every time, and whole in what must hold."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, F, Max, Q

from brokerage import clock
from brokerage.access import Actor
from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.demo import enquiries
from brokerage.demo.caseload import DISTRICTS
from brokerage.demo.cast import build
from brokerage.demo.city import build_city
from brokerage.demo.sizes import SMALL
from brokerage.demo.staff import Staff
from brokerage.home.views import SOURCES
from brokerage.invoicing.models import Invoice, InvoiceLine
from brokerage.organisation.models import Unit, User
from decisions.models import Decision
from matching.models import Assignment, Proposal
from recruitment.models import Contact, Enquiry, Volunteer
from recruitment.workflow import enquiries as steps

pytestmark = pytest.mark.django_db
# Numbers of rows, outside of a foreign key; and what is drawn by lot.
HOLD_KEYS = {"receiver_key", "key", "cause", "candidates", "picked", "need", "password"}
LINK = re.compile(r"https?://\S+")
OURS = ("organisation", "letters", "charges", "recruitment", "decisions", "orders", "matching", "invoicing", "imports")


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def dump() -> dict[str, list[dict[str, Any]]]:
    """Every row of every app, with keys as places in the order that the rows were made in."""
    ours = [model for model in apps.get_models() if model._meta.app_label in OURS]
    places = {model: {pk: place for place, pk in enumerate(keys(model))} for model in ours}
    return {model._meta.label: [told(row, places) for row in in_order(model)] for model in ours}


def in_order(model: type[models.Model]) -> Any:
    return model._base_manager.order_by("pk")


def keys(model: type[models.Model]) -> list[Any]:
    return list(in_order(model).values_list("pk", flat=True))


def told(row: models.Model, places: dict[Any, dict[Any, int]]) -> dict[str, Any]:
    found = {}
    for field in row._meta.concrete_fields:
        value, other = getattr(row, field.attname), field.related_model if field.remote_field else None
        if (field.primary_key and not other) or field.name in HOLD_KEYS:
            continue
        if isinstance(value, str):
            value = LINK.sub("https://…", value)  # a signed link names its row
        found[field.name] = places[other].get(value) if other in places else value  # type: ignore[index]
    return found


def test_two_cities_of_one_day_are_the_same_and_hold_together():
    with undone():
        build_city(size=SMALL)
        first, verbs = dump(), Counter(Event.objects.values_list("verb", flat=True))
    build_city(size=SMALL)
    assert Counter(Event.objects.values_list("verb", flat=True)) == verbs
    for name, rows in dump().items():
        assert rows == first[name], name
    what_must_hold()
    the_cast_has_something_to_do()


def what_must_hold() -> None:
    assert Counter(Decision.objects.values_list("area", flat=True)) == SMALL.cases
    assert not Decision.objects.filter(state="waiting", due_on=None).exists()
    assert set(Assignment.objects.running().values_list("decision__state", flat=True)) == {"executed"}
    taken = Count("assignments", filter=Q(assignments__state__in=("planned", "running")), distinct=True)
    crowded = Volunteer.objects.annotate(taken=taken, places=Max("approvals__places")).filter(taken__gt=F("places"))
    assert not crowded.exists()
    stages = set(Proposal.objects.values_list("state", flat=True))
    assert stages >= {"picked", "asked", "call", "silent", "willing", "chosen", "declined", "appointed"}
    last_month = clock.months_after(clock.today().replace(day=1), -1)
    assert not Invoice.objects.filter(month__gte=last_month).exists()
    assert Charge.objects.filter(month__lt=last_month).count() == InvoiceLine.objects.count() > 0


def the_cast_has_something_to_do() -> None:
    for key in ("anna", "hedda", "mia", "rut", "disa", "lo", "olle"):
        actor = Actor.of(User.objects.get(email=f"{key}@demo.example"))
        assert [each for source in SOURCES for each in source(actor)], key


def test_a_city_is_built_in_an_empty_database_alone():
    User.objects.create(email="someone@else.example", name="Någon Annan")
    with pytest.raises(ValueError, match="tom"):
        build_city(size=SMALL)


def test_enquiries_that_are_put_in_at_once_are_those_of_the_steps():
    staff, day = Staff(DISTRICTS), clock.today()
    rows = enquiries.rows(SMALL, today=day, staff=staff)
    assert {row.state for row in rows} == {"closed", "contacted", "new"}
    cast = build(tuple(staff.parts))
    units = {unit.name: unit for unit in Unit.objects.all()}
    with undone():
        enquiries.save(rows, users=cast.users, units=units)
        at_once = seen()
    for row in rows:
        by_steps(row, by=cast.actor(row.owner), units=units)
    assert seen() == at_once


def by_steps(row: enquiries.EnquiryRow, *, by: Actor, units: dict[str, Unit]) -> None:
    names = ("area", "name", "email", "phone", "message", "source")
    fields: dict[str, Any] = {name: getattr(row, name) for name in names}
    with clock.at(row.received_on):
        kinds = list(row.kinds)
        enquiry = steps.register(by=by, unit=units[row.unit], kinds=kinds, lives_in=units[row.lives_in], **fields)
    if row.contacted_on:
        with clock.at(row.contacted_on):
            next_on = row.next_contact_on or row.contacted_on + timedelta(days=30)
            enquiry = steps.contact(
                enquiry, by=by, way="phone", on=row.contacted_on, next_contact_on=next_on, note=enquiries.NOTE
            )
    if row.closed_on:
        with clock.at(row.closed_on):
            steps.close(enquiry, by=by, reason=row.reason)


def seen() -> tuple[list[Any], list[Any], list[Any]]:
    """The rows without their keys, and what the log says of each in the order that it happened.

    The comparison key of the telephone is left apart: the series of invented numbers is so short that strangers would
    look like one person.
    """
    apart = ("id", "phone_key")
    names = [field.name for field in Enquiry._meta.concrete_fields if field.name not in apart]
    people = list(Enquiry.objects.order_by("pk").values_list(*names))
    called = list(Contact.objects.order_by("pk").values_list("enquiry__name", "on", "way", "note", "by"))
    order = {pk: place for place, pk in enumerate(Enquiry.objects.order_by("pk").values_list("pk", flat=True))}
    log = [
        (order[pk or 0], verb, user, unit, facts)
        for pk, verb, user, unit, facts in Event.objects.order_by("pk").values_list(
            "object_id", "verb", "user", "unit_id", "facts"
        )
    ]
    return people, called, sorted(log, key=lambda entry: entry[0])
