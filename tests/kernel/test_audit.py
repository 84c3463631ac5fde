"""The log: what goes in, that nothing in it can be changed, and that a change would be found."""

import threading
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from brokerage import clock
from brokerage.access import Actor
from brokerage.audit import protection, sealing
from brokerage.audit.models import Event, EventAbout, Pruning, Seal
from brokerage.audit.recording import Entry, record, record_many
from brokerage.charges.models import PriceItem
from brokerage.organisation.models import Role, Unit

pytestmark = pytest.mark.django_db
LOOP = Actor.system("loop")
LOCKED = ["audit_event", "audit_eventabout", "audit_pruning", "audit_seal"]
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="SQLite's own statement")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL's own statement")


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def refused():
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        yield


@pytest.fixture
def log():
    """Three events about two persons, sealed."""
    record(Entry("client.read", by=LOOP, about=[("decisions.client", 7)]))
    record_many([Entry("client.read", by=LOOP, about=[("decisions.client", 8)]), Entry("loop.ran", by=LOOP)])
    return sealing.seal()


# Nothing is changed


@pytest.mark.parametrize("table", LOCKED)
def test_the_database_refuses_changes(log, table):
    Pruning.objects.create(last=log.last, count=0)
    columns = {"event": "verb", "eventabout": "kind", "pruning": "count", "seal": "digest"}
    column = columns[table.removeprefix("audit_")]
    with refused():
        run(f"UPDATE {table} SET {column} = {column}")
    with refused():
        run(f"DELETE FROM {table}")


SEAL_AGAIN = (
    "INSERT {how} INTO audit_seal (id, at, last, count, digest) SELECT {pk}, at, last, 0, 'x' FROM audit_seal {end}"
)


@pytest.mark.parametrize("pk", ["id", "id + 1000"], ids=["same number", "same last event"])
def test_an_insert_does_not_replace(log, pk):
    if connection.vendor == "sqlite":
        with refused():
            run(SEAL_AGAIN.format(how="OR REPLACE", pk=pk, end=""))
    target = "id" if pk == "id" else "last"
    with refused():
        run(SEAL_AGAIN.format(how="", pk=pk, end=f"WHERE true ON CONFLICT ({target}) DO UPDATE SET digest = 'x'"))
    assert Seal.objects.get() == log


@on_sqlite
def test_replace_refuses_an_event_too(log):
    first = Event.objects.order_by("pk")[0]
    with refused():
        run(f"REPLACE INTO audit_event SELECT * FROM audit_event WHERE id = {first.pk}")
    with refused():
        run(f"UPDATE OR REPLACE audit_event SET id = {first.pk} WHERE id = {first.pk + 1}")


@on_postgresql
def test_truncate_is_refused_also_by_way_of_another_table(log):
    connection.check_constraints()
    for statement in ("TRUNCATE audit_eventabout", "TRUNCATE audit_seal", "TRUNCATE organisation_user CASCADE"):
        with refused():
            run(statement)


def test_the_models_refuse_changes(log):
    event, about = Event.objects.get(abouts=None), EventAbout.objects.order_by("pk")[0]
    event.verb = "nothing.happened"
    for change in (
        event.save,
        event.delete,
        about.delete,
        log.delete,
        lambda: Event.objects.update(verb="nothing.happened"),
        lambda: EventAbout.objects.all().delete(),
        lambda: Seal.objects.update(count=0),
        lambda: Event.objects.bulk_update([event], ["verb"]),
    ):
        with refused():
            change()
    assert list(sealing.faults()) == []


def test_more_can_always_be_added(log):
    record(Entry("loop.ran", by=LOOP))
    assert Event.objects.count() == 4


def test_lifted_puts_the_locks_back_even_after_a_fault(log):
    run("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
    with protection.lifted():
        run("UPDATE audit_seal SET count = 99")
    with refused():
        run("UPDATE audit_seal SET count = 3")
    with pytest.raises(ZeroDivisionError), protection.lifted():
        _ = 1 / 0
    with refused():
        run("UPDATE audit_seal SET count = 3")


def test_every_append_only_table_is_locked():
    assert sorted(model._meta.db_table for model in protection.APPEND_ONLY) == LOCKED


@pytest.mark.django_db(transaction=True)
def test_the_locks_stand_after_a_changed_table_and_migrate():
    """An AlterField remakes the table on SQLite, and its triggers go with the old one: migrate puts them back."""
    record(Entry("loop.ran", by=LOOP, about=[("decisions.client", 7)]))
    old = Event._meta.get_field("verb")
    new = models.CharField(max_length=81)
    new.set_attributes_from_name("verb")
    new.model = Event
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(Event, before, after)
    if connection.vendor == "sqlite":
        run("UPDATE audit_event SET verb = 'loop.walked'")  # the trap itself: were it gone, this test could go too
    call_command("migrate", verbosity=0)
    for table, column in (("audit_event", "verb"), ("audit_eventabout", "kind")):
        with refused():
            run(f"UPDATE {table} SET {column} = {column}")


@pytest.mark.django_db(transaction=True)
def test_locks_and_reference_data_stand_after_a_flush():
    record(Entry("loop.ran", by=LOOP))
    protection.remove()
    call_command("flush", interactive=False, verbosity=0)
    assert not Event.objects.exists()
    assert Unit.objects.count() == 18
    assert PriceItem.objects.exists()
    record(Entry("loop.ran", by=LOOP))
    with refused():
        run("DELETE FROM audit_event")


# What goes in


def test_an_event_says_who_did_what_about_whom(cast, actor):
    entry = Entry(
        "unit.visited",
        by=actor("anna"),
        obj=cast.bromma,
        about=[("decisions.client", 7), ("decisions.client", 7), ("recruitment.volunteer", 3)],
        unit_id=cast.bromma.pk,
        facts={"role": Role.RECRUITER, "on": date(2026, 11, 22), "sum": Decimal("12.50"), "places": [1, 2], "no": None},
    )
    event = record(entry)
    event.refresh_from_db()
    assert (event.actor_kind, event.user, event.actor_code) == ("user", cast.anna, "")
    assert (event.object_type, event.object_id, event.unit_id) == ("organisation.unit", cast.bromma.pk, cast.bromma.pk)
    assert event.at == clock.now()
    assert event.facts == {"role": "recruiter", "on": "2026-11-22", "sum": "12.50", "places": [1, 2], "no": None}
    assert list(event.abouts.values_list("kind", "key")) == [("decisions.client", 7), ("recruitment.volunteer", 3)]


@pytest.mark.parametrize(
    "value",
    [
        "Anna",
        "Åsa",
        "åsa",
        "två ord",
        "anna@formedlingen.example",
        "20110310-9805",
        "0701740605",
        "+46701740605",
        "new\n",
        "x" * 65,
        ["ok", "Anna Berg"],
        {"name": "anna"},
        1.5,
    ],
)
def test_facts_are_never_names_numbers_of_people_or_free_text(value):
    with pytest.raises(ValueError, match="never free text: reason") as caught:
        record(Entry("client.closed", by=LOOP, facts={"reason": value}))
    assert str(value) not in str(caught.value)  # what is refused must not turn up in a server's log instead
    assert not Event.objects.exists()


@pytest.mark.parametrize("value", ["", "new", "no_answer", "sol2025-person", "testapp.ticket", "LSS", "IoF", "A"])
def test_facts_are_codes(value):
    assert record(Entry("client.closed", by=LOOP, facts={"reason": value})).facts == {"reason": value}


def test_an_event_goes_with_the_change_that_it_tells_of():
    @transaction.atomic
    def do_half():
        record(Entry("loop.ran", by=LOOP))
        raise InterruptedError

    with pytest.raises(InterruptedError):
        do_half()
    assert not Event.objects.exists()


def test_many_events_cost_two_statements(django_assert_num_queries):
    entries = [Entry("client.read", by=LOOP, about=[("decisions.client", key)]) for key in range(50)]
    with django_assert_num_queries(4):  # with the savepoint's two
        events = record_many(entries)
    assert [event.abouts.get().key for event in events] == list(range(50))


def test_who_has_seen_this_person(cast, actor):
    """The guardian of client 7 asks; the log answers with Anna's and Olle's looks, the newest first."""
    person = ("decisions.client", 7)
    for hour, who in ((8, "anna"), (9, "olle")):
        with clock.at(datetime(2026, 11, 20, hour, tzinfo=clock.STOCKHOLM)):
            record(Entry("decisions.client.read", by=actor(who), about=[person]))
    record(Entry("decisions.client.read", by=actor("lo"), about=[("decisions.client", 8)]))
    record(Entry("decisions.client.read", by=actor("lo"), about=[("recruitment.volunteer", 7)]))
    record(Entry("decisions.client.close", by=actor("mia"), about=[person]))
    about = Event.objects.about(*person).newest_first()
    assert [event.user for event in about.reads()] == [cast.olle, cast.anna]
    assert [event.user for event in about.changes()] == [cast.mia]


# The seals


def verify():
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=err)
    except CommandError as error:
        return f"{err.getvalue()}{error}"
    return out.getvalue()


def tamper(sql, *params):
    """What somebody with the database's own password could do."""
    connection.check_constraints()
    with protection.lifted(), connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.fixture
def chain(log):
    """A second and a third seal after the first."""
    entry = Entry("loop.ran", by=LOOP, about=[("decisions.client", 9)], facts={"b": 1, "a": 2})
    for _ in range(2):
        record_many([entry, entry])
        sealing.seal()
    return list(Seal.objects.order_by("last"))


def test_an_untouched_log_is_found_whole(chain):
    record(Entry("loop.ran", by=LOOP))
    said = verify()
    assert "Loggen stämmer: 3 förseglingar, 1 händelser ännu inte förseglade." in said
    assert chain[-1].digest in said
    assert [seal.count for seal in chain] == [3, 2, 2]


def test_an_empty_log_is_whole_and_nothing_is_sealed_twice(chain):
    assert sealing.seal() is None
    assert Seal.objects.count() == 3


def test_with_no_events_there_is_nothing_to_seal():
    assert sealing.seal() is None
    assert "0 förseglingar" in verify()


@pytest.mark.parametrize(
    "change",
    [
        "verb = 'loop.walked'",
        "actor_kind = 'user'",
        "actor_code = 'x'",
        "unit_id = 5",
        "object_type = 'x'",
        "object_id = 5",
        "facts = '{}'",
        "at = '2020-01-01 00:00:00+00:00'",
        "cause_id = id - 1",
    ],
)
def test_a_changed_event_is_found(chain, change):
    tamper(f"UPDATE audit_event SET {change} WHERE id = %s", chain[1].last)
    assert f"Händelserna {chain[0].last + 1}–{chain[1].last}: minst en är ändrad." in verify()
    assert "1 förseglingar stämmer inte." in verify()


def test_a_change_of_whom_it_was_about_is_found(chain):
    tamper("UPDATE audit_eventabout SET key = 10 WHERE event_id = %s", chain[1].last)
    assert "minst en är ändrad" in verify()


def test_a_person_slipped_in_or_taken_out_is_found(chain):
    EventAbout.objects.create(event_id=chain[0].last, kind="decisions.client", key=1)  # no lock stops an addition
    assert "minst en är ändrad" in verify()
    tamper("DELETE FROM audit_eventabout WHERE event_id = %s", chain[1].last)
    assert verify().count("minst en är ändrad") == 2


def test_a_missing_event_is_found(chain):
    tamper("DELETE FROM audit_eventabout WHERE event_id = %s", chain[1].last)
    tamper("DELETE FROM audit_event WHERE id = %s", chain[1].last)
    assert f"Händelserna {chain[0].last + 1}–{chain[1].last}: 1 saknas." in verify()


@pytest.mark.parametrize("number", [0, -5])
def test_an_event_slipped_in_with_a_low_number_is_found(chain, number):
    Event.objects.create(pk=number, verb="loop.ran", actor_kind="system")
    assert "1 har lagts till i efterhand." in verify()


def test_an_event_slipped_into_a_gap_is_found(log):
    gap = log.last + 1
    Event.objects.create(pk=gap + 1, verb="loop.ran", actor_kind="system")  # number `gap` was rolled back
    sealing.seal()
    Event.objects.create(pk=gap, verb="loop.ran", actor_kind="system")
    assert f"Händelserna {gap}–{gap + 1}: 1 har lagts till i efterhand." in verify()


def test_an_event_swapped_for_another_is_found(chain):
    tamper("DELETE FROM audit_eventabout WHERE event_id = %s", chain[1].last)
    tamper("DELETE FROM audit_event WHERE id = %s", chain[1].last)
    Event.objects.create(pk=chain[1].last, verb="loop.ran", actor_kind="system")
    assert "minst en är ändrad" in verify()


def test_a_seal_made_anew_breaks_the_next(chain):
    """Whoever changes an event and seals it again has to make every later seal anew, and the last digest differs."""
    tamper("UPDATE audit_event SET verb = 'loop.walked' WHERE id = %s", chain[0].last)
    _, digest = sealing._digest("", sealing.BEFORE_ALL, chain[0].last)
    tamper("UPDATE audit_seal SET digest = %s WHERE id = %s", digest, chain[0].pk)
    assert f"Händelserna {chain[0].last + 1}–{chain[1].last}: minst en är ändrad." in verify()


def test_a_missing_seal_is_found(chain):
    tamper("DELETE FROM audit_seal WHERE id = %s", chain[1].pk)
    assert "1 förseglingar stämmer inte." in verify()


@pytest.mark.django_db(transaction=True)
def test_sealing_waits_for_whoever_is_writing():
    """Numbers are handed out before they are committed: a seal must not pass by a lower one still on its way."""
    has_written, may_commit, sealed = threading.Event(), threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            record(Entry("loop.slow", by=LOOP))
            has_written.set()
            assert may_commit.wait(10)
        connection.close()

    def seal():
        sealing.seal()
        sealed.set()
        connection.close()

    writer, sealer = threading.Thread(target=write), threading.Thread(target=seal)
    writer.start()
    assert has_written.wait(10)
    if connection.vendor == "postgresql":  # SQLite lets nobody else write meanwhile
        record(Entry("loop.quick", by=LOOP))
    sealer.start()
    assert not sealed.wait(0.5)
    may_commit.set()
    writer.join(10)
    sealer.join(10)
    assert Seal.objects.get().count == Event.objects.count()
    assert list(sealing.faults()) == []
