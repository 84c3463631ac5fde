"""What stands in the way of a row, by column, in sentences: asked when it is read, and again when it is put in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from brokerage import clock, identity, names
from brokerage.imports.records import AssignmentRow, CaseRow, EnquiryRow, HistoryRow, VolunteerRow
from brokerage.organisation.models import Protection
from decisions.consents import answer
from decisions.models import Decision, LegalGround
from decisions.models.decisions import Urgency
from decisions.problems import FAMILY, is_lss, needs_no_consent
from decisions.states import DecisionState
from matching.pool import KINDS
from matching.states import AssignmentState

Said = list[tuple[str, str]]
ADULT, OLDEST = 18, 110


def _dates(*pairs: tuple[str, date | None, str]) -> Said:
    """Column, day and what it is called, in the order that they must come; none of them in the future."""
    found = [
        (column, f"{what} kan inte ligga i framtiden.") for column, day, what in pairs if day and day > clock.today()
    ]
    known = [(column, day, what) for column, day, what in pairs if day]
    for (_, before, earlier), (column, day, what) in pairwise(known):
        if day < before:
            found.append((column, f"{what} kan inte ligga före {earlier[:1].lower()}{earlier[1:]}."))
    return found


def of_volunteer(row: VolunteerRow) -> Said:
    """Why this volunteer can't be put in."""
    found = _dates(("approved_on", row.approved_on, "Godkännandet"))
    if row.valid_until < row.approved_on:
        found.append(("valid_until", "Godkännandet kan inte gå ut före beslutsdagen."))
    if row.investigator == row.approver:
        found.append(("approver", "Den som har utrett kan inte också godkänna."))
    if not row.age_from <= row.age_to <= OLDEST:
        found.append(("age_to", "Åldern från kan inte vara högre än åldern till."))
    if row.places < 1:
        found.append(("places", "Antal samtidigt är minst 1."))
    found += _place(row, district=row.district)
    found += _apart(row.traits, row.lacks, "lacks", "Samma sak kan inte både finnas och saknas")
    if not row.adults:
        found.append(("adults", "Ange minst en vuxen, med personnummer."))
    seen = set()
    for adult in row.adults:
        known = identity.parse(adult.number)
        if clock.age(known.born, clock.today()) < ADULT:
            found.append(("adults", f"{adult.name} är under 18 år: av barn anges bara födelseåret."))
        if known.text in seen:
            found.append(("adults", f"{adult.name} står två gånger."))
        seen.add(known.text)
    return found


def of_enquiry(row: EnquiryRow) -> Said:
    """Why this enquiry can't be put in."""
    found = _dates(
        ("received_on", row.received_on, "Anmälan"),
        ("last_contact_on", row.last_contact_on, "Senaste kontakten"),
    )
    if not row.email and not row.phone:
        found.append(("email", "Ange e-post eller telefon."))
    if row.is_protected and row.lives_in:
        found.append(("lives_in", "För den som har skyddade personuppgifter skrivs ingen stadsdel in."))
    if row.stands != "new" and not row.last_contact_on:
        found.append(("last_contact_on", "Ange när ni senast var i kontakt."))
    if row.stands == "new" and row.last_contact_on:
        found.append(("state", "Ni har varit i kontakt: läget är inte Ny."))
    if row.next_contact_on and row.next_contact_on < clock.today():
        found.append(("next_contact_on", "Nästa kontakt ligger i dag eller framåt."))
    return found


def _place(row: VolunteerRow | CaseRow, *, district: str = "") -> Said:
    if row.protection == Protection.NONE or not (district or any(row.place.values())):
        return []
    return [("street", "Adressen till någon med skyddade personuppgifter skrivs inte in i systemet.")]


def _apart(one: tuple[str, ...], other: tuple[str, ...], column: str, sentence: str) -> Said:
    both = sorted(set(one) & set(other))
    return [(column, f"{sentence}: {', '.join(both)}.")] if both else []


def of_case(row: CaseRow, ground: LegalGround) -> Said:
    """Why this client and decision can't be put in. The law is asked as it stood on the day of the decision."""
    born = identity.parse(row.number, temporary=True).born
    found = _dates(
        ("decided_on", row.decided_on, "Beslutet"),
        ("executed_on", row.executed_on, "Verkställigheten"),
        ("interrupted_since", row.interrupted_since, "Avbrottet"),
        ("ended_on", row.ended_on, "Avslutet"),
    )
    if row.valid_to and row.valid_to < row.decided_on:
        found.append(("valid_to", "Beslutet kan inte gå ut före beslutsdagen."))
    if row.interrupted_since and not row.executed_on:
        found.append(("interrupted_since", "Ett avbrott kräver att insatsen har verkställts."))
    if bool(row.ended_on) != bool(row.end_reason):
        found.append(("end_reason", "Ett avslutat beslut har dag och skäl."))
    found += _law(row, ground, born) + _consents(row, ground, born) + _place(row) + _need(row)
    return found


def of_history(row: HistoryRow, ground: LegalGround | None) -> Said:
    """Why this row of a history can't be put in. Who consented then, nobody asks any more."""
    born = identity.parse(row.number, temporary=True).born
    found = _dates(
        ("decided_on", row.decided_on, "Beslutet"),
        ("executed_on", row.executed_on, "Verkställigheten"),
        ("interrupted_since", row.interrupted_since, "Avbrottet"),
        ("interrupted_until", row.interrupted_until, "Återupptagandet"),
        ("ended_on", row.ended_on, "Avslutet"),
    )
    if row.decided_on < born:
        found.append(("decided_on", "Personen var inte född när beslutet fattades."))
    if row.interrupted_since and not row.executed_on:
        found.append(("interrupted_since", "Ett avbrott kräver att insatsen har verkställts."))
    if row.interrupted_until and not row.interrupted_since:
        found.append(("interrupted_since", "Ange när avbrottet började."))
    if ground is None:
        found.append(("ground", f"Ingen {row.intervention} enligt {row.law} kunde beviljas den {row.decided_on}."))
        return found
    return found + _law(row, ground, born)


def of_same_decision(first: HistoryRow, row: HistoryRow) -> Said:
    """What two rows of one decision must agree on."""
    said = (
        ("name", first.name == row.name),
        ("executed_on", first.executed_on == row.executed_on),
        ("ended_on", first.ended_on == row.ended_on),
        ("cause", not row.cause or not first.cause or first.cause == row.cause),  # said once, or alike
    )
    return [(column, "Samma beslut står på en annan rad med andra uppgifter.") for column, agrees in said if not agrees]


def of_pauses(rows: Iterable[HistoryRow]) -> str:
    """Why interruptions of one decision can't stand beside one another; empty when they can."""
    pauses = sorted((row.interrupted_since, row.interrupted_until) for row in rows if row.interrupted_since)
    for (_, until), (since, _) in pairwise(pauses):
        if until is None or since < until:
            return "Avbrotten i samma beslut går i varandra."
    return ""


def _law(row: CaseRow | HistoryRow, ground: LegalGround, born: date) -> Said:
    found: Said = []
    if not (ground.starts <= row.decided_on and (ground.ends is None or row.decided_on <= ground.ends)):
        found.append(("ground", f"Lagrummet {ground.law} {ground.ground} gällde inte den {row.decided_on}."))
    if is_lss(ground) != (row.area == "LSS"):
        found.append(("ground", "Lagrummet hör till ett annat programområde än klienten."))
    if ground.below_age and clock.age(born, row.decided_on) >= ground.below_age:
        found.append(("ground", f"Insatsen kan bara ges den som är under {ground.below_age} år."))
    return found


def _consents(row: CaseRow, ground: LegalGround, born: date) -> Said:
    given = [each.consented_on for each in row.guardians]
    found = _dates(("own_consent_on", row.own_consent_on, "Samtycket"))
    for day in given:
        found += _dates(("guardians", day, "Samtycket"))
    if row.guardians and clock.age(born, row.decided_on) >= ADULT:
        found.append(("guardians", "Klienten var myndig när beslutet fattades och har ingen vårdnadshavare."))
    if needs_no_consent(ground):
        return found
    consent = answer(
        is_lss=is_lss(ground),
        is_family=FAMILY in ground.intervention,
        born=born,
        on=row.decided_on,
        guardians=bool(given) and all(day and day <= row.decided_on for day in given),
        own=bool(row.own_consent_on and row.own_consent_on <= row.decided_on),
        suitable=bool(row.suitability),
    )
    if not consent.suffices:
        found.append(("guardians" if row.guardians else "own_consent_on", consent.sentence))
    return found


def _need(row: CaseRow) -> Said:
    found = _apart(row.musts, row.wishes, "wishes", "Samma sak kan inte vara både krav och önskemål")
    found += _apart(row.musts, row.important, "important", "Samma sak kan inte vara både krav och viktigt")
    found += _apart(row.important, row.wishes, "wishes", "Samma sak kan inte vara både viktigt och önskemål")
    says_more = row.important or row.urgency != Urgency.PLANNED or row.together > 1
    if (row.musts or row.wishes or says_more) and not row.words:
        found.append(("words", "Beskriv behovet med ord när krav eller önskemål är angivna."))
    told = set(names.key(row.words).split("0")) if row.words else set()
    if any(len(part) > 2 and part in told for part in names.key(row.name).split("0")):
        found.append(("words", "Beskrivningen nämner klientens namn. Skriv så att ingen kan kännas igen."))
    return found


@dataclass(frozen=True)
class Granted:
    """What an assignment must agree with: its decision, from the same import or from before."""

    decided_on: date
    state: str
    kind: str | None  # what the intervention asks somebody to be


def granted_by(decision: Decision) -> Granted:
    """What a decision grants that is there already."""
    return Granted(decision.decided_on, decision.state, KINDS.get(decision.ground.intervention))


def granted_in(row: CaseRow, ground: LegalGround) -> Granted:
    """What a decision grants that comes with the import."""
    return Granted(row.decided_on, row.state, KINDS.get(ground.intervention))


def of_assignment(row: AssignmentRow, granted: Granted, *, kinds: tuple[str, ...]) -> Said:
    """Why this assignment can't be put in, beside its decision and its volunteer."""
    found = _dates(
        ("appointed_on", row.appointed_on, "Utseendet"),
        ("started_on", row.started_on, "Starten"),
        ("ended_on", row.ended_on, "Sista dagen"),
    )
    if row.appointed_on < granted.decided_on:
        found.append(("appointed_on", f"Ingen kan utses före beslutet den {granted.decided_on}."))
    if row.ended_on and not row.started_on:
        found.append(("started_on", "Ett avslutat uppdrag har en dag då det påbörjades."))
    if bool(row.ended_on) != bool(row.ending):
        found.append(("ending", "Ett avslutat uppdrag har sista dag och skäl."))
    if row.kind != granted.kind:
        found.append(("kind", "Slaget av uppdrag stämmer inte med insatsen i beslutet."))
    if row.kind not in kinds:
        found.append(("kind", "Uppdragstagaren är inte godkänd för det slaget av uppdrag."))
    if row.state == AssignmentState.RUNNING and granted.state != DecisionState.EXECUTED:
        found.append(("started_on", "Uppdraget pågår, men beslutet verkställs inte: ange när det verkställdes."))
    if row.state == AssignmentState.PLANNED and granted.state == DecisionState.ENDED:
        found.append(("appointed_on", "Beslutet är avslutat. Utan ett beslut om insatsen kan ingen utses."))
    return found
