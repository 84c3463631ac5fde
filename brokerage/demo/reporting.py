"""What the cast has asked before deciding, and what IVO has asked of Bromma."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from brokerage import clock
from brokerage.demo.builder import Builder
from brokerage.organisation.models import Role
from decisions.chronicle import chronicle, opinion
from decisions.ledger import Quarter
from decisions.models import Cause, Decision, Goal, Instrument, Measurement, Plan, Reading
from decisions.reports import answered_by_clients, lines_of, missing_in
from decisions.workflow import consultations, opinions
from decisions.workflow.reports import close_quarter, note_sent, state_cause

MEASURED = 14
PURPOSE = "En vuxen till att lita på, och en fritid som andras."
GOALS = {
    "IoF": ("school", "Läxorna blir gjorda", "Lämnas in tre veckor av fyra"),
    "LSS": ("leisure", "Kommer ut varje vecka", "Har varit på något hon valt själv"),
}
SAID = (
    ("no-provider", "Ingen i poolen har plats på de helgerna.", "Stödsamtal varannan vecka."),
    ("no-match", "Två har träffat familjen utan att det stämde.", "Fritidsledare på onsdagar."),
    ("wishes", "Önskar en familj i samma stadsdel.", ""),
    ("no-provider", "Ingen med vana vid autism är ledig.", "Korttidstillsyn utökad."),
)
# To whom, what form, age, extent, in words; days ago, and the answer with its weeks.
ASKED = (
    ("own", "person", "teens", "En gång i veckan", "En pojke som vill ut och röra på sig.", 2, None),
    ("brokerage", "family", "small", "Varannan helg", "Ett litet barn med oro på nätterna. Lugnt hem.", 3, None),
    ("own", "family", "school", "Varannan helg", "Två syskon som vill vara tillsammans.", 5, ("search", 8)),
    ("brokerage", "qualified", "teens", "Tre gånger i veckan", "Någon på kvällarna.", 16, ("recruit", 12)),
)


def build_reporting(builder: Builder) -> None:
    """Four questions, two of them answered; and a draft to IVO about whoever has waited longest in Bromma."""
    officer = builder.actor("Bromma", "IoF", Role.CASE_OFFICER)
    secretary = builder.actor("Bromma", "IoF", Role.CONTACT_SECRETARY)
    for to, form, ages, extent, words, ago, answer in ASKED:
        with builder.on(builder.back(ago)):
            fields = {"to": to, "form": form, "ages": ages, "traits": []}
            unit = builder.units["Bromma"]
            asked = consultations.ask(by=officer, unit=unit, area="IoF", extent=extent, words=words, **fields)
        if answer:
            by = secretary if to == "own" else builder.acting("rut")
            with builder.on(builder.back(ago - 3)):
                consultations.answer(asked, by=by, answer=answer[0], weeks=answer[1])
    for area in ("IoF", "LSS", "SP"):  # in the last one only a larger city has anybody who waits so long
        _state_causes(builder, area)
    _report_the_quarter_before(builder)
    _answer_ivo(builder)
    for area in ("IoF", "LSS"):
        _measure(builder, area)


def _state_causes(builder: Builder, area: str) -> None:
    """The quarter that is over has been gone through by telephone, but for one case; the one before by the file."""
    by, unit = builder.actor("Bromma", area, Role.CONTACT_SECRETARY), builder.units["Bromma"]
    last = Quarter.of(builder.today).before
    found = {each.code: each for each in Cause.in_use()}
    for quarter in (last.before, last):
        rows = Decision.objects.filter(area=area)
        lines = [each for each in lines_of(rows, quarter, {unit.pk}) if each.lacks_cause]
        with builder.on(quarter.last + timedelta(days=12)):
            for place, line in enumerate(lines[1:] if quarter == last and area == "IoF" else lines):
                code, words, meanwhile = SAID[place % len(SAID)]
                talk: dict[str, Any] = {
                    "spoken_on": clock.today(),
                    "spoken_with": ["guardian", "officer"],
                    "need_now": "stands",
                    "helps": ["recruit", "broker"] if place % 2 else ["recruit"],
                }
                state_cause(
                    line.decision,
                    by=by,
                    quarter=quarter,
                    cause=found[code],
                    secondary=None,
                    words=words,
                    consequence="Får ingen avlastning, och tröttheten märks i skolan.",
                    meanwhile=meanwhile,
                    done="Frågat i egna poolen och hos grannstadsdelarna.",
                    **(talk if quarter == last else {}),
                )


def _report_the_quarter_before(builder: Builder) -> None:
    """Bromma has closed the quarter before the last, and sent what was to be sent; the last one is still open."""
    by, unit = builder.actor("Bromma", "IoF", Role.DISTRICT_MANAGER), builder.units["Bromma"]
    quarter = Quarter.of(builder.today).before.before
    if missing_in({unit.pk}, quarter):
        return
    with builder.on(quarter.last + timedelta(days=20)):
        report = close_quarter(by=by, unit=unit, quarter=quarter)
        for case in report.cases.filter(area="IoF"):
            note_sent(case, by=by, sent_on=clock.today())


def _measure(builder: Builder, area: str) -> None:
    """A year of goals and instruments, for some of those who have had somebody for more than a year."""
    unit, dice = builder.units["Bromma"], builder.dice
    since = clock.months_after(builder.today, -14)
    begun = Decision.objects.filter(unit=unit, area=area, state="executed", executed_on__lte=since, plans=None)
    decisions = list(begun.order_by("executed_on", "pk")[:MEASURED])
    by = builder.who("Bromma", area, Role.CASE_OFFICER)
    domain, text, sign = GOALS[area]
    at = {"unit": unit, "area": area}
    written = [(each, each.executed_on + timedelta(days=30)) for each in decisions if each.executed_on]
    plans = Plan.objects.bulk_create(
        Plan(
            **at,
            decision=each,
            number=1,
            purpose=PURPOSE,
            scheme=each.extent,
            written_by=by,
            written_on=on,
            agreed_on=on,
            agreed_by="Alla",
            state="agreed",
        )
        for each, on in written
    )
    goals = Goal.objects.bulk_create(Goal(plan=plan, domain=domain, text=text, sign=sign) for plan in plans)
    Measurement.objects.bulk_create(
        Measurement(goal=goal, on=goal.plan.written_on + timedelta(days=days), level=level, by=by)
        for goal in goals
        for days, level in ((60, dice.choice((-2, -1, -1, 0))), (360, dice.choice((-1, 0, 0, 1, 1, 2))))
        if days == 60 or dice.random() < 0.7
    )
    scale = Instrument.objects.get(code="own-scale")
    Reading.objects.bulk_create(
        Reading(
            **at, decision=each, instrument=scale, occasion=occasion, on=on + timedelta(days=days), value=value, by=by
        )
        for each, on in written
        for occasion, days, value in (("start", 0, dice.randint(2, 6)), ("year", 335, dice.randint(4, 9)))
    )
    # Of one it was measured a year ago, and is to be now.
    soon = clock.months_after(builder.today, -12)
    anew = Decision.objects.filter(unit=unit, area=area, state="executed", readings=None)
    anew = anew.filter(executed_on__range=(soon - timedelta(days=3), soon + timedelta(days=25)))
    for each in anew.order_by("executed_on", "pk")[:1]:
        first = {"occasion": "start", "on": each.executed_on or soon, "value": dice.randint(2, 6)}
        Reading.objects.create(**at, decision=each, instrument=scale, by=by, **first)


def _answer_ivo(builder: Builder) -> None:
    late = Decision.objects.overdue_on(builder.today).filter(unit=builder.units["Bromma"], area="IoF")
    decision = late.for_chronicle().order_by("due_on", "pk").first()
    if decision is None:
        return
    with builder.on(builder.back(4)):
        parts = opinion(decision, chronicle(decision, answered_by_clients(decision)), decision.statements.all())
        empty = "Fortsatt sökning varje vecka, och annonsering i lokalpressen i januari."
        opinions.write(
            by=builder.actor("Bromma", "IoF", Role.CONTACT_SECRETARY),
            decision=decision,
            reference="3.1.2-04711/2026",
            asked_on=clock.today(),
            answer_by=clock.today() + timedelta(days=21),
            monthly_cost=Decimal("6240"),
            cost_basis="Arvode och omkostnad för två helger i månaden.",
            **{name: text or empty for name, text in parts.items()},
        )
