"""What a vetting requires, as pure rules: which register check the law gives for whom, and the other parts.

Sources, read in the statutes unless marked:
- Track A: the board's own access in a case of appointing under SoL (2025:400) 13:7 for somebody who is not yet 21
  (förordning (1999:1134) 11 § p. 8 a, förordning (1999:1135) 4 § p. 8 a). Outcome, day and official are kept.
- Track B: LSS support to children; extract at most six months old, mandatory; the copy is kept at least two
  years from the start (lag (2010:479) 1–4 §§).
- Track C: from 2026-03-01, adults with disabilities, in the home or in LSS short stay; the extract is shown,
  and only that is noted (lag (2026:43)). That a contact person who works in the client's home is covered is a reading.
- Track D: other direct and regular contact with children where no other rule applies; shown, and only that is noted
  (lag (2013:852) 5–6 §§).
- The pool: without a case no track gives access. The volunteer shows an own extract; that this is enough for the
  pool is a reading, and a fresh track A or B follows before an appointment.
- References, interview, home visit: the city's practice (the customer's document of 2012).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models

from brokerage import clock
from brokerage.pages.wording import day

CHILD_BELOW = 18
YOUNG_BELOW = 21
EXTRACT_MONTHS = 6
PAPER_KEPT_YEARS = 2
REFERENCES = 2
TRACK_C_FROM = date(2026, 3, 1)


class Kind(models.TextChoices):
    """What somebody can be for somebody."""

    CONTACT_PERSON = "person", "Kontaktperson"
    QUALIFIED = "qualified", "Särskilt kvalificerad kontaktperson"
    CONTACT_FAMILY = "family", "Kontaktfamilj"
    SHORT_TERM_FAMILY = "short_family", "Korttidsfamilj"


FAMILIES = frozenset({Kind.CONTACT_FAMILY, Kind.SHORT_TERM_FAMILY})


class Source(models.TextChoices):
    """Where a register check comes from: a legal track, an extract for the pool, or the social register."""

    TRACK_A = "A", "Belastnings- och misstankeregistret, nämndens slagning"
    TRACK_B = "B", "Registerutdrag, LSS-uppdrag hos barn"
    TRACK_C = "C", "Registerutdrag, vuxna med funktionsnedsättning"
    TRACK_D = "D", "Registerutdrag, arbete med barn"
    OWN = "own", "Eget registerutdrag för poolen"
    SOCIAL = "social", "Socialregistret"
    BAN = "ban", "Förbud att ta emot barn"
    BIAS = "bias", "Jäv"
    DEBTS = "debts", "Kronofogden"
    INSURANCE = "insur", "Försäkringskassan"


LAW = {
    Source.TRACK_A: "13 kap. 7 § SoL, förordning (1999:1134) 11 §",
    Source.TRACK_B: "lag (2010:479)",
    Source.TRACK_C: "lag (2026:43)",
    Source.TRACK_D: "lag (2013:852)",
    Source.OWN: "sökandens eget utdrag (tolkning)",
    Source.SOCIAL: "sökandens medgivande",
    Source.BAN: "18 kap. 11 § SoL",
    Source.BIAS: "inte anställd i ärendet, god man eller förvaltare för klienten",
    Source.DEBTS: "frivillig, sökandens medgivande",
    Source.INSURANCE: "frivillig, sökandens medgivande",
}
WITH_OUTCOME = frozenset({Source.TRACK_A, Source.SOCIAL, Source.BAN, Source.BIAS, Source.DEBTS, Source.INSURANCE})


class Part(models.TextChoices):
    """What the city itself requires of a vetting, beside the statutes: a line of the table is about one of them."""

    SOCIAL = "social", "Socialregistret"
    BAN = "ban", "Förbud att ta emot barn"
    BIAS = "bias", "Jäv"
    DEBTS = "debts", "Kronofogden"
    INSURANCE = "insur", "Försäkringskassan"
    REFERENCES = "refs", "Referenser"
    INTERVIEW = "talk", "Intervju"
    VISIT = "visit", "Hembesök"


@dataclass(frozen=True)
class Rule:
    """A line of the city's own table, beside the statutes: from when to when, for whom, and whether it must.

    A vetting follows the lines that held on the day when it was opened; what came later does not undo an approval.
    """

    part: str
    starts: date
    ends: date | None = None
    only_families: bool = False
    is_optional: bool = False
    by_district: bool = False  # each district where they have lived is a board of its own, and is asked for itself
    count: int = 1
    waits_after_move: bool = False  # at a new address no new assignment until it is done there

    def holds(self, day: date, *, is_family: bool) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends) and (is_family or not self.only_families)


_2012, _2026 = date(2012, 1, 1), date(2026, 7, 1)
RULES = (
    Rule(Part.SOCIAL, _2012, date(2026, 6, 30)),  # the customer's document of 2012
    Rule(Part.SOCIAL, _2026, by_district=True),
    Rule(Part.BAN, _2026, only_families=True),  # who takes no child into the home is asked nothing
    Rule(Part.BIAS, _2026),
    Rule(Part.DEBTS, _2026, only_families=True, is_optional=True),  # as Familjepoolen Nordväst does
    Rule(Part.INSURANCE, _2026, only_families=True, is_optional=True),
    Rule(Part.REFERENCES, _2012, count=REFERENCES),
    Rule(Part.INTERVIEW, _2012),
    Rule(Part.VISIT, _2012, only_families=True, waits_after_move=True),
)
NO_TRACK = "Ingen lagstadgad kontroll"


def track_for(kind: str, area: str, *, client_age: int, on: date, in_home: bool = False) -> Source | None:
    """The legal track of one assignment that starts on a day; None where no statute gives a check."""
    is_lss = area == "LSS"
    if not is_lss and kind in (Kind.CONTACT_PERSON, Kind.QUALIFIED, Kind.CONTACT_FAMILY) and client_age < YOUNG_BELOW:
        return Source.TRACK_A
    if is_lss and client_age < CHILD_BELOW:
        return Source.TRACK_B
    covered = (is_lss and kind == Kind.SHORT_TERM_FAMILY) or (in_home and area in ("LSS", "OF", "SP"))
    if client_age >= CHILD_BELOW and covered and on >= TRACK_C_FROM:
        return Source.TRACK_C
    if client_age < CHILD_BELOW:
        return Source.TRACK_D
    return None


def extract_holds(issued_on: date, on: date) -> bool:
    """Whether an extract is at most six months old on the day that it is shown or handed in."""
    return issued_on <= on <= clock.months_after(issued_on, EXTRACT_MONTHS)


def paper_kept_until(starts_on: date) -> date:
    """Track B: the copy is kept at least two years from the start of the assignment."""
    return clock.months_after(starts_on, 12 * PAPER_KEPT_YEARS)


@dataclass(frozen=True)
class Plan:
    """What a vetting is for: the facts that its requirements follow from."""

    kinds: frozenset[str]
    areas: frozenset[str]
    on: date
    ages: range
    in_home: bool = False
    client_born: date | None = None  # a named assignment
    is_renewal: bool = False
    as_jour: bool = False  # the home is investigated as an emergency home too
    is_move: bool = False  # they live somewhere else, and the rest of the approval stands
    ruled_on: date | None = None  # the day whose lines of the table it follows
    table: tuple[Rule, ...] = RULES

    @property
    def is_named(self) -> bool:
        return self.client_born is not None

    @property
    def is_family(self) -> bool:
        return bool(self.kinds & FAMILIES)

    def tracks(self) -> set[Source]:
        """The tracks that appointments within the plan can need."""
        ages: Iterable[int] = [clock.age(self.client_born, self.on)] if self.client_born else self.ages
        found = {
            track_for(kind, area, client_age=age, on=self.on, in_home=self.in_home)
            for kind in self.kinds
            for area in self.areas
            for age in ages
        }
        return {track for track in found if track}

    def register_checks(self) -> set[Source]:
        """What is checked in this vetting: the tracks of a named case, or the own extract for the pool."""
        tracks = self.tracks()
        return tracks if self.is_named or not tracks else {Source.OWN}

    def rule(self, part: str) -> Rule | None:
        """The line of the table for one part, on the day of the vetting."""
        day = self.ruled_on or self.on
        held = (each for each in self.table if each.part == part and each.holds(day, is_family=self.is_family))
        return next(held, None)

    @property
    def asks_districts(self) -> bool:
        """Whether each district is asked for itself, and one answer from «the register» does not do."""
        social = self.rule(Part.SOCIAL)
        return bool(social and social.by_district)

    def city_checks(self, *, optional: bool) -> list[Source]:
        """The city's own checks by the table of the day; those asked district by district are no such check."""
        held = [
            rule for rule in map(self.rule, Part.values) if rule and rule.part in Source.values and not rule.by_district
        ]
        return [Source(rule.part) for rule in held if rule.is_optional == optional]

    def by_law(self) -> list[Source]:
        return sorted(self.register_checks(), key=list(Source).index)

    def must_check(self) -> list[Source]:
        """All that is checked of each adult, in the order of work."""
        return [*self.by_law(), *self.city_checks(optional=False)]

    def may_check(self) -> set[Source]:
        """All that can be noted in the vetting."""
        return {*self.must_check(), *self.city_checks(optional=True)}


@dataclass(frozen=True)
class Requirement:
    """One line of the task list. `why` is the law or practice; `member` the person of the home that it concerns.

    `told` writes when it was done and by whom: the list shows that, and a queue that only counts does not pay for it.
    """

    code: str
    label: str
    why: str
    status: str
    tone: str  # good | warn | bad
    told: Callable[[], str] = str
    member: Any = None
    missing: str = ""  # the full sentence that stands in the way; empty when done

    @property
    def detail(self) -> str:
        return self.told()

    @property
    def is_done(self) -> bool:
        return not self.missing


def checked_people(plan: Plan, members: Sequence[Any]) -> list[Any]:
    """Whom the registers are asked about: every adult of a family's home, else the applicant alone."""
    there = [each for each in members if each.is_adult and each.moved_out_on is None]
    return there if plan.is_family else [each for each in there if each.part == "applicant"]


def requirements(
    plan: Plan,
    *,
    members: Sequence[Any],
    checks: Sequence[Any],
    references: Sequence[Any],
    interviews: Sequence[Any],
    visits: Sequence[Any],
    consent_on: date | None,
    jour_note: str = "",
    registers: Callable[[list[Any]], list[Requirement]] = lambda people: [],
) -> list[Requirement]:
    """The task list of a vetting, in the order of work. `registers`: the lines of what is asked of each district."""
    found = [_consent(consent_on)]
    if plan.is_move:
        found += registers(checked_people(plan, members)) if plan.asks_districts else []
        return [*found, *_visits(plan, visits), *_jour(plan, jour_note)]
    if not plan.register_checks():
        found.append(
            Requirement("none", NO_TRACK, "ingen lag ger rätt till utdrag för de här uppdragen", "Behövs inte", "good")
        )
    people = checked_people(plan, members)
    for source in plan.by_law():
        found += [check_of(source, member, checks) for member in people]
    if plan.asks_districts:
        found += registers(people)
    for source in plan.city_checks(optional=False):
        found += [check_of(source, member, checks) for member in people]
    for source in plan.city_checks(optional=True):  # what may be left out shows only when it is there
        made = [check_of(source, member, checks) for member in people]
        found += [each for each in made if each.status != "Saknas"]
    if plan.is_renewal:  # whoever spoke for them then is not asked again; practice, and no statute
        return [*found, *_meetings(plan, interviews, visits), *_jour(plan, jour_note)]
    taken = [each for each in references if each.state == "taken"]
    named = [each for each in references if each.state != "dropped"]
    rule = plan.rule(Part.REFERENCES)
    wanted = rule.count if rule else 0
    for number in range(1, max(wanted, len(named)) + 1):
        found.append(_reference(number, named[number - 1] if number <= len(named) else None, len(taken), wanted))
    return [*found, *_meetings(plan, interviews, visits), *_jour(plan, jour_note)]


def _meetings(plan: Plan, interviews: Sequence[Any], visits: Sequence[Any]) -> list[Requirement]:
    found = []
    if plan.rule(Part.INTERVIEW):
        found.append(_done_on("interview", "Intervju", "stadens praxis", interviews, "Intervjun är inte gjord."))
    return found + _visits(plan, visits)


def _visits(plan: Plan, visits: Sequence[Any]) -> list[Requirement]:
    if not plan.rule(Part.VISIT):
        return []
    return [_done_on("visit", "Hembesök", "krävs för familjer", visits, "Hembesöket är inte gjort.")]


def _jour(plan: Plan, note: str) -> list[Requirement]:
    """An emergency home is investigated as a family home is, and judged for itself (SoL 22:4)."""
    if not plan.as_jour:
        return []
    label, why = "Bedömning som jourhem", "22 kap. 4 § SoL"
    if note:
        return [Requirement("jour", label, why, "Klart", "good")]
    return [Requirement("jour", label, why, "Saknas", "bad", missing="Bedömningen som jourhem är inte skriven.")]


def _consent(consent_on: date | None) -> Requirement:
    label, why = "Medgivande till socialregister", "sekretess mellan nämnderna, OSL 26:1"
    if consent_on:
        return Requirement("consent", label, why, "Klart", "good", lambda: f"Lämnat {day(consent_on)}")
    return Requirement("consent", label, why, "Saknas", "bad", missing="Medgivandet till socialregister saknas.")


def check_of(source: Source, member: Any, checks: Sequence[Any]) -> Requirement:
    """Whether somebody's check from one source is there and holds: the last one counts."""
    label = f"{source.label}: {member.name}"
    done = [each for each in checks if each.source == source and each.member_id == member.pk]
    last = done[-1] if done else None
    if last is None:
        return Requirement(
            f"check-{source.value}",
            label,
            LAW[source],
            "Saknas",
            "bad",
            member=member,
            missing=f"{source.label} saknas för {member.name}.",
        )
    if last.outcome == "obstacle":
        return Requirement(
            f"check-{source.value}",
            label,
            LAW[source],
            "Hinder",
            "bad",
            lambda: f"{day(last.on)}, {last.official}",
            member,
            f"{source.label} visar hinder för {member.name}.",
        )
    if source == Source.TRACK_B and not extract_holds(last.issued_on, last.on):
        return Requirement(
            f"check-{source.value}",
            label,
            LAW[source],
            "För gammalt",
            "bad",
            lambda: f"Utfärdat {day(last.issued_on)}",
            member,
            f"Utdraget för {member.name} är äldre än sex månader.",
        )
    if last.outcome:
        return Requirement(
            f"check-{source.value}",
            label,
            LAW[source],
            last.get_outcome_display(),
            "good",
            lambda: f"{day(last.on)}, {last.official}",
            member,
        )
    return Requirement(f"check-{source.value}", label, LAW[source], "Visat", "good", lambda: _shown(last), member)


def _shown(check: Any) -> str:
    if check.paper_place:
        kept = f"papperskopian: {check.paper_place}, sparas till och med {day(check.keep_until)}"
        return f"Inlämnat {day(check.on)}; {kept}"
    return f"Visat {day(check.on)} för {check.official}"


def _reference(number: int, reference: Any, taken: int, wanted: int) -> Requirement:
    label = f"Referens {number}" + (f": {reference.get_relation_display().lower()}" if reference else "")
    why = "två referenser krävs" if wanted == REFERENCES else f"{wanted} referenser krävs"
    if reference is None:
        return Requirement("reference", label, why, "Saknas", "bad", missing=f"Referens {number} är inte angiven.")
    if reference.state == "taken":
        tone, detail = ("good", "Rekommenderar") if reference.recommends else ("warn", "Rekommenderar inte")
        return Requirement(
            "reference", label, why, "Tagen", tone, lambda: f"{reference.name}, {day(reference.taken_on)}. {detail}."
        )
    missing = f"Referens {number} är inte tagen." if taken < wanted else ""
    return Requirement("reference", label, why, "Inte tagen", "warn", lambda: reference.name, missing=missing)


def _done_on(code: str, label: str, why: str, done: Sequence[Any], missing: str) -> Requirement:
    if done:
        return Requirement(code, label, why, "Klart", "good", lambda: f"{day(done[-1].on)}, {done[-1].by}")
    return Requirement(code, label, why, "Saknas", "bad", missing=missing)
