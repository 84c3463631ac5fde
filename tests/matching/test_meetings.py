"""Before the choice: the client and the volunteer meet, and the child is told in plain words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.workflow import NotAllowed, Refusal, WrongState
from decisions.models import Client, Decision
from decisions.reports import offers_in_words
from matching.models import ClientMeeting, Proposal
from matching.plainwords import for_the_child
from matching.workflow import meetings, proposals
from recruitment.models import Kind
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.reading import words_on_paper
from tests.recruitment.made import plain

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db


def at(days: int, hour: int = 16) -> datetime:
    return (clock.now() + timedelta(days=days)).replace(hour=hour, minute=30, second=0, microsecond=0)


def later(days: int) -> Any:
    return clock.at(clock.now() + timedelta(days=days))


@pytest.fixture
def willing(searched: Make, pooled: Make, path: Path) -> Callable[..., Proposal]:
    def make(*, ordered: bool = False, family: dict[str, Any] | None = None, **given: Any) -> Proposal:
        volunteer = pooled(by="rut" if ordered else "anna", **(family or {}))
        return path.willing(path.picked(searched(ordered=ordered, **given), volunteer)[0])

    return make


def test_a_meeting_is_booked_moved_and_held_on_screen(willing: Make, window: Make) -> None:
    proposal = willing()
    anna = window("anna").open(proposal.get_absolute_url()).follow("Boka en träff")
    when = at(3)
    anna.fill(at_0=f"{when:%Y-%m-%d}", at_1="16:30", place="Hos oss").reads("Träff bokad.", "Bokad", "Hos oss")
    assert ClientMeeting.objects.get().at == when
    assert "Boka en träff" not in anna.buttons()
    assert f"Låt klienten träffa {proposal.volunteer.name}" not in " ".join(anna.waiting())
    anna.open(proposal.get_absolute_url()).follow("Flytta")
    anna.fill(status=422, at_1="18:00").reads("Detta fält måste fyllas i")
    anna.fill(moved_by="volunteer", at_1="18:00").reads("Flyttad, senast av uppdragstagaren", "kl. 18.00")
    with later(4):
        anna = window("anna")
        assert any("Hur gick träffen med Familjen Åberg?" in line for line in anna.waiting())
        anna.open(proposal.get_absolute_url()).follow("Träffen har varit")
        anna.fill(own_view="De har en snäll hund.", impression="Lugnt.").reads("Har varit", "De har en snäll hund.")
        assert not any("Hur gick träffen" in line for line in anna.waiting())


def test_the_volunteer_gets_the_time_and_nothing_else(willing: Make, cast: Cast) -> None:
    proposal = willing(family={"way": "both"})
    when = at(3)
    meeting = meetings.book(by=cast.actor("anna"), proposal=proposal, at=when, place="Hos farmor, Ekvägen 4")
    meetings.move(meeting, by=cast.actor("anna"), at=at(5), moved_by="client")
    meetings.call_off(meeting, by=cast.actor("anna"), cancelled_by="client", cancelled_words="Kajsa är sjuk.")
    letters = Letter.objects.filter(purpose="meeting").order_by("pk")
    assert [each.channel for each in letters] == ["mail", "sms"] * 3
    assert [word for word in ("bokade", "flyttad", "inställd") if word in " ".join(each.body for each in letters)] == [
        "bokade",
        "flyttad",
        "inställd",
    ]
    for letter in letters:
        assert not [word for word in ("Kajsa", "Ekvägen", "BRO-", "farmor", "sjuk") if word in letter.body]


@pytest.mark.parametrize("who", ["client", "family"])
def test_with_protected_identity_no_place_is_written(
    willing: Make, client_made: Make, cast: Cast, window: Make, who: str
) -> None:
    hidden = {"protection": "marked"}
    proposal = willing(client=client_made(**hidden)) if who == "client" else willing(family=hidden)
    with pytest.raises(Refusal, match="Platsen skrivs inte in"):
        meetings.book(by=cast.actor("anna"), proposal=proposal, at=at(3), place="Skolan")
    anna = window("anna").open(f"{proposal.get_absolute_url()}traff/").reads("den säger ni i telefon")
    anna.fill(at_0=f"{at(3):%Y-%m-%d}", at_1="16:30").reads("Träff bokad.")


def test_one_at_a_time_ahead_and_with_somebody_who_is_willing(
    willing: Make, searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    anna, proposal = cast.actor("anna"), willing()
    with pytest.raises(Refusal, match="framåt"):
        meetings.book(by=anna, proposal=proposal, at=at(-1))
    meetings.book(by=anna, proposal=proposal, at=at(2))
    with pytest.raises(Refusal, match="redan bokad"):
        meetings.book(by=anna, proposal=proposal, at=at(3))
    with pytest.raises(Refusal, match="inte varit än"):
        meetings.hold(ClientMeeting.objects.get(), by=anna)
    proposals.decline(proposal, by=anna, refusal="person")
    assert ClientMeeting.objects.get().state == "cancelled"
    with pytest.raises(Refusal, match="sagt ja"):
        meetings.book(by=anna, proposal=Proposal.objects.get(), at=at(3))
    with pytest.raises(WrongState):
        meetings.call_off(ClientMeeting.objects.get(), by=anna, cancelled_by="us")


def test_when_another_is_chosen_the_booked_meeting_is_off(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    one, two = path.picked(searched(), pooled("Familjen Ett"), pooled("Familjen Två"))
    path.willing(two)
    meetings.book(by=cast.actor("anna"), proposal=Proposal.objects.get(pk=two.pk), at=at(2))
    path.checked(path.chosen(one))
    path.appointed(one)
    meeting = ClientMeeting.objects.get()
    assert (meeting.state, meeting.cancelled_by) == ("cancelled", "us")


def test_the_clients_own_calling_off_again_and_again_is_told_and_reported(
    willing: Make, cast: Cast, window: Make
) -> None:
    proposal, anna = willing(), cast.actor("anna")
    days = []
    for side in ("client", "volunteer", "client"):
        meeting = meetings.book(by=anna, proposal=proposal, at=at(2))
        meetings.call_off(meeting, by=anna, cancelled_by=side)
        days.append(side)
    window("anna").open(proposal.get_absolute_url()).reads("Klienten har ställt in 2 träffar", "en orsak")
    decision = Decision.objects.get()
    (line,) = [each for each in offers_in_words(decision) if "ställt in" in each]
    assert plain(line).startswith("Träffar som den enskilde har ställt in: 2 (")
    facts = Event.objects.filter(verb="matching.clientmeeting.call_off").values_list("facts", flat=True)
    assert sorted(each["by"] for each in facts) == ["client", "client", "volunteer"]


def test_the_brokerage_reads_when_they_meet_and_not_what_the_child_says(
    willing: Make, cast: Cast, window: Make
) -> None:
    proposal = willing(ordered=True)
    meeting = meetings.book(by=cast.actor("anna"), proposal=proposal, at=at(2), place="Hos mormor")
    proposals.write_to_child(proposal, by=cast.actor("anna"), child_words="Hej Kajsa!")
    with later(3):
        meetings.hold(meeting, by=cast.actor("anna"), own_view="Hunden är snäll.", impression="Lugnt.")
        rut = window("rut").open(proposal.get_absolute_url()).reads("Träff", "Har varit")
    said = plain(" ".join(rut.page.itertext()))
    assert not [word for word in ("mormor", "Hunden", "Lugnt", "Kajsa") if word in said]
    with pytest.raises(NotAllowed):
        meetings.book(by=cast.actor("rut"), proposal=proposal, at=at(5))


# Plain words


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("age", [5, 11, 16])
def test_the_words_to_the_child_carry_no_blame_and_leave_the_choice(kind: Kind, age: int) -> None:
    text = for_the_child("Kajsa Kanariefågel", age, kind, ["relief", "change"], "Familjen Ek")
    assert text.startswith("Hej Kajsa!")
    assert "Familjen Ek" in text
    assert "inte ditt fel" in text
    assert "ingen blir ledsen på dig" in text
    assert ("Du bestämmer" in text) is (age >= 15)
    assert ("handläggare" in text) is (age >= 9)
    assert not [word for word in ("beslut", "insats", "Kanariefågel", "utsedd") if word in text]


def test_the_words_to_the_child_are_suggested_written_over_and_printed(
    willing: Make, window: Make, client_of: Make
) -> None:
    proposal = willing()
    anna = window("anna").open(proposal.get_absolute_url()).follow("Skriv till barnet").reads("Hej Kajsa!")
    anna.fill(child_words="Hej Kajsa! Vi ses på måndag.").reads("Skrivet till barnet.", "Vi ses på måndag.")
    paper = client_of("anna").get(f"{proposal.get_absolute_url()}till-barnet/papper/")
    said = plain(words_on_paper(paper.content))
    assert "Vi ses på måndag." in said
    assert "Bromma" in said


def test_on_paper_to_a_protected_child_no_district_stands(
    willing: Make, client_made: Make, cast: Cast, client_of: Make
) -> None:
    proposal = willing(client=client_made(protection="marked"))
    address = f"{proposal.get_absolute_url()}till-barnet/papper/"
    assert client_of("anna").get(address).status_code == 404
    proposals.write_to_child(proposal, by=cast.actor("anna"), child_words="Hej!")
    assert "Bromma" not in words_on_paper(client_of("anna").get(address).content)


def test_a_place_that_was_written_before_the_protection_shows_no_more_and_goes_with_the_move(
    willing: Make, cast: Cast, client_of: Make
) -> None:
    proposal = willing()
    meeting = meetings.book(by=cast.actor("anna"), proposal=proposal, at=at(3), place="Ekvägen 4")
    assert "Ekvägen 4" in client_of("anna").get(proposal.get_absolute_url()).content.decode()
    Client.objects.update(protection="marked")
    assert "Ekvägen 4" not in client_of("anna").get(proposal.get_absolute_url()).content.decode()
    meetings.move(ClientMeeting.objects.get(pk=meeting.pk), by=cast.actor("anna"), at=at(5), moved_by="us")
    assert ClientMeeting.objects.get().place == ""
