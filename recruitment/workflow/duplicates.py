"""What happens to an enquiry beside the straight way: known already, once or twice; lent to family homes."""

from datetime import date
from typing import Any

from django.db import OperationalError

from brokerage import clock
from brokerage.access import Actor, permits
from brokerage.pages.wording import day
from brokerage.workflow import Refusal, effect, insert, step
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment.models import Contact, Enquiry, InterestLetter, Invitation, Vetting, Volunteer, VolunteerContact
from recruitment.models.contacts import Way
from recruitment.states import ENQUIRY, EnquiryState
from recruitment.workflow.enquiries import first_contact_by, give_up_places
from recruitment.workflow.volunteers import protect

_BEST = (
    Invitation.Outcome.CAME,
    Invitation.Outcome.INVITED,
    Invitation.Outcome.ABSENT,
    Invitation.Outcome.WAITING,
    Invitation.Outcome.MOVED,
)

_REACH = [  # from the one who has come least far
    EnquiryState.CLOSED,
    EnquiryState.NEW,
    EnquiryState.CONTACTED,
    EnquiryState.ROUTED,
    EnquiryState.INVITED,
    EnquiryState.MET,
    EnquiryState.VETTING,
    EnquiryState.JOINED,
]


def _reach(enquiry: Enquiry) -> int:
    return _REACH.index(EnquiryState(enquiry.state))


@step(ENQUIRY, "merge", action="enquiries.work", label="Slå ihop", done="Sammanslagen med en annan anmälan")
def merge(enquiry: Enquiry, *, by: Actor, into: Enquiry) -> dict[str, Any]:
    """The same person has written twice: everything that is known goes to the one that is kept.

    Raises Refusal where the other is not the actor's, is this one, or is merged itself, and where this one is vetted.
    """
    if into.pk == enquiry.pk or into.merged_into_id or not permits(by, "enquiries.work", into):
        raise Refusal("Anmälan går inte att slå ihop med den.")
    if enquiry.merged_into_id:
        raise Refusal("Anmälan är redan sammanslagen med en annan.")
    if Vetting.objects.filter(enquiry=enquiry).exists() or _reach(enquiry) > _reach(into):
        raise Refusal("Den här anmälan har kommit längre. Slå ihop den andra med den här i stället.")
    kept = take_in(into, by=by, other=enquiry)
    if kept.is_protected:
        protect(enquiry)
    enquiry.merged_into = into
    enquiry.reason, enquiry.closed_on, enquiry.next_contact_on = Enquiry.Reason.DUPLICATE, clock.today(), None
    return {"into": into.pk}


@effect(Enquiry, done="En annan anmälan från samma person har slagits ihop med den här")
def take_in(kept: Enquiry, *, by: Actor, other: Enquiry) -> Enquiry:
    """What the other one knew: talks, invitations, the earliest day, the campaign, and every word."""
    try:  # never waits: of two who merge the same two in opposite ways, each would wait for the other for ever
        kept = Enquiry._base_manager.select_for_update(of=("self",), nowait=True).get(pk=kept.pk)
    except OperationalError as error:
        raise Refusal("Någon annan ändrar den andra anmälan just nu. Försök igen om en stund.") from error
    if kept.merged_into_id:  # in this very moment: what it is to take in would be lost with it
        raise Refusal("Anmälan som skulle vara kvar har slagits ihop med en annan. Ladda om sidan.")
    insert(Contact(enquiry=kept, by=by.user, way=Contact.Way.MERGED, on=other.received_on, note=_told_by(other, kept)))
    other.contacts.update(enquiry=kept)
    InterestLetter.objects.filter(enquiry=other).update(enquiry=kept)
    Enquiry.objects.filter(merged_into=other).update(merged_into=kept)
    _take_invitations(kept, other)
    for name in ("email", "phone", "message", "campaign", "recruited_by"):
        setattr(kept, name, getattr(kept, name) or getattr(other, name))
    kept.kinds = [*kept.kinds, *(kind for kind in other.kinds if kind not in kept.kinds)]
    kept.lives_in = kept.lives_in or other.lives_in
    if kept.is_protected or other.is_protected:
        protect(kept)
    kept.received_on = min(kept.received_on, other.received_on)
    kept.last_contact_on = max(filter(None, (kept.last_contact_on, other.last_contact_on)), default=None)
    if kept.is_open:
        kept.next_contact_on = min(filter(None, (kept.next_contact_on, other.next_contact_on)))
    return kept


@step(ENQUIRY, "recognise", action="enquiries.work", label="Finns redan", done="Finns redan som uppdragstagare")
def recognise(enquiry: Enquiry, *, by: Actor, volunteer: Volunteer) -> dict[str, Any]:
    """Whoever writes is a volunteer of ours, or has been: what they say now goes to what is known of them."""
    if volunteer.unit_id != enquiry.unit_id or not permits(by, "volunteers.work", volunteer):
        raise Refusal("Hos er finns ingen sådan uppdragstagare.")
    give_up_places(enquiry)
    hear_again(volunteer, by=by, enquiry=enquiry)
    enquiry.known_as = volunteer
    enquiry.reason, enquiry.closed_on, enquiry.next_contact_on = Enquiry.Reason.DUPLICATE, clock.today(), None
    return {"volunteer": volunteer.pk}


@effect(Volunteer, done="Hörde av sig igen med en intresseanmälan")
def hear_again(volunteer: Volunteer, *, by: Actor, enquiry: Enquiry) -> Volunteer:
    """Every word and every talk goes into the log; a way to reach them that was not known is put in."""
    known = Volunteer._base_manager.select_for_update(of=("self",)).get(pk=volunteer.pk)
    if known.is_protected:
        protect(enquiry)  # before its words are taken along
    elif enquiry.is_protected:
        raise Refusal("Anmälan är skyddad: anteckna först skyddet hos uppdragstagaren.")
    talks = [f"{day(each.on)}, {each.get_way_display().lower()}: {each.note}" for each in enquiry.contacts.all()]
    note = "\n".join([_told_by(enquiry, known), *talks])[:4000]
    insert(VolunteerContact(volunteer=known, by=by.user, way=Way.ENQUIRY, on=enquiry.received_on, note=note))
    known.email, known.phone = known.email or enquiry.email, known.phone or enquiry.phone
    heard = filter(None, (known.last_contact_on, enquiry.last_contact_on, enquiry.received_on))
    known.last_contact_on = max(heard)
    return known


def _told_by(other: Enquiry, kept: Enquiry | Volunteer) -> str:
    """What would else be lost: another name, address or number, and what was written."""
    told = [f"Anmälan den {day(other.received_on)}, {other.get_source_display().lower()}."]
    if other.campaign:
        told.append(f"Kampanj: {other.campaign}.")
    told += [
        f"{label}: {mine}."
        for label, mine, theirs in (
            ("Namn", other.name, kept.name),
            ("E-post", other.email, kept.email),
            ("Telefon", other.phone, kept.phone),
        )
        if mine and mine != theirs
    ]
    lives_in = getattr(kept, "lives_in", None)  # of a volunteer the address is known, and kept for itself
    if other.lives_in and other.lives_in != lives_in and not (other.is_protected or kept.is_protected):
        told.append(f"Bor i: {other.lives_in}.")
    head = " ".join(told)
    return f"{head}\n{other.message}"[:2000].strip()


def _take_invitations(kept: Enquiry, other: Enquiry) -> None:
    """To a meeting to which both are invited, the one of the two counts that says more."""
    mine = {each.meeting_id: each for each in kept.invitations.all()}
    for each in other.invitations.all():
        own = mine.get(each.meeting_id)
        # Only one invitation is open at a time, and whoever is kept goes where they were going.
        outcome = Invitation.Outcome.MOVED if each.outcome == Invitation.Outcome.INVITED else each.outcome
        if own is None:
            Invitation.objects.filter(pk=each.pk).update(enquiry=kept, outcome=outcome)
        else:
            best = min((own.outcome, outcome), key=[*map(str, _BEST)].index)
            Invitation.objects.filter(pk=own.pk).update(outcome=best)
            Invitation.objects.filter(pk=each.pk).delete()


@step(ENQUIRY, "route", action="enquiries.work", label="Hänvisa till familjehem", done="Hänvisad till familjehem")
def route(
    enquiry: Enquiry, *, by: Actor, routed_to: str, on: date, next_contact_on: date, note: str = ""
) -> dict[str, str]:
    """The person would rather become a family home: those colleagues take over, and we ask how it went."""
    if on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    give_up_places(enquiry)
    insert(Contact(enquiry=enquiry, by=by.user, way=Contact.Way.PHONE, on=on, note=note or f"Lämnad till {routed_to}."))
    enquiry.routed_to, enquiry.routed_on = routed_to, on
    enquiry.last_contact_on = max(on, enquiry.last_contact_on or on)
    enquiry.next_contact_on = next_contact_on
    return {}


@step(ENQUIRY, "come_back", action="enquiries.work", label="Tillbaka hit", done="Tillbaka från familjehem", direct=True)
def come_back(enquiry: Enquiry, *, by: Actor) -> None:
    """It did not become a family home, or the person wants both: somebody here calls."""
    enquiry.next_contact_on = first_contact_by(clock.today())
