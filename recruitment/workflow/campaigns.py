"""Campaigns, and what present volunteers bring."""

from typing import Any

from brokerage.access import Actor
from brokerage.letters.workflow import compose
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, creates, edits
from recruitment import intake, wording
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.models import Campaign, Volunteer
from recruitment.states import VolunteerState


@creates("campaigns.manage", label="Starta kampanj", done="Kampanj startad")
def start_campaign(*, by: Actor, unit: Unit, **fields: Any) -> Campaign:
    """An effort to find volunteers begins."""
    return Campaign(unit=unit, **fields)


@edits(
    "campaigns.manage",
    fields=("name", "channel", "starts", "ends", "cost", "goal"),
    label="Ändra kampanj",
    done="Kampanj ändrad",
)
def edit_campaign(campaign: Campaign, *, by: Actor) -> None:
    """What was planned is put right; the code stays, since it is printed."""


@edits(
    "volunteers.work",
    states=set(VolunteerState) - {VolunteerState.LEFT},
    label="Skicka länken",
    done="Länken att tipsa med är skickad",
)
def send_recommendation(volunteer: Volunteer, *, by: Actor) -> None:
    """A present volunteer is sent the link by which friends can offer to help; it credits whoever passed it on."""
    if not volunteer.email or volunteer.is_protected:
        raise Refusal(f"{volunteer} får inga brev. Ge länken på annat sätt.")
    subject, body = wording.recommend(volunteer, intake.referral_of(volunteer))
    compose(
        purpose="recommend",
        address=volunteer.email,
        subject=subject,
        body=body,
        unit_id=volunteer.unit_id,
        area=volunteer.area,
        receiver=("recruitment.volunteer", volunteer.pk),
    )
