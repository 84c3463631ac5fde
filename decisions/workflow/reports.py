"""Causes quarter by quarter, the closing of a board's quarter, and what was sent to IVO when."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Blocked, Refusal, creates, edits, insert
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.ledger import Kind, Quarter
from decisions.models import Cause, Decision, QuarterReport, ReportedCase, Statement
from decisions.reports import Line, board_of, closed_for, lines_of, needs_in_words, offers_in_words, without_cause


@edits("causes.state", label="Ange orsak", done="Orsak angiven")
def state_cause(
    decision: Decision,
    *,
    by: Actor,
    quarter: Quarter,
    cause: Cause,
    secondary: Cause | None,
    words: str,
    consequence: str,
    meanwhile: str,
    done: str,
    spoken_on: date | None = None,
    spoken_with: Iterable[str] = (),
    need_now: str = "",
    helps: Iterable[str] = (),
) -> dict[str, Any]:
    """Why the decision was not executed in the quarter, what it means for the person, and what was done (SoL 34:1).

    With `spoken_on` those who know have been asked, as in the call round of a quarter.
    """
    if spoken_on and spoken_on > clock.today():
        raise Refusal("Samtalet kan inte ligga i framtiden.")
    if not spoken_on and (spoken_with or need_now or helps):
        raise Refusal("Ange vilken dag ni talades vid.")
    if closed_for(decision.unit_id, quarter):
        raise Refusal("Kvartalet är stängt. Det som har rapporterats ändras inte.")
    if not lines_of(Decision.objects.filter(pk=decision.pk), quarter, {decision.unit_id}):
        raise Refusal(f"Beslutet står inte på listan för {quarter}.")
    found = Statement.objects.filter(decision=decision, year=quarter.year, number=quarter.number).first()
    row = found or Statement(
        unit_id=decision.unit_id, area=decision.area, decision=decision, year=quarter.year, number=quarter.number
    )
    row.cause, row.secondary, row.words = cause, secondary, words
    row.consequence, row.meanwhile, row.done = consequence, meanwhile, done
    row.spoken_on, row.spoken_with, row.need_now, row.helps = spoken_on, list(spoken_with), need_now, list(helps)
    row.version += 1
    insert(row)
    return {"year": quarter.year, "quarter": quarter.number, "cause": cause.code}


@creates("reports.close", label="Stäng kvartalet", done="Kvartalet är stängt")
def close_quarter(*, by: Actor, unit: Unit, quarter: Quarter) -> tuple[Any, ...]:
    """The board's lists and figures are copied as they stand; from then on they are not reckoned again.

    Raises Refusal before the quarter is over, and Blocked while a cause is missing in any programme area of the board.
    """
    if quarter.last >= clock.today():
        raise Refusal("Kvartalet är inte slut.")
    # The board's quarter is one: whoever closes it closes it for the programme areas of others too, unseen.
    lines = lines_of(Decision.objects.all(), quarter, board_of(unit))
    if missing := without_cause(lines):
        raise Blocked(*(f"{area}: {count} beslut saknar orsak." for area, count in missing))
    report = QuarterReport(
        unit=unit, year=quarter.year, number=quarter.number, closed_on=clock.today(), closed_by=by.user
    )
    return report, *(_copy(report, line) for line in lines)


def _copy(report: QuarterReport, line: Line) -> ReportedCase:
    decision, entry, said = line.decision, line.entry, line.statement
    told = {name: getattr(said, name) if said else "" for name in ("words", "consequence", "meanwhile", "done")}
    return ReportedCase(
        report=report,
        unit_id=report.unit_id,
        area=decision.area,
        decision=decision,
        kind=entry.kind.value,
        ending=entry.ending.value,
        since=entry.since,
        due_on=entry.due,
        until=entry.until,
        days=entry.days,
        missing=entry.missing,
        is_waiting=entry.is_waiting,
        law=decision.ground.law,
        ground=decision.ground.ground,
        intervention=decision.ground.intervention,
        extent=decision.extent,
        sex=decision.client.sex,
        decided_on=decision.decided_on,
        cause=said.cause if said else None,
        secondary=said.secondary if said else None,
        offers="\n".join([*offers_in_words(decision), *needs_in_words(said)]),
        **told,
    )


@edits("reports.send", label="Anteckna att rapporten är skickad", done="Skickat till IVO")
def note_sent(case: ReportedCase, *, by: Actor, sent_on: date) -> dict[str, Any]:
    """The report of a case was sent in IVO's e-service."""
    if sent_on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    if sent_on < case.report.closed_on and case.kind != Kind.NOTICE:
        raise Refusal("Rapporten skickas när kvartalet är stängt.")
    case.sent_on, case.sent_by = sent_on, by.user
    return {"on": sent_on, "kind": case.kind}
