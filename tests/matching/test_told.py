"""What a volunteer is told of a client: at first nobody's name, then more with the client's leave; all of it kept."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from brokerage import clock
from brokerage.access import Actor
from brokerage.access.actors import Link
from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.workflow import NotAllowed, Refusal
from decisions.models import Client
from matching.models import Assignment, Disclosure, Proposal
from matching.workflow import meetings, proposals
from recruitment.models import Volunteer
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.recruitment.made import plain

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"text": "Barnet är rädd för hundar.", "consent_by": "Mamman", "way": "link"}


def tell(proposal: Proposal, by: Any, **given: Any) -> Disclosure:
    facts: dict[str, Any] = {**TOLD, "consent_on": clock.today(), **given}
    return meetings.tell_more(by=by, proposal=proposal, **facts)


@pytest.fixture
def willing(searched: Make, pooled: Make, path: Path) -> Callable[..., Proposal]:
    def make(*, ordered: bool = False, **family: Any) -> Proposal:
        volunteer = pooled(by="rut" if ordered else "anna", **family)
        return path.willing(path.picked(searched(ordered=ordered), volunteer)[0])

    return make


def link() -> str:
    letter = Letter.objects.filter(purpose="told_more").latest("pk")
    assert not [word for word in ("hundar", "Kajsa", "Mamman") if word in letter.body]
    (address,) = re.findall(r"https?://\S+/mer/\S+", letter.body)
    return address.removeprefix(settings.BASE_URL.rstrip("/"))


def test_more_is_told_behind_a_link_and_read_there(willing: Make, window: Make) -> None:
    proposal = willing()
    anna = window("anna").open(proposal.get_absolute_url()).follow("Berätta mer")
    anna.fill(status=422, text="Barnet är rädd för hundar.", way="link").reads("Detta fält måste fyllas i")
    anna.fill(consent_by="Moa Mor").reads("Mer är berättat.", "Mer, inför träffen", "Samtycke av Moa Mor")
    family = window().open(link()).reads("Barnet är rädd för hundar.", "inte föra det vidare")
    assert Disclosure.objects.get().read_at is None  # opening it says nothing
    family.fill().reads("Tack, vi har antecknat")
    anna.open(proposal.get_absolute_url()).reads("läst", "av Anna Berg", "Förfrågan, utan namn")
    event = Event.objects.get(verb="matching.disclosure.confirm_read")
    assert event.actor_kind == "link"


def test_an_old_link_tells_nothing(willing: Make, cast: Cast, window: Make) -> None:
    tell(willing(), cast.actor("anna"))
    address = link()
    with clock.at(clock.now() + timedelta(days=settings.LINK_DAYS + 1)):
        said = window().open(address, status=410)
    assert "hundar" not in plain(" ".join(said.page.itertext()))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"consent_on": timedelta(days=1)}, "Samtycket måste finnas"),
        ({"text": "Hennes nummer är 20170402-9808."}, "Personnumret"),
        ({"text": "Hennes nummer är 170402-9808."}, "Personnumret"),
        ({"text": "Hennes nummer är 1704029808."}, "Personnumret"),
    ],
)
def test_what_must_not_be_told(willing: Make, cast: Cast, given: dict[str, Any], why: str) -> None:
    proposal = willing()
    number = proposal.shortlist.decision.client.identity.number
    if "text" in given:
        written = number if "2017" in given["text"] else number[2:]
        given = {"text": f"Numret är {written if '-' in given['text'] else written.replace('-', '')}."}
    if "consent_on" in given:
        given = {"consent_on": clock.today() + given["consent_on"]}
    with pytest.raises(Refusal, match=why):
        tell(proposal, cast.actor("anna"), **given)
    assert not Disclosure.objects.exists()
    assert not Letter.objects.filter(purpose="told_more").exists()


def test_before_a_yes_nothing_more_is_told(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    proposal = path.asked(path.picked(searched(), pooled())[0])
    with pytest.raises(Refusal, match="sagt ja"):
        tell(proposal, cast.actor("anna"))


def test_whoever_is_called_gets_no_link(willing: Make, cast: Cast, window: Make) -> None:
    proposal = willing(protection="marked")
    with pytest.raises(Refusal, match="Ingen länk"):
        tell(proposal, cast.actor("anna"))
    assert tell(proposal, cast.actor("anna"), way="phone").way == "phone"
    assert not Letter.objects.filter(purpose="told_more").exists()


def test_the_brokerage_sees_that_it_was_told_and_not_what(willing: Make, cast: Cast, window: Make) -> None:
    proposal = willing(ordered=True)
    with pytest.raises(NotAllowed):
        tell(proposal, cast.actor("rut"))
    tell(proposal, cast.actor("anna"))
    rut = window("rut").open(proposal.get_absolute_url()).reads("Mer, inför träffen", "Länk i brev")
    said = plain(" ".join(rut.page.itertext()))
    assert not [word for word in ("hundar", "Mamman", "Anna Berg") if word in said]


def test_all_is_told_after_the_appointment_and_never_behind_a_link(
    searched: Make, pooled: Make, path: Path, cast: Cast, window: Make
) -> None:
    proposal = path.found(searched(), pooled())
    tell(Proposal.objects.get(), cast.actor("anna"))
    path.checked(proposal)
    path.appointed(proposal)
    assignment = Assignment.objects.get()
    anna = window("anna").open(assignment.get_absolute_url()).follow("Lämna det som behövs")
    anna.reads("Hälsa, allergier och medicin")
    anna.fill(text="Kajsa tål inte nötter.", consent_by="Moa Mor", way="paper").reads("Det som behövs är lämnat.")
    anna.reads("Förfrågan, utan namn", "Mer, inför träffen", "Allt som behövs, efter utseendet", "tål inte nötter")
    assert "Lämna det som behövs" not in anna.buttons()
    facts: dict[str, Any] = {**TOLD, "consent_on": clock.today()}
    with pytest.raises(Refusal, match="vid ett möte, per telefon eller på papper"):
        meetings.tell_all(by=cast.actor("anna"), assignment=assignment, **facts)


@pytest.mark.parametrize("end", ["declined", "client", "family"])
def test_the_link_closes_when_they_are_no_longer_the_ones_to_know(
    willing: Make, cast: Cast, window: Make, end: str
) -> None:
    """The client says no, or somebody becomes protected: what was told is read no more."""
    proposal = willing()
    told = tell(proposal, cast.actor("anna"))
    window().open(link()).reads("rädd för hundar")
    if end == "declined":
        proposals.decline(proposal, by=cast.actor("anna"), refusal=Proposal.Refusal.values[0])
    elif end == "client":
        Client.objects.update(protection="marked")
    else:
        Volunteer.objects.update(protection="marked")
    said = window().open(link(), status=410)
    assert "hundar" not in plain(" ".join(said.page.itertext()))
    with pytest.raises(Refusal, match="inte längre"):
        meetings.confirm_read(told, by=Actor.by_link(Link("disclosures.read", told.pk, clock.today())))


def test_of_a_protected_client_no_more_is_told_behind_a_link(willing: Make, cast: Cast, client_of: Make) -> None:
    proposal = willing()
    Client.objects.update(protection="marked")
    proposal = Proposal.objects.get(pk=proposal.pk)
    with pytest.raises(Refusal, match="skyddade personuppgifter"):
        tell(proposal, cast.actor("anna"))
    page = client_of("anna").get(f"{proposal.get_absolute_url()}beratta/").content.decode()
    assert 'value="link"' not in page
    assert tell(proposal, cast.actor("anna"), way="meeting").way == "meeting"
