"""From rows to reports: the decisions that a quarter or a year is about, as the pure modules know them."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.organisation.models import Area, Unit
from brokerage.pages.wording import day
from decisions.ledger import Entry, History, Kind, Quarter, Sent, list_of
from decisions.models import Decision, QuarterReport, ReportedCase, Statement
from decisions.tables import Row, Totals, Waited, drawn, intervention_of, law_of, over_in, total

LOOK_BACK = 12  # months: an end that was entered later than this after its quarter is not told by itself


def history_of(row: Any) -> History:
    """The dates of a decision. Queries, unless its interruptions are fetched already."""
    return History(
        pk=row.pk,
        decided_on=row.decided_on,
        executed_on=row.executed_on,
        interruptions=tuple((each.since, each.until) for each in row.interruptions.all()),
        ended_on=row.ended_on,
        missing=tuple((each.since, each.missing) for each in row.partial_executions.all()),
        reportable=row.ground.reportable,
    )


def totals_of(rows: Any, quarters: Iterable[Quarter]) -> dict[int, Totals]:
    """Of each unit: how many decisions were overdue on the last days of the quarters. Two queries."""
    asked = list(quarters)
    found: dict[int, Totals] = defaultdict(Counter)
    for counts in rows.counted_by_kind([quarter.last for quarter in asked]) if asked else ():
        for line in counts:
            law, intervention = law_of(line["ground__law"]), intervention_of(line["ground__intervention"])
            for place, quarter in enumerate(asked):
                found[line["unit_id"]][law, line["area"], intervention, quarter] += line[f"on_{place}"]
    return found


def summed(totals: Iterable[Totals]) -> Totals:
    """All units together."""
    return sum(totals, start=Counter())


def table_of(rows: Any, year: int, today: date) -> list[Row]:
    """The table of a year over a set of decisions. Two queries."""
    return drawn(summed(totals_of(rows, over_in(year, today)).values()), year, today)


def trend_of(totals: Totals, years: list[int], today: date) -> list[tuple[str, float]]:
    """For each year how many waited at its last known quarter."""
    series: list[tuple[str, float]] = []
    for year in years:
        lines = drawn(totals, year, today)
        known = [each for number in (4, 3, 2, 1) if (each := total(lines, number)) is not None]
        series.append((str(year), known[0] if known else 0))
    return series


def quarters_of_trend(years: list[int], year: int, today: date) -> list[Quarter]:
    """The last quarter of each year that is over, and all of the year that is shown."""
    last = {over[-1] for each in years if (over := over_in(each, today))}
    return sorted(last | set(over_in(year, today)))


def tables_by_district(rows: Any, year: int, today: date, *, now: bool) -> list[tuple[str, list[Row]]]:
    """A table for each district with decisions: the district of then, or with `now` the one that has taken it over."""
    found = totals_of(rows, over_in(year, today))
    waited_in = set(_of_year(rows, year).order_by().values_list("unit_id", flat=True))
    return by_district({pk: found[pk] for pk in waited_in}, year, today, now=now)


def by_district(totals: dict[int, Totals], year: int, today: date, *, now: bool) -> list[tuple[str, list[Row]]]:
    """The same of counts that are at hand. One query."""
    units = {each.pk: each for each in Unit.objects.all()}
    heirs = _successors(units) if now else {}
    of_unit: dict[int, Totals] = defaultdict(Counter)
    for pk, each in totals.items():
        of_unit[heirs[pk].pk if pk in heirs else pk] += each
    order = sorted((units[pk] for pk in of_unit), key=lambda unit: unit.name_key)
    return [(unit.name, drawn(of_unit[unit.pk], year, today)) for unit in order]


def successors() -> dict[int, Unit]:
    """Of each unit that has been taken over: the unit of today. One query."""
    return _successors({each.pk: each for each in Unit.objects.all()})


def _successors(units: dict[int, Unit]) -> dict[int, Unit]:
    found = {}
    for unit in units.values():
        heir = unit
        while heir.successor_id:
            heir = units[heir.successor_id]
        if heir is not unit:
            found[unit.pk] = heir
    return found


def board_of(unit: Unit) -> set[int]:
    """A board and everything that it has taken over, however long ago. One query."""
    return {unit.pk} | {pk for pk, heir in successors().items() if heir.pk == unit.pk}


def _of_year(rows: Any, year: int) -> Any:
    return rows.late_between(Quarter(year, 1).first, Quarter(year, 4).last)


def quarter_to_state(row: Any, today: date) -> Quarter | None:
    """The quarter whose causes are asked for: the one before while it is to be reported, else the one that runs."""
    if row.due_on is None or row.due_on >= today or not row.ground.reportable:
        return None
    running = Quarter.of(today)
    before = running.before
    return before if row.due_on < before.last and today <= before.report_by else running


@dataclass(frozen=True)
class Line:
    """A line of a board's list: the case, what is sent of it, and the causes where somebody has stated them."""

    entry: Entry
    decision: Any
    statement: Statement | None

    @property
    def lacks_cause(self) -> bool:
        """A notice that the waiting is over needs none."""
        return self.statement is None and self.entry.kind != Kind.NOTICE


def lines_of(rows: Any, quarter: Quarter, units: set[int]) -> list[Line]:
    """IVO's list of an open quarter over these units' decisions among `rows`. Twelve queries at most."""
    found = rows.filter(unit_id__in=units).late_between(clock.months_after(quarter.first, -LOOK_BACK), quarter.last)
    decisions = {each.pk: each for each in found.for_report()}
    listed = list_of((history_of(each) for each in decisions.values()), quarter, sent_by(units))
    keys = [each.pk for each in listed]
    stated = Statement.objects.of_quarter(quarter.year, quarter.number).filter(decision__in=keys)
    statements = {each.decision_id: each for each in stated.select_related("cause", "secondary")}
    return [Line(entry, decisions[entry.pk], statements.get(entry.pk)) for entry in listed]


def without_cause(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """How many lack their cause in each programme area: counts alone, as they may be somebody else's cases."""
    counts = Counter(line.decision.area for line in lines if line.lacks_cause)
    return [(Area(area).label, counts[area]) for area in sorted(counts)]


def missing_in(units: set[int], quarter: Quarter) -> list[tuple[str, int]]:
    """The same of a whole board: what must be there before its quarter can be closed, by whoever it is to be stated."""
    return without_cause(lines_of(Decision.objects.all(), quarter, units))


def sent_by(units: set[int]) -> Sent:
    """What a board's closed quarters told. Two queries."""
    found: dict[Quarter, dict[tuple[int, date], bool]] = {
        each.quarter: {} for each in QuarterReport.objects.of_board(units)
    }
    cases = ReportedCase.objects.filter(report__unit__in=units)
    columns = ("report__year", "report__number", "decision_id", "since", "ending")
    for year, number, decision, since, ending in cases.values_list(*columns):
        found[Quarter(year, number)][decision, since] = bool(ending)
    return found


def report_of(units: set[int], quarter: Quarter) -> QuarterReport | None:
    """The quarter as the board closed it; None while it is open."""
    closed = QuarterReport.objects.of_board(units).of_quarter(quarter.year, quarter.number)
    return closed.select_related("unit", "closed_by").first()


def closed_for(unit_id: int, quarter: Quarter) -> bool:
    """Whether the unit, or the board that has taken it over, has closed the quarter."""
    heir = successors().get(unit_id)
    return report_of({unit_id, heir.pk} if heir else {unit_id}, quarter) is not None


def offers_in_words(decision: Any) -> list[str]:
    """What was tried to find somebody, and what the person was offered: numbers, days and reasons, nobody's name."""
    proposals = [each for search in decision.shortlists.all() for each in search.proposals.all()]
    offers = [offer for proposal in proposals for offer in proposal.offers.all()]
    if not offers:
        return []
    answers = Counter(offer.state for offer in offers)
    said = ", ".join(
        f"{answers[state]} {word}"
        for state, word in (("yes", "ja"), ("no", "nej"), ("expired", "inget svar"), ("withdrawn", "återtagna"))
        if answers[state]
    )
    first, last = min(offer.sent_on for offer in offers), max(offer.sent_on for offer in offers)
    when = day(first) if first == last else f"{day(first)}–{day(last)}"
    found = [
        f"{len(offers)} förfrågningar till uppdragstagare, {when}{': ' if said else '.'}{said}{'.' if said else ''}"
    ]
    for proposal in proposals:
        if proposal.state not in ("willing", "chosen", "declined", "appointed"):
            continue
        agreed = [offer.answered_at for offer in proposal.offers.all() if offer.state == "yes" and offer.answered_at]
        on = day(max(agreed)) if agreed else day(proposal.picked_on)
        answer = "den enskilde tackade nej: " if proposal.state == "declined" else ""
        reason = proposal.get_refusal_display().lower() if answer else "väntar på den enskilde"
        if proposal.state in ("chosen", "appointed"):
            reason = "den enskilde har valt"
        found.append(f"Erbjudande {on}: {answer}{reason}.")
    off = [each for proposal in proposals for each in proposal.meetings.all() if each.cancelled_by == "client"]
    if off:
        days = ", ".join(day(each.cancelled_on) for each in sorted(off, key=lambda each: (each.cancelled_on, each.pk)))
        found.append(f"Träffar som den enskilde har ställt in: {len(off)} ({days}).")
    return found


def needs_in_words(statement: Statement | None) -> list[str]:
    """When the need was followed up, and what was found: IVO asks for it beside the offers."""
    if statement is None or statement.spoken_on is None or not statement.need_now:
        return []
    return [f"Behovet följdes upp {day(statement.spoken_on)}: {statement.get_need_now_display().lower()}."]


def reported_number(case: ReportedCase) -> str:
    """The person's number in a report: the same through all reporting of a wait, also when a real one has come."""
    person = case.decision.client.identity
    if person.numbered_on is None:
        return person.number
    first = case.decision.reported.filter(since=case.since).earliest("report__closed_on")
    return person.temporary if first.report.closed_on < person.numbered_on else person.number


def waited(lines: Iterable[Any]) -> list[Waited]:
    """The statistics to the council, of copied lines: those who waited on the quarter's last day."""
    return [
        Waited(law_of(each.law), each.area, intervention_of(each.intervention), each.get_sex_display(), each.days)
        for each in lines
        if each.is_waiting
    ]


def cases_of(report: QuarterReport) -> list[ReportedCase]:
    """All cases of a board's closed quarter, of every programme area: for figures that name nobody. One query."""
    return list(report.cases.select_related("cause", "secondary"))


def answered_by_clients(decision: Any) -> dict[int, date]:
    """When the client chose or declined each proposal, as the log has it. One query."""
    keys = [proposal.pk for search in decision.shortlists.all() for proposal in search.proposals.all()]
    verbs = ("matching.proposal.choose", "matching.proposal.decline")
    said = Event.objects.filter(object_type="matching.proposal", object_id__in=keys, verb__in=verbs).order_by("at")
    return {each.object_id: each.at.astimezone(clock.STOCKHOLM).date() for each in said if each.object_id}


def events_of(decision: Any) -> list[Event]:
    """What was done with a decision, its plans and follow-ups, the oldest first, without looks. One query."""
    wanted = Q(object_type="decisions.decision", object_id=decision.pk)
    for kind, rows in (("decisions.plan", decision.plans), ("decisions.followup", decision.follow_ups)):
        wanted |= Q(object_type=kind, object_id__in=[each.pk for each in rows.all()])
    done = Event.objects.filter(wanted).changes().exclude(verb__endswith=".export")
    return list(done.select_related("user").order_by("at", "pk"))
