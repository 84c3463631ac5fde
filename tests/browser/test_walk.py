"""From an interest form to an approved volunteer in the city's pool, as the people of Resursteamen do it on screen."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from brokerage import clock, identity
from tests.browser.desk import Desk
from tests.cast import PASSWORD, Cast

SUNDAY = date(2026, 11, 22)
EVENING = datetime(2026, 11, 26, 18, 0, tzinfo=clock.STOCKHOLM)
KARIN, PER = identity.made_up(date(1984, 3, 9), 982), identity.made_up(date(1982, 7, 1), 985)
WRONG = KARIN[:-1] + str((int(KARIN[-1]) + 1) % 10)
EXTRACT = "Eget registerutdrag för poolen"


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=clock.STOCKHOLM)


def iso(day: date) -> str:
    return day.isoformat()


def offer_to_help(public: Desk) -> None:
    """Karin fills in the form at home; first too quickly."""
    public.open("/anmal/").fill(name="Karin Åberg", kinds=["family"]).press("Skicka")
    public.reads("2 uppgifter behöver rättas", "Ange e-postadress eller telefon", "Kryssa i att du har läst")
    assert public.value_of("name") == "Karin Åberg"
    public.fill(email="karin@post.example", phone="070-174 06 05", message="Vi har ett extra rum.", informed=True)
    public.press("Skicka").reads("Tack för din anmälan", "fredag 27 november 2026")


def first_contact(rut: Desk) -> None:
    rut.open("/").log_in("rut@formedlingen.example", PASSWORD)
    rut.reads("Väntar på dig").follow("Ring Karin Åberg").reads("Vi har ett extra rum.", "070-174 06 05")
    rut.follow("Anteckna första kontakten").fill(note="Vill veta mer om helgerna.").press("Anteckna första kontakten")
    rut.reads("Första kontakten tagen.", "Vill veta mer om helgerna.", "Kontaktad")


def meeting_with_one_seat(rut: Desk, *, second_tab: Desk) -> None:
    """Karin gets the last seat while Rut has the same form open for Bo, who has called."""
    rut.follow("Informationsträffar").follow("Planera träff")
    rut.fill(starts_at_0=iso(SUNDAY - timedelta(days=1)), starts_at_1="18:00", place="Swedenborgsgatan 20")
    rut.fill(capacity="1").press("Planera träff").reads("Träffen måste ligga framåt i tiden.")
    rut.fill(starts_at_0=iso(EVENING.date())).press("Planera träff").reads(
        "Träff planerad.", "Torsdag 26 november 2026"
    )

    second_tab.open("/rekrytering/anmalningar/").follow("Ny anmälan")
    second_tab.fill(name="Bo Alm", phone="070-174 06 35", kinds=["person"]).press("Lägg in anmälan")
    second_tab.reads("Anmälan inlagd.").follow("Bjud in till informationsträff")

    rut.follow("Intresseanmälningar").follow("Karin Åberg").follow("Bjud in till informationsträff")
    rut.main.get_by_label("1 av 1 platser kvar").check()
    rut.press("Bjud in till informationsträff").reads("Inbjuden till informationsträff.")

    second_tab.main.get_by_label("1 av 1 platser kvar").check()
    second_tab.press("Bjud in till informationsträff").reads("Träffen är full: den enda platsen är tagen.")
    assert second_tab.main.get_by_label("fullt").is_disabled()


def who_came(rut: Desk) -> None:
    rut.open("/").follow("Anteckna vilka som kom")
    rut.main.get_by_label("Karin Åberg").check()
    rut.press("Anteckna vilka som kom").reads("Genomförd", "Kom")


def open_vetting(rut: Desk) -> None:
    rut.open("/").follow("Fråga Karin Åberg").follow("Inled utredning")
    rut.fill(volunteer_name="Familjen Åberg", applicant_number=WRONG, partner_name="Per Åberg", partner_number=PER)
    rut.fill(client_areas=["IoF"], client_age_from="4", client_age_to="12").press("Inled utredning")
    rut.reads("Numret stämmer inte: kontrollsiffran är fel.")
    assert rut.value_of("applicant_number") == WRONG
    rut.fill(applicant_number=KARIN).press("Inled utredning").reads("Utredning inledd.", "Pågår")


def too_early(rut: Desk) -> None:
    vetting = rut.path
    rut.follow("Föreslå godkännande").fill(assessment="Trygg vardag.").press("Föreslå godkännande")
    rut.reads(
        "Medgivandet till socialregister saknas.", f"{EXTRACT} saknas för Per Åberg.", "Hembesöket är inte gjort."
    )
    assert rut.value_of("assessment") == "Trygg vardag."
    rut.open(vetting)


def checks(rut: Desk, *, source: str, people: tuple[str, ...], **given: str) -> None:
    """From the task list, one by one."""
    for person in people:
        rut.follow(f"{source}: {person}").fill(**given).press("Spara").reads("Registerkontroll antecknad.")


def registers(rut: Desk, *, people: tuple[str, ...]) -> None:
    """One question about all of them, and an answer about each."""
    rut.follow(f"Socialregistret: {people[0]}").fill(municipality="Solna").press("Spara").reads("Frågan är antecknad.")
    for person in people:
        rut.follow(f"Socialregistret i Solna: {person}").fill(outcome="nothing").press("Spara")
        rut.reads("Svaret från socialregistret antecknat.")


def references(rut: Desk) -> None:
    """Two are named and called, each from its line of the task list."""
    for number, (name, relation) in enumerate((("Berit Nyström", "work"), ("Sven Öhman", "neighbour")), start=1):
        rut.follow(f"Referens {number}").fill(name=name, relation=relation, phone="070-174 06 50").press("Spara")
        rut.reads("Referens angiven.").follow(f"Referens {number}")
        rut.fill(recommends="1", summary="Någon att lita på.").press("Anteckna referens").reads("Referens tagen.")


def interview_and_visit(rut: Desk, *, is_family: bool) -> None:
    rut.follow("Intervju").fill(place="office", summary="Lugnt samtal.").press("Spara").reads("Intervju antecknad.")
    if is_family:
        rut.follow("Hembesök").fill(**{"answer-own-bed": "yes"}, summary="Ljust hem.").press("Spara")
        rut.reads("Hembesök antecknat.", "Finns en egen sovplats?")


def propose(desk: Desk, assessment: str) -> None:
    desk.follow("Föreslå godkännande").fill(assessment=assessment, scope_nights=True, scope_traits=["autism"])
    desk.press("Föreslå godkännande").reads("Godkännande föreslaget.", "Väntar på beslut")


@pytest.mark.django_db(transaction=True)
def test_from_interest_form_to_the_pool(desk_of: Callable[..., Desk], cast: Cast) -> None:
    with clock.at(morning(SUNDAY)):
        offer_to_help(desk_of())
        rut = desk_of()
        first_contact(rut)
        meeting_with_one_seat(rut, second_tab=desk_of("rut"))

    # A new day, a new login: nobody stays logged in over night.
    with clock.at(morning(EVENING.date() + timedelta(days=1))):
        rut = desk_of("rut")
        who_came(rut)
        open_vetting(rut)
        too_early(rut)
        rut.follow("Medgivande till socialregister").press("Spara").reads("Medgivande antecknat.")
        both = ("Karin Åberg", "Per Åberg")
        checks(rut, source=EXTRACT, people=both, issued_on="2026-11-02")
        registers(rut, people=both)
        for source in ("Förbud att ta emot barn", "Jäv"):
            checks(rut, source=source, people=both, outcome="nothing")
        references(rut)
        interview_and_visit(rut, is_family=True)
        propose(rut, "Trygg vardag, tid och intresse.")

        disa = desk_of("disa")
        disa.open("/").follow("Besluta om Familjen Åberg").reads("Trygg vardag, tid och intresse.", "autism")
        disa.follow("Sänd tillbaka").fill(reason="Hur ser helgerna ut?").press("Sänd tillbaka")
        disa.reads("Återsänd till utredaren.").open("/").reads("Inget väntar på dig")

        rut.open("/").follow("Komplettera Familjen Åberg").reads("Återsänd av Disa Holm: Hur ser helgerna ut?")
        propose(rut, "Trygg vardag. Ledig varannan helg.")
        rut.reads("Du har utrett: någon annan fattar beslutet.")

        disa.open("/").follow("Besluta om Familjen Åberg").follow("Godkänn").fill(conditions="Stöd första månaden.")
        disa.press("Godkänn").reads("Godkänd.")

        rut.open("/rekrytering/uppdragstagare/").reads("I poolen").follow("Familjen Åberg")
        rut.reads("Stöd första månaden.", "4–12 år", "Gäller till 26 nov 2028")
        rut.follow("Brev").reads("Tack för din intresseanmälan", "Välkommen till informationsträff")
        rut.follow("Du är godkänd").reads("Hej Familjen Åberg!", "karin@post.example")


def test_a_named_assignment_in_the_district(desk_of: Callable[..., Desk], cast: Cast) -> None:
    """Anna's client has suggested somebody: no campaign, no meeting, no pool, and a check of the board's own."""
    track = "Belastnings- och misstankeregistret, nämndens slagning"
    anna, mia = desk_of("anna"), desk_of("mia")
    anna.open("/").follow("Utredningar").follow("Utred för namngivet uppdrag")
    anna.fill(volunteer_name="Lina Björk", applicant_name="Lina Björk", applicant_number=KARIN)
    anna.fill(phone="070-174 06 05", case_reference="BRO-2026-0417", client_born="2017-03-03", starts_on="2026-12-05")
    anna.fill(kinds=["person"], client_areas=["IoF"], consent_on=iso(SUNDAY)).press("Inled utredning")
    anna.reads("Utredning inledd för ett namngivet uppdrag.", "BRO-2026-0417", "9 år vid start")
    anna.never_reads("Hembesök", EXTRACT)

    checks(anna, source=track, people=("Lina Björk",), outcome="no_obstacle")
    anna.reads("Noterat, inget hinder")
    registers(anna, people=("Lina Björk",))
    checks(anna, source="Jäv", people=("Lina Björk",), outcome="nothing")
    references(anna)
    interview_and_visit(anna, is_family=False)
    propose(anna, "Känner barnet sedan länge.")
    vetting = anna.path

    desk_of("rut").open(vetting, status=404)  # the district's own
    mia.open("/").follow("Besluta om Lina Björk").follow("Godkänn").press("Godkänn").reads("Godkänd.")
    anna.open("/").follow("Ge Lina Björk besked").follow("Sökanden har inte fått besked än").press("Spara")
    anna.reads("Sökanden har fått besked.").open("/").reads("Inget väntar på dig")
    anna.open("/rekrytering/uppdragstagare/").reads("Godkänd för ett ärende")
