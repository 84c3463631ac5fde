"""Decisions of a history, with every interruption and the cause that was given, as the years have left them."""

from collections.abc import Iterable
from typing import Any

from brokerage import clock, identity, names
from brokerage.access import Actor
from brokerage.audit.recording import Entry, record_many
from brokerage.imports.known import Known
from brokerage.imports.problems import of_history, of_pauses
from brokerage.imports.records import HistoryRow
from brokerage.imports.workflow.rows import entries, save_all
from brokerage.workflow import Blocked, Refusal
from decisions.ledger import History, Quarter, list_of
from decisions.models import Client, ClientIdentity, Decision, Interruption, LegalGround, Statement
from decisions.states import DecisionState
from decisions.waiting import due_on

UNKNOWN = "Före införandet"
ENDED = "Avslutat före införandet."
Rows = list[HistoryRow]
Person = tuple[str, str, str]


def put_in_histories(rows: tuple[HistoryRow, ...], known: Known, *, by: Actor, number: int) -> list[Decision]:
    """The new decisions. Who decided, and whom the history does not name, stays empty. Raises Refusal, Blocked."""
    if not rows:
        return []
    of_decision: dict[tuple[Any, ...], Rows] = {}
    for row in rows:
        if said := of_history(row, known.ground_of(row.law, row.intervention, row.decided_on)):
            raise Blocked(*(f"{row.decided_on}: {sentence}" for _, sentence in said))
        of_decision.setdefault(row.key, []).append(row)
    for same in of_decision.values():
        if said_of_all := of_pauses(same):
            raise Blocked(said_of_all)
    clients = _clients(rows, known, by=by, number=number)
    made = save_all(
        _decision(same, clients[_person(same[0])], known, by=by, reference=f"H{number}-{place:04}")
        for place, same in enumerate(of_decision.values(), start=1)
    )
    pairs = list(zip(of_decision.values(), made, strict=True))
    save_all(
        Interruption(decision=one, since=row.interrupted_since, until=row.interrupted_until or row.ended_on)
        for same, one in pairs
        for row in same
        if row.interrupted_since
    )
    save_all(each for same, one in pairs if _cause(same) for each in _statements(same, one, known))
    record_many(_entries(pairs, by=by, number=number))
    return made


def _person(row: HistoryRow) -> Person:
    return row.unit, row.area, row.number


def _clients(rows: tuple[HistoryRow, ...], known: Known, *, by: Actor, number: int) -> dict[Person, Client]:
    """Everybody in the rows: who is a client already, and the new ones."""
    wanted = {_person(row): row for row in rows}
    there = ClientIdentity.objects.select_related("client", "unit").filter(
        unit__name__in={unit for unit, _, _ in wanted}
    )
    found = {key: each.client for each in there if (key := (each.unit.name, each.area, each.number)) in wanted}
    new = {key: row for key, row in wanted.items() if key not in found}
    made = save_all(_client(row, known) for row in new.values())
    save_all(
        ClientIdentity(
            client=one,
            unit_id=one.unit_id,
            area=one.area,
            name=row.name,
            name_key=names.key(row.name)[:200],
            number=row.number,
        )
        for row, one in zip(new.values(), made, strict=True)
    )
    record_many(entries("register", made, by=by, number=number))
    return found | dict(zip(new, made, strict=True))


def _client(row: HistoryRow, known: Known) -> Client:
    who = identity.parse(row.number, temporary=True)
    sex = Client.Sex.GIRL if who.is_woman else Client.Sex.BOY
    return Client(unit=known.unit(row.unit), area=row.area, birth_year=who.born.year, sex=sex)


def _ground(row: HistoryRow, known: Known) -> LegalGround:
    found = known.ground_of(row.law, row.intervention, row.decided_on)
    if found is None:
        raise Refusal("Lagrummet finns inte.")
    return found


def _decision(same: Rows, client: Client, known: Known, *, by: Actor, reference: str) -> Decision:
    row = same[0]
    state, since = _standing(same)
    return Decision(
        unit_id=client.unit_id,
        area=client.area,
        client=client,
        ground=_ground(row, known),
        extent=UNKNOWN,
        delegation=UNKNOWN,
        decided_on=row.decided_on,
        case_reference=reference,
        recorded_by=by.user,
        executed_on=row.executed_on,
        waiting_since=since,
        due_on=due_on(since) if since else None,
        ended_on=row.ended_on,
        end_reason=ENDED if row.ended_on else "",
        state=state,
    )


def _standing(same: Rows) -> tuple[DecisionState, Any]:
    """Where the dates have taken the decision, and since when somebody waits."""
    row = same[0]
    if row.ended_on:
        return DecisionState.ENDED, None
    if row.executed_on is None:
        return DecisionState.WAITING, row.decided_on
    pause = next((each for each in same if each.interrupted_since and not each.interrupted_until), None)
    return (DecisionState.INTERRUPTED, pause.interrupted_since) if pause else (DecisionState.EXECUTED, None)


def _cause(same: Rows) -> str:
    """The cause of a decision may stand on one of its rows alone."""
    return next((row.cause for row in same if row.cause), "")


def _statements(same: Rows, decision: Decision, known: Known) -> Iterable[Statement]:
    """The cause stands in each quarter that is over and in which the decision was reported."""
    pauses = [(row.interrupted_since, row.interrupted_until) for row in same if row.interrupted_since]
    history = History(
        pk=decision.pk,
        decided_on=decision.decided_on,
        executed_on=decision.executed_on,
        interruptions=tuple(pauses),
        ended_on=decision.ended_on,
        reportable=_ground(same[0], known).reportable,
    )
    quarter = Quarter.of(decision.decided_on)
    while quarter.last < clock.today():
        if list_of([history], quarter):
            yield Statement(
                unit_id=decision.unit_id,
                area=decision.area,
                decision=decision,
                year=quarter.year,
                number=quarter.number,
                cause=known.causes[_cause(same)],
            )
        quarter = quarter.after


def _entries(pairs: list[tuple[Rows, Decision]], *, by: Actor, number: int) -> Iterable[Entry]:
    """What the steps would have written: a date in a row is a step that was taken."""
    yield from entries("record", [one for _, one in pairs], by=by, number=number)
    for same, one in pairs:
        row = same[0]
        steps = [("execute", DecisionState.EXECUTED, row.executed_on)]
        for each in sorted(same, key=lambda each: str(each.interrupted_since)):
            steps.append(("interrupt", DecisionState.INTERRUPTED, each.interrupted_since))
            steps.append(("resume", DecisionState.EXECUTED, each.interrupted_until))
        steps.append(("end", DecisionState.ENDED, row.ended_on))
        for name, to, on in steps:
            if on:
                yield from entries(name, [one], by=by, number=number, to=to.value, on=on)
