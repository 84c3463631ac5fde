"""Two at once: of the last place, of one decision, of one person, exactly one gets it."""

from functools import partial

import pytest

from brokerage.organisation.models import Membership
from brokerage.workflow import Refusal, WrongState
from recruitment.models import Approval, Enquiry, Invitation, Vetting, Volunteer
from recruitment.workflow import duplicates, enquiries, meetings, vettings
from tests.cast import SINCE
from tests.kernel.test_workflow_races import at_once, one_wins
from tests.recruitment.made import letters
from tests.recruitment.test_enquiries import HOUSEHOLD, PLAN

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_take_the_last_place_of_a_meeting(made, actor):
    for _ in range(4):
        meeting = made.meeting(capacity=2)
        made.enquiry("invited", meeting=meeting)
        rows = [made.enquiry(name=name) for name in ("Ali", "Maj")]
        acts = [partial(enquiries.invite, row, by=actor("rut"), meeting=meeting) for row in rows]
        (refusal,) = one_wins(at_once(*acts), Refusal)
        assert refusal.sentences == ("Träffen är full: alla 2 platser är tagna. Välj en annan träff.",)
        assert meeting.invitations.count() == 2
        states = Enquiry.objects.filter(pk__in=[row.pk for row in rows]).values_list("state", flat=True)
        assert sorted(states) == ["invited", "new"]


def test_whoever_is_invited_while_the_meeting_is_noted_is_not_forgotten(made, actor):
    """Either the invitation came first, and Karin did not come, or the meeting is over and she is told."""
    for _ in range(4):
        meeting, karin = made.meeting(in_days=-1), made.enquiry()
        made.enquiry("invited", meeting=meeting, name="Ali")
        invited, held = at_once(
            partial(enquiries.invite, karin, by=actor("rut"), meeting=meeting),
            partial(meetings.hold, meeting, by=actor("rut"), came=()),
        )
        assert held == "done"
        karin.refresh_from_db()
        assert karin.state == ("contacted" if invited == "done" else "new")
        assert not meeting.invitations.filter(outcome="invited").exists()


def test_two_approvers_decide_and_one_decision_stands(cast, made, actor):
    Membership.objects.create(user=cast.eva, unit=cast.team, role="approver", starts=SINCE)
    vetting = made.vetting("proposed", is_done=True, enquiry=made.enquiry("vetting"))
    one_wins(at_once(*(partial(vettings.approve, vetting, by=actor(who)) for who in ("disa", "eva"))), WrongState)
    assert Approval.objects.count() == len(letters()) == 1


def test_disa_approves_while_rut_withdraws(made, actor):
    for _ in range(3):
        made_one = made.vetting("proposed", is_done=True, enquiry=made.enquiry("vetting"))
        acts = (
            partial(vettings.approve, made_one, by=actor("disa")),
            partial(vettings.withdraw, made_one, by=actor("rut"), reason="De flyttar."),
        )
        one_wins(at_once(*acts), WrongState)
        vetting = Vetting.objects.get(pk=made_one.pk)
        is_approved = vetting.state == "approved"
        assert Approval.objects.filter(vetting=vetting).exists() is is_approved
        assert vetting.volunteer.state == ("available" if is_approved else "left")
        assert vetting.enquiry.state == ("joined" if is_approved else "closed")


def test_two_open_the_same_vetting_and_karin_is_one_person(made, actor):
    enquiry = made.enquiry("met")
    acts = [partial(enquiries.open_vetting, enquiry, by=actor("rut"), household=HOUSEHOLD, **PLAN) for _ in range(2)]
    one_wins(at_once(*acts), WrongState)
    assert Volunteer.objects.count() == Vetting.objects.count() == 1


def test_karin_is_invited_twice_at_once_and_has_one_place(made, actor):
    meeting, enquiry = made.meeting(), made.enquiry()
    acts = [partial(enquiries.invite, enquiry, by=actor("rut"), meeting=meeting) for _ in range(2)]
    one_wins(at_once(*acts), WrongState)
    assert Invitation.objects.count() == len(letters()) == 1


def test_two_merge_the_same_two_in_opposite_ways_and_neither_waits_for_ever(made, actor):
    """Both may be told to try again; never is one merged into another that is merged itself."""
    for _ in range(4):
        first, second = made.enquiry(), made.enquiry()
        pairs = ((first, second), (second, first))
        results = at_once(*(partial(duplicates.merge, one, by=actor("rut"), into=other) for one, other in pairs))
        assert all(each == "done" or type(each) in (Refusal, WrongState) for each in results), results
        merged = Enquiry.objects.filter(pk__in=[first.pk, second.pk], merged_into__isnull=False)
        assert merged.count() == results.count("done") <= 1
