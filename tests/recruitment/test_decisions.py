"""From proposal to decision: proposed, sent back, approved with conditions, refused, told."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from brokerage import clock
from brokerage.organisation.models import Membership
from brokerage.workflow import Blocked, NotAllowed, Refusal, WrongState, open_steps
from recruitment.models import Approval, Enquiry, Reference, RegisterQuestion, Vetting, Volunteer
from recruitment.workflow import vettings, volunteers
from tests.cast import SINCE
from tests.recruitment.made import PROPOSAL, about, everything, last_event, letters, number, plain

pytestmark = pytest.mark.django_db


@pytest.fixture
def disa(actor):
    return actor("disa")


@pytest.fixture
def proposed(made):
    """Rut's vetting of Karin and Per, who came through an enquiry; Disa is to decide."""
    return made.vetting("proposed", is_done=True, enquiry=made.enquiry("vetting"))


# Proposed


def test_rut_proposes_and_says_for_what(made, rut, today):
    vetting = made.vetting(is_done=True, returned_reason="Berätta mer om hemmet.", returned_by=made.cast.disa)
    vetting = vettings.propose(vetting, by=rut, **PROPOSAL)
    assert (vetting.state, vetting.proposed_on) == ("proposed", today)
    assert (vetting.scope_kinds, vetting.scope_age_from, vetting.scope_age_to) == (["family"], 4, 12)
    assert (vetting.scope_places, vetting.scope_nights, vetting.scope_valid_until) == (1, True, date(2028, 11, 21))
    assert (vetting.returned_reason, vetting.returned_by) == ("", None)
    event = last_event("vetting.propose")
    assert event.facts == {"to": "proposed"}
    assert about(event) == {("vetting", vetting.pk), ("volunteer", vetting.volunteer_id)}


def test_what_is_missing_is_said_in_full_and_in_the_order_of_work(made, rut):
    vetting = made.vetting()
    before = everything()
    with pytest.raises(Blocked) as caught:
        vettings.propose(vetting, by=rut, **PROPOSAL)
    assert caught.value.sentences == (
        "Medgivandet till socialregister saknas.",
        "Eget registerutdrag för poolen saknas för Karin Åberg.",
        "Eget registerutdrag för poolen saknas för Per Åberg.",
        "Socialregistret saknas för Karin Åberg.",
        "Socialregistret saknas för Per Åberg.",
        "Förbud att ta emot barn saknas för Karin Åberg.",
        "Förbud att ta emot barn saknas för Per Åberg.",
        "Jäv saknas för Karin Åberg.",
        "Jäv saknas för Per Åberg.",
        "Referens 1 är inte angiven.",
        "Referens 2 är inte angiven.",
        "Intervjun är inte gjord.",
        "Hembesöket är inte gjort.",
    )
    assert everything() == before


@pytest.mark.parametrize("missing", ["check", "reference", "interview", "visit", "consent"])
def test_one_missing_part_is_enough(made, rut, missing):
    vetting = made.vetting(is_done=True)
    match missing:
        case "check":
            vetting.checks.filter(source="own").first().delete()
        case "reference":
            Reference.objects.filter(name="Sven Öhman").update(state="dropped")
        case "interview":
            vetting.interviews.all().delete()
        case "visit":
            vetting.visits.all().delete()
        case "consent":
            Vetting.objects.update(consent_on=None)
    with pytest.raises(Blocked) as caught:
        vettings.propose(vetting, by=rut, **PROPOSAL)
    assert len(caught.value.sentences) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"scope_kinds": ["family", "person"]}, "Föreslå bara det som utredningen har gällt."),
        ({"scope_age_to": 13}, "Föreslå bara åldrar som utredningen har gällt: 0–12 år."),
        ({"scope_age_from": 9, "scope_age_to": 4}, "Föreslå bara åldrar som utredningen har gällt: 0–12 år."),
        ({"scope_valid_until": date(2026, 11, 22)}, "Giltigheten måste ligga framåt i tiden."),
        ({"assessment": ""}, "Ett förslag har bedömning, omfattning och giltighet."),
        ({"scope_kinds": []}, "Ett förslag har bedömning, omfattning och giltighet."),
        ({"scope_places": None}, "Ett förslag har bedömning, omfattning och giltighet."),
    ],
)
def test_what_cannot_be_proposed_is_said(made, rut, wrong, sentence):
    vetting = made.vetting(is_done=True)
    before = everything()
    with pytest.raises(Refusal) as caught:
        vettings.propose(vetting, by=rut, **PROPOSAL | wrong)
    assert caught.value.sentences == (sentence,)
    assert everything() == before


def test_a_vetting_for_grown_ups_never_opens_the_homes_of_children(made, rut):
    """Nobody has asked about these people: no law gave a check for the ages of the vetting."""
    vetting = made.vetting(kinds=["person"], client_age_from=21, client_age_to=64, is_done=True)
    assert not vetting.checks.exclude(source="bias").exists()
    children = PROPOSAL | {"scope_kinds": ["person"], "scope_age_from": 0, "scope_age_to": 17}
    with pytest.raises(Refusal, match="21–64 år"):
        vettings.propose(vetting, by=rut, **children)


# Sent back


def test_disa_sends_it_back_and_says_why(cast, proposed, disa):
    vetting = vettings.send_back(proposed, by=disa, reason="Berätta mer om hemmet.")
    assert (vetting.state, vetting.returned_reason) == ("open", "Berätta mer om hemmet.")
    assert (vetting.returned_by, vetting.proposed_on) == (cast.disa, None)
    assert vetting.assessment == "Trygg vardag. Lämplig."  # what Rut wrote is still there
    assert last_event("vetting.send_back").facts == {"to": "open"}  # and not the reason
    assert Enquiry.objects.get().state == "vetting"


# Approved


def test_disa_approves_with_conditions(cast, proposed, disa, today):
    vetting = vettings.approve(proposed, by=disa, conditions="Samtal efter varje helg.")
    assert (vetting.state, vetting.closed_on, vetting.told_on) == ("approved", today, today)
    approval = Approval.objects.get()
    assert (approval.investigator, approval.approver, approval.decided_on) == (cast.rut, cast.disa, today)
    assert (approval.kinds, approval.client_areas) == (["family"], ["IoF"])
    assert (approval.age_from, approval.age_to, approval.places, approval.nights) == (4, 12, 1, True)
    assert (approval.conditions, approval.case_reference) == ("Samtal efter varje helg.", "")
    assert approval.valid_until == date(2028, 11, 21)
    volunteer = Volunteer.objects.get()
    assert (volunteer.state, volunteer.joined_on, volunteer.kinds) == ("available", today, ["family"])
    assert Enquiry.objects.get().state == "joined"
    step = last_event("vetting.approve")
    assert step.facts == {"to": "approved", "conditions": True}
    assert [(each.verb, each.user) for each in step.effects.order_by("pk")] == [
        ("recruitment.volunteer.enter", cast.disa),
        ("recruitment.enquiry.join", cast.disa),
    ]
    assert about(last_event("volunteer.enter")) == {("volunteer", volunteer.pk)}


def test_karin_gets_a_letter_that_names_nobody_else(proposed, disa):
    vettings.approve(proposed, by=disa)
    (letter,) = letters()
    assert (letter.purpose, letter.address, letter.subject) == ("approved", "karin@post.example", "Du är godkänd")
    assert (letter.receiver_kind, letter.receiver_key) == ("recruitment.volunteer", proposed.volunteer_id)
    assert letter.body.startswith("Hej Familjen Åberg!")
    assert "som kontaktfamilj" in letter.body
    assert "21 nov 2028" in plain(letter.body)
    assert not any(name in letter.body for name in ("Per", "Rut", "Disa", "Berit", "Sven"))


@pytest.mark.parametrize("how", [{"email": ""}, {"protection": "marked"}])
def test_without_an_address_or_with_protection_the_investigator_calls(proposed, disa, rut, today, how):
    Volunteer.objects.update(**how)
    vetting = vettings.approve(proposed, by=disa)
    assert letters() == []
    assert vetting.told_on is None
    assert vettings.note_told(vetting, by=rut, version=vetting.version).told_on == today


def test_an_approval_for_one_case_opens_that_one_and_not_the_pool(made, actor):
    vetting = vettings.approve(made.named("proposed", is_done=True), by=actor("mia"))
    volunteer = Volunteer.objects.get()
    assert (volunteer.state, volunteer.joined_on) == ("case_only", None)
    assert Approval.objects.get().case_reference == vetting.case_reference == "BRO-2026-0417"
    assert not Volunteer.objects.available().exists()


def test_the_letter_about_one_case_promises_no_others(made, actor):
    vettings.approve(made.named("proposed", is_done=True), by=actor("mia"))
    (letter,) = letters()
    assert "När det finns ett uppdrag som kan passa" not in letter.body
    assert "BRO-2026-0417" not in letter.body


def test_what_has_changed_since_the_proposal_stops_the_approval(made, proposed, disa, rut):
    volunteers.add_member(proposed.volunteer, by=rut, part="adult", name="Eli Åberg", identity_number=number())
    with pytest.raises(Blocked, match="Eget registerutdrag för poolen saknas för Eli Åberg"):
        vettings.approve(proposed, by=disa)
    assert not Approval.objects.exists()
    assert vettings.send_back(proposed, by=disa, reason="Eli har flyttat in.").state == "open"


def test_an_obstacle_that_came_late_stops_the_approval(proposed, disa):
    RegisterQuestion.objects.update(outcome="obstacle")
    with pytest.raises(Blocked, match="Socialregistret i Bromma visar hinder för Karin"):
        vettings.approve(proposed, by=disa)


def test_a_proposal_whose_validity_has_run_out_is_not_approved(proposed, disa):
    with clock.at(date(2028, 11, 22)), pytest.raises(Refusal, match="kan inte gå ut före beslutsdagen"):
        vettings.approve(proposed, by=disa)


def test_the_last_day_of_validity_counts(proposed, disa):
    with clock.at(date(2028, 11, 21)):
        vettings.approve(proposed, by=disa)
        assert list(Volunteer.objects.approved_on(clock.today())) == [proposed.volunteer]
    assert not Volunteer.objects.approved_on(date(2028, 11, 22)).exists()


# Nobody approves their own


DECISIONS = {"approve": {}, "send_back": {"reason": "Nej."}, "refuse": {"reason": "Nej."}}


@pytest.mark.parametrize("name", DECISIONS)
def test_rut_never_decides_what_she_has_led_even_as_an_approver(cast, proposed, actor, name):
    Membership.objects.create(user=cast.rut, unit=cast.team, role="approver", starts=SINCE)
    before = everything()
    with pytest.raises(NotAllowed):
        getattr(vettings, name)(proposed, by=actor("rut"), **DECISIONS[name])
    assert everything() == before
    steps = {step.name for step in open_steps(actor("rut"), [proposed])[proposed.pk]}
    assert steps == {"withdraw"}


def test_as_an_approver_rut_decides_what_others_have_led(cast, made, actor):
    Membership.objects.create(user=cast.rut, unit=cast.team, role="approver", starts=SINCE)
    vetting = made.vetting("proposed", is_done=True, investigator=cast.disa)
    assert vettings.approve(vetting, by=actor("rut")).state == "approved"


def test_the_database_itself_refuses_an_approval_of_ones_own(cast, made):
    vetting = made.vetting("approved", is_done=True)
    fields = {
        "vetting": vetting,
        "volunteer": vetting.volunteer,
        "unit": vetting.unit,
        "investigator": cast.rut,
        "decided_on": clock.today(),
        "kinds": ["family"],
        "client_areas": ["IoF"],
        "age_from": 0,
        "age_to": 12,
        "places": 1,
        "valid_until": date(2028, 11, 21),
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.create(approver=cast.rut, **fields)
    Approval.objects.create(approver=cast.disa, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Approval.objects.update(approver=cast.rut)


# Refused, withdrawn, told


def test_disa_refuses_and_rut_tells_karin_in_person(proposed, disa, rut, today):
    vetting = vettings.refuse(proposed, by=disa, reason="Hemmet är för litet.")
    assert (vetting.state, vetting.closed_on, vetting.told_on) == ("refused", today, None)
    assert vetting.closed_reason == "Hemmet är för litet."
    assert Volunteer.objects.get().state == "left"
    enquiry = Enquiry.objects.get()
    assert (enquiry.state, enquiry.reason, enquiry.closed_on) == ("closed", "vetting_ended", today)
    assert letters() == []  # a refusal is told in person
    assert last_event("vetting.refuse").facts == {"to": "refused"}
    assert vettings.note_told(vetting, by=rut).told_on == today


def test_karin_withdraws_and_knows_it_herself(proposed, rut, today):
    vetting = vettings.withdraw(proposed, by=rut, reason="De flyttar till Umeå.")
    assert (vetting.state, vetting.closed_on, vetting.told_on) == ("withdrawn", today, today)
    assert Volunteer.objects.get().state == "left"
    assert Enquiry.objects.get().reason == "vetting_ended"


@pytest.mark.parametrize("state", ["open", "proposed", "withdrawn"])
def test_nobody_is_told_before_a_decision(made, rut, state):
    with pytest.raises(WrongState):
        vettings.note_told(made.vetting(state), by=rut)
