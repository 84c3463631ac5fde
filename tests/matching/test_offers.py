"""The question: what is written and shown of it, and the answer behind the link or on the telephone."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client as Browser

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.workflow import Blocked, Refusal, WrongState
from matching.models import Offer, Proposal, Shortlist
from matching.workflow import offers, proposals, shortlists
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.reading import errors_at, read, text_of
from tests.recruitment.made import everything, plain

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
WHO_IT_IS = ("Kajsa", "Kanariefågel", "Moa", "BRO-2026-0001", "20170402", "2017", "070-174 06 05", "Hedda", "3.2")


class Link:
    """The page behind the link of the letter that somebody got."""

    def __init__(self, offer: Offer) -> None:
        letter = Letter.objects.filter(purpose="offer", receiver_key=offer.proposal.volunteer_id).latest("pk")
        (address,) = re.findall(r"https?://\S+/svar/\S+", letter.body)
        self.path = address.removeprefix(settings.BASE_URL.rstrip("/"))
        self.client: Any = Browser()
        self.pk = offer.pk

    def open(self) -> str:
        response = self.client.get(self.path)
        self.status = response.status_code
        self.page = read(response)
        return plain(" ".join(text_of(self.page, "main")))

    def answer(self, answer: str, **given: str) -> str:
        response = self.client.post(self.path, {"answer": answer, **given})
        self.status, self.page = response.status_code, read(response)
        return plain(" ".join(text_of(self.page, "main")))

    @property
    def is_open(self) -> bool:
        return bool(text_of(self.page, "form button"))

    def states(self) -> tuple[str, str]:
        offer = Offer.objects.get(pk=self.pk)
        return offer.state, offer.proposal.state


@pytest.fixture
def asked(searched: Make, pooled: Make, path: Path) -> Callable[..., Link]:
    """`asked()`: Familjen Åberg has got the letter, with a text as the form suggests it."""

    def make(*, ordered: bool = False, text: str = "Vi söker en kontaktfamilj.", **given: Any) -> Link:
        volunteer = pooled(by="rut" if ordered else "anna")
        proposal = path.asked(path.picked(searched(ordered=ordered, **given), volunteer)[0], text=text)
        return Link(proposal.offers.get())

    return make


# The letter and the text


@pytest.mark.parametrize("ordered", [False, True])
def test_neither_letter_nor_page_says_who_it_is_about(
    searched: Make, pooled: Make, path: Path, window: Make, ordered: bool
) -> None:
    by = "rut" if ordered else "anna"
    one, two = pooled("Familjen Ett", by=by), pooled("Familjen Två", by=by, email="tva@post.example")
    shortlist = searched(ordered=ordered)
    path.picked(shortlist, one, two)
    screen = window(by).open(f"{shortlist.get_absolute_url()}fraga/")
    screen.reads("Familjen Ett får e-post, Familjen Två får e-post", "ser inte vilka andra som tillfrågas")
    screen.fill(answer_by=str(clock.today() + timedelta(days=7)))
    for offer, other in zip(
        Offer.objects.order_by("proposal__volunteer__pk"), ("Familjen Två", "Familjen Ett"), strict=True
    ):
        letter = Letter.objects.get(purpose="offer", receiver_key=offer.proposal.volunteer_id)
        name = offer.proposal.volunteer.name
        assert letter.body.startswith(f"Hej {name}!")
        assert letter.address == offer.proposal.volunteer.email
        said = Link(offer).open()
        assert "kontaktfamilj" in said
        assert "djur" in said
        for text in (letter.subject, letter.body, said, offer.text):
            assert not [word for word in (*WHO_IT_IS, other, str(shortlist.order or "BRO-")) if word in text]
        # What the letter is about stands behind the link alone.
        assert "djur" not in letter.body
        assert "Varannan helg" not in letter.body


@pytest.mark.parametrize("protection", ["marked", "registered"])
def test_of_a_protected_child_the_district_is_told_nobody(
    searched: Make, client_made: Make, pooled: Make, path: Path, window: Make, protection: str
) -> None:
    client = client_made(protection=protection)
    shortlist = searched(ordered=True, client=client)
    assert shortlist.unit.name == "Bromma"
    proposal = path.picked(shortlist, pooled(by="rut"))[0]
    rut = window("rut").open(f"{proposal.get_absolute_url()}fraga/")
    assert "Bromma" not in "".join(rut.page.itertext())
    rut.fill(answer_by=str(clock.today() + timedelta(days=7)))
    offer = Offer.objects.get()
    letter = Letter.objects.get(purpose="offer")
    said = Link(offer).open()
    assert not [text for text in (offer.text, letter.body, letter.subject, said) if "Bromma" in text]
    for page in (shortlist, proposal):
        assert "Bromma" not in "".join(rut.open(page.get_absolute_url()).page.itertext())


def test_the_own_search_for_a_protected_child_leaves_the_district_out_of_the_text(
    searched: Make, client_made: Make, pooled: Make, path: Path, window: Make
) -> None:
    """The family knows whose pool it is in: the letter is signed by Bromma, and the question does not say where."""
    proposal = path.picked(searched(client=client_made(protection="marked")), pooled())[0]
    window("anna").open(f"{proposal.get_absolute_url()}fraga/").fill(answer_by=str(clock.today()))
    offer = Offer.objects.get()
    assert "Bromma" not in offer.text
    assert "Bromma" not in Link(offer).open()


def test_who_has_protected_identity_or_no_address_is_called(
    searched: Make, pooled: Make, path: Path, window: Make, cast: Cast
) -> None:
    quiet = pooled("Familjen Tyst", email="", phone="08-465 004 35")
    hidden = pooled("Familjen Dold", email="dold@post.example", protection="marked")
    for proposal in path.picked(searched(), quiet, hidden):
        lead = window("anna").open(f"{proposal.get_absolute_url()}fraga/")
        lead.reads("Rings upp: läs upp förfrågan")
        path.asked(proposal)
        assert proposal.offers.get().is_by_phone
    assert not Letter.objects.filter(purpose="offer").exists()
    # Thanked or appointed, she gets no letter either.
    shortlists.close(Shortlist.objects.get(), by=cast.actor("anna"), reason="Behovet har ändrats.")
    assert not Letter.objects.exists()
    assert set(Proposal.objects.values_list("state", flat=True)) == {"released"}


@pytest.mark.parametrize("days", [-1, 31])
def test_the_last_day_is_within_a_month(searched: Make, pooled: Make, path: Path, days: int) -> None:
    proposal = path.picked(searched(), pooled())[0]
    with pytest.raises(Refusal, match="trettio dagarna"):
        path.asked(proposal, answer_by=clock.today() + timedelta(days=days))
    assert not Offer.objects.exists()
    assert not Letter.objects.exists()


def test_nobody_is_asked_for_an_order_that_was_taken_back(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    shortlist = searched(ordered=True)
    proposal = path.picked(shortlist, pooled(by="rut"))[0]
    type(shortlist.order).objects.update(state="withdrawn")
    with pytest.raises(Blocked, match="återtagen"):
        path.asked(Proposal.objects.get(pk=proposal.pk))


# The link


def test_opening_the_link_changes_nothing(asked: Callable[..., Link]) -> None:
    link = asked(text="Vi söker en kontaktfamilj varannan helg.")
    before = everything(), list(Offer.objects.values()), list(Proposal.objects.values())
    for _ in range(3):
        assert "Vi söker en kontaktfamilj varannan helg." in link.open()
    link.client.head(link.path)
    assert (everything(), list(Offer.objects.values()), list(Proposal.objects.values())) == before
    assert link.is_open


@pytest.mark.parametrize(
    ("answer", "given", "states", "said"),
    [
        ("yes", {"words": "Gärna på söndagar."}, ("yes", "willing"), "Tack, ni har svarat ja"),
        ("no", {"reason": "distance"}, ("no", "unwilling"), "Ett nej är helt i sin ordning"),
        ("call", {"words": "Efter fem."}, ("call", "call"), "Vi ringer er"),
    ],
)
def test_the_three_answers(
    asked: Callable[..., Link], answer: str, given: dict[str, str], states: tuple[str, str], said: str
) -> None:
    link = asked()
    assert said in link.answer(answer, **given)
    assert (link.status, link.is_open) == (200, False)
    assert link.states() == states
    offer = Offer.objects.get()
    assert (offer.way, offer.words) == ("link", given.get("words", ""))
    assert offer.answered_at == clock.now()
    event = Event.objects.filter(object_type="matching.offer").latest("pk")
    assert (event.actor_kind, event.user) == ("link", None)
    assert not [fact for fact in event.facts.values() if fact in given.values()]


def test_a_no_needs_a_reason_and_keeps_what_was_typed(asked: Callable[..., Link]) -> None:
    link = asked()
    link.answer("no", words="Vi har just fått barn.")
    assert link.status == 422
    assert errors_at(link.page, "reason") == ["Välj varför det inte passar, så frågar vi rätt nästa gång."] or (
        "Välj varför det inte passar, så frågar vi rätt nästa gång." in " ".join(text_of(link.page, "main"))
    )
    assert "Vi har just fått barn." in " ".join(text_of(link.page, "textarea"))
    assert link.states() == ("sent", "asked")
    link.answer("no", reason="time", words="Vi har just fått barn.")
    assert link.states() == ("no", "unwilling")
    assert Proposal.objects.get().next_contact_on == clock.today() + timedelta(days=60)


@pytest.mark.parametrize("answer", ["", "kanske"])
def test_nonsense_is_no_answer(asked: Callable[..., Link], answer: str) -> None:
    link = asked()
    link.answer(answer)
    assert (link.status, link.states()) == (422, ("sent", "asked"))


@pytest.mark.parametrize("first", ["yes", "no"])
def test_the_first_answer_stands(asked: Callable[..., Link], first: str) -> None:
    link = asked()
    link.answer(first, reason="time")
    states = link.states()
    events = Event.objects.count()
    said = link.answer("no" if first == "yes" else "yes", reason="full")
    assert link.states() == states
    assert (link.status, link.is_open, Event.objects.count()) == (200, False, events)
    assert said == link.open()


def test_who_wanted_a_call_may_still_answer(asked: Callable[..., Link]) -> None:
    link = asked()
    link.answer("call")
    link.open()
    assert link.is_open
    link.answer("yes")
    assert link.states() == ("yes", "willing")


def test_the_link_holds_through_its_last_day(asked: Callable[..., Link]) -> None:
    link, last = asked(), clock.today() + timedelta(days=7)
    with clock.at(last):
        assert "Svara senast" in link.open()
        assert offers.expire_run_out() == 0
    with clock.at(last + timedelta(days=1)):
        link.open()
        assert (link.status, link.is_open) == (410, False)
        link.answer("yes")
        assert (link.status, link.states()) == (410, ("sent", "asked"))
        assert offers.expire_run_out() == 1
        assert offers.expire_run_out() == 0
    assert link.states() == ("expired", "silent")


def test_a_question_that_was_taken_back_says_so(asked: Callable[..., Link], cast: Cast) -> None:
    link = asked()
    shortlists.close(Shortlist.objects.get(), by=cast.actor("anna"), reason="Kajsa har flyttat.")
    said = link.open()
    assert "Frågan är inte längre öppen" in said
    assert "Kajsa" not in said
    assert not link.is_open
    link.answer("yes")
    assert link.states() == ("withdrawn", "released")
    thanks = Letter.objects.get(purpose="thanks")
    assert thanks.body.startswith("Hej Familjen Åberg!")
    assert not [word for word in WHO_IT_IS if word in thanks.body]


def test_asked_again_the_old_link_answers_nothing(asked: Callable[..., Link], path: Path, cast: Cast) -> None:
    old = asked()
    with clock.at(clock.today() + timedelta(days=8)):
        offers.expire_run_out()
        path.asked(Proposal.objects.get())
        new = Link(Offer.objects.get(state="sent"))
        old.answer("yes")
        assert (old.status, new.states()) == (410, ("sent", "asked"))
        new.answer("yes")
        assert new.states() == ("yes", "willing")


# On the telephone


def test_what_was_said_on_the_telephone(asked: Callable[..., Link], window: Make, cast: Cast) -> None:
    link = asked()
    anna = window("anna").open(Proposal.objects.get().get_absolute_url()).press("Anteckna svar")
    anna.fill(answer="no", status=422)
    anna.fill(answer="yes", words="Ring efter fem.").reads("Svaret är antecknat.", "Ring efter fem.", "telefon")
    assert link.states() == ("yes", "willing")
    assert "Tack, ni har svarat ja" in link.open()


def test_the_second_answer_on_the_telephone_is_refused(asked: Callable[..., Link], cast: Cast) -> None:
    link = asked()
    offer = Offer.objects.get()
    link.answer("no", reason="time")
    with pytest.raises(WrongState):
        offers.say_yes(offer, by=cast.actor("anna"))
    assert link.states() == ("no", "unwilling")


def test_the_district_answers_for_nobody_whom_the_brokerage_has_asked(asked: Callable[..., Link], cast: Cast) -> None:
    asked(ordered=True)
    offer = Offer.objects.get()
    with pytest.raises(Refusal):
        offers.say_yes(offer, by=cast.actor("anna"))
    offers.say_yes(offer, by=cast.actor("rut"))


def test_contact_again_lies_ahead_and_can_be_done(asked: Callable[..., Link], cast: Cast) -> None:
    asked().answer("no", reason="time")
    proposal = Proposal.objects.get()
    with pytest.raises(Refusal, match="framåt i tiden"):
        proposals.note_contact(proposal, by=cast.actor("anna"), next_contact_on=clock.today())
    proposal = proposals.note_contact(proposal, by=cast.actor("anna"), next_contact_on=None)
    assert proposal.next_contact_on is None
