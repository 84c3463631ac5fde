"""The family of a client: guardians put right and gone, siblings side by side."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock, identity
from brokerage.workflow import Blocked, Refusal
from decisions.models import Client, Decision
from decisions.workflow import clients
from tests.cast import Cast
from tests.decisions.conftest import ADULT

SISTER = identity.made_up(date(2014, 5, 6), 984)


@pytest.fixture
def siblings(client_made: Callable[..., Client], cast: Cast) -> tuple[Client, Client]:
    first, second = client_made(), client_made(name="Svea Kanariefågel", number=SISTER)
    return first, clients.link_sibling(second, by=cast.actor("anna"), number=first.identity.number)


def test_who_has_no_custody_is_not_asked_any_more(
    decided: Callable[..., Decision], client_made: Callable[..., Client], cast: Cast
) -> None:
    by, child = cast.actor("anna"), client_made()
    child = clients.add_guardian(child, by=by, name="Pelle Pappa", phone="", email="", protection="none")
    father = child.guardians.get(name="Pelle Pappa")
    with pytest.raises(Blocked, match="Vårdnadshavarnas samtycke"):
        decided(client=child)
    child = clients.end_guardian(child, by=by, guardian=father, ended_on=clock.today())
    father.refresh_from_db()
    with pytest.raises(Refusal, match="Vårdnaden hade upphört"):
        clients.record_consent(child, by=by, guardian=father, given_on=clock.today())
    assert decided(client=child).pk


def test_a_consent_of_somebody_without_custody_is_worth_nothing(
    decided: Callable[..., Decision], client_made: Callable[..., Client], cast: Cast
) -> None:
    child = client_made()
    clients.end_guardian(child, by=cast.actor("anna"), guardian=child.guardians.get(), ended_on=clock.today())
    with pytest.raises(Blocked, match="Vårdnadshavarnas samtycke krävs"):
        decided(client=Client.objects.get())


def test_a_guardian_is_put_right_in_the_browser(
    client_made: Callable[..., Client], client_of: Callable[..., Browser]
) -> None:
    child, browser = client_made(), client_of("anna")
    mother = child.guardians.get()
    url = reverse("decisions:client_edit_guardian", args=[child.pk, mother.pk])
    assert url in browser.get(child.get_absolute_url()).content.decode()
    facts = {
        "version": child.version,
        "kind": "custody",
        "name": "Mona Mor",
        "phone": "",
        "email": "",
        "protection": "marked",
    }
    page = browser.post(url, facts, follow=True).content.decode()
    assert "Mona Mor" in page
    assert "Moa Mor" not in page
    assert browser.post(url, facts).status_code == 422  # on an old page
    ended = reverse("decisions:client_end_guardian", args=[child.pk, mother.pk])
    page = browser.post(ended, {"ended_on": "2026-11-01"}, follow=True).content.decode()
    assert "Vårdnaden upphörde 1\N{NO-BREAK SPACE}nov\N{NO-BREAK SPACE}2026" in page


def test_the_mother_of_somebody_of_age_can_still_become_protected(
    client_made: Callable[..., Client], cast: Cast
) -> None:
    child, by = client_made(), cast.actor("anna")
    mother = child.guardians.get()
    with clock.at(date(2036, 1, 1)):
        clients.edit_guardian(child, by=by, guardian=mother, kind="custody", name="Moa Mor", protection="marked")
        mother.refresh_from_db()
        assert mother.protection == "marked"
        clients.edit_guardian(child, by=by, guardian=mother, kind="deputy")
        with pytest.raises(Refusal, match="är myndig"):
            clients.edit_guardian(child, by=by, guardian=mother, kind="custody")


def test_siblings_stand_on_each_others_pages_and_are_named_on_their_own(
    siblings: tuple[Client, Client], client_of: Callable[..., Browser]
) -> None:
    """Who it is shows only when the sibling's own page is opened, and that look is an Event."""
    browser = client_of("anna")
    for one, other in (siblings, siblings[::-1]):
        page = browser.get(one.get_absolute_url()).content.decode()
        assert other.get_absolute_url() in page
        assert f"född {other.birth_year}" in page
        assert other.identity.name not in page


def test_siblings_are_linked_once_and_nobody_to_oneself(siblings: tuple[Client, Client], cast: Cast) -> None:
    first, second = siblings
    with pytest.raises(Refusal, match="redan sammanlänkade"):
        clients.link_sibling(first, by=cast.actor("anna"), number=second.identity.number)
    with pytest.raises(Refusal, match="till sig själv"):
        clients.link_sibling(first, by=cast.actor("anna"), number=first.identity.number)


@pytest.mark.parametrize("who", ["lo", "olle"])
def test_nobody_learns_of_clients_elsewhere_by_looking_for_siblings(
    who: str, client_made: Callable[..., Client], client_of: Callable[..., Browser]
) -> None:
    """The same answer whether the number is unknown or belongs to another area's client."""
    child = client_made()
    client_made(by=who, number=ADULT, name="Ada Annanstans", consents=False)
    url = reverse("decisions:client_link_sibling", args=[child.pk])
    for number in (ADULT, SISTER):
        answer = client_of("anna").post(url, {"number": number})
        assert answer.status_code == 422
        assert "Ingen klient hos er har det personnumret." in answer.content.decode()
        assert "Annanstans" not in answer.content.decode()


def test_a_wrong_link_is_taken_away(siblings: tuple[Client, Client], client_of: Callable[..., Browser]) -> None:
    first, second = siblings
    browser = client_of("anna")
    url = reverse("decisions:client_unlink_sibling", args=[first.pk, second.pk])
    assert url in browser.get(first.get_absolute_url()).content.decode()
    assert second.get_absolute_url() not in browser.post(url, follow=True).content.decode()
    assert not Client.objects.siblings_of(second.pk).exists()


class TestGodMan:
    """LSS 8 §: somebody else may ask for whoever manifestly can't take a stand."""

    @pytest.fixture
    def adult(self, client_made: Callable[..., Client], cast: Cast) -> Client:
        made = client_made(by="lo", number=ADULT, consents=False)
        facts = {"phone": "070-174 06 44", "email": "", "protection": "none"}
        return clients.add_guardian(made, by=cast.actor("lo"), kind="deputy", name="Gun Godman", **facts)

    def grant(self, decided: Callable[..., Decision], adult: Client) -> Decision:
        return decided(by="lo", client=Client.objects.get(pk=adult.pk), ground="lss-person", individual_plan="not_yet")

    def test_asks_for_an_adult_and_it_is_noted_why(
        self, decided: Callable[..., Decision], adult: Client, cast: Cast
    ) -> None:
        asked = {"by": cast.actor("lo"), "guardian": adult.guardians.get(), "given_on": clock.today()}
        adult = clients.record_consent(adult, **asked)
        with pytest.raises(Blocked, match="ska själv begära"):
            self.grant(decided, adult)
        clients.withdraw_consent(adult, by=cast.actor("lo"), consent=adult.consents.get(), withdrawn_on=clock.today())
        clients.record_consent(Client.objects.get(pk=adult.pk), **asked, unable="Förstår inte vad frågan gäller.")
        assert self.grant(decided, adult).pk

    def test_whose_task_is_over_asks_for_nobody(
        self, decided: Callable[..., Decision], adult: Client, cast: Cast
    ) -> None:
        by, who = cast.actor("lo"), adult.guardians.get()
        adult = clients.record_consent(adult, by=by, guardian=who, given_on=clock.today(), unable="Förstår inte.")
        clients.end_guardian(adult, by=by, guardian=who, ended_on=clock.today())
        with pytest.raises(Blocked, match="ska själv begära"):
            self.grant(decided, adult)

    def test_has_no_custody_of_a_child_nor_does_a_parent_of_an_adult(
        self, decided: Callable[..., Decision], client_made: Callable[..., Client], adult: Client, cast: Cast
    ) -> None:
        child = client_made()
        clients.add_guardian(child, by=cast.actor("anna"), kind="trustee", name="Gun", protection="none")
        assert decided(client=child).pk  # whose mother alone has custody, and consents
        with pytest.raises(Refusal, match="myndig"):
            clients.add_guardian(adult, by=cast.actor("lo"), name="Moa Mor", protection="none")

    def test_stands_on_the_page_as_what_they_are(self, adult: Client, client_of: Callable[..., Browser]) -> None:
        browser = client_of("lo")
        assert "God man 070-174 06 44" in browser.get(adult.get_absolute_url()).content.decode()
        form = browser.get(reverse("decisions:client_record_consent", args=[adult.pk])).content.decode()
        assert "LSS 8" in form
