"""What an appointment is refused for: consent (scenario B), the decision, and the scope of the approval."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from brokerage import clock, identity
from brokerage.workflow import Refusal, WrongState
from decisions.models import Decision, LegalGround
from decisions.workflow import clients, decisions
from matching.models import Appointment, Assignment, CaseCheck, Proposal
from matching.pool import KINDS
from matching.workflow import proposals, shortlists
from recruitment.models import Approval, Volunteer
from recruitment.workflow import volunteers
from tests.cast import Cast
from tests.matching.conftest import Path
from tests.recruitment.made import Made

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
FIFTEEN = "Barnet har fyllt 15 och ska själv begära eller samtycka."
GUARDIANS = "Vårdnadshavarnas samtycke krävs: barnet är 9 år."
NO_APPROVAL = "Familjen Åberg har inget godkännande som gäller den"


@pytest.fixture
def ready(searched: Make, pooled: Make, path: Path) -> Callable[..., Proposal]:
    """`ready()`: chosen by the client and looked up; nothing stands in the way but what a test puts there."""

    def make(*, approval: dict[str, Any] | None = None, **given: Any) -> Proposal:
        proposal = path.found(searched(**given), pooled(approval=approval))
        path.checked(proposal)
        return Proposal.objects.get(pk=proposal.pk)

    return make


def plain(texts: list[str]) -> list[str]:
    return [text.replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def scope(proposal: Proposal, **fields: Any) -> None:
    """The approval as it would have been; the search is long over."""
    Approval.objects.filter(volunteer=proposal.volunteer).update(**fields)


# Consent


def test_b_the_child_turns_fifteen_between_grant_and_appointment(
    client_made: Make, searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    """Granted on 9 March with the mother's consent alone; on the 16th the child's own is needed."""
    with clock.at(date(2026, 3, 9)):
        child = client_made(number="20110310-9805")
        proposal = path.found(searched(client=child), pooled(approval={"age_to": 17}))
        path.checked(proposal)
    with clock.at(date(2026, 3, 16)):
        assert path.in_the_way(proposal) == [FIFTEEN]
        assert not Assignment.objects.exists()
        clients.record_consent(child, by=cast.actor("anna"), guardian=None, given_on=date(2026, 3, 16))
        assert path.in_the_way(proposal) == []
    assert Assignment.objects.get().appointment.decided_on == date(2026, 3, 16)


def test_b_the_day_before_her_birthday_the_mother_decides(
    client_made: Make, searched: Make, pooled: Make, path: Path, window: Make
) -> None:
    with clock.at(date(2026, 3, 9)):
        proposal = path.found(searched(client=client_made(number="20110310-9805")), pooled(approval={"age_to": 17}))
        path.checked(proposal)
        window("anna").open(f"{proposal.get_absolute_url()}utse/").reads("Barnet har fyllt 12 och samtycker inte")
        assert path.in_the_way(proposal) == []  # a warning stops nobody


def test_a_consent_that_is_withdrawn_stops_the_appointment(ready: Make, path: Path, cast: Cast) -> None:
    proposal = ready()
    client = proposal.shortlist.decision.client
    consent = client.consents.get()
    clients.withdraw_consent(client, by=cast.actor("anna"), consent=consent, withdrawn_on=clock.today())
    assert path.in_the_way(proposal) == [GUARDIANS]
    clients.record_consent(client, by=cast.actor("anna"), guardian=client.guardians.get(), given_on=clock.today())
    assert path.in_the_way(proposal) == []


def test_a_consent_that_came_later_does_not_help_an_earlier_day(
    ready: Make, path: Path, client_made: Make, cast: Cast
) -> None:
    """Entered on Tuesday, decided on Sunday: what was true on Sunday counts."""
    proposal = ready()
    client = proposal.shortlist.decision.client
    consent, sunday = client.consents.get(), clock.today()
    clients.withdraw_consent(client, by=cast.actor("anna"), consent=consent, withdrawn_on=sunday)
    with clock.at(sunday + timedelta(days=2)):
        tuesday = clock.today()
        clients.record_consent(client, by=cast.actor("anna"), guardian=client.guardians.get(), given_on=tuesday)
        assert path.in_the_way(proposal, decided_on=sunday) == [GUARDIANS]
        assert path.in_the_way(proposal, decided_on=tuesday) == []
    assert Appointment.objects.get().recorded_on == Appointment.objects.get().decided_on == tuesday


# The decision


def test_nobody_is_appointed_under_a_decision_that_has_ended(ready: Make, path: Path, cast: Cast) -> None:
    proposal = ready()
    decision = proposal.shortlist.decision
    decisions.end(decision, by=cast.actor("hedda"), ended_on=clock.today(), reason="Flyttar.")
    assert path.in_the_way(proposal) == ["Beslutet är avslutat. Utan ett beslut om insatsen kan ingen utses."]


def test_nobody_is_appointed_after_the_last_day_of_the_decision_nor_before_its_first(ready: Make, path: Path) -> None:
    proposal = ready(valid_to=date(2026, 11, 30))
    with clock.at(date(2026, 12, 1)):
        assert plain(path.in_the_way(proposal)) == ["Beslutet gick ut den 30 nov 2026."]
        early = path.in_the_way(proposal, decided_on=date(2026, 11, 21))
        assert "Ingen kan utses före beslutet den 22 nov 2026." in plain(early)
        assert path.in_the_way(proposal, decided_on=date(2026, 11, 30)) == []


@pytest.mark.parametrize(("born", "refused"), [(date(2005, 10, 6), False), (date(2005, 10, 5), True)])
def test_the_qualified_contact_person_is_for_those_below_21_on_the_day(
    client_made: Make, searched: Make, pooled: Make, path: Path, born: date, refused: bool
) -> None:
    """Granted at twenty, the appointment may come too late (SoL (2025:400) 13:7 2 st)."""
    with clock.at(date(2026, 9, 1)):
        client = client_made(number=identity.made_up(born, 984))
        approval = {"kinds": ["qualified"], "age_to": 25}
        volunteer = pooled(kinds=["qualified"], approval=approval)
        proposal = path.found(searched(client=client, ground="sol2025-qualified"), volunteer)
        proposals.record_check(
            proposal,
            by=path.district(proposal),
            member=volunteer.members.all()[0],
            on=clock.today(),
            outcome="nothing",
        )
    with clock.at(date(2026, 10, 5)):
        below = ["Beslutet gick ut den 4 okt 2026.", "Insatsen kan bara ges den som är under 21 år."]
        assert plain(path.in_the_way(proposal)) == (below if refused else [])


def test_a_second_one_under_an_executed_decision_is_only_warned_of(ready: Make, path: Path, cast: Cast) -> None:
    proposal = ready()
    decisions.execute(proposal.shortlist.decision, by=cast.actor("hedda"), executed_on=clock.today())
    assert path.in_the_way(proposal) == []


def test_who_decides_is_of_the_district_and_not_tomorrow(ready: Make, path: Path, cast: Cast) -> None:
    proposal = ready()
    for stranger in (cast.rut, cast.anna, cast.disa):
        with pytest.raises(Refusal, match="handläggare eller enhetschef i enheten"):
            path.appointed(proposal, decision_maker=stranger)
    with pytest.raises(Refusal, match="framtiden"):
        path.appointed(proposal, decided_on=clock.today() + timedelta(days=1))
    path.appointed(proposal, decision_maker=cast.mia)
    assert Appointment.objects.get().recorded_by == cast.anna


# The approval


def test_an_approval_holds_through_its_last_day(ready: Make, path: Path) -> None:
    proposal = ready(approval={"valid_until": date(2026, 11, 30)})
    with clock.at(date(2026, 12, 1)):
        assert plain(path.in_the_way(proposal)) == [
            f"{NO_APPROVAL} 1 dec 2026.",
            "Familjen Åberg har ingen ledig plats.",
        ]
        assert path.in_the_way(proposal, decided_on=date(2026, 11, 30)) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kinds": ["person"]}, "Familjen Åberg är inte godkänd som kontaktfamilj."),
        ({"client_areas": ["LSS"]}, "Familjen Åberg är inte godkänd för klientens programområde."),
        ({"age_from": 10}, "Familjen Åberg är godkänd för klienter på 10–12 år, och klienten är 9 år."),
        ({"age_to": 8}, "Familjen Åberg är godkänd för klienter på 0–8 år, och klienten är 9 år."),
    ],
)
def test_an_approval_says_for_whom(ready: Make, path: Path, fields: dict[str, Any], sentence: str) -> None:
    proposal = ready()
    scope(proposal, **fields)
    assert path.in_the_way(proposal) == [sentence]


def test_conditions_are_shown_and_stop_nobody(ready: Make, path: Path, window: Make) -> None:
    proposal = ready(approval={"conditions": "Inga nätter första månaden."})
    window("anna").open(f"{proposal.get_absolute_url()}utse/").reads("Inga nätter första månaden.")
    assert path.in_the_way(proposal) == []


def test_a_short_term_family_takes_somebody_over_night(
    client_made: Make, searched: Make, pooled: Make, path: Path
) -> None:
    client = client_made(by="lo", number=identity.made_up(date(2016, 4, 4), 985))
    facts = {"kinds": ["short_family"], "client_areas": ["LSS"]}
    volunteer = pooled(by="lo", kinds=["short_family"], approval=facts)
    proposal = path.found(searched(by="lo", client=client, ground="lss-short-family"), volunteer)
    path.checked(proposal, issued_on=clock.today(), paper_place="Pärm 4")
    scope(proposal, nights=False)
    assert path.in_the_way(proposal) == ["Familjen Åberg är inte godkänd för att ta emot över natt."]


@pytest.mark.parametrize(("step", "said"), [(volunteers.pause, "pausad"), (volunteers.leave, "har slutat")])
def test_who_pauses_or_has_left_is_not_appointed(ready: Make, path: Path, cast: Cast, step: Any, said: str) -> None:
    proposal = ready()
    step(Volunteer.objects.get(), by=cast.actor("anna"))
    assert path.in_the_way(proposal) == [f"Familjen Åberg är inte tillgänglig: {said}."]


def test_everything_in_the_way_is_told_at_once(ready: Make, path: Path, cast: Cast) -> None:
    proposal = ready()
    client = proposal.shortlist.decision.client
    clients.withdraw_consent(client, by=cast.actor("anna"), consent=client.consents.get(), withdrawn_on=clock.today())
    scope(proposal, kinds=["person"], age_to=8)
    proposal.checks.all().delete()
    assert len(path.in_the_way(proposal)) == 5


def test_only_who_the_client_has_chosen_is_appointed(searched: Make, pooled: Make, path: Path) -> None:
    proposal = path.willing(path.picked(searched(), pooled())[0])
    path.checked(proposal)
    with pytest.raises(WrongState):
        path.appointed(proposal)


def test_the_client_chooses_one_at_a_time_and_may_change_their_mind(
    searched: Make, pooled: Make, path: Path, cast: Cast
) -> None:
    one, two = path.picked(searched(), pooled("Familjen Ett"), pooled("Familjen Två"))
    one = path.chosen(one)
    with pytest.raises(Refusal, match="Klienten har redan valt en annan"):
        path.chosen(two)
    one = proposals.decline(one, by=cast.actor("anna"), refusal="person", refusal_words="Det kändes inte bra.")
    assert one.next_contact_on == clock.today() + timedelta(days=3)
    assert Decision.objects.get().state == "waiting"  # a no ends nothing: the clock runs on
    two = proposals.choose(
        two, by=cast.actor("hedda"), met_on=clock.today(), starts_on=clock.today(), in_clients_home=False, own_view=""
    )
    assert two.state == "chosen"


# The client's own suggestion


def test_the_own_suggestion_is_for_its_own_case_alone(
    searched: Make, needed: Make, client_made: Make, made: Made, path: Path, cast: Cast
) -> None:
    """Vetted for BRO-2026-0417: there the family is found and its checks count; in another search it is not there."""
    vetting = made.named("approved", consent_on=date(2026, 11, 1))
    family = vetting.volunteer
    Volunteer.objects.filter(pk=family.pk).update(state="case_only", traits=["smoke-free"])
    Approval.objects.create(
        vetting=vetting,
        volunteer=family,
        unit=family.unit,
        investigator=cast.anna,
        approver=cast.mia,
        decided_on=clock.today(),
        kinds=["family"],
        client_areas=["IoF"],
        age_from=9,
        age_to=9,
        places=1,
        case_reference="BRO-2026-0417",
        valid_until=date(2028, 11, 21),
    )
    other = searched(client=client_made(name="Bo Bofink", number=identity.made_up(date(2017, 5, 5), 986)))
    with pytest.raises(Refusal, match="uppfyller inte längre alla krav"):
        shortlists.pick(other, by=cast.actor("anna"), volunteers=[family.pk], only_one="Bara en.")
    own = searched(decision=needed(case_reference="BRO-2026-0417"))
    proposal = path.found(own, family)
    assert len(path.in_the_way(proposal)) == 2  # both adults
    for member in family.members.all():
        made.check(vetting, member, "A")
    path.checked(proposal, outcome="obstacle")  # asked anew for the appointment: what was found then counts
    assert len(path.in_the_way(proposal)) == 2
    CaseCheck.objects.all().delete()
    assert path.in_the_way(proposal) == []


def test_a_check_of_a_later_day_does_not_carry_an_earlier_appointment(ready: Make, path: Path) -> None:
    proposal = ready()
    CaseCheck.objects.update(on=clock.today() + timedelta(days=1))
    assert len(path.in_the_way(proposal)) == 2


def test_an_approval_for_one_case_appoints_for_no_other(ready: Make, path: Path) -> None:
    proposal = ready()
    scope(proposal, case_reference="BRO-2026-9999")
    assert plain(path.in_the_way(proposal))[0] == f"{NO_APPROVAL} 22 nov 2026."
    scope(proposal, case_reference="BRO-2026-0001")
    assert path.in_the_way(proposal) == []


# The search


def test_nobody_is_searched_for_without_a_need_or_for_a_short_term_home(
    decided: Make, client_made: Make, searched: Make, needed: Make
) -> None:
    with pytest.raises(Refusal, match="Behovet är inte beskrivet"):
        searched(decision=decided())
    client = client_made(by="lo", number=identity.made_up(date(2016, 4, 4), 987))
    with pytest.raises(Refusal, match="ingen att söka"):
        searched(by="lo", client=client, ground="lss-short-home", case_reference="BRO-2026-0003")


def test_one_search_at_a_time_in_a_pool(searched: Make, needed: Make) -> None:
    decision = needed()
    searched(decision=decision)
    with pytest.raises(Refusal, match="pågår redan en sökning"):
        searched(decision=decision)


@pytest.mark.parametrize(
    "fields",
    [
        {"kinds": ["person"]},
        {"client_areas": ["LSS"]},
        {"age_from": 10},
        {"age_to": 8},
        {"valid_until": date(2026, 11, 21)},
    ],
)
def test_who_is_not_approved_for_it_can_not_be_picked(
    searched: Make, pooled: Make, path: Path, fields: dict[str, Any]
) -> None:
    family = pooled(approval=fields)
    with pytest.raises(Refusal, match="uppfyller inte längre alla krav"):
        path.picked(searched(), family)
    assert not Proposal.objects.exists()


def test_of_two_approvals_the_one_in_force_is_searched_by(
    searched: Make, pooled: Make, path: Path, made: Made, cast: Cast
) -> None:
    """A later one that has already run out does not hide the one that holds: as at the appointment."""
    family = pooled()
    vetting = made.vetting("approved", by="anna", volunteer=family)
    first = Approval.objects.get()
    Approval.objects.create(
        vetting=vetting,
        volunteer=family,
        unit=family.unit,
        investigator=cast.anna,
        approver=cast.mia,
        kinds=["person"],
        client_areas=["IoF"],
        age_from=0,
        age_to=12,
        places=1,
        decided_on=first.decided_on + timedelta(days=1),
        valid_until=clock.today() - timedelta(days=1),
    )
    proposal = path.found(searched(), family)
    path.checked(proposal)
    assert path.in_the_way(proposal) == []


def test_no_more_than_three_are_in_play(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    families = [pooled(f"Familjen {n}") for n in range(5)]
    shortlist = searched()
    with pytest.raises(Refusal, match="högst 3 åt gången"):
        path.picked(shortlist, *families[:4])
    first, *_ = path.picked(shortlist, *families[:3])
    with pytest.raises(Refusal, match="högst 3 åt gången"):
        path.picked(shortlist, families[3])
    proposals.drop(first, by=cast.actor("anna"))
    assert len(path.picked(shortlist, families[3])) == 4
    # Dropped, she can be picked anew; twice at the same time she can't.
    with pytest.raises(Refusal, match="Välj minst en"):
        shortlists.pick(shortlist, by=cast.actor("anna"), volunteers=[families[1].pk], only_one="x")


def test_every_ground_says_whom_it_asks_for() -> None:
    nobodys = {"korttidsvistelse: korttidshem", "korttidsvistelse: läger"}
    assert {each.intervention for each in LegalGround.objects.all()} == set(KINDS) | nobodys
