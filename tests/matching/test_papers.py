"""The agreement on paper: each party's copy holds what is theirs to know, and of the protected no way to reach them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.letters.models import Letter
from brokerage.workflow import Refusal
from decisions.models import Guardian
from decisions.workflow import clients
from matching.agreements import Party, signers
from matching.models import Agreement, Assignment
from matching.workflow import agreements
from recruitment.models import VolunteerPlace
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.reading import words_on_paper
from tests.recruitment.made import plain

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
TERMS: dict[str, Any] = {
    "scheme": "Varannan helg, fredag till söndag.",
    "included": "Hämtning ingår, nöjesfält ingår inte.",
    "compensation": "Arvode 900 kr och omkostnader.",
    "notice_days": 14,
}
MOTHER, FAMILY, STREET = "070-174 06 05", "070-174 06 99", "Ekvägen 4"
THROUGH = "genom kontaktsekreteraren (skyddade personuppgifter)"
COPIES = [party.value for party in Party]


@pytest.fixture
def papers(
    searched: Make, client_made: Make, pooled: Make, path: Path, cast: Cast, client_of: Make
) -> Callable[..., dict[str, str]]:
    """`papers()`: what is printed in each copy, by its party."""

    def make(
        *, family: dict[str, Any] | None = None, ordered: bool = False, guardian: str = "none", **client: Any
    ) -> dict[str, str]:
        child = client_made(**client)
        Guardian.objects.update(protection=guardian)
        volunteer = pooled(by="rut" if ordered else "anna", phone=FAMILY, approval={"age_to": 64}, **(family or {}))
        if not volunteer.is_protected:
            VolunteerPlace.objects.create(volunteer=volunteer, street=STREET, town="Bromma", district=cast.bromma)
        proposal = path.found(searched(ordered=ordered, client=child), volunteer)
        path.checked(proposal)
        path.appointed(proposal)
        assignment = Assignment.objects.get()
        agreements.write_agreement(assignment, by=cast.actor("anna"), version=assignment.version, **TERMS)
        return {party: printed(client_of("anna"), assignment, party) for party in COPIES}

    return make


def printed(browser: Any, assignment: Assignment, party: str) -> str:
    response = browser.get(f"{assignment.get_absolute_url()}avtal/{party}/")
    assert response.headers["Content-Type"] == "application/pdf"
    for value in (*response.headers.values(),):
        assert "Kajsa" not in value
    return plain(words_on_paper(response.content))


def test_each_gets_what_is_theirs_to_know(papers: Callable[..., dict[str, str]]) -> None:
    copies = papers()
    for party in Party:
        said = copies[party]
        assert party.label in said
        for text in ("Kajsa Kanariefågel", "Familjen Åberg", TERMS["scheme"], TERMS["included"], "14 dagar"):
            assert str(text) in said, (party, text)
        assert STREET not in said  # nobody's address is anybody's to read in an agreement
    assert TERMS["compensation"] not in copies["klient"]
    assert "kr" not in copies["klient"].split()
    assert TERMS["compensation"] in copies["uppdragstagare"]
    assert TERMS["compensation"] in copies["enhet"]


def test_nobodys_number_leaves_the_unit(papers: Callable[..., dict[str, str]]) -> None:
    copies = papers()
    assignment = Assignment.objects.get()
    number = assignment.decision.client.identity.number
    others = [each.identity_number for each in assignment.volunteer.members.all()]
    for party in ("klient", "uppdragstagare"):
        for text in (number, number.replace("-", ""), number[2:], *others, "BRO-2026-0001", "Hedda", "3.4"):
            assert text not in copies[party], (party, text)
    assert number in copies["enhet"]
    assert "Hedda Lind" in copies["enhet"]
    assert not [each for each in others if each in copies["enhet"]]


def test_of_a_protected_client_no_way_to_reach_anybody_around_them(papers: Callable[..., dict[str, str]]) -> None:
    """Nor the district, which is a place as well: the paper is the city's."""
    for said in papers(protection="marked").values():
        assert MOTHER not in said
        assert "Bromma" not in said
        assert f"Moa Mor, {THROUGH}" in said


def test_of_a_protected_guardian_no_telephone(papers: Callable[..., dict[str, str]]) -> None:
    for said in papers(guardian="registered").values():
        assert MOTHER not in said
        assert f"Moa Mor, {THROUGH}" in said


@pytest.mark.parametrize("ordered", [False, True])
def test_of_a_protected_volunteer_no_telephone(papers: Callable[..., dict[str, str]], ordered: bool) -> None:
    copies = papers(family={"protection": "marked", "email": ""}, ordered=ordered)
    for said in copies.values():
        assert FAMILY not in said
        assert STREET not in said
    assert THROUGH in copies["klient"]


def test_an_open_address_stands_where_it_is_needed(papers: Callable[..., dict[str, str]]) -> None:
    """Else the tests above would find nothing because nothing is there."""
    copies = papers()
    assert FAMILY in copies["klient"]
    assert MOTHER in copies["uppdragstagare"]
    assert "Bromma, Stockholms stad" in copies["klient"]


def test_protected_later_the_next_print_says_nothing(
    papers: Callable[..., dict[str, str]], cast: Cast, client_of: Make
) -> None:
    papers()
    assignment = Assignment.objects.get()
    client = assignment.decision.client
    clients.edit(
        client,
        by=cast.actor("anna"),
        version=client.version,
        name=client.identity.name,
        phone="",
        email="",
        protection="registered",
        interpreter=None,
        communication="",
    )
    for party in COPIES:
        said = printed(client_of("anna"), assignment, party)
        assert MOTHER not in said
        assert "Bromma" not in said


@pytest.mark.parametrize(
    ("born", "signs"),
    [
        ("2017-04-02", ["Moa Mor"]),
        ("2011-11-23", ["Moa Mor"]),  # fifteen tomorrow
        ("2011-11-22", ["Moa Mor", "Kajsa Kanariefågel"]),
        ("2008-11-22", ["Kajsa Kanariefågel"]),  # eighteen today: nobody signs for her
    ],
)
def test_who_signs(
    client_made: Make, searched: Make, pooled: Make, path: Path, cast: Cast, born: str, signs: list[str]
) -> None:
    number = identity.made_up(date.fromisoformat(born), 989)
    with clock.at(clock.today() - timedelta(days=10)):
        client = client_made(number=number)
        clients.record_consent(client, by=cast.actor("anna"), guardian=None, given_on=clock.today())
    proposal = path.found(searched(client=client), pooled(approval={"age_to": 20}))
    path.checked(proposal)
    path.appointed(proposal)
    found = signers(Assignment.objects.get())
    assert found == [*signs, "Familjen Åberg", "Bromma, Stockholms stad"]


def test_written_anew_it_is_signed_anew(papers: Callable[..., dict[str, str]], cast: Cast) -> None:
    papers()
    assignment, by = Assignment.objects.get(), cast.actor("anna")
    with pytest.raises(Refusal, match="mellan den dag avtalet skrevs och i dag"):
        agreements.sign_agreement(
            assignment, by=by, version=assignment.version, signed_on=clock.today() - timedelta(days=1)
        )
    assignment = agreements.sign_agreement(assignment, by=by, version=assignment.version, signed_on=clock.today())
    assert Agreement.objects.get().signed_on == clock.today()
    agreements.write_agreement(assignment, by=by, version=assignment.version, **TERMS)
    assert assignment.agreements.get(replaced_on=None).signed_on is None
    assert assignment.agreements.get(number=1).signed_on == clock.today()  # the version that was signed is kept


def test_there_is_no_fourth_copy_and_none_before_it_is_written(
    searched: Make, pooled: Make, path: Path, client_of: Make, cast: Cast
) -> None:
    proposal = path.found(searched(), pooled())
    path.checked(proposal)
    path.appointed(proposal)
    assignment = Assignment.objects.get()
    anna = client_of("anna")
    assert anna.get(f"{assignment.get_absolute_url()}avtal/klient/").status_code == 404
    with pytest.raises(Refusal, match="Skriv avtalet först"):
        agreements.sign_agreement(
            assignment, by=cast.actor("anna"), version=assignment.version, signed_on=clock.today()
        )
    agreements.write_agreement(assignment, by=cast.actor("anna"), version=assignment.version, **TERMS)
    assert anna.get(f"{assignment.get_absolute_url()}avtal/granne/").status_code == 404


def test_the_letter_to_whoever_is_appointed_names_only_them(papers: Callable[..., dict[str, str]]) -> None:
    papers()
    letter = Letter.objects.get(purpose="appointed")
    assert letter.body.startswith("Hej Familjen Åberg!")
    for word in ("Kajsa", "Kanariefågel", "Moa", "BRO-2026", "Hedda", "900"):
        assert word not in letter.body
