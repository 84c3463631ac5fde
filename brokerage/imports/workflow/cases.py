"""Clients with guardians and consents, their decisions with clock and need, as the steps would have left them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from brokerage import identity, names
from brokerage.access import Actor
from brokerage.audit.recording import Entry, record_many
from brokerage.imports.known import Known
from brokerage.imports.problems import of_case
from brokerage.imports.records import CaseRow
from brokerage.imports.workflow.rows import entries, save_all
from brokerage.workflow import Blocked
from decisions.models import Client, ClientIdentity, ClientPlace, Consent, Decision, Guardian, Interruption, Need
from decisions.states import DecisionState
from decisions.waiting import due_on

Cases = dict[tuple[str, str], Decision]


def put_in_cases(rows: tuple[CaseRow, ...], known: Known, *, by: Actor, number: int) -> Cases:
    """The new decisions by unit and case reference. Raises Refusal, Blocked where the law stands in the way."""
    if not rows:
        return {}
    for row in rows:
        if said := of_case(row, known.ground(row.ground)):
            raise Blocked(*(f"{row.case_reference}: {sentence}" for _, sentence in said))
    clients = _put_in_clients(rows, known, by=by, number=number)
    made = save_all(_decision(row, clients[person(row)], known, by=by) for row in rows)
    pairs = list(zip(rows, made, strict=True))
    save_all(
        Interruption(decision=one, since=row.interrupted_since, until=row.ended_on)
        for row, one in pairs
        if row.interrupted_since
    )
    needs = [(row, one) for row, one in pairs if row.words]
    save_all(
        Need(
            unit_id=one.unit_id,
            area=one.area,
            decision=one,
            musts=list(row.musts),
            important=list(row.important),
            wishes=list(row.wishes),
            words=row.words,
            urgency=row.urgency,
            together=row.together,
            version=1,
        )
        for row, one in needs
    )
    record_many(_entries(pairs, by=by, number=number))
    return {(row.unit, row.case_reference): one for row, one in pairs}


def person(row: CaseRow) -> tuple[str, str, str]:
    """Whom the row is about: one client of a unit's programme area, however many rows they have."""
    return row.unit, row.area, identity.parse(row.number, temporary=True).text


def _put_in_clients(
    rows: tuple[CaseRow, ...], known: Known, *, by: Actor, number: int
) -> dict[tuple[str, str, str], Client]:
    first: dict[tuple[str, str, str], CaseRow] = {}
    for row in rows:
        first.setdefault(person(row), row)
    made = save_all(_client(row, known) for row in first.values())
    pairs = list(zip(first.values(), made, strict=True))
    save_all(
        ClientIdentity(
            client=one,
            unit_id=one.unit_id,
            area=one.area,
            name=row.name,
            name_key=names.key(row.name)[:200],
            number=key[2],
            phone=row.phone,
            email=row.email,
        )
        for key, (row, one) in zip(first, pairs, strict=True)
    )
    save_all(ClientPlace(client=one, **row.place) for row, one in pairs if any(row.place.values()))
    named = [(one, each) for row, one in pairs for each in row.guardians]
    guardians = save_all(
        Guardian(client=one, name=each.name, phone=each.phone, email=each.email, protection=each.protection)
        for one, each in named
    )
    consents = save_all(
        [
            Consent(client=one, guardian=guardian, given_on=each.consented_on)
            for (one, each), guardian in zip(named, guardians, strict=True)
            if each.consented_on
        ]
        + [Consent(client=one, given_on=row.own_consent_on) for row, one in pairs if row.own_consent_on]
    )
    custody, agreed = (Counter(each.client_id for each in made) for made in (guardians, consents))
    record_many(
        replace(each, facts={**each.facts, "guardians": custody[one.pk], "consents": agreed[one.pk]})
        for each, one in zip(entries("register", made, by=by, number=number), made, strict=True)
    )
    return dict(zip(first, made, strict=True))


def _client(row: CaseRow, known: Known) -> Client:
    who = identity.parse(row.number, temporary=True)
    return Client(
        unit=known.unit(row.unit),
        area=row.area,
        birth_year=who.born.year,
        sex=Client.Sex.GIRL if who.is_woman else Client.Sex.BOY,
        protection=row.protection,
        interpreter=known.trait(row.interpreter),
        communication=row.communication,
    )


def _decision(row: CaseRow, client: Client, known: Known, *, by: Actor) -> Decision:
    since = row.waiting_since
    decision_maker = known.user(row.decision_maker)
    return Decision(
        unit_id=client.unit_id,
        area=client.area,
        client=client,
        ground=known.ground(row.ground),
        extent=row.extent,
        purposes=list(row.purposes),
        decided_on=row.decided_on,
        valid_to=row.valid_to,
        decision_maker=decision_maker,
        delegation=row.delegation,
        case_reference=row.case_reference,
        suitability=row.suitability,
        recorded_by=by.user or decision_maker,
        executed_on=row.executed_on,
        waiting_since=since,
        due_on=due_on(since) if since else None,
        ended_on=row.ended_on,
        end_reason=row.end_reason,
        state=row.state,
    )


def _entries(pairs: list[tuple[CaseRow, Decision]], *, by: Actor, number: int) -> Iterable[Entry]:
    """What the steps would have written, one after the other: a date in the row is a step that was taken."""
    yield from entries("record", [one for _, one in pairs], by=by, number=number)
    yield from entries("describe_need", [one for row, one in pairs if row.words], by=by, number=number)
    for name, to in (
        ("execute", DecisionState.EXECUTED),
        ("interrupt", DecisionState.INTERRUPTED),
        ("end", DecisionState.ENDED),
    ):
        for row, one in pairs:
            days = {"execute": row.executed_on, "interrupt": row.interrupted_since, "end": row.ended_on}
            if on := days[name]:
                yield from entries(name, [one], by=by, number=number, to=to.value, on=on)
