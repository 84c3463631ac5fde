"""Who waits in the demo city, or is on the way to be lost: what the lists of recruitment exist to find."""

from datetime import datetime, time, timedelta

from brokerage import clock
from brokerage.demo.builder import Builder
from brokerage.demo.support import pool
from brokerage.organisation.models import Unit
from brokerage.organisation.reference import BROKERAGE
from recruitment.models import Approval, Enquiry
from recruitment.workflow import duplicates, enquiries, meetings, signups, training

WAITING = ("Agneta Friberg", "Bilal Osman")
SEATED = ("Cecilia Norén", "Daniel Wahl", "Emma Sköld")
SILENT = ("Fatima Haddad", "Göran Ståhl")
ROUTED = ("Hanna Lööf", "Ivar Nyberg")


def build(builder: Builder) -> None:
    """A full meeting and a full course, two whom nobody has called for long, two at family homes, two jour homes."""
    team = builder.units[BROKERAGE]
    full_meeting(builder, team)
    silent(builder, team)
    routed(builder, team)
    full_training(builder, team)
    emergency_homes(builder)


def _enquiry(builder: Builder, team: Unit, name: str, days: int) -> Enquiry:
    """Somebody who called so many days ago, and was called back the next day."""
    rut, received_on = builder.acting("rut"), builder.back(days)
    with builder.on(received_on):
        first, last = name.split()
        made = enquiries.register(
            by=rut,
            unit=team,
            name=name,
            email=f"{first}.{last}@post.example".lower().translate(str.maketrans("åäöé", "aaoe")),
            phone="",
            kinds=["family"],
            source="phone",
            received_on=received_on,
        )
    with builder.on(received_on + timedelta(days=1)):
        on = clock.today()
        later = on + timedelta(days=21)
        return enquiries.contact(made, by=rut, way="phone", on=on, next_contact_on=later, note="Vill veta mer.")


def full_meeting(builder: Builder, team: Unit) -> None:
    """Three seats and five who want one."""
    rut = builder.acting("rut")
    starts_at = datetime.combine(builder.today + timedelta(days=5), time(18), clock.STOCKHOLM)
    seated = [_enquiry(builder, team, name, 12) for name in SEATED]
    waiting = [_enquiry(builder, team, name, 9) for name in WAITING]
    with builder.on(builder.back(3)):
        meeting = meetings.plan_meeting(
            by=rut, unit=team, starts_at=starts_at, place="Medborgarhuset, rum 3", capacity=len(seated)
        )
        meetings.invite_many(meeting, by=rut, version=meeting.version, enquiries=seated)
        for each in waiting:
            each.refresh_from_db()
            signups.put_on_waiting_list(each, by=rut, version=each.version, meeting=meeting)


def silent(builder: Builder, team: Unit) -> None:
    """Nobody has been in touch for more than 90 days: the list «Utan kontakt» holds them until somebody calls."""
    for name, days in zip(SILENT, (118, 101), strict=True):
        _enquiry(builder, team, name, days)


def routed(builder: Builder, team: Unit) -> None:
    """They would rather become family homes: lent to those colleagues, and asked after."""
    rut = builder.acting("rut")
    for name, days in zip(ROUTED, (40, 15), strict=True):
        made = _enquiry(builder, team, name, days)
        with builder.on(builder.back(days - 5)):
            on = clock.today()
            duplicates.route(
                made, by=rut, routed_to="Familjehem, Resursteamen", on=on, next_contact_on=on + timedelta(days=30)
            )


def full_training(builder: Builder, team: Unit) -> None:
    """A course with fewer seats than families who want one."""
    rut = builder.acting("rut")
    families = pool(rut, 6)
    starts_at = datetime.combine(builder.today + timedelta(days=17), time(17, 30), clock.STOCKHOLM)
    with builder.on(builder.back(6)):
        course = training.plan_training(
            by=rut,
            unit=team,
            title="Teckenspråk för vardagen",
            kind="theme",
            starts_at=starts_at,
            place="Swedenborgsgatan 20",
            capacity=max(len(families) - 2, 1),
            speaker="Resursteamen",
        )
        for each in families:
            training.book(by=rut, volunteer=each, training=course, may_wait=True)


def emergency_homes(builder: Builder) -> None:
    """In the city's pool and in Bromma's there is a home that is investigated as an emergency home (SoL 22:4)."""
    for key in ("rut", "anna"):
        homes = [each.pk for each in pool(builder.acting(key), 30) if {"family", "short_family"} & set(each.kinds)]
        found = Approval.objects.filter(volunteer__in=homes, age_from__lt=18, case_reference="").order_by("pk").first()
        if found:
            Approval.objects.filter(pk=found.pk).update(as_jour=True)
            type(found.vetting).objects.filter(pk=found.vetting_id).update(
                as_jour=True, jour_note="Vana vid korta varsel och nätter. Bedöms klara jour för ett barn i taget."
            )
