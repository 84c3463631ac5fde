"""The log is pruned by whole seals, and what is left can still be shown to be untouched."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from brokerage import clock
from brokerage.access import Actor
from brokerage.audit import sealing
from brokerage.audit.models import Event, EventAbout, Pruning, Seal
from brokerage.audit.recording import Entry, record_many

pytestmark = pytest.mark.django_db
LOOP = Actor.system("loop")
ENTRY = Entry("client.read", by=LOOP, about=[("decisions.client", 7)])


@pytest.fixture
def years() -> None:
    """Two events and a seal in each June, 2018 to 2021; the last seal of 2020 reaches into 2021."""
    for year in (2018, 2019, 2020, 2021):
        with clock.at(date(year, 6, 1)):
            record_many([ENTRY, ENTRY])
            if year != 2020:
                sealing.seal()


def prune(day: str) -> str:
    out = StringIO()
    call_command("prune_audit", day, stdout=out)
    return out.getvalue()


def test_only_whole_seals_go(years):
    assert "4 händelser är gallrade" in prune("2021-01-01")  # the third seal holds both 2020 and 2021
    assert list(Event.objects.dates("at", "year")) == [date(2020, 1, 1), date(2021, 1, 1)]
    assert EventAbout.objects.count() == Event.objects.count() == 4
    assert "inget är gallrat" in prune("2021-01-01")
    assert Seal.objects.count() == 3


def test_what_is_left_is_still_whole_and_locked(years):
    prune("2021-01-01")
    assert list(sealing.faults()) == []
    record_many([ENTRY])
    sealing.seal()
    assert list(sealing.faults()) == []
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Event.objects.filter(pk=Event.objects.first().pk)._raw_delete("default")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_pruning")


def test_what_was_slipped_in_below_is_found(years):
    old = Event.objects.order_by("pk").first()
    prune("2021-01-01")
    Event.objects.create(pk=old.pk, verb="loop.ran", actor_kind="system", at=old.at)
    assert [fault for fault in sealing.faults() if "gallrade" in fault]


def test_the_last_five_years_are_kept(years):
    with pytest.raises(CommandError, match="minst 5 år"):
        prune("2021-11-23")
    assert Event.objects.count() == 8
    assert not Pruning.objects.exists()
    with pytest.raises(CommandError, match="inget datum"):
        prune("i fjol")
