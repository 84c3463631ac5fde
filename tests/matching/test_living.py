"""How an assignment lives: introduced step by step, changed in form within the law, followed, and handed over."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.orders import workflow as orders
from brokerage.orders.models import Order
from brokerage.organisation.models import Membership, Role
from brokerage.workflow import NotAllowed, Refusal
from decisions.models import Client
from matching.introductions import usual_steps
from matching.models import Assignment, LogEntry, OnCallNumber
from matching.workflow import agreements, assignments, living, meetings
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.reading import words_on_paper
from tests.recruitment.made import plain

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def later(days: int) -> Any:
    return clock.at(clock.now() + timedelta(days=days))


@pytest.fixture
def running(searched: Make, pooled: Make, path: Path, cast: Cast) -> Callable[..., Assignment]:
    def make(*, ordered: bool = False, start: bool = True, **family: Any) -> Assignment:
        proposal = path.found(searched(ordered=ordered), pooled(by="rut" if ordered else "anna", **family))
        path.checked(proposal)
        path.appointed(proposal)
        assignment = Assignment.objects.latest("pk")
        return assignments.start(assignment, by=cast.actor("anna"), started_on=clock.today()) if start else assignment

    return make


# The introduction


def test_the_usual_steps_are_adjusted_taken_in_order_and_evaluated(running: Make, window: Make, cast: Cast) -> None:
    assignment = running(start=False)
    anna = window("anna").open(f"{assignment.get_absolute_url()}livet/").follow("Planera inskolningen")
    anna.fill(title_3="En heldag", title_5="En helg", day_5="2026-12-28").reads("Inskolning planerad.", "En heldag")
    assert list(assignment.intro_steps.values_list("number", "title")) == [
        (1, "Träff hos oss, alla tillsammans"),
        (2, "Besök hemma hos familjen, med någon som barnet känner"),
        (3, "En heldag"),
        (4, "Första natten"),
        (5, "En helg"),
    ]
    assert any("Hur gick steget i inskolningen hos Familjen Åberg?" in line for line in anna.waiting())
    anna.open(f"{assignment.get_absolute_url()}livet/").follow("Träff hos oss, alla tillsammans")
    anna.fill(went_well="0", evaluation="Ville inte gå in.").reads("Genomfört", "Ville inte gå in.", "en gång till")
    facts: dict[str, Any] = {"done_on": TODAY, "went_well": True, "evaluation": "Bra."}
    with pytest.raises(Refusal, match="i ordning"):
        living.evaluate_step(assignment, by=cast.actor("anna"), number=4, **facts)
    anna.follow("Planera inskolningen").reads("1 steg är genomförda").fill(title_1="Träff hos oss igen")
    anna.reads("Träff hos oss igen", "Ville inte gå in.")


def test_a_person_is_introduced_without_a_night() -> None:
    assert [title for title, _ in usual_steps("person", TODAY)][-1] == "Första gången på egen hand"
    assert usual_steps("family", TODAY)[3] == ("Första natten", TODAY + timedelta(days=21))


# The log


def test_who_is_not_reached_for_so_many_weeks_is_a_task(running: Make, window: Make, cast: Cast, settings: Any) -> None:
    settings.SILENT_WEEKS = 6
    assignment = running()
    for days, waits in ((41, False), (43, True)):
        with later(days):
            assert any("Hör av dig till Familjen Åberg" in line for line in window("anna").waiting()) is waits
    with later(43):
        anna = window("anna").open(f"{assignment.get_absolute_url()}livet/").reads("har inte nåtts på 6 veckor")
        anna.follow("Anteckna").fill(kind="tried", words="Ingen svarade.").reads("Sökte, nådde ingen", "har inte nåtts")
        anna.follow("Anteckna").fill(kind="call", words="Allt är bra.").reads("Stödsamtal")
        assert "har inte nåtts" not in plain(" ".join(anna.page.itertext()))
        assert Assignment.objects.get().reached_on == clock.today()


def test_what_is_written_down_late_does_not_count_backwards(running: Make, cast: Cast) -> None:
    assignment, anna = running(), cast.actor("anna")
    with later(10):
        for ago in (0, 5):
            on = clock.today() - timedelta(days=ago)
            living.note(by=anna, assignment=assignment, on=on, kind="visit", words="Besök.")
        assert Assignment.objects.get().reached_on == clock.today()
        with pytest.raises(Refusal, match="framtiden"):
            living.note(by=anna, assignment=assignment, on=clock.today() + timedelta(days=1), kind="call", words="x")


def test_the_childs_own_words_are_kept(running: Make, window: Make) -> None:
    anna = window("anna").open(f"{running().get_absolute_url()}anteckna/")
    anna.fill(kind="child", words="Ringde på kvällen.", own_words="Jag ville bara höra hunden.")
    anna.follow("Anteckna").fill(kind="contact", words="Mamma åt middag där.").reads(
        "Umgänge med föräldern hos familjen"
    )
    anna.reads("Barnet eller klienten hörde av sig", "Jag ville bara höra hunden.")


def test_an_incident_stays_open_until_something_was_done(running: Make, window: Make, cast: Cast) -> None:
    assignment = running()
    living.note(by=cast.actor("anna"), assignment=assignment, on=TODAY, kind="incident", words="Ramlade från gungan.")
    text = "Utred och avsluta händelsen hos Familjen Åberg"
    anna = window("anna")
    assert any(text in line for line in anna.waiting())
    anna.open(f"{assignment.get_absolute_url()}livet/").reads("Utreds", "är inte avslutad").follow("Avsluta händelsen")
    anna.fill(status=422).reads("Detta fält måste fyllas i")
    anna.fill(measures="Ringde vårdcentralen, såret tvättades.").reads("Avslutad", "såret tvättades")
    assert not any(text in line for line in anna.waiting())
    other = living.note(by=cast.actor("anna"), assignment=assignment, on=TODAY, kind="call", words="Hej.")
    with pytest.raises(Refusal, match="Bara en händelse"):
        living.close_incident(other, by=cast.actor("anna"), measures="x")


def test_strangers_read_and_write_nothing(running: Make, cast: Cast, client_of: Make) -> None:
    assignment = running()
    for who in ("olle", "lo", "rut"):
        with pytest.raises(NotAllowed):
            living.note(by=cast.actor(who), assignment=assignment, on=TODAY, kind="call", words="x")
        assert client_of(who).get(f"{assignment.get_absolute_url()}livet/").status_code in (403, 404)
    assert not LogEntry.objects.exists()


# Who keeps it


def test_whoever_appoints_keeps_it_and_the_queue_is_theirs(running: Make, window: Make, cast: Cast) -> None:
    assignment = running()
    assert assignment.secretary == cast.anna
    with later(70):
        assert any("Hör av dig till" in line for line in window("anna").waiting())
        assert not any("Hör av dig till" in line for line in window("hedda").waiting())
    Assignment.objects.update(secretary=None)
    with later(70):
        assert any("Hör av dig till" in line for line in window("hedda").waiting())


def test_an_assignment_is_handed_over_with_a_checklist(running: Make, window: Make, cast: Cast) -> None:
    assignment = running(way="both")
    anna = window("anna").open(f"{assignment.get_absolute_url()}lamna-over/").reads("Ansvarig nu: Anna Berg")
    anna.fill(status=422, secretary=str(cast.hedda.pk)).reads("en överlämning är mer än ett namnbyte")
    anna.fill(talked=True, told=True, booked=True).reads("Överlämnat.", "Ansvarig Hedda Lind")
    mail, sms = Letter.objects.filter(purpose="new_secretary").order_by("channel")
    assert "Hedda Lind" in mail.body
    assert "Hedda" not in sms.body
    for somewhere_else in (cast.olle, cast.lo):
        with pytest.raises(Refusal, match="i enheten, i samma programområde"):
            living.hand_over(assignment, by=cast.actor("anna"), secretary=somewhere_else)


def test_all_of_somebodys_are_handed_over_at_once(
    running: Make, window: Make, cast: Cast, client_made: Make, searched: Make, pooled: Make, path: Path
) -> None:
    first = running()
    proposal = path.found(
        searched(client=client_made(number=identity.made_up(date(2017, 4, 3), 981), name="Bo")), pooled("Familjen Bok")
    )
    path.checked(proposal)
    path.appointed(proposal)
    anna = window("anna").open("/uppdrag/").follow("Lämna över").reads("Anna Berg", "2 uppdrag")
    anna.open(f"/uppdrag/lamna-over/?fran={cast.anna.pk}").reads("Familjen Åberg", "Familjen Bok")
    anna.fill(secretary=str(cast.hedda.pk), talked=True, told=True, booked=True).reads("Överlämnat.")
    assert set(Assignment.objects.values_list("secretary", flat=True)) == {cast.hedda.pk}
    assert Event.objects.filter(verb="matching.assignment.hand_over").count() == 2
    assert Letter.objects.filter(purpose="new_secretary").count() == 2
    assert first.volunteer_id in set(Letter.objects.values_list("receiver_key", flat=True))


def test_nobody_hands_over_what_is_not_theirs_to_see(running: Make, window: Make, cast: Cast, client_of: Make) -> None:
    assignment = running()
    olle = window("olle").open("/uppdrag/lamna-over/")
    assert "Anna Berg" not in plain(" ".join(olle.page.itertext()))
    with pytest.raises(NotAllowed):
        living.hand_over_all([assignment], by=cast.actor("olle"), secretary=cast.olle)


def test_the_contact_card_is_as_it_stands_today(running: Make, cast: Cast, client_of: Make) -> None:
    assignment = running()
    OnCallNumber.objects.create(unit=cast.bromma, label="Brommas jour", number="08-12 34 56", place=4)
    OnCallNumber.objects.create(unit=cast.farsta, label="Farstas jour", number="08-65 43 21", place=4)

    def card() -> str:
        answer = client_of("anna").get(f"{assignment.get_absolute_url()}telefonnummer/")
        return plain(words_on_paper(answer.content))

    said = card()
    for text in ("Anna Berg", "112", "116 111", "Brommas jour"):
        assert text in said
    assert "Farsta" not in said
    Membership.objects.create(
        user=cast.hedda,
        unit=cast.bromma,
        role=Role.CONTACT_SECRETARY,
        areas=["IoF"],
        starts=TODAY,
        stands_in_for=cast.anna,
    )
    assert "Hedda Lind, i stället för Anna Berg" in card()
    living.hand_over(assignment, by=cast.actor("anna"), secretary=cast.hedda)
    assert "Hedda Lind, er kontakt hos oss" in card()


def test_the_card_for_a_protected_child_names_no_district(
    searched: Make, client_made: Make, pooled: Make, path: Path, cast: Cast, client_of: Make
) -> None:
    OnCallNumber.objects.create(unit=cast.bromma, label="Brommas jour", number="08-12 34 56")
    proposal = path.found(searched(client=client_made(protection="marked")), pooled())
    path.checked(proposal)
    path.appointed(proposal)
    answer = client_of("anna").get(f"{Assignment.objects.get().get_absolute_url()}telefonnummer/")
    assert "Bromma" not in words_on_paper(answer.content)


# The end, and what it leaves behind


def test_the_end_is_told_in_everybodys_words(running: Make, window: Make) -> None:
    assignment = running()
    anna = window("anna").open(f"{assignment.get_absolute_url()}avsluta/")
    words = {"client_words": "Jag har fått kompisar nu.", "volunteer_words": "Roliga år."}
    anna.fill(ended_on=str(TODAY), ending="purpose_met", decision_then="ends", **words)
    anna.reads("Jag har fått kompisar nu.", "Roliga år.")


def test_a_charge_for_what_came_to_nothing_is_the_economists_to_judge(running: Make, window: Make, cast: Cast) -> None:
    assignment = running(ordered=True, start=False)
    assert not any("blev inte av" in line for line in window("eva").waiting())
    assignments.cancel(assignment, by=cast.actor("anna"), ending="client")
    (line,) = [each for each in window("eva").waiting() if "blev inte av" in each]
    assert Order.objects.get().number in line
    assert "Kajsa" not in line
    with later(120):
        assert not any("blev inte av" in line for line in window("eva").waiting())


def test_a_withdrawn_order_gives_the_recruiter_a_task(searched: Make, window: Make, cast: Cast) -> None:
    shortlist = searched(ordered=True)
    orders.withdraw(shortlist.order, by=cast.actor("mia"))
    lines = [each for each in window("rut").waiting() if "återtagen" in each]
    assert lines == [f"Avsluta sökningen för {shortlist.order.number}: beställningen är återtagen"]
    assert not any("Välj ut vilka" in each for each in window("rut").waiting())


def test_what_was_imported_is_not_late_from_before_it_came(running: Make, window: Make) -> None:
    """Nobody noted calls for years before: the weeks are counted from the day that the assignment was put in."""
    assignment = running()
    long_ago = TODAY - timedelta(days=2000)
    Assignment.objects.update(started_on=long_ago, starts_on=long_ago, secretary=None)
    text = f"Hör av dig till {assignment.volunteer.name}"
    assert not any(text in line for line in window("anna").waiting())
    with later(57):
        assert any(text in line for line in window("anna").waiting())
        window("anna").open(f"{assignment.get_absolute_url()}livet/").reads("har inte nåtts på 8 veckor")


def test_a_call_on_the_first_day_counts(running: Make, cast: Cast) -> None:
    assignment = running()
    living.note(by=cast.actor("anna"), assignment=assignment, on=TODAY, kind="call", words="Hej.")
    assert Assignment.objects.get().reached_on == TODAY


def test_what_is_not_told_and_not_signed_after_a_week_is_a_task(running: Make, window: Make, cast: Cast) -> None:
    assignment = running(start=False)
    told, signed = "Berätta för Familjen Åberg det som behövs", "Få avtalet med Familjen Åberg underskrivet"
    for days, wanted in ((6, None), (7, told)):
        with later(days):
            lines = window("anna").waiting()
            assert [line for line in lines if line in (told, signed)] == ([wanted] if wanted else [])
    terms: dict[str, Any] = {"scheme": "Varannan helg.", "notice_days": 14}
    assignment = agreements.write_agreement(assignment, by=cast.actor("anna"), **terms)
    with later(7):
        assert signed in window("anna").waiting()
        agreements.sign_agreement(assignment, by=cast.actor("anna"), signed_on=clock.today())
        facts: dict[str, Any] = {"text": "Tål inte nötter.", "consent_by": "Moa Mor", "way": "meeting"}
        meetings.tell_all(by=cast.actor("anna"), assignment=assignment, consent_on=clock.today(), **facts)
        assert not {told, signed} & set(window("anna").waiting())


def test_of_a_protected_child_no_letter_says_who_in_which_district_keeps_it(running: Make, cast: Cast) -> None:
    """The brokerage reads the letters to its own volunteers."""
    assignment = running()
    Client.objects.update(protection="marked")
    living.hand_over(Assignment.objects.get(pk=assignment.pk), by=cast.actor("anna"), secretary=cast.hedda)
    letter = Letter.objects.filter(purpose="new_secretary", channel="mail").latest("pk")
    assert "ny kontakt" in letter.body
    assert "Hedda" not in letter.body


# An approval that runs out


def test_a_lapsed_approval_is_a_task_where_the_assignment_runs(running: Make, window: Make, cast: Cast) -> None:
    """The family is of the city's pool: Anna in Bromma, who keeps the assignment, is told, and it goes on."""
    assignment = running(ordered=True)
    line = "Se till att Familjen Åberg får förnyat godkännande"
    assert not [each for each in window("anna").waiting() if line in each]
    assignment.volunteer.approvals.update(valid_until=TODAY + timedelta(days=3))
    with later(4):
        assert [each for each in window("anna").waiting() if line in each]
        window("anna").open(assignment.get_absolute_url()).reads("Uppdraget fortsätter, men inget nytt kan börja")
        assert not [each for each in window("olle").waiting() if line in each]
    assignment.refresh_from_db()
    assert assignment.state == "running"
