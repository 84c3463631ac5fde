"""The columns of each sheet, said once: the reader, the templates and the page of docs are all made from here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from brokerage import identity, names
from brokerage.imports import cells
from brokerage.imports.cells import Reader
from brokerage.imports.records import Adult, AssignmentRow, CaseRow, GuardianRow, HistoryRow, UnitRow, VolunteerRow
from brokerage.organisation.models import Area, Protection, Unit
from decisions.models.decisions import Purpose
from decisions.tables import FAMILY, PERSON, QUALIFIED, SHORT_STAY
from matching.models import Assignment
from recruitment.models import Kind

EXPLANATIONS = "Förklaringar"


@dataclass(frozen=True)
class Column:
    """One column: the record's field that it fills, its heading in the file, and how a cell of it is read."""

    name: str
    heading: str
    read: Reader
    example: str
    explanation: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Sheet:
    """A sheet of a workbook, or a CSV file of the same name."""

    name: str
    title: str
    columns: tuple[Column, ...]
    record: Callable[[dict[str, Any]], Any]
    beside: dict[str, str]  # what a problem calls a field that several columns fill

    def column(self, name: str) -> str:
        """The heading under which a problem of a field is shown."""
        wanted = self.beside.get(name, name)
        return next(each.heading for each in self.columns if each.name == wanted)

    def by_heading(self) -> dict[str, Column]:
        return {names.key(each.heading): each for each in self.columns}


def _must(name: str, heading: str, read: Reader, example: str, explanation: str, **more: Any) -> Column:
    return Column(name, heading, read, example, explanation, required=True, **more)


def _may(name: str, heading: str, read: Reader, example: str, explanation: str, **more: Any) -> Column:
    return Column(name, heading, read, example, explanation, **more)


def _choice(
    make: Any, name: str, heading: str, choices: Any, example: str, explanation: str, *, many: bool = False
) -> Column:
    table = {str(code): str(label) for code, label in choices.choices}
    read = cells.some_of(table) if many else cells.one_of(table)
    return make(name, heading, read, example, explanation, choices=tuple(table.values()))


_DAY = "Som 2025-10-06."
_EMAIL_OF_USER = "E-postadressen till någon som är upplagd som användare."
_PROTECTION = "Lämna tomt om inget skydd finns."
_ADDRESS = "Lämnas tomt för den som har skyddade personuppgifter."
_REFERENCE = "Som ni själva kallar uppdragstagaren; samma beteckning står på bladet Uppdrag."


def _unit(explanation: str) -> Column:
    return _must("unit", "Enhet", cells.unit, "Bromma", explanation)


def _place(street: str) -> tuple[Column, ...]:
    return (
        _may("street", "Gatuadress", cells.text(100), street, _ADDRESS),
        _may("postcode", "Postnummer", cells.text(6), "168 50", _ADDRESS),
        _may("town", "Ort", cells.text(60), "Bromma", _ADDRESS),
    )


UNITS = Sheet(
    "enheter",
    "Enheter",
    (
        _must("name", "Namn", cells.text(80), "Bromma", "En enhet som redan finns ändras inte."),
        _choice(_may, "kind", "Slag", Unit.Kind, "Stadsdel", "Stadsdel om inget anges."),
        _must("starts", "Från och med", cells.day, "2007-01-01", _DAY),
        _may("ends", "Till och med", cells.day, "", "Sista dagen, om enheten har upphört."),
        _may("successor", "Efterträdare", cells.text(80), "", "Enheten som tog över."),
    ),
    lambda values: UnitRow(**values),
    {},
)

VOLUNTEERS = Sheet(
    "uppdragstagare",
    "Uppdragstagare",
    (
        _must("reference", "Beteckning", cells.text(40), "U-1017", _REFERENCE),
        _unit("Enheten vars pool de hör till."),
        _choice(
            _may, "area", "Programområde", Area, "IoF", "Programområdet vars pool de hör till. Tomt för förmedlingen."
        ),
        _must("name", "Namn", cells.text(100), "Familjen Björk", "Som ni kallar dem."),
        _choice(_must, "kinds", "Godkänd som", Kind, "Kontaktfamilj", "Flera med komma emellan.", many=True),
        _choice(_must, "client_areas", "För klienter inom", Area, "IoF", "Flera med komma emellan.", many=True),
        _may("age_from", "Klientens ålder från", cells.whole(0, 110), "4", "0 om inget anges."),
        _may("age_to", "Klientens ålder till", cells.whole(0, 110), "12", "20 om inget anges."),
        _may("places", "Antal samtidigt", cells.whole(1, 20), "1", "1 om inget anges."),
        _may("nights", "Över natt", cells.yes_or_no, "ja", "Ja eller nej; nej om inget anges."),
        _must("approved_on", "Godkänd den", cells.day, "2025-03-03", _DAY),
        _must("valid_until", "Godkänd till och med", cells.day, "2028-03-02", _DAY),
        _must("investigator", "Utredd av", cells.user, "anna@stad.example", _EMAIL_OF_USER),
        _must("approver", "Godkänd av", cells.user, "mia@stad.example", f"{_EMAIL_OF_USER} Inte den som har utrett."),
        _may("conditions", "Villkor", cells.text(2000), "", "Villkor i godkännandet."),
        _may("suits", "Klarar särskilt", cells.words, "", "Ord ur egenskaperna, med komma emellan."),
        _must("applicant", "Sökande", cells.text(100), "Lina Björk", "För- och efternamn."),
        _must(
            "applicant_number",
            "Sökandes personnummer",
            cells.number,
            identity.made_up(date(1980, 1, 1), 980),
            "Personnummer eller samordningsnummer.",
        ),
        _may("partner", "Medsökande", cells.text(100), "Nils Björk", "För- och efternamn."),
        _may(
            "partner_number",
            "Medsökandes personnummer",
            cells.number,
            identity.made_up(date(1979, 2, 2), 981),
            "Personnummer eller samordningsnummer.",
        ),
        _may("more_adults", "Fler vuxna i hemmet", cells.adults, "", "Namn och personnummer, flera med komma emellan."),
        _may("children", "Barnens födelseår", cells.years, "2014, 2016", "Bara årtal, med komma emellan."),
        _may("email", "E-post", cells.email, "bjork@post.example", "Dit förfrågningar skickas."),
        _may("phone", "Telefon", cells.text(30), "070-174 06 10", ""),
        *_place("Björkvägen 3"),
        _may("district", "Bor i stadsdel", cells.unit, "Bromma", _ADDRESS),
        _choice(_may, "protection", "Skydd", Protection, "", _PROTECTION),
        _may("traits", "Har, kan eller vill", cells.words, "hund, trädgård", "Ord ur egenskaperna, med komma emellan."),
        _may("lacks", "Har inte, kan inte eller vill inte", cells.words, "", "Ord ur egenskaperna, med komma emellan."),
    ),
    lambda values: _volunteer(values),
    {"adults": "applicant_number"},
)


def _guardian(number: int, *examples: str) -> tuple[Column, ...]:
    own = f"guardian_{number}"
    name, consented, phone = examples or ("", "", "")
    return (
        _may(
            own, f"Vårdnadshavare {number}", cells.text(100), name, "För barn under 18 år. Alla vårdnadshavare anges."
        ),
        _may(f"{own}_on", f"Vårdnadshavare {number} samtyckte", cells.day, consented, "Tomt om samtycke saknas."),
        _may(f"{own}_phone", f"Vårdnadshavare {number} telefon", cells.text(30), phone, ""),
        _may(f"{own}_email", f"Vårdnadshavare {number} e-post", cells.email, "", ""),
        _choice(_may, f"{own}_protection", f"Vårdnadshavare {number} skydd", Protection, "", _PROTECTION),
    )


CASES = Sheet(
    "klienter",
    "Klienter och beslut",
    (
        _unit("Enheten som har beslutat."),
        _choice(_must, "area", "Programområde", Area, "IoF", ""),
        _must(
            "number",
            "Personnummer",
            cells.client_number,
            identity.made_up(date(2017, 4, 2), 980),
            "Personnummer, samordningsnummer eller IVO:s tillfälliga nummer.",
        ),
        _must(
            "name",
            "Namn",
            cells.text(100),
            "Kajsa Lind",
            "Den som har flera beslut står på flera rader, med samma uppgifter.",
        ),
        *_guardian(1, "Moa Lind", "2025-10-06", "070-174 06 11"),
        *_guardian(2),
        _may("own_consent_on", "Eget samtycke", cells.day, "", "Den dag då klienten själv begärde eller samtyckte."),
        _choice(_may, "protection", "Skydd", Protection, "", _PROTECTION),
        _may("phone", "Telefon", cells.text(30), "", ""),
        _may("email", "E-post", cells.email, "", ""),
        *_place("Ekstigen 4"),
        _may("interpreter", "Tolk i", cells.word, "", "Ett språk ur egenskaperna."),
        _may("communication", "Kommunikation", cells.text(200), "", ""),
        _must("ground", "Lagrum", cells.ground, "sol2025-family", "Lagrummets kod, som i listan nedan."),
        _must("extent", "Omfattning", cells.text(120), "Varannan helg", ""),
        _choice(_must, "purposes", "Syfte", Purpose, "Avlastning för familjen", "Flera med komma emellan.", many=True),
        _must("decided_on", "Beslutat", cells.day, "2025-10-06", "Från den dagen räknas tre månader."),
        _may("valid_to", "Gäller till och med", cells.day, "", ""),
        _must(
            "decision_maker",
            "Beslutsfattare",
            cells.user,
            "hedda@stad.example",
            f"{_EMAIL_OF_USER} Är eller har varit handläggare i enheten.",
        ),
        _must("delegation", "Delegation", cells.text(60), "3.2", "Punkten i delegationsordningen."),
        _must(
            "case_reference",
            "Ärendets beteckning",
            cells.text(40),
            "BRO-2025-0001",
            "En för varje beslut; samma beteckning står på bladet Uppdrag.",
        ),
        _may(
            "suitability",
            "Varför lämpligt utan vårdnadshavares samtycke",
            cells.text(1000),
            "",
            "Bara för barn från 12 år.",
        ),
        _may("executed_on", "Verkställt", cells.day, "2025-11-10", "Första gången tillsammans. Tomt om någon väntar."),
        _may("interrupted_since", "Avbrott sedan", cells.day, "", "Om insatsen har verkställts men inte gör det nu."),
        _may("ended_on", "Avslutat", cells.day, "", ""),
        _may("end_reason", "Skäl till avslut", cells.text(1000), "", ""),
        _may(
            "musts", "Måste", cells.words, "varannan helg, jämna veckor", "Ord ur egenskaperna, med semikolon emellan."
        ),
        _may(
            "wishes", "Gärna", cells.words, "djur; natur och friluftsliv", "Ord ur egenskaperna, med semikolon emellan."
        ),
        _may(
            "words",
            "Behovet med ord",
            cells.text(2000),
            "Tycker om djur och behöver lugn.",
            "Utan namn, platser och skolor.",
        ),
    ),
    lambda values: _case(values),
    {"guardians": "guardian_1_on"},
)

ASSIGNMENTS = Sheet(
    "uppdrag",
    "Uppdrag",
    (
        _unit("Enheten som har beslutat."),
        _must(
            "case_reference",
            "Ärendets beteckning",
            cells.text(40),
            "BRO-2025-0001",
            "Beslutet som uppdraget verkställer.",
        ),
        _must("volunteer", "Uppdragstagarens beteckning", cells.text(40), "U-1017", _REFERENCE),
        _choice(_must, "kind", "Som", Kind, "Kontaktfamilj", ""),
        _must("appointed_on", "Utsedd den", cells.day, "2025-11-03", _DAY),
        _must(
            "decision_maker",
            "Utsedd av",
            cells.user,
            "mia@stad.example",
            f"{_EMAIL_OF_USER} Är eller har varit handläggare eller enhetschef i enheten.",
        ),
        _must("delegation", "Delegation", cells.text(60), "3.3", "Punkten i delegationsordningen."),
        _may("starts_on", "Planerad start", cells.day, "", "Om uppdraget inte har börjat."),
        _may("started_on", "Påbörjat", cells.day, "2025-11-10", "Första gången tillsammans."),
        _may("ended_on", "Sista dag", cells.day, "", ""),
        _choice(_may, "ending", "Skäl till avslut", Assignment.Ending, "", ""),
        _may("ending_words", "Hur det slutade", cells.text(1000), "", ""),
    ),
    lambda values: _assignment(values),
    {"starts_on": "started_on"},
)
_LAWS = {each: each for each in ("SoL", "LSS", "LVU")}
_AREAS = {each.value: each.value for each in Area}
_INTERVENTIONS = {each: each for each in (PERSON, QUALIFIED, FAMILY, SHORT_STAY)}
HISTORIES = Sheet(
    "beslutshistorik",
    "Beslutshistorik",
    (
        _must(
            "number",
            "personnummer",
            cells.client_number,
            identity.made_up(date(2001, 4, 2), 981),
            "Personnummer, samordningsnummer eller IVO:s tillfälliga nummer.",
        ),
        _must("name", "namn", cells.text(100), "Kim Lind", ""),
        _must("unit", "stadsdel", cells.unit, "Farsta", "Stadsdelen som beslutade, med det namn som den hade då."),
        _must("law", "lag", cells.one_of(_LAWS), "SoL", "", choices=tuple(_LAWS)),
        _must(
            "area",
            "område",
            cells.one_of(_AREAS),
            "IoF",
            "Beslut enligt LSS hör till LSS.",
            choices=tuple(_AREAS),
        ),
        _must(
            "intervention",
            "insats",
            cells.one_of(_INTERVENTIONS),
            "kontaktperson",
            "Enligt LSS är kontaktfamilj en korttidsfamilj (9 § 6), och korttidsvistelse det övriga.",
            choices=tuple(_INTERVENTIONS),
        ),
        _must("decided_on", "beslutsdatum", cells.day, "2010-02-01", "Från den dagen räknas tre månader."),
        _may("executed_on", "verkställd", cells.day, "2010-06-14", "Tomt om insatsen aldrig har verkställts."),
        _may(
            "interrupted_since",
            "avbrott_från",
            cells.day,
            "",
            "Fler avbrott står på fler rader, med samma person och beslutsdatum.",
        ),
        _may("interrupted_until", "avbrott_till", cells.day, "", "Dagen då insatsen återupptogs."),
        _may("ended_on", "avslutad", cells.day, "", ""),
        _may("cause", "orsak", cells.cause, "no-provider", "Orsakens kod, för beslut som väntade över tre månader."),
    ),
    lambda values: _history(values),
    {"ground": "intervention"},
)
SHEETS = (UNITS, VOLUNTEERS, CASES, ASSIGNMENTS, HISTORIES)


def _volunteer(values: dict[str, Any]) -> VolunteerRow:
    found = [Adult(values.pop("applicant"), values.pop("applicant_number"))]
    partner, number = values.pop("partner", ""), values.pop("partner_number", "")
    if bool(partner) != bool(number):
        raise Incomplete("partner_number", "Ange både namn och personnummer för medsökande.")
    if partner:
        found.append(Adult(partner, number))
    return VolunteerRow(adults=(*found, *values.pop("more_adults", ())), **values)


def _case(values: dict[str, Any]) -> CaseRow:
    found = []
    for own in ("guardian_1", "guardian_2"):
        name = values.pop(own, "")
        rest = {f"{own}_{key}": values.pop(f"{own}_{key}", None) for key in ("on", "phone", "email", "protection")}
        if name:
            on, phone, email, protection = rest.values()
            found.append(GuardianRow(name, on, phone or "", email or "", protection or "none"))
        elif any(rest.values()):
            raise Incomplete(own, "Ange vårdnadshavarens namn.")
    return CaseRow(guardians=tuple(found), **values)


def _assignment(values: dict[str, Any]) -> AssignmentRow:
    starts_on = values.pop("starts_on", None) or values.get("started_on")
    if starts_on is None:
        raise Incomplete("started_on", "Ange när uppdraget började, eller planerad start.")
    return AssignmentRow(starts_on=starts_on, **values)


def _history(values: dict[str, Any]) -> HistoryRow:
    # «OF» is what many call both laws' part of the work: a decision under LSS belongs to LSS here.
    is_lss = values["law"] == "LSS" and values["area"] == Area.OF
    return HistoryRow(**{**values, "area": Area.LSS.value if is_lss else values["area"]})


class Incomplete(ValueError):
    """Cells that are right by themselves and not together: the column, and a Swedish sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence
