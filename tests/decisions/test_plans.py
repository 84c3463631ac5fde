"""Plans, goals and follow-ups: Anna writes, everybody signs on paper, and it is never left without a next time."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import User
from brokerage.workflow import Blocked, NotAllowed, Refusal, WrongState
from decisions.goals import advice
from decisions.models import Client, Decision, FollowUp, Plan
from decisions.problems import lacks_competence
from decisions.workflow import decisions
from decisions.workflow import plans as workflow
from tests.cast import Cast
from tests.decisions.conftest import ADULT
from tests.reading import words_on_paper
from tests.recruitment.window import Window

Make = Callable[..., Any]
GOAL = {"text": "Vågar simma", "domain": "leisure", "sign": "Simmar 25 meter", "by_when": date(2027, 6, 1)}


@pytest.fixture
def planned(decided: Make, cast: Cast) -> Make:
    """`planned()`: Anna's draft with a goal."""

    def make(*, by: str = "anna", decision: Decision | None = None) -> Plan:
        actor = cast.actor(by)
        plan = workflow.write(
            by=actor, decision=decision or decided(by=by), purpose="Någon att simma med.", scheme="Varannan lördag."
        )
        return workflow.add_goal(plan, by=actor, **GOAL)

    return make


class TestThePlan:
    def test_signed_it_holds_and_a_new_version_takes_its_place(self, planned: Make, cast: Cast) -> None:
        anna = cast.actor("anna")
        first = workflow.agree(planned(), by=anna, agreed_on=clock.today(), agreed_by="Moa Mor, Familjen Ek")
        goal = first.goals.get()
        workflow.measure(first, by=anna, goal=goal, on=clock.today(), level=-1)
        second = workflow.write(by=anna, decision=first.decision, purpose="Mer.", scheme="Varje lördag.")
        assert (second.number, [each.text for each in second.goals.all()]) == (2, ["Vågar simma"])
        workflow.agree(second, by=anna, agreed_on=clock.today(), agreed_by="Moa Mor")
        first.refresh_from_db()
        assert first.state == "replaced"
        assert [each.level for each in goal.measurements.all()] == [-1]

    def test_without_a_goal_nobody_signs(self, decided: Make, cast: Cast) -> None:
        anna = cast.actor("anna")
        plan = workflow.write(by=anna, decision=decided(), purpose="Något.", scheme="Ibland.")
        with pytest.raises(Blocked, match="inget mål"):
            workflow.agree(plan, by=anna, agreed_on=clock.today(), agreed_by="Moa Mor")

    def test_what_is_signed_is_not_rewritten(self, planned: Make, cast: Cast) -> None:
        anna = cast.actor("anna")
        plan = workflow.agree(planned(), by=anna, agreed_on=clock.today(), agreed_by="Moa Mor")
        for change in (
            lambda: workflow.rewrite(plan, by=anna, purpose="Annat.", scheme="Annars."),
            lambda: workflow.add_goal(plan, by=anna, **GOAL),
            lambda: workflow.remove_goal(plan, by=anna, goal=plan.goals.get()),
        ):
            with pytest.raises(WrongState):
                change()

    def test_one_draft_at_a_time(self, planned: Make, cast: Cast) -> None:
        plan = planned()
        with pytest.raises(Refusal, match="redan ett utkast"):
            workflow.write(by=cast.actor("anna"), decision=plan.decision, purpose="En till.", scheme="Ja.")

    def test_a_goal_of_another_plan_is_refused(self, planned: Make, decided: Make, cast: Cast) -> None:
        mine, other = planned(), planned(decision=decided(client=Decision.objects.get().client, case_reference="B"))
        with pytest.raises(Refusal, match="annan plan"):
            workflow.remove_goal(mine, by=cast.actor("anna"), goal=other.goals.get())

    @pytest.mark.parametrize("who", ["olle", "lo", "mia", "rut", "eva"])
    def test_nobody_else_writes(self, who: str, planned: Make, cast: Cast) -> None:
        with pytest.raises(NotAllowed):
            workflow.add_goal(planned(), by=cast.actor(who), **GOAL)


@pytest.mark.parametrize(
    ("text", "sign", "days", "is_child", "is_lss", "said"),
    [
        ("Vågar simma", "Simmar 25 meter", 200, True, False, ""),
        ("Få träffa andra vuxna", "Gör det", 200, True, False, "ett sätt, inte ett mål"),
        ("Få träffa andra vuxna", "Gör det", 200, True, True, ""),  # companionship is the goal in LSS
        ("Mamma får avlastning", "Hon sover", 200, True, False, "föräldern"),
        ("Mamma får avlastning", "Hon sover", 200, False, False, ""),
        ("Vågar simma", " ", 200, True, False, "hur ni märker"),
        ("Vågar simma", "Simmar", 3, True, False, "Tiden är kort"),
        ("Vågar simma", "Simmar", 900, True, False, "långt bort"),
    ],
)
def test_advice_about_goals(text: str, sign: str, days: int, is_child: bool, is_lss: bool, said: str) -> None:
    day = date(2026, 11, 22)
    found = advice(text, sign, day + timedelta(days=days), on=day, is_child=is_child, is_lss=is_lss)
    assert [said in each for each in found] == ([True] if said else [])


class TestFollowUps:
    def held(self, follow_up: FollowUp, cast: Cast, **given: Any) -> FollowUp:
        facts = {"held_on": clock.today(), "assessment": "Går bra.", "conclusion": "goes_on", "own_voice": "Kul!"}
        return workflow.hold(follow_up, by=cast.actor("anna"), **{**facts, **given})

    def planned(self, decision: Decision, cast: Cast, who: str = "hedda") -> FollowUp:
        facts = {"kind": "follow_up", "planned_on": clock.today(), "owner": cast.people[who]}
        return workflow.plan_follow_up(by=cast.actor("anna"), decision=decision, **facts)

    def test_the_next_day_is_never_empty_while_it_goes_on(self, decided: Make, cast: Cast) -> None:
        follow_up = self.planned(decided(), cast)
        with pytest.raises(Refusal, match="nästa gång"):
            self.held(follow_up, cast)
        self.held(follow_up, cast, next_on=date(2027, 5, 1))
        coming = FollowUp.objects.planned().get()
        assert (coming.planned_on, coming.owner) == (date(2027, 5, 1), cast.hedda)

    def test_when_it_can_end_no_next_day_is_asked_for(self, decided: Make, cast: Cast) -> None:
        self.held(self.planned(decided(), cast), cast, conclusion="ends")
        assert not FollowUp.objects.planned().exists()

    @pytest.mark.parametrize("who", ["olle", "mia", "rut"])
    def test_the_owner_works_in_the_unit(self, who: str, decided: Make, cast: Cast) -> None:
        with pytest.raises(Refusal, match="i enheten"):
            self.planned(decided(), cast, who)

    def test_hedda_finds_it_on_her_start_page_and_anna_does_not(
        self, decided: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        self.planned(decided(), cast)
        line = "Uppföljning i BRO-2026-0001"
        assert line in client_of("hedda").get("/").content.decode()
        assert line not in client_of("anna").get("/").content.decode()

    def test_what_nobody_has_planned_stands_there_too(
        self, decided: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        decision = decisions.execute(decided(), by=cast.actor("anna"), executed_on=clock.today())
        assert "En insats saknar uppföljning" in client_of("anna").get("/").content.decode()
        self.planned(decision, cast)
        assert "saknar uppföljning" not in client_of("anna").get("/").content.decode()


class TestWhoFollowsUp:
    """SoL 25:1: whoever follows up what a child is given has a degree, or somebody should know that not."""

    WARNING = "inte antecknad som behörig enligt 25 kap. 1 §"

    def planned(self, decision: Decision, cast: Cast) -> FollowUp:
        facts = {"kind": "follow_up", "planned_on": clock.today(), "owner": cast.hedda}
        return workflow.plan_follow_up(by=cast.actor("hedda"), decision=decision, **facts)

    def test_without_the_degree_there_is_a_warning_and_no_stop(
        self, decided: Make, cast: Cast, client_of: Callable[..., Browser]
    ) -> None:
        follow_up = self.planned(decided(), cast)
        hedda = client_of("hedda")
        for url in (follow_up.get_absolute_url(), reverse("decisions:followup_hold", args=[follow_up.pk])):
            assert self.WARNING in hedda.get(url).content.decode()
        given = {"held_on": "2026-11-22", "assessment": "Bra.", "conclusion": "ends"}
        assert hedda.post(reverse("decisions:followup_hold", args=[follow_up.pk]), given).status_code == 302

    def test_with_the_degree_there_is_none(self, decided: Make, cast: Cast, client_of: Callable[..., Browser]) -> None:
        follow_up = self.planned(decided(), cast)
        User.objects.filter(pk=cast.hedda.pk).update(has_degree=True)
        hedda = client_of("hedda")
        assert self.WARNING not in hedda.get(follow_up.get_absolute_url()).content.decode()
        move = reverse("decisions:followup_move", args=[follow_up.pk])
        assert "Hedda Lind, behörig för barnärenden" in hedda.get(move).content.decode()

    def test_it_is_the_law_of_children_and_of_sol(self, decided: Make, client_made: Make, cast: Cast) -> None:
        adult = client_made(number=ADULT, name="Vera Vuxen")
        assert lacks_competence(cast.anna, decided(client=adult, ground="sol2025-person")) == ""
        assert lacks_competence(cast.lo, decided(by="lo", ground="lss-person", individual_plan="not_yet")) == ""


class TestMeetings:
    """At a network or SIP meeting the volunteer hears what is secret: by consent, and not else."""

    def given(self, cast: Cast, **more: Any) -> dict[str, Any]:
        facts = {"kind": "sip", "planned_on": clock.today(), "owner": cast.hedda, "invited": ["school", "psychiatry"]}
        return {**facts, "volunteer_takes_part": True, **more}

    def test_the_volunteer_comes_by_consent(self, decided: Make, cast: Cast) -> None:
        hedda, decision = cast.actor("hedda"), decided()
        for more in ({}, {"consent_on": clock.today()}, {"consent_by": "guardians"}):
            with pytest.raises(Refusal, match="bara med samtycke"):
                workflow.plan_follow_up(by=hedda, decision=decision, **self.given(cast, **more))
        late = {"consent_on": date(2026, 11, 23), "consent_by": "guardians"}
        with pytest.raises(Refusal, match="i framtiden"):
            workflow.plan_follow_up(by=hedda, decision=decision, **self.given(cast, **late))
        said = {"consent_on": clock.today(), "consent_by": "guardians"}
        made = workflow.plan_follow_up(by=hedda, decision=decision, **self.given(cast, **said))
        assert (made.invited, made.volunteer_takes_part) == (["school", "psychiatry"], True)

    def test_without_consent_no_voice_of_the_volunteer_is_kept(self, decided: Make, cast: Cast) -> None:
        hedda = cast.actor("hedda")
        given = self.given(cast, volunteer_takes_part=False)
        made = workflow.plan_follow_up(by=hedda, decision=decided(), **given)
        held = {"held_on": clock.today(), "assessment": "Bra.", "conclusion": "ends"}
        with pytest.raises(Refusal, match="anteckna det först"):
            workflow.hold(made, by=hedda, **held, volunteer_voice="Det går bra.")
        assert workflow.hold(made, by=hedda, **held).state == "held"

    def test_an_ordinary_follow_up_needs_no_consent_of_this_kind(self, decided: Make, cast: Cast) -> None:
        given = self.given(cast, kind="follow_up")
        made = workflow.plan_follow_up(by=cast.actor("hedda"), decision=decided(), **given)
        assert made.volunteer_takes_part

    def test_hedda_invites_in_the_browser(self, decided: Make, cast: Cast, client_of: Callable[..., Browser]) -> None:
        hedda, decision = client_of("hedda"), decided()
        url = reverse("decisions:followup_plan", args=[decision.pk])
        given = {**self.given(cast), "owner": cast.hedda.pk, "planned_on": "2026-12-01", "consent_by": ""}
        wrong = hedda.post(url, given)
        assert "bara med samtycke" in wrong.content.decode()
        assert 'value="school" id="id_invited_2" checked' in wrong.content.decode().replace("\n", " ")
        hedda.post(url, {**given, "consent_on": "2026-11-20", "consent_by": "both"})
        page = hedda.get(FollowUp.objects.get().get_absolute_url()).content.decode()
        assert "Skola eller förskola, barn- eller vuxenpsykiatri" in page
        assert "Är med. Samtycke" in page


def test_anna_writes_a_plan_and_holds_a_follow_up_in_the_browser(
    decided: Make, cast: Cast, client_of: Callable[..., Browser]
) -> None:
    browser, decision = client_of("anna"), decided()
    answer = browser.post(
        reverse("decisions:plan_write", args=[decision.pk]), {"purpose": "Simma.", "scheme": "Varannan lördag."}
    )
    plan = Plan.objects.get()
    assert answer["Location"] == plan.get_absolute_url()
    browser.post(
        reverse("decisions:plan_add_goal", args=[plan.pk]),
        {"version": plan.version, "text": "Mamma får vila", "domain": "parenting", "sign": "", "by_when": ""},
    )
    page = browser.get(plan.get_absolute_url()).content.decode()
    assert "Skriv vad barnet självt ska märka." in page
    plan.refresh_from_db()
    browser.post(reverse("decisions:plan_agree", args=[plan.pk]), {"agreed_on": clock.today(), "agreed_by": "Moa Mor"})
    page = browser.get(decision.get_absolute_url()).content.decode()
    assert plan.get_absolute_url() in page


def test_what_was_talked_over_before_a_search_needs_no_next_day(decided: Make, cast: Cast) -> None:
    """A deliberation (överläggning): who took part, what was said and decided; it is no follow-up."""
    hedda = cast.actor("hedda")
    given = {"kind": "talk", "planned_on": clock.today(), "owner": cast.hedda, "invited": ["secretary", "manager"]}
    made = workflow.plan_follow_up(by=hedda, decision=decided(), **given)
    held = workflow.hold(made, by=hedda, held_on=clock.today(), assessment="Vi söker i egna poolen först.")
    assert (str(held.get_kind_display()), held.state) == ("Överläggning", "held")
    assert not FollowUp.objects.planned().exists()


def test_a_deliberation_is_nobodys_follow_up(
    decided: Make, cast: Cast, window: Callable[..., Window], client_of: Callable[..., Browser]
) -> None:
    hedda, decision = (
        cast.actor("hedda"),
        decisions.execute(decided(), by=cast.actor("anna"), executed_on=clock.today()),
    )
    given = {"planned_on": clock.today(), "owner": cast.hedda}
    talk = workflow.plan_follow_up(by=hedda, decision=decision, kind="talk", **given)
    assert "En insats saknar uppföljning" in client_of("anna").get("/").content.decode()
    anna = window("anna").open(decision.get_absolute_url()).reads("Ingen uppföljning är planerad")
    anna.open(f"{decision.get_absolute_url()}stegen/").reads("Med någon som ansvarar")
    assert list(Decision.objects.without_follow_up()) == [decision]
    form = anna.open(reverse("decisions:followup_hold", args=[talk.pk])).reads("Det ni kom fram till")
    assert not form.page.xpath("//input[@name='conclusion' or @name='next_on']")
    form.fill(assessment="Vi söker igen.").reads("Vi söker igen.")
    workflow.plan_follow_up(by=hedda, decision=decision, kind="follow_up", **given)
    assert list(Decision.objects.without_follow_up()) == []
    follow_up = FollowUp.objects.planned().get()
    with pytest.raises(Refusal, match="dag, bedömning och slutsats"):
        workflow.hold(follow_up, by=hedda, held_on=clock.today(), assessment="Bra.", next_on=date(2027, 5, 1))


def test_a_follow_up_is_printed_as_bbic_has_it_and_of_somebody_protected_never(
    planned: Make, cast: Cast, client_of: Callable[..., Browser]
) -> None:
    anna, hedda = cast.actor("anna"), client_of("hedda")
    plan = workflow.agree(planned(), by=anna, agreed_on=clock.today(), agreed_by="Moa Mor")
    workflow.measure(plan, by=anna, goal=plan.goals.get(), on=clock.today(), level=1)
    given = {"kind": "follow_up", "planned_on": clock.today(), "owner": cast.hedda}
    made = workflow.plan_follow_up(by=anna, decision=plan.decision, **given)
    url = reverse("decisions:followup_pdf", args=[made.pk])
    assert "Vågar simma" in words_on_paper(hedda.get(url).content)  # to take along
    held = {"held_on": clock.today(), "own_voice": "Kul att bada!", "assessment": "Det går bra.", "conclusion": "ends"}
    workflow.hold(made, by=anna, **held)
    assert url in hedda.get(made.get_absolute_url()).content.decode()
    paper = words_on_paper(hedda.get(url).content)
    for said in ("Kajsa Kanariefågel", "Vågar simma", "+1, bättre än väntat", "Kul att bada!", "Det går bra."):
        assert said in paper
    Client.objects.filter(pk=plan.decision.client_id).update(protection="marked")
    assert hedda.get(url).status_code == 404
    assert url not in hedda.get(made.get_absolute_url()).content.decode()
