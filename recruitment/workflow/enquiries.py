"""From enquiry to vetting: everything that is done with somebody who has offered to help."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.letters.workflow import compose
from brokerage.organisation.models import Unit, User
from brokerage.workflow import Refusal, creates, edits, effect, insert, step
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment import wording
from recruitment.duplicates import email_key, phone_key
from recruitment.models import (
    Campaign,
    Contact,
    Enquiry,
    HouseholdMember,
    InformationMeeting,
    Invitation,
    Vetting,
    Volunteer,
)
from recruitment.people import recruiting
from recruitment.states import ENQUIRY, OPEN_ENQUIRY
from recruitment.workflow.volunteers import is_new, member, protect, take_on


def first_contact_by(day: date) -> date:
    """The promise to everybody who writes: a first contact within so many days."""
    return day + timedelta(days=settings.ENQUIRY_CONTACT_DAYS)


@creates("enquiries.arrive", label="Skicka", done="Anmälan kom in från webben")
def arrive(*, by: Actor, unit: Unit, campaign: Campaign | None = None, **fields: Any) -> tuple[Any, ...]:
    """Somebody offers to help through the public form; the one with the fewest open enquiries becomes responsible."""
    today = clock.today()
    area = campaign.area if campaign else ""
    known = Enquiry.objects.open().filter(unit=unit, area__in={area, ""})
    twin = known.same_person_as(phone_key(fields.get("phone", "")), email_key(fields.get("email", ""))).first()
    enquiry = Enquiry(
        unit=unit,
        area=area,
        campaign=campaign,
        source=Enquiry.Source.WEB,
        received_on=today,
        # Whoever has written before is called by whoever knows them.
        owner=twin.owner if twin and twin.owner in recruiting(unit.pk, area) else least_burdened(unit, area),
        next_contact_on=first_contact_by(today),
        **fields,
    )
    return enquiry, lambda: write(enquiry, "thanks", wording.thanks(enquiry))


@creates("enquiries.register", label="Lägg in anmälan", done="Anmälan inlagd")
def register(*, by: Actor, unit: Unit, **fields: Any) -> Enquiry:
    """Somebody offers to help by phone, mail or at a meeting."""
    received_on = fields.pop("received_on", None) or clock.today()
    return Enquiry(
        unit=unit, owner=by.user, received_on=received_on, next_contact_on=first_contact_by(received_on), **fields
    )


def least_burdened(unit: Unit, area: str = "") -> User:
    """Who recruits in the unit (and area) and has the fewest open enquiries. Raises Refusal where nobody does."""
    open_ones = Count("enquiries", filter=Q(enquiries__state__in=OPEN_ENQUIRY))
    owner = recruiting(unit.pk, area).annotate(open_ones=open_ones).order_by("open_ones", "pk").first()
    if owner is None:
        raise Refusal(
            "Just nu kan vi inte ta emot anmälningar här. Ring stadens kontaktcenter, så hjälper de dig vidare."
        )
    return owner


@step(ENQUIRY, "contact", action="enquiries.work", label="Anteckna första kontakten", done="Första kontakten tagen")
def contact(enquiry: Enquiry, *, by: Actor, way: str, on: date, next_contact_on: date, note: str = "") -> None:
    """The first talk with the person who offered to help."""
    _note(enquiry, by=by, way=way, on=on, next_contact_on=next_contact_on, note=note)


@edits("enquiries.work", states=OPEN_ENQUIRY, label="Anteckna kontakt", done="Kontakt antecknad")
def note_contact(enquiry: Enquiry, *, by: Actor, way: str, on: date, next_contact_on: date, note: str = "") -> None:
    """A further talk or message, and when the next one is due."""
    _note(enquiry, by=by, way=way, on=on, next_contact_on=next_contact_on, note=note)


def _note(enquiry: Enquiry, *, by: Actor, way: str, on: date, next_contact_on: date, note: str) -> None:
    insert(Contact(enquiry=enquiry, by=by.user, way=way, on=on, note=note))
    if way != Contact.Way.NO_ANSWER:
        enquiry.last_contact_on = max(on, enquiry.last_contact_on or on)
    enquiry.next_contact_on = next_contact_on


@step(
    ENQUIRY,
    "invite",
    action="enquiries.work",
    label="Bjud in till informationsträff",
    done="Inbjuden till informationsträff",
)
def invite(enquiry: Enquiry, *, by: Actor, meeting: InformationMeeting) -> dict[str, Any]:
    """The person is invited to an information meeting, by letter where there is an address."""
    take_place(enquiry, meeting)
    write(enquiry, "invitation", wording.invitation(enquiry, meeting, sign_up_page(enquiry, meeting)))
    return {"meeting": meeting.pk}


def take_place(enquiry: Enquiry, meeting: InformationMeeting) -> None:
    """A seat in the meeting, and no other; the day after it somebody follows it up. Raises Refusal where it is full."""
    meeting = InformationMeeting._base_manager.select_for_update(of=("self",)).get(pk=meeting.pk)
    if (meeting.unit_id, meeting.state) != (enquiry.unit_id, "planned"):
        raise Refusal("Träffen går inte att bjuda in till.")
    taken = meeting.invitations.seated().exclude(enquiry=enquiry).count()
    if taken >= meeting.capacity:
        seats = "den enda platsen är tagen" if meeting.capacity == 1 else f"alla {meeting.capacity} platser är tagna"
        raise Refusal(f"Träffen är full: {seats}. Välj en annan träff.")
    give_up_places(enquiry)
    fresh = {"outcome": Invitation.Outcome.INVITED, "reminded_on": None, "confirmed_on": None}
    if not enquiry.invitations.filter(meeting=meeting).update(**fresh):
        insert(Invitation(enquiry=enquiry, meeting=meeting))
    enquiry.next_contact_on = meeting.starts_at.astimezone(clock.STOCKHOLM).date() + timedelta(days=1)


def give_up_places(enquiry: Enquiry) -> None:
    """No seat is held any more, and none waited for."""
    held = (Invitation.Outcome.INVITED, Invitation.Outcome.WAITING)
    enquiry.invitations.filter(outcome__in=held).update(outcome=Invitation.Outcome.MOVED)


def sign_up_page(enquiry: Enquiry, meeting: InformationMeeting) -> str:
    """The page behind the link of an invitation: yes, no, another day. It holds until the meeting has been."""
    until = meeting.starts_at.astimezone(clock.STOCKHOLM).date()
    return links.address("recruitment:meeting_sign_up", "enquiries.sign_up", enquiry, until=until)


@step(ENQUIRY, "attend", action="enquiries.work", label="Kom på träffen", done="Var på informationsträff", direct=True)
def attend(enquiry: Enquiry, *, by: Actor) -> None:
    """The person came to the meeting; now it is asked whether the interest remains."""
    _settle(enquiry, Invitation.Outcome.CAME)
    give_up_places(enquiry)  # a seat that comes free elsewhere is for somebody who has not been
    enquiry.last_contact_on = clock.today()


@step(ENQUIRY, "miss", action="enquiries.work", label="Kom inte", done="Kom inte på informationsträffen", direct=True)
def miss(enquiry: Enquiry, *, by: Actor) -> None:
    """The person did not come, and is called."""
    _settle(enquiry, Invitation.Outcome.ABSENT)


@step(
    ENQUIRY,
    "uninvite",
    action="enquiries.work",
    label="Ta bort från träffen",
    done="Informationsträffen blev inte av",
    direct=True,
    risky=True,
)
def uninvite(enquiry: Enquiry, *, by: Actor) -> None:
    """The meeting does not take place, or the person has asked for another one."""
    uninvited(enquiry)


def uninvited(enquiry: Enquiry) -> None:
    """The seat is free, and somebody calls."""
    _settle(enquiry, Invitation.Outcome.MOVED)


def _settle(enquiry: Enquiry, outcome: str) -> None:
    enquiry.invitations.filter(outcome=Invitation.Outcome.INVITED).update(outcome=outcome)
    enquiry.next_contact_on = first_contact_by(clock.today())


@step(ENQUIRY, "open_vetting", action="enquiries.work", label="Inled utredning", done="Utredning inledd")
def open_vetting(
    enquiry: Enquiry,
    *,
    by: Actor,
    household: list[dict[str, Any]],
    volunteer_name: str,
    protection: str,
    way: str = Volunteer.Way.MAIL,
    even_so: bool = False,
    **plan: Any,
) -> None:
    """The interest remains: from now on the identity is known, and the vetting runs.

    Raises ValidationError where the pool knows somebody already, unless it is done even so.
    """
    if not even_so:
        is_new(household, unit=enquiry.unit, area=enquiry.area)
    volunteer = take_on(
        by=by,
        unit=enquiry.unit,
        area=enquiry.area,
        name=volunteer_name,
        email=enquiry.email,
        phone=enquiry.phone,
        kinds=plan["kinds"],
        protection=protection,
        way=way,
    )
    for each in household:
        insert(HouseholdMember(volunteer=volunteer, **member(**each)))
    begin(by=by, enquiry=enquiry, volunteer=volunteer, **plan)
    enquiry.next_contact_on = None
    if volunteer.is_protected:
        protect(enquiry)


@effect(Vetting, done="Utredning inledd")
def begin(*, by: Actor, volunteer: Volunteer, enquiry: Enquiry | None = None, **plan: Any) -> Vetting:
    """A vetting begins, led by whoever opened it."""
    return Vetting(
        unit=volunteer.unit,
        area=volunteer.area,
        volunteer=volunteer,
        enquiry=enquiry,
        investigator=by.user,
        opened_on=clock.today(),
        **plan,
    )


@effect(Enquiry, moves=ENQUIRY, move="join", done="Godkänd och i poolen")
def join(enquiry: Enquiry, *, by: Actor) -> None:
    """What began as an enquiry has become a volunteer."""


@effect(Enquiry, moves=ENQUIRY, move="fall_back", done="Utredningen ledde inte till godkännande")
def fall_back(enquiry: Enquiry, *, by: Actor) -> None:
    """The vetting ended without approval."""
    enquiry.closed_on = clock.today()
    enquiry.reason = Enquiry.Reason.VETTING_ENDED


@step(ENQUIRY, "close", action="enquiries.work", label="Avsluta", done="Avslutad", risky=True)
def close(enquiry: Enquiry, *, by: Actor, reason: str, note: str = "") -> dict[str, Any]:
    """It does not lead to an assignment, and the reason is known; the place at a meeting is free again."""
    give_up_places(enquiry)
    if note:
        insert(Contact(enquiry=enquiry, by=by.user, way=Contact.Way.PHONE, on=clock.today(), note=note))
    enquiry.reason = reason
    enquiry.closed_on = clock.today()
    enquiry.next_contact_on = None
    return {"reason": reason}


@step(ENQUIRY, "reopen", action="enquiries.work", label="Öppna igen", done="Öppnad igen", direct=True)
def reopen(enquiry: Enquiry, *, by: Actor) -> None:
    """The person is back; whoever opens it is responsible."""
    if Vetting.objects.filter(enquiry=enquiry).exists():
        raise Refusal("Anmälan har haft en utredning. Lägg in en ny anmälan.")
    if enquiry.merged_into_id:
        raise Refusal("Anmälan är sammanslagen med en annan. Öppna den i stället.")
    enquiry.reason, enquiry.closed_on, enquiry.known_as = "", None, None
    enquiry.owner = by.user
    enquiry.next_contact_on = first_contact_by(clock.today())


@edits(
    "enquiries.work",
    fields=("name", "email", "phone", "kinds", "lives_in", "is_protected", "campaign", "message"),
    states=OPEN_ENQUIRY,
    label="Ändra uppgifter",
    done="Uppgifter ändrade",
)
def edit(enquiry: Enquiry, *, by: Actor) -> None:
    """What the person has told is put right."""
    if enquiry.is_protected:
        protect(enquiry)


@edits("enquiries.work", fields=("owner",), states=OPEN_ENQUIRY, label="Lämna över", done="Överlämnad")
def hand_over(enquiry: Enquiry, *, by: Actor) -> None:
    """Somebody else becomes responsible, who may work with it: in anybody else's queue it would be lost."""
    if enquiry.owner not in successors(enquiry):
        raise Refusal(f"{enquiry.owner} kan inte ta över: rollen gäller en annan enhet eller ett annat programområde.")


def successors(enquiry: Enquiry) -> QuerySet[User]:
    """Who could take over: the colleagues who may work with it."""
    return recruiting(enquiry.unit_id, enquiry.area)


def write(enquiry: Enquiry, purpose: str, text: tuple[str, str]) -> None:
    """A letter, where there is an address. Inside a step."""
    if enquiry.email and not enquiry.is_protected:  # with protected identity somebody calls before anything is sent
        subject, body = text
        compose(
            purpose=purpose,
            address=enquiry.email,
            subject=subject,
            body=body,
            unit_id=enquiry.unit_id,
            area=enquiry.area,
            receiver=("recruitment.enquiry", enquiry.pk),
        )
