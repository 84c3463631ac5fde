"""Asking: by the way that the volunteer wants, once more before the last day, and not beyond the free places."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.access import Actor
from brokerage.letters.models import Letter
from brokerage.workflow import NotAllowed, Refusal
from matching.models import Offer, Proposal, Shortlist
from matching.workflow import offers
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.recruitment.made import plain

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
MOBILE, LANDLINE = "070-174 06 35", "08-465 004 35"
WHO = ("Kajsa", "Kanariefågel", "Åberg", "Bromma", "BRO-", "djur", "Varannan")


def in_days(days: int) -> Any:
    return clock.at(clock.now() + timedelta(days=days))


@pytest.mark.parametrize(
    ("way", "email", "phone", "channels"),
    [
        ("mail", "ek@post.example", MOBILE, ["mail"]),
        ("sms", "ek@post.example", MOBILE, ["sms"]),
        ("both", "ek@post.example", MOBILE, ["mail", "sms"]),
        ("phone", "ek@post.example", MOBILE, []),
        ("mail", "", MOBILE, ["sms"]),  # there is no other way to write
        ("sms", "ek@post.example", LANDLINE, ["mail"]),
        ("both", "", LANDLINE, []),
    ],
)
def test_a_volunteer_is_asked_by_the_way_that_they_want(
    searched: Make, pooled: Make, path: Path, way: str, email: str, phone: str, channels: list[str]
) -> None:
    volunteer = pooled(way=way, email=email, phone=phone)
    proposal = path.asked(path.picked(searched(), volunteer)[0])
    letters = Letter.objects.filter(purpose="offer")
    assert sorted(letters.values_list("channel", flat=True)) == channels
    assert Offer.objects.get().is_by_phone is (not channels)
    for letter in letters:
        assert letter.address == (volunteer.phone if letter.channel == "sms" else volunteer.email)
    assert proposal.state == "asked"


def test_without_a_provider_nobody_gets_an_sms(searched: Make, pooled: Make, path: Path, settings: Any) -> None:
    settings.SMS_BACKEND = ""
    path.asked(path.picked(searched(), pooled(way="sms"))[0])
    assert Letter.objects.get(purpose="offer").channel == "mail"


def test_an_sms_names_nobody_and_its_link_leads_to_the_question(
    searched: Make, pooled: Make, path: Path, window: Make
) -> None:
    path.asked(path.picked(searched(), pooled(way="sms", phone=MOBILE))[0], text="Vi söker en kontaktfamilj.")
    letter = Letter.objects.get(purpose="offer")
    assert not letter.subject
    assert not [word for word in WHO if word in letter.body]
    (address,) = re.findall(r"https?://[^/]+(/svar/\S+)", letter.body)
    window().open(address).reads("Vi söker en kontaktfamilj.")


def test_every_message_that_can_be_an_sms_names_nobody(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    chosen, other = (pooled(name, way="sms", phone=MOBILE) for name in ("Familjen Åberg", "Familjen Alm"))
    one, two = path.picked(searched(), chosen, other)
    path.willing(two)
    path.checked(path.chosen(one))
    path.appointed(one)
    letters = Letter.objects.filter(channel="sms")
    assert set(letters.values_list("purpose", flat=True)) == {"offer", "thanks", "appointed"}
    assert not [word for letter in letters for word in (*WHO, "Alm") if word in letter.body]


def test_an_unanswered_question_is_reminded_of_once_before_its_last_day(
    searched: Make, pooled: Make, path: Path, window: Make
) -> None:
    last = clock.today() + timedelta(days=7)
    proposal = path.asked(path.picked(searched(), pooled())[0], answer_by=last)
    for days, sent in ((0, 0), (5, 0), (6, 1), (6, 0), (7, 0)):
        with in_days(days):
            assert offers.remind_unanswered() == sent
    letter = Letter.objects.get(purpose="reminder")
    assert letter.subject == "Påminnelse om vår förfrågan"
    (address,) = re.findall(r"https?://[^/]+(/svar/\S+)", letter.body)
    with in_days(7):
        window().open(address).reads("Vi söker någon.")
        window("anna").open(proposal.get_absolute_url()).reads("påmind")


def test_who_is_called_has_answered_or_was_asked_today_is_not_reminded(
    searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    called, willing = path.picked(searched(), pooled("Familjen Ring", way="phone"), pooled("Familjen Ja"))
    path.asked(called)
    path.willing(willing)
    with in_days(6):
        assert offers.remind_unanswered() == 0
    new = path.picked(Shortlist.objects.get(), pooled("Familjen Ny"))[-1]
    path.asked(new, answer_by=clock.today())
    assert offers.remind_unanswered() == 0


def test_only_the_due_loop_reminds(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    path.asked(path.picked(searched(), pooled())[0])
    with pytest.raises(NotAllowed):
        offers.remind(Offer.objects.get(), by=cast.actor("anna"))
    offers.remind(Offer.objects.get(), by=Actor.system("offers"))


# No more open questions than free places


@pytest.fixture
def twice(searched: Make, pooled: Make, path: Path, client_made: Make) -> Callable[..., list[Proposal]]:
    """One family with so many places, picked in two searches; asked in the first."""

    def make(places: int = 1) -> list[Proposal]:
        family = pooled("Familjen Åberg", approval={"places": places})
        sibling = client_made(number=identity.made_up(date(2017, 4, 3), 981), name="Syskon")
        one, two = (path.picked(searched(client=child), family)[0] for child in (client_made(), sibling))
        path.asked(one)
        return [one, two]

    return make


def test_a_second_question_waits_for_the_first(twice: Make, path: Path, cast: Cast) -> None:
    one, two = twice()
    with pytest.raises(Refusal, match="en ledig plats och redan en obesvarad"):
        path.asked(two)
    assert two.offers.count() == 0
    offers.say_no(one.offers.get(), by=cast.actor("anna"), reason="time")
    assert path.asked(two).state == "asked"


def test_with_places_for_both_both_may_be_asked(twice: Make, path: Path) -> None:
    assert path.asked(twice(2)[1]).offers.get().beyond == ""


def test_the_recruiter_may_ask_beyond_the_places_with_a_reason(twice: Make, window: Make) -> None:
    _, two = twice()
    anna = window("anna").open(f"{two.get_absolute_url()}fraga/").reads("redan en obesvarad förfrågan")
    anna.fill(status=422, text="Vi söker någon.").reads("Detta fält måste fyllas i")
    anna.fill(beyond="Den första gäller nästa år.").reads("Frågad trots att platserna inte räcker: Den första")
    assert Offer.objects.get(proposal=two).beyond == "Den första gäller nästa år."


def test_a_reason_that_is_not_needed_is_not_kept(searched: Make, pooled: Make, path: Path) -> None:
    path.asked(path.picked(searched(), pooled())[0], beyond="I onödan")
    assert Offer.objects.get().beyond == ""


def test_asking_all_at_once_says_who_gets_what(searched: Make, pooled: Make, path: Path, window: Make) -> None:
    shortlist = searched()
    path.picked(
        shortlist, pooled("Familjen Mejl"), pooled("Familjen Ring", way="phone"), pooled("Familjen Mobil", way="sms")
    )
    screen = window("anna").open(f"{shortlist.get_absolute_url()}fraga/")
    screen.reads("Familjen Mejl får e-post", "Familjen Ring rings upp", "Familjen Mobil får SMS")
    screen.fill()
    assert {plain(each.channel) for each in Letter.objects.all()} == {"mail", "sms"}
    assert set(Proposal.objects.values_list("state", flat=True)) == {"asked"}


def test_the_way_is_told_on_the_volunteers_page(pooled: Make, window: Make) -> None:
    family = pooled()
    anna = window("anna").open(f"{family.get_absolute_url()}andra/")
    anna.fill(way="sms").reads("Nås helst genom SMS")


@pytest.mark.parametrize(
    ("text", "why"),
    [("Kajsa vill ha en hund.", "klientens namn"), ("Nr 20170402-9808.", "personnummer"), ("I Bromma.", "stadsdelen")],
)
def test_the_question_names_nobody_whatever_is_typed(
    searched: Make, pooled: Make, path: Path, client_made: Make, text: str, why: str
) -> None:
    protection = "marked" if "Bromma" in text else "none"
    (proposal,) = path.picked(searched(client=client_made(protection=protection)), pooled())
    with pytest.raises(Refusal, match=why):
        path.asked(proposal, text=text)
    assert not proposal.offers.exists()
