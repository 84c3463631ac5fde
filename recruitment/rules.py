"""Who may do what in recruitment: a contact secretary does for her district what a recruiter does for the city."""

from collections.abc import Collection

from django.db.models import Q

from brokerage import clock
from brokerage.access import ACTIONS, EVERY, Actor, allow, grant
from brokerage.organisation.models import Unit
from brokerage.organisation.rules import (
    APPROVER,
    CASE_OFFICER,
    CONTACT_SECRETARY,
    DISTRICT_MANAGER,
    RECRUITER,
    own_unit,
    own_unit_and_area,
)
from recruitment.models import (
    BinderPage,
    BinderReading,
    Campaign,
    Colleague,
    Compilation,
    Concern,
    DataChange,
    Enquiry,
    InformationMeeting,
    InterestLetter,
    Mentorship,
    PoolSharing,
    Reference,
    Routine,
    Seat,
    Training,
    Transfer,
    Vetting,
    Volunteer,
)


def _others_work(actor: Actor) -> Q:
    took_part = Colleague.objects.filter(person=actor.user_id).values("vetting")
    return ~Q(investigator_id=actor.user_id) & ~Q(pk__in=took_part)


def led_by_another(actor: Actor, roles: frozenset[str]) -> Q:
    """Those of the own units that others have led and read: nobody approves what they have taken part in."""
    return own_unit(actor, roles) & _others_work(actor)


def led_by_another_in_area(actor: Actor, roles: frozenset[str]) -> Q:
    """Those of the own units and programme areas that others have led and read."""
    return own_unit_and_area(actor, roles) & _others_work(actor)


def given_alone(actor: Actor, roles: frozenset[str]) -> Q:
    """Vettings that one has been given as a colleague, each alone and for its days, wherever they belong."""
    return Q(pk__in=Colleague.objects.with_on(actor.user_id, clock.today()).values("vetting"))


def of_given(actor: Actor, roles: frozenset[str]) -> Q:
    """What hangs on those."""
    return Q(vetting__in=Colleague.objects.with_on(actor.user_id, clock.today()).values("vetting"))


def lent_to(actor: Actor, roles: frozenset[str]) -> Q:
    """Of those, the ones that one has been lent to investigate."""
    lent = Colleague.objects.with_on(actor.user_id, clock.today()).investigating()
    return Q(pk__in=lent.values("vetting"))


def of_lent(actor: Actor, roles: frozenset[str]) -> Q:
    """What hangs on those."""
    lent = Colleague.objects.with_on(actor.user_id, clock.today()).investigating()
    return Q(vetting__in=lent.values("vetting"))


def asked_oneself(actor: Actor, roles: frozenset[str]) -> Q:
    """What one has been asked to read."""
    return Q(person=actor.user_id, part=Colleague.Part.READER)


def taken_in(actor: Actor, roles: frozenset[str]) -> Q:
    """What one has taken in oneself: of a worry for a child a colleague knows nothing."""
    return Q(taken_by=actor.user_id)


def given_away(actor: Actor, roles: frozenset[str]) -> Q:
    """Loans and moves from the own pools, which the other unit answers."""
    wanted = Q(pk__in=())
    for standing in actor.holds(roles):
        wanted |= Q(from_unit_id__in=standing.unit_ids, from_area__in=[*standing.areas, ""])
    return wanted


def shared_with_city(actor: Actor, roles: frozenset[str]) -> Q:
    """Whom a district shares with the city's pool, for as long as the consent holds."""
    return Q(pk__in=PoolSharing.objects.filter(withdrawn_on=None).values("volunteer"))


def borrowed(actor: Actor, roles: frozenset[str]) -> Q:
    """Whom another unit has lent to the own one, through the last day of the loan."""
    mine = own_unit_and_area(actor, roles)
    return Q(pk__in=Transfer.objects.lent_on(clock.today()).filter(mine).values("volunteer"))


def open_to_districts(actor: Actor, roles: frozenset[str]) -> Q:
    """What the brokerage arranges for the districts' volunteers too."""
    return Q(is_open=True)


def organised(actor: Actor, roles: frozenset[str]) -> Q:
    """Seats of what the own unit and programme area arranges, whoever sits there."""
    wanted = Q(pk__in=())
    for standing in actor.holds(roles):
        wanted |= Q(training__unit_id__in=standing.unit_ids, training__area__in=[*standing.areas, ""])
    return wanted


ORGANISES = (grant(RECRUITER, CONTACT_SECRETARY, rows=organised),)
GIVES = (grant(RECRUITER, CONTACT_SECRETARY, rows=given_away),)
ON_THE_PAGE = (RECRUITER, CONTACT_SECRETARY, APPROVER, DISTRICT_MANAGER)
RECRUITS = (grant(RECRUITER, rows=own_unit), grant(CONTACT_SECRETARY, rows=own_unit_and_area))
COLLEAGUES = (RECRUITER, CONTACT_SECRETARY)
DECIDES = (grant(APPROVER, rows=own_unit), grant(DISTRICT_MANAGER, rows=own_unit_and_area))

allow("campaigns.view", Campaign, *RECRUITS)
allow("campaigns.manage", Campaign, *RECRUITS)

allow("enquiries.view", Enquiry, *RECRUITS)
allow("enquiries.register", Enquiry, *RECRUITS)
allow("enquiries.arrive", Enquiry, system=True)  # the public form
allow("enquiries.work", Enquiry, *RECRUITS)

allow("enquiries.sign_up", Enquiry, link=True)  # to a meeting
allow("enquiries.seat", Enquiry, system=True)  # from a waiting list
allow("enquiries.remind", Enquiry, system=True)

allow("interest.ask", InterestLetter, system=True)  # the due loop
allow("interest.answer", InterestLetter, link=True)
allow("interest.expire", InterestLetter, system=True)
allow("interest.view", InterestLetter, *RECRUITS)

allow("meetings.view", InformationMeeting, *RECRUITS)
allow("meetings.work", InformationMeeting, *RECRUITS)

allow("vettings.view", Vetting, *RECRUITS, *DECIDES, grant(*COLLEAGUES, rows=given_alone))
allow("vettings.open_named", Vetting, *RECRUITS)
allow("vettings.renew", Vetting, *RECRUITS)
allow("vettings.work", Vetting, *RECRUITS, grant(*COLLEAGUES, rows=lent_to))
ANOTHERS = (grant(APPROVER, rows=led_by_another), grant(DISTRICT_MANAGER, rows=led_by_another_in_area))
allow("vettings.decide", Vetting, *ANOTHERS)
allow("vettings.exempt", Vetting, *ANOTHERS)
allow("colleagues.ask", Colleague, *RECRUITS)
allow("colleagues.end", Colleague, *RECRUITS)
allow("colleagues.read", Colleague, grant(*COLLEAGUES, rows=asked_oneself))
allow("compilations.view", Compilation, *RECRUITS, *DECIDES, grant(*COLLEAGUES, rows=of_given))
allow("compilations.work", Compilation, *RECRUITS, grant(*COLLEAGUES, rows=of_lent))
allow("compilations.answer", Compilation, link=True)
allow("references.work", Reference, *RECRUITS, grant(*COLLEAGUES, rows=of_lent))
allow("references.answer", Reference, link=True)
allow("references.remind", Reference, system=True)

allow(
    "volunteers.view",
    Volunteer,
    *RECRUITS,
    *DECIDES,
    grant(RECRUITER, rows=shared_with_city),
    grant(RECRUITER, CONTACT_SECRETARY, rows=borrowed),
)
allow("volunteers.work", Volunteer, *RECRUITS)
allow("documents.view", Volunteer, *RECRUITS, *DECIDES)  # of the own pool: no paper of whom is only shared or borrowed
allow("documents.work", Volunteer, *RECRUITS)

allow("datachanges.answer", DataChange, link=True)  # the volunteer, behind the link
allow("datachanges.work", DataChange, *RECRUITS)

allow("transfers.view", Transfer, *RECRUITS, *GIVES)
allow("transfers.answer", Transfer, *RECRUITS)
allow("transfers.offer", Transfer, *GIVES)
allow("transfers.end", Transfer, *RECRUITS, *GIVES)

allow("trainings.view", Training, *RECRUITS, grant(CONTACT_SECRETARY, rows=open_to_districts))
allow("trainings.work", Training, *RECRUITS)
allow("seats.view", Seat, *RECRUITS, *ORGANISES)
allow("seats.work", Seat, *RECRUITS, *ORGANISES)
allow("seats.foresee", Seat, grant(DISTRICT_MANAGER, rows=own_unit_and_area))  # how many are booked, and whose is none
allow("seats.answer", Seat, link=True)
allow("seats.give", Seat, system=True)  # from a waiting list
allow("seats.evaluate", Seat, link=True)
allow("mentorships.view", Mentorship, *RECRUITS)
allow("mentorships.work", Mentorship, *RECRUITS)
allow("mentorships.card", Mentorship, link=True)

allow(
    "binder.view", BinderPage, grant(RECRUITER, CONTACT_SECRETARY, APPROVER, DISTRICT_MANAGER, CASE_OFFICER, rows=EVERY)
)
allow("binder.edit", BinderPage, grant(RECRUITER, APPROVER, rows=own_unit))
allow("binderreadings.send", BinderReading, *RECRUITS)
allow("binderreadings.confirm", BinderReading, link=True)


def of_the_brokerage(actor: Actor, roles: frozenset[str]) -> Q:
    """What Resursteamen keep for everybody, and is in use."""
    return Q(unit__in=Unit.objects.brokerage(), is_active=True)


def of_the_brokerage_or_own(actor: Actor, roles: frozenset[str]) -> Q:
    return of_the_brokerage(actor, roles) | own_unit(actor, roles)


allow(
    "routines.view",
    Routine,
    grant(RECRUITER, APPROVER, CONTACT_SECRETARY, DISTRICT_MANAGER, CASE_OFFICER, rows=of_the_brokerage_or_own),
)
allow("routines.edit", Routine, grant(RECRUITER, APPROVER, CONTACT_SECRETARY, DISTRICT_MANAGER, rows=own_unit))
allow("routines.copy", Routine, grant(CONTACT_SECRETARY, DISTRICT_MANAGER, rows=of_the_brokerage))

allow("concerns.take_in", Concern, grant(*ON_THE_PAGE, rows=taken_in))
allow("concerns.view", Concern, *DECIDES, grant(*ON_THE_PAGE, rows=taken_in))
allow("concerns.work", Concern, *DECIDES)


def seat(actor: Actor, action: str) -> tuple[int, str]:
    """Where a new row of the actor belongs: its unit, and the programme area where the role has one."""
    standing = actor.holds(ACTIONS[action].roles)[0]
    return standing.unit_id, min(standing.areas) if standing.role == CONTACT_SECRETARY and standing.areas else ""


def in_own_pool(actor: Actor, volunteer: Volunteer, roles: Collection[str]) -> bool:
    """Whether the volunteer is of the actor's own units and areas, and not only shared or borrowed: no query."""
    return any(
        volunteer.unit_id in standing.unit_ids
        and (standing.role in (RECRUITER, APPROVER) or volunteer.area in (*standing.areas, ""))
        for standing in actor.holds(roles)
    )
