"""Scenario C: which register check an appointment needs, of whom, how fresh, and what of it is kept."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.workflow import Refusal
from matching.models import CaseCheck, Proposal
from matching.problems import case_checks, track_of
from matching.workflow import proposals
from recruitment.models import Check
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.recruitment.made import Made

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 5)
TRACK_A = "Belastnings- och misstankeregistret, nämndens slagning"
EXTRACT = "Registerutdrag, LSS-uppdrag hos barn"


@pytest.fixture
def found(client_made: Make, searched: Make, pooled: Make, path: Path, cast: Cast) -> Callable[..., Proposal]:
    """`found(born, "sol2025-person")`: a client born that day has chosen somebody approved for it."""

    def make(born: date, ground: str, *, kind: str, by: str = "anna", **chosen: Any) -> Proposal:
        client = client_made(by=by, number=identity.made_up(born, 983))
        area = "LSS" if by == "lo" else "IoF"
        scope = {"kinds": [kind], "client_areas": [area], "age_to": 64}
        volunteer = pooled("Familjen Ek", by=by, area=area, kinds=[kind], approval=scope)
        return path.found(searched(by=by, client=client, ground=ground), volunteer, **chosen)

    return make


def kept(check: CaseCheck) -> tuple[Any, ...]:
    return check.source, check.on, check.outcome, check.issued_on, check.paper_place, check.keep_until


def test_a_the_extract_of_the_pool_is_not_the_check_of_the_case(
    found: Make, path: Path, made: Made, cast: Cast
) -> None:
    """SoL contact family, child of nine: the board looks both adults up anew, whatever the pool was shown."""
    with clock.at(OCTOBER):
        proposal = found(date(2017, 3, 3), "sol2025-family", kind="family")
        karin, per = proposal.volunteer.members.order_by("pk")
        vetting = proposal.volunteer.vettings.get()
        for member in (karin, per):
            made.check(vetting, member, "own", on=date(2026, 3, 1))
        assert path.in_the_way(proposal) == [
            f"{TRACK_A} saknas för Karin Åberg.",
            f"{TRACK_A} saknas för Per Åberg.",
        ]
        facts: dict[str, Any] = {"by": cast.actor("anna"), "on": OCTOBER}
        proposals.record_check(proposal, member=karin, outcome="no_obstacle", **facts)
        assert path.in_the_way(proposal) == [f"{TRACK_A} saknas för Per Åberg."]
        # Whatever else the form of another track would send is not kept.
        proposals.record_check(
            proposal, member=per, outcome="obstacle", issued_on=OCTOBER, paper_place="Pärm 4", **facts
        )
        assert path.in_the_way(proposal) == [f"{TRACK_A} visar hinder för Per Åberg."]
        proposals.record_check(proposal, member=per, outcome="nothing", **facts)
        assert [kept(each) for each in proposal.checks.order_by("pk")] == [
            ("A", OCTOBER, "no_obstacle", None, "", None),
            ("A", OCTOBER, "obstacle", None, "", None),
            ("A", OCTOBER, "nothing", None, "", None),
        ]
        assert {each.official for each in proposal.checks.all()} == {cast.anna}
        assert path.in_the_way(proposal) == []


def test_a_somebody_who_has_moved_in_since_is_looked_up_too(found: Make, path: Path, made: Made) -> None:
    with clock.at(OCTOBER):
        proposal = found(date(2017, 3, 3), "sol2025-family", kind="family")
        path.checked(proposal)
        made.member(proposal.volunteer, "adult", "Ulla Åberg")
        made.member(proposal.volunteer, "child", "Lisa Åberg", birth_year=2018)
        assert path.in_the_way(proposal) == [f"{TRACK_A} saknas för Ulla Åberg."]


def test_b_the_extract_of_an_lss_family_may_be_six_months_old(found: Make, path: Path, cast: Cast) -> None:
    """Handed in on 28 September: of 27 March it is too old, of 28 March it holds; the paper is kept for two years."""
    handed_in, starts_on = date(2026, 9, 28), date(2026, 10, 1)
    with clock.at(handed_in):
        proposal = found(date(2016, 4, 4), "lss-short-family", kind="short_family", by="lo", starts_on=starts_on)
        assert path.in_the_way(proposal) == [f"{EXTRACT} saknas för {name}." for name in ("Karin Åberg", "Per Åberg")]
        for member in proposal.volunteer.members.all():
            facts: dict[str, Any] = {"by": cast.actor("lo"), "member": member, "on": handed_in, "outcome": "nothing"}
            with pytest.raises(Refusal, match="högst 6 månader"):
                proposals.record_check(proposal, issued_on=date(2026, 3, 27), paper_place="Pärm 4", **facts)
            with pytest.raises(Refusal, match="vilken dag utdraget är utfärdat"):
                proposals.record_check(proposal, paper_place="Pärm 4", **facts)
            proposals.record_check(proposal, issued_on=date(2026, 3, 28), paper_place="Pärm 4", **facts)
        assert {kept(each) for each in proposal.checks.all()} == {
            ("B", handed_in, "", date(2026, 3, 28), "Pärm 4", date(2028, 10, 1))
        }
        task = case_checks(Proposal.objects.get(pk=proposal.pk), on=handed_in)[0]
        assert "Pärm 4, sparas till och med 1 okt 2028" in task.detail.replace("\N{NO-BREAK SPACE}", " ")
        assert path.in_the_way(proposal) == []


def test_b_no_paper_without_a_place_where_it_lies(found: Make, path: Path, cast: Cast) -> None:
    with clock.at(date(2026, 9, 28)):
        proposal = found(date(2016, 4, 4), "lss-short-family", kind="short_family", by="lo")
        member = proposal.volunteer.members.all()[0]
        with pytest.raises(Refusal, match="Var papperskopian finns"):
            proposals.record_check(
                proposal, by=cast.actor("lo"), member=member, on=clock.today(), issued_on=clock.today()
            )
        assert not CaseCheck.objects.exists()


@pytest.mark.parametrize(("starts_on", "track"), [(date(2026, 2, 27), None), (date(2026, 3, 2), "C")])
def test_c_the_law_on_adults_at_home_begins_in_march(
    found: Make, path: Path, cast: Cast, starts_on: date, track: str | None
) -> None:
    """LSS short stay for somebody of 25: before 1 March no check; after, only that an extract was shown, and when."""
    today = date(2026, 2, 20)
    with clock.at(today):
        proposal = found(date(2001, 1, 5), "lss-short-family", kind="short_family", by="lo", starts_on=starts_on)
        assert track_of(proposal, on=today) == track
        member = proposal.volunteer.members.order_by("pk")[0]
        facts: dict[str, Any] = {"by": cast.actor("lo"), "member": member, "on": today, "outcome": "nothing"}
        if track is None:
            with pytest.raises(Refusal, match="Ingen lag ger rätt"):
                proposals.record_check(proposal, issued_on=today, **facts)
        else:
            assert len(path.in_the_way(proposal)) == 2
            path.checked(proposal, issued_on=today, paper_place="Pärm 4")
            assert {kept(each) for each in proposal.checks.all()} == {("C", today, "", None, "", None)}
        assert path.in_the_way(proposal) == []


@pytest.mark.parametrize(("born", "is_checked"), [(date(2005, 10, 6), True), (date(2005, 10, 5), False)])
def test_d_the_board_looks_up_until_the_client_is_21(
    found: Make,
    path: Path,
    cast: Cast,
    born: date,
    is_checked: bool,
) -> None:
    """A contact person to somebody of 20 is looked up; to somebody who turns 21 that day it can't be asked for."""
    with clock.at(OCTOBER):
        proposal = found(born, "sol2025-person", kind="person")
        karin, per = proposal.volunteer.members.order_by("pk")
        facts: dict[str, Any] = {"by": cast.actor("anna"), "on": OCTOBER, "outcome": "nothing"}
        if is_checked:
            assert path.in_the_way(proposal) == [f"{TRACK_A} saknas för Karin Åberg."]
            with pytest.raises(Refusal, match="Per Åberg omfattas inte"):
                proposals.record_check(proposal, member=per, **facts)
            proposals.record_check(proposal, member=karin, **facts)
        else:
            with pytest.raises(Refusal, match="Ingen lag ger rätt"):
                proposals.record_check(proposal, member=karin, **facts)
        assert path.in_the_way(proposal) == []


def test_e_no_law_asks_for_a_check_of_who_meets_a_grown_woman_in_town(
    found: Make, path: Path, window: Make, cast: Cast
) -> None:
    with clock.at(OCTOBER):
        proposal = found(date(1992, 5, 5), "sol2025-person", kind="person")
        window("anna").open(proposal.get_absolute_url()).reads("Ingen lagstadgad kontroll", "Behövs inte")
        assert path.in_the_way(proposal) == []
    assert not CaseCheck.objects.exists()
    assert not Check.objects.exists()


def test_a_check_lies_neither_ahead_nor_at_somebody_elses(found: Make, made: Made, cast: Cast) -> None:
    proposal = found(date(2017, 3, 3), "sol2025-family", kind="family")
    stranger = made.volunteer(by="anna").members.get()
    karin = proposal.volunteer.members.order_by("pk")[0]
    facts: dict[str, Any] = {"by": cast.actor("anna"), "outcome": "nothing"}
    with pytest.raises(Refusal, match="framtiden"):
        proposals.record_check(proposal, member=karin, on=date(2026, 11, 23), **facts)
    with pytest.raises(Refusal, match="omfattas inte"):
        proposals.record_check(proposal, member=stranger, on=clock.today(), **facts)
    assert not CaseCheck.objects.exists()
