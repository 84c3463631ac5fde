"""The columns of each sheet, said once: the reader, the templates and the page of docs are all made from here."""

from datetime import date
from typing import Any

from brokerage import identity
from brokerage.imports import cells
from brokerage.imports.records import (
    Adult,
    AssignmentRow,
    CaseRow,
    EnquiryRow,
    GuardianRow,
    HistoryRow,
    UnitRow,
    VolunteerRow,
)
from brokerage.imports.shapes import (
    ADDRESS,
    DAY,
    EMAIL_OF_USER,
    PROTECTION,
    REFERENCE,
    Column,
    Incomplete,
    Sheet,
    choice,
    may,
    must,
    place,
    unit_of,
)
from brokerage.organisation.models import Area, Protection, Unit
from decisions.models.decisions import Purpose, Urgency
from decisions.tables import FAMILY, PERSON, QUALIFIED, SHORT_STAY
from matching.models import Assignment
from recruitment.models import Enquiry, Kind
from recruitment.states import EnquiryState

UNITS = Sheet(
    "enheter",
    "Enheter",
    (
        must("name", "Namn", cells.text(80), "Bromma", "En enhet som redan finns ändras inte."),
        choice(may, "kind", "Slag", Unit.Kind, "Stadsdel", "Stadsdel om inget anges."),
        must("starts", "Från och med", cells.day, "2007-01-01", DAY),
        may("ends", "Till och med", cells.day, "", "Sista dagen, om enheten har upphört."),
        may("successor", "Efterträdare", cells.text(80), "", "Enheten som tog över."),
    ),
    lambda values: UnitRow(**values),
    {},
)

VOLUNTEERS = Sheet(
    "uppdragstagare",
    "Uppdragstagare",
    (
        must("reference", "Beteckning", cells.text(40), "U-1017", REFERENCE),
        unit_of("Enheten vars pool de hör till."),
        choice(
            may, "area", "Programområde", Area, "IoF", "Programområdet vars pool de hör till. Tomt för förmedlingen."
        ),
        must("name", "Namn", cells.text(100), "Familjen Björk", "Som ni kallar dem."),
        choice(must, "kinds", "Godkänd som", Kind, "Kontaktfamilj", "Flera med komma emellan.", many=True),
        choice(must, "client_areas", "För klienter inom", Area, "IoF", "Flera med komma emellan.", many=True),
        may("age_from", "Klientens ålder från", cells.whole(0, 110), "4", "0 om inget anges."),
        may("age_to", "Klientens ålder till", cells.whole(0, 110), "12", "20 om inget anges."),
        may("places", "Antal samtidigt", cells.whole(1, 20), "1", "1 om inget anges."),
        may("nights", "Över natt", cells.yes_or_no, "ja", "Ja eller nej; nej om inget anges."),
        must("approved_on", "Godkänd den", cells.day, "2025-03-03", DAY),
        must("valid_until", "Godkänd till och med", cells.day, "2028-03-02", DAY),
        must("investigator", "Utredd av", cells.user, "anna@stad.example", EMAIL_OF_USER),
        must("approver", "Godkänd av", cells.user, "mia@stad.example", f"{EMAIL_OF_USER} Inte den som har utrett."),
        may("conditions", "Villkor", cells.text(2000), "", "Villkor i godkännandet."),
        may("suits", "Klarar särskilt", cells.words, "", "Ord ur egenskaperna, med komma emellan."),
        must("applicant", "Sökande", cells.text(100), "Lina Björk", "För- och efternamn."),
        must(
            "applicant_number",
            "Sökandes personnummer",
            cells.number,
            identity.made_up(date(1980, 1, 1), 980),
            "Personnummer eller samordningsnummer.",
        ),
        may("partner", "Medsökande", cells.text(100), "Nils Björk", "För- och efternamn."),
        may(
            "partner_number",
            "Medsökandes personnummer",
            cells.number,
            identity.made_up(date(1979, 2, 2), 981),
            "Personnummer eller samordningsnummer.",
        ),
        may("more_adults", "Fler vuxna i hemmet", cells.adults, "", "Namn och personnummer, flera med komma emellan."),
        may("children", "Barnens födelseår", cells.years, "2014, 2016", "Bara årtal, med komma emellan."),
        may("email", "E-post", cells.email, "bjork@post.example", "Dit förfrågningar skickas."),
        may("phone", "Telefon", cells.text(30), "070-174 06 10", ""),
        *place("Björkvägen 3"),
        may("district", "Bor i stadsdel", cells.unit, "Bromma", ADDRESS),
        choice(may, "protection", "Skydd", Protection, "", PROTECTION),
        may("traits", "Har, kan eller vill", cells.words, "hund, trädgård", "Ord ur egenskaperna, med komma emellan."),
        may("lacks", "Har inte, kan inte eller vill inte", cells.words, "", "Ord ur egenskaperna, med komma emellan."),
    ),
    lambda values: _volunteer(values),
    {"adults": "applicant_number"},
)


def _guardian(number: int, *examples: str) -> tuple[Column, ...]:
    own = f"guardian_{number}"
    name, consented, phone = examples or ("", "", "")
    return (
        may(own, f"Vårdnadshavare {number}", cells.text(100), name, "För barn under 18 år. Alla vårdnadshavare anges."),
        may(f"{own}_on", f"Vårdnadshavare {number} samtyckte", cells.day, consented, "Tomt om samtycke saknas."),
        may(f"{own}_phone", f"Vårdnadshavare {number} telefon", cells.text(30), phone, ""),
        may(f"{own}_email", f"Vårdnadshavare {number} e-post", cells.email, "", ""),
        choice(may, f"{own}_protection", f"Vårdnadshavare {number} skydd", Protection, "", PROTECTION),
    )


CASES = Sheet(
    "klienter",
    "Klienter och beslut",
    (
        unit_of("Enheten som har beslutat."),
        choice(must, "area", "Programområde", Area, "IoF", ""),
        must(
            "number",
            "Personnummer",
            cells.client_number,
            identity.made_up(date(2017, 4, 2), 980),
            "Personnummer, samordningsnummer eller IVO:s tillfälliga nummer.",
        ),
        must(
            "name",
            "Namn",
            cells.text(100),
            "Kajsa Lind",
            "Den som har flera beslut står på flera rader, med samma uppgifter.",
        ),
        *_guardian(1, "Moa Lind", "2025-10-06", "070-174 06 11"),
        *_guardian(2),
        may("own_consent_on", "Eget samtycke", cells.day, "", "Den dag då klienten själv begärde eller samtyckte."),
        choice(may, "protection", "Skydd", Protection, "", PROTECTION),
        may("phone", "Telefon", cells.text(30), "", ""),
        may("email", "E-post", cells.email, "", ""),
        *place("Ekstigen 4"),
        may("interpreter", "Tolk i", cells.word, "", "Ett språk ur egenskaperna."),
        may("communication", "Kommunikation", cells.text(200), "", ""),
        must("ground", "Lagrum", cells.ground, "sol2025-family", "Lagrummets kod, som i listan nedan."),
        must("extent", "Omfattning", cells.text(120), "Varannan helg", ""),
        choice(must, "purposes", "Syfte", Purpose, "Avlastning för familjen", "Flera med komma emellan.", many=True),
        must("decided_on", "Beslutat", cells.day, "2025-10-06", "Från den dagen räknas tre månader."),
        may("valid_to", "Gäller till och med", cells.day, "", ""),
        must(
            "decision_maker",
            "Beslutsfattare",
            cells.user,
            "hedda@stad.example",
            f"{EMAIL_OF_USER} Är eller har varit handläggare i enheten.",
        ),
        must("delegation", "Delegation", cells.text(60), "3.2", "Punkten i delegationsordningen."),
        must(
            "case_reference",
            "Ärendets beteckning",
            cells.text(40),
            "BRO-2025-0001",
            "En för varje beslut; samma beteckning står på bladet Uppdrag.",
        ),
        may(
            "suitability",
            "Varför lämpligt utan vårdnadshavares samtycke",
            cells.text(1000),
            "",
            "Bara för barn från 12 år.",
        ),
        may("executed_on", "Verkställt", cells.day, "2025-11-10", "Första gången tillsammans. Tomt om någon väntar."),
        may("interrupted_since", "Avbrott sedan", cells.day, "", "Om insatsen har verkställts men inte gör det nu."),
        may("ended_on", "Avslutat", cells.day, "", ""),
        may("end_reason", "Skäl till avslut", cells.text(1000), "", ""),
        may(
            "musts", "Måste", cells.words, "varannan helg, jämna veckor", "Ord ur egenskaperna, med semikolon emellan."
        ),
        may("important", "Viktigt", cells.words, "rökfritt", "Ord ur egenskaperna, med semikolon emellan."),
        may(
            "wishes", "Gärna", cells.words, "djur; natur och friluftsliv", "Ord ur egenskaperna, med semikolon emellan."
        ),
        choice(may, "urgency", "Hur bråttom", Urgency, "", "Som planerat om inget anges."),
        may("together", "Syskon tillsammans", cells.whole(1, 6), "", "Hur många barn, klienten medräknad."),
        may(
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
        unit_of("Enheten som har beslutat."),
        must(
            "case_reference",
            "Ärendets beteckning",
            cells.text(40),
            "BRO-2025-0001",
            "Beslutet som uppdraget verkställer.",
        ),
        must("volunteer", "Uppdragstagarens beteckning", cells.text(40), "U-1017", REFERENCE),
        choice(must, "kind", "Som", Kind, "Kontaktfamilj", ""),
        must("appointed_on", "Utsedd den", cells.day, "2025-11-03", DAY),
        must(
            "decision_maker",
            "Utsedd av",
            cells.user,
            "mia@stad.example",
            f"{EMAIL_OF_USER} Är eller har varit handläggare eller enhetschef i enheten.",
        ),
        must("delegation", "Delegation", cells.text(60), "3.3", "Punkten i delegationsordningen."),
        may("secretary", "Ansvarig", cells.user, "anna@stad.example", f"{EMAIL_OF_USER} Den som de ska ringa."),
        may("starts_on", "Planerad start", cells.day, "", "Om uppdraget inte har börjat."),
        may("started_on", "Påbörjat", cells.day, "2025-11-10", "Första gången tillsammans."),
        may("ended_on", "Sista dag", cells.day, "", ""),
        choice(may, "ending", "Skäl till avslut", Assignment.Ending, "", ""),
        may("ending_words", "Hur det slutade", cells.text(1000), "", ""),
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
        must(
            "number",
            "personnummer",
            cells.client_number,
            identity.made_up(date(2001, 4, 2), 981),
            "Personnummer, samordningsnummer eller IVO:s tillfälliga nummer.",
        ),
        must("name", "namn", cells.text(100), "Kim Lind", ""),
        must("unit", "stadsdel", cells.unit, "Farsta", "Stadsdelen som beslutade, med det namn som den hade då."),
        must("law", "lag", cells.one_of(_LAWS), "SoL", "", choices=tuple(_LAWS)),
        must(
            "area",
            "område",
            cells.one_of(_AREAS),
            "IoF",
            "Beslut enligt LSS hör till LSS.",
            choices=tuple(_AREAS),
        ),
        must(
            "intervention",
            "insats",
            cells.one_of(_INTERVENTIONS),
            "kontaktperson",
            "Enligt LSS är kontaktfamilj en korttidsfamilj (9 § 6), och korttidsvistelse det övriga.",
            choices=tuple(_INTERVENTIONS),
        ),
        must("decided_on", "beslutsdatum", cells.day, "2010-02-01", "Från den dagen räknas tre månader."),
        may("executed_on", "verkställd", cells.day, "2010-06-14", "Tomt om insatsen aldrig har verkställts."),
        may(
            "interrupted_since",
            "avbrott_från",
            cells.day,
            "",
            "Fler avbrott står på fler rader, med samma person och beslutsdatum.",
        ),
        may("interrupted_until", "avbrott_till", cells.day, "", "Dagen då insatsen återupptogs."),
        may("ended_on", "avslutad", cells.day, "", ""),
        may("cause", "orsak", cells.cause, "no-provider", "Orsakens kod, för beslut som väntade över tre månader."),
    ),
    lambda values: _history(values),
    {"ground": "intervention"},
)
# An enquiry that has come further has a meeting or a vetting, and begins there.
_STATES = {state.value: str(state.label) for state in (EnquiryState.NEW, EnquiryState.CONTACTED, EnquiryState.MET)}
ENQUIRIES = Sheet(
    "intresseanmalningar",
    "Intresseanmälningar",
    (
        unit_of("Enheten som rekryterar, till exempel Resursteamen."),
        choice(may, "area", "Programområde", Area, "IoF", "Tomt för förmedlingen."),
        must("name", "Namn", cells.text(100), "Karin Åberg", "Den som har hört av sig."),
        may("email", "E-post", cells.email, "karin@post.example", "E-post eller telefon behövs."),
        may("phone", "Telefon", cells.text(30), "070-174 06 05", "E-post eller telefon behövs."),
        choice(must, "kinds", "Vill bli", Kind, "Kontaktfamilj", "Flera med komma emellan.", many=True),
        may("lives_in", "Bor i stadsdel", cells.unit, "Bromma", ADDRESS),
        may("is_protected", "Skyddade personuppgifter", cells.yes_or_no, "nej", "Ja eller nej; nej om inget anges."),
        choice(may, "source", "Kom genom", Enquiry.Source, "Telefon", "Annat om inget anges."),
        may("campaign", "Kampanjkod", cells.text(30), "", "Koden för en av enhetens kampanjer."),
        must("received_on", "Kom in", cells.day, "2026-09-14", DAY),
        may("last_contact_on", "Senast i kontakt", cells.day, "2026-09-20", "Tomt om ingen har hört av sig än."),
        may("next_contact_on", "Nästa kontakt", cells.day, "2026-12-01", "Om några dagar om inget anges."),
        must("owner", "Ansvarig", cells.user, "anna@stad.example", EMAIL_OF_USER),
        may(
            "state",
            "Läge",
            cells.one_of(_STATES),
            "Kontaktad",
            "Ny eller Kontaktad, efter senaste kontakt, om inget anges.",
            choices=tuple(_STATES.values()),
        ),
        may("message", "Berättar", cells.text(2000), "Vi har ett extra rum.", "Med egna ord. Inget personnummer."),
    ),
    lambda values: EnquiryRow(**values),
    {},
)
SHEETS = (UNITS, VOLUNTEERS, CASES, ASSIGNMENTS, HISTORIES, ENQUIRIES)


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
