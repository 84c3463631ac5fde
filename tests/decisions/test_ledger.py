"""Who is on IVO's list of a quarter, and what the customer's table counts: two worked cases, to the day."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decisions.ledger import Ending, Entry, History, Kind, Quarter, is_overdue, list_of, stretches
from decisions.models import Client, Decision, LegalGround
from decisions.reports import history_of, table_of
from decisions.tables import FEWER, Counted, Waited, by_kind, table
from decisions.waiting import due_on, late_from, running_wait

Q1, Q2, Q3, Q4 = (Quarter(2026, number) for number in (1, 2, 3, 4))
A = History(
    pk=1,
    decided_on=date(2026, 3, 10),
    executed_on=date(2026, 8, 15),
    missing=((date(2026, 5, 2), "1 av 2 saknas"),),
)
B = History(pk=2, decided_on=date(2026, 1, 10), executed_on=date(2026, 5, 20))
C = History(pk=3, decided_on=date(2025, 12, 1))
D = History(pk=4, decided_on=date(2026, 1, 20), reportable=False)  # LVU 22 §
E = History(pk=5, decided_on=date(2026, 3, 1), ended_on=date(2026, 6, 25))
F = History(pk=6, decided_on=date(2026, 3, 30), executed_on=date(2026, 6, 30))
G = History(pk=7, decided_on=date(2026, 3, 31))
ALL = (A, B, C, D, E, F, G)


def told(entries: list[Entry]) -> dict[int, tuple[Kind, Ending, int, str]]:
    return {each.pk: (each.kind, each.ending, each.days, each.missing) for each in entries}


def figures(day: date) -> list[int | None]:
    counted = [Counted("SoL", "IoF", "kontaktfamilj", each) for each in ALL if each.reportable]
    rows = table(counted, 2026, day)
    return next(list(r.figures) for r in rows if (r.area, r.intervention) == ("IoF", "kontaktfamilj"))


class TestTheQuartersOf2026:
    def test_the_table(self) -> None:
        assert figures(date(2026, 9, 30)) == [1, 2, 2, None]

    @pytest.mark.parametrize(("quarter", "who"), [(Q1, {3}), (Q2, {1, 3}), (Q3, {3, 7})])
    def test_who_is_counted(self, quarter: Quarter, who: set[int]) -> None:
        assert {each.pk for each in ALL if is_overdue(each, quarter.last)} == who

    def test_first_quarter(self) -> None:
        assert told(list_of(ALL, Q1)) == {3: (Kind.FIRST, Ending.NONE, 120, "")}

    def test_second_quarter(self) -> None:
        assert told(list_of(ALL, Q2)) == {
            3: (Kind.AGAIN, Ending.NONE, 211, ""),
            2: (Kind.FIRST, Ending.EXECUTED, 130, ""),
            5: (Kind.FIRST, Ending.CLOSED, 116, ""),
            1: (Kind.FIRST, Ending.NONE, 112, "1 av 2 saknas"),
        }

    def test_third_quarter(self) -> None:
        assert told(list_of(ALL, Q3)) == {
            3: (Kind.AGAIN, Ending.NONE, 303, ""),
            1: (Kind.NOTICE, Ending.EXECUTED, 158, ""),
            7: (Kind.FIRST, Ending.NONE, 183, ""),
        }

    def test_lvu_and_who_was_executed_in_time_are_never_listed(self) -> None:
        assert not {4, 6} & {each.pk for quarter in (Q1, Q2, Q3, Q4) for each in list_of(ALL, quarter)}

    def test_the_councils_statistics(self) -> None:
        """Two decisions, unmasked; in a copy for everybody two is too few to tell."""
        days = [each.days for each in list_of(ALL, Q2) if each.is_waiting]
        assert sorted(days) == [112, 211]
        waited = [Waited("SoL", "IoF", "kontaktfamilj", "Flicka eller kvinna", each) for each in days]
        assert [row[-1] for row in by_kind(waited, masked=False)] == ["2"]
        assert [row[-1] for row in by_kind(waited, masked=True)] == [FEWER]


class TestAnInterruption:
    INTERRUPTED = History(
        pk=8,
        decided_on=date(2025, 1, 15),
        executed_on=date(2025, 2, 20),
        interruptions=((date(2026, 2, 9), date(2026, 5, 20)),),
    )

    def test_it_is_listed_with_the_day_of_resumption_and_not_counted(self) -> None:
        (entry,) = list_of([self.INTERRUPTED], Q2)
        assert (entry.due, entry.ending, entry.until, entry.days) == (
            date(2026, 5, 9),
            Ending.RESUMED,
            date(2026, 5, 20),
            100,
        )
        assert not entry.is_waiting
        assert not is_overdue(self.INTERRUPTED, Q2.last)
        assert is_overdue(self.INTERRUPTED, date(2026, 5, 10))
        assert not is_overdue(self.INTERRUPTED, date(2026, 5, 9))

    def test_a_decision_that_ended_that_day_waits_for_nothing(self) -> None:
        ended = History(pk=8, decided_on=date(2025, 1, 15), executed_on=date(2025, 2, 20), ended_on=date(2026, 2, 8))
        assert list_of([ended], Q2) == []

    def test_who_ends_during_an_interruption_is_closed(self) -> None:
        ended = History(
            pk=8,
            decided_on=date(2025, 1, 15),
            executed_on=date(2025, 2, 20),
            interruptions=((date(2026, 2, 9), date(2026, 6, 1)),),
            ended_on=date(2026, 6, 1),
        )
        assert [each.ending for each in list_of([ended], Q2)] == [Ending.CLOSED]


class TestWhatWasSent:
    """A closed quarter stands as it was sent; what is entered afterwards is told in the next."""

    def test_a_decision_entered_late_is_a_first_report(self) -> None:
        late = History(pk=9, decided_on=date(2025, 11, 3))
        assert list_of([late], Q2)[0].kind == Kind.AGAIN  # as far as anybody knows
        assert list_of([late], Q2, {Q1: {}})[0].kind == Kind.FIRST  # the list of the first quarter lacked it
        assert list_of([late], Q2, {Q1: {(9, date(2025, 11, 3)): False}})[0].kind == Kind.AGAIN

    def test_an_execution_entered_late_is_told_once(self) -> None:
        sent = {Q2: {(2, B.decided_on): False}}  # on 20 May nobody told the office
        (entry,) = list_of([B], Q3, sent)
        assert (entry.kind, entry.ending, entry.days) == (Kind.NOTICE, Ending.EXECUTED, 130)
        assert list_of([B], Q4, {**sent, Q3: {(2, B.decided_on): True}}) == []

    def test_a_wait_that_was_over_before_anybody_entered_it_is_reported_all_the_same(self) -> None:
        (entry,) = list_of([B], Q3, {Q2: {}})
        assert (entry.kind, entry.ending) == (Kind.FIRST, Ending.EXECUTED)

    def test_who_is_executed_on_the_first_day_of_the_next_quarter_gets_a_notice(self) -> None:
        case = History(pk=10, decided_on=date(2026, 1, 10), executed_on=date(2026, 7, 1))
        assert [each.kind for each in list_of([case], Q3)] == [Kind.NOTICE]


DAYS = st.dates(date(2009, 1, 1), date(2012, 12, 31))


@st.composite
def histories(draw: st.DrawFn) -> History:
    days = sorted(draw(st.sets(DAYS, min_size=1, max_size=8)))
    decided, *rest = days
    executed = rest.pop(0) if rest and draw(st.booleans()) else None
    ended = rest.pop() if rest and draw(st.booleans()) else None
    pauses = []
    while executed and len(rest) > 1:
        pauses.append((rest.pop(0), rest.pop(0)))
    return History(pk=1, decided_on=decided, executed_on=executed, interruptions=tuple(pauses), ended_on=ended)


@given(histories(), DAYS)
def test_the_waits_are_those_of_the_clock(history: History, day: date) -> None:
    wait = running_wait(
        decided_on=history.decided_on,
        executed_on=history.executed_on,
        interruptions=list(history.interruptions),
        ended_on=history.ended_on,
        day=day,
    )
    assert is_overdue(history, day) == (wait is not None and day > due_on(wait.since))


@given(histories())
def test_every_case_is_reported_first_once_and_its_end_told_once(history: History) -> None:
    quarters = [Quarter(2009, 1)]
    while quarters[-1] < Quarter(2013, 4):
        quarters.append(quarters[-1].after)
    entries = [(quarter, each) for quarter in quarters for each in list_of([history], quarter)]
    for stretch in stretches(history):
        own = [each for _, each in entries if each.since == stretch.since]
        is_late = stretch.until is None or stretch.until > stretch.due
        assert sum(each.kind == Kind.FIRST for each in own) == is_late
        assert sum(bool(each.ending) for each in own) == (is_late and stretch.until is not None)
        assert [each.kind for each in own][1:] == [Kind.AGAIN] * (len(own) - 2) + (
            [Kind.NOTICE if own[-1].ending else Kind.AGAIN] if len(own) > 1 else []
        )


@given(histories())
def test_who_is_counted_on_the_last_day_is_on_the_list(history: History) -> None:
    quarter = Quarter(2011, 2)
    listed = [each for each in list_of([history], quarter) if each.is_waiting]
    assert len(listed) == is_overdue(history, quarter.last)


@given(st.dates(date(2000, 1, 1), date(2100, 12, 30)))
def test_quarters_follow_one_another(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first <= day <= quarter.last
    assert quarter.after.first == quarter.last + timedelta(days=1)
    assert quarter.after.before == quarter


@given(
    rows=st.lists(
        st.tuples(
            st.dates(date(2025, 6, 1), date(2026, 9, 30)),
            st.none() | st.integers(0, 200),
            st.none() | st.tuples(st.integers(0, 120), st.none() | st.integers(0, 200)),
            st.none() | st.integers(0, 400),
        ),
        max_size=6,
    )
)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_database_counts_as_the_ledger_does(rows: list[Any], client_made: Callable[..., Client]) -> None:
    """Whatever the dates: the figures of a page are those that come of one decision at a time."""
    with transaction.atomic():
        client = Client.objects.first() or client_made()
        ground = LegalGround.objects.get(code="sol2025-family")
        for number, (decided_on, executed, pause, ended) in enumerate(rows):
            executed_on = None if executed is None else decided_on + timedelta(days=executed)
            ended_on = None if ended is None else decided_on + timedelta(days=ended)
            state = "ended" if ended_on else "executed" if executed_on else "waiting"
            waiting = {"waiting_since": decided_on, "due_on": due_on(decided_on)} if state == "waiting" else {}
            made = Decision.objects.create(
                unit_id=client.unit_id,
                area="IoF",
                client=client,
                ground=ground,
                extent="Varannan helg",
                decided_on=decided_on,
                executed_on=executed_on,
                ended_on=ended_on,
                end_reason="Slut" if ended_on else "",
                delegation="3.2",
                case_reference=f"B-{number}",
                state=state,
                **waiting,
            )
            if pause and executed_on:
                since = executed_on + timedelta(days=pause[0])
                until = None if pause[1] is None else since + timedelta(days=pause[1])
                made.interruptions.create(since=since, until=until)
        today = date(2026, 12, 31)
        found = Decision.objects.select_related("ground").prefetch_related("interruptions", "partial_executions")
        counted = [Counted("SoL", "IoF", "kontaktfamilj", history_of(each)) for each in found]
        for year in (2025, 2026):
            assert table_of(Decision.objects.all(), year, today) == table(counted, year, today)
        transaction.set_rollback(True)


def test_the_thirtieth_of_september_is_overdue_on_new_years_eve(client_made: Callable[..., Client]) -> None:
    """Its three months ended on 30 December, a day earlier than those of 1 October."""
    client, ground = client_made(), LegalGround.objects.get(code="sol2025-family")
    for day in (date(2026, 9, 30), date(2026, 10, 1)):
        Decision.objects.create(
            unit_id=client.unit_id,
            area="IoF",
            client=client,
            ground=ground,
            extent="Varannan helg",
            decided_on=day,
            waiting_since=day,
            due_on=due_on(day),
            delegation="3.2",
            case_reference=f"B-{day}",
        )
    rows = table_of(Decision.objects.all(), 2026, date(2026, 12, 31))
    assert next(each for each in rows if each.area == "IoF" and each.intervention == "kontaktfamilj").figures[3] == 1
    assert [each.decided_on.month for each in Decision.objects.late_between(Q4.first, Q4.last)] == [9]


def test_the_last_start_that_is_overdue() -> None:
    for day in (date(2026, 3, 31), date(2026, 5, 31), date(2026, 6, 30), date(2024, 2, 29), date(2026, 3, 1)):
        last = late_from(day)
        assert due_on(last) < day <= due_on(last + timedelta(days=1))
