"""What goes on around the volunteers of the demo city: talks, breaks, fortbildning, mentors, the binder, concerns."""

from datetime import datetime, time, timedelta
from typing import Any

from brokerage import clock
from brokerage.access import Actor, Link
from brokerage.demo.builder import Builder
from brokerage.organisation.models import Unit
from recruitment.models import BinderReading, DataChange, Volunteer, VolunteerContact
from recruitment.workflow import binder, changes, concerns, contacts, sharing, training, volunteers

ASSESSED = timedelta(days=5)
NOTES = (
    "Allt går bra. Barnet har börjat på fotboll.",
    "Funderar över sommaren, vi talas vid igen i mars.",
    "Undrar över ersättningen för resor. Skickade sidan i pärmen.",
    "Lite trött efter helgen, men vill fortsätta.",
    "Berättar att de har fått en valp.",
)
EVENINGS: tuple[tuple[str, str, list[str], int, bool], ...] = (
    # title, kind, themes, days from now, open to the districts
    ("Att möta någon med autism", "lecture", ["autism", "npf"], 12, True),
    ("Grundutbildning för nya kontaktfamiljer", "basic", [], 24, True),
    ("När en tonåring tystnar", "evening", ["teenager", "anxiety"], -20, True),
)


def build(builder: Builder) -> None:
    """A little of everything for the cast, and a talk with most of those who have an assignment."""
    talks(builder)
    rut, anna, olle = (builder.acting(key) for key in ("rut", "anna", "olle"))
    city = pool(rut, 30)
    bromma = pool(anna, 14)
    farsta = pool(olle, 4)
    if min(len(city), len(bromma), len(farsta)) < 2:
        return
    evenings(builder, city, bromma)
    binders(builder, city, bromma)
    around(builder, city, bromma, farsta)


def pool(by: Actor, most: int) -> list[Volunteer]:
    """The first of somebody's pool whom a letter may reach."""
    standing = next(each for each in by.standings() if each.role in ("recruiter", "contact_secretary"))
    rows = Volunteer.objects.available().filter(unit_id=standing.unit_id, protection="none").exclude(email="")
    if standing.areas:
        rows = rows.filter(area__in=standing.areas)
    return list(rows.select_related("unit").order_by("pk")[:most])


def talks(builder: Builder) -> None:
    """Nearly everybody has been spoken to lately: who has an assignment within seven weeks, who waits within twelve."""
    busy = set(Volunteer.objects.filter(assignments__state="running").values_list("pk", flat=True))
    found, made = list(Volunteer.objects.available().order_by("pk")), []
    by = builder.cast.users["rut"]
    for each in found:
        most, late = (49, 70) if each.pk in busy else (80, 120)
        days = builder.dice.randint(most + 9, late) if builder.dice.random() < 0.01 else builder.dice.randint(2, most)
        each.last_contact_on = builder.back(days)
        if builder.dice.random() < 0.15:
            note = builder.dice.choice(NOTES)
            made.append(VolunteerContact(volunteer=each, on=each.last_contact_on, way="phone", note=note, by=by))
    Volunteer.objects.bulk_update(found, ["last_contact_on"], batch_size=500)
    VolunteerContact.objects.bulk_create(made, batch_size=500)


def evenings(builder: Builder, city: list[Volunteer], bromma: list[Volunteer]) -> None:
    rut, anna = builder.acting("rut"), builder.acting("anna")
    team, board = city[0].unit, bromma[0].unit
    for title, kind, themes, days, is_open in EVENINGS:
        day = builder.today + timedelta(days=days)
        facts: dict[str, Any] = {
            "title": title,
            "kind": kind,
            "themes": themes,
            "is_open": is_open,
            "starts_at": datetime.combine(day, time(18), clock.STOCKHOLM),
            "place": "Swedenborgsgatan 20",
            "capacity": 25,
            "speaker": "Resursteamen",
        }
        with builder.on(min(day, builder.today) - timedelta(days=30)):
            held = training.plan_training(by=rut, unit=team, **facts)
            seats = [training.book(by=rut, volunteer=each, training=held) for each in city[:8]]
            seats += [training.book(by=anna, volunteer=each, training=held) for each in bromma[:3]]
        if days < 0:
            with builder.on(day + timedelta(days=1)):
                training.hold(held, by=rut, came=[seat.pk for seat in seats[1:]])
            for seat, rating in zip(seats[1:5], (5, 4, 4, 3), strict=False):
                with builder.on(day + timedelta(days=3)):
                    link = Actor.by_link(Link("seats.evaluate", seat.pk, builder.today))
                    training.evaluate(seat, by=link, rating=rating, words="")
    starts_at = datetime.combine(builder.today + timedelta(days=9), time(17, 30), clock.STOCKHOLM)
    series = {"title": "Grupphandledning", "kind": "supervision", "starts_at": starts_at, "place": "Medborgarhuset"}
    training.plan_training(by=anna, unit=board, area="IoF", repeats=2, capacity=10, **series)


def binders(builder: Builder, city: list[Volunteer], bromma: list[Volunteer]) -> None:
    for by, rows in (("rut", city), ("anna", bromma)):
        for number, each in enumerate(rows[:12]):
            with builder.on(builder.back(40)):
                reading = binder.send_binder(by=builder.acting(by), volunteer=each)
            if number % 4:
                with builder.on(builder.back(35)):
                    link = Actor.by_link(Link("binderreadings.confirm", reading.pk, builder.today))
                    binder.confirm(BinderReading.objects.get(pk=reading.pk), by=link)


def around(builder: Builder, city: list[Volunteer], bromma: list[Volunteer], farsta: list[Volunteer]) -> None:
    """A mentor, a break, a draft, a concern, a change of telephone, somebody shared and somebody offered on loan."""
    rut, anna, olle = (builder.acting(key) for key in ("rut", "anna", "olle"))
    with builder.on(builder.back(25)):
        mentor, new = city[0], city[-1]
        training.begin_mentorship(by=rut, family=new, mentor=mentor, consented_on=clock.today())
        sharing.share(bromma[0], by=anna, consented_on=clock.today())
        paused = volunteers.pause(city[-2], by=rut, reason="moving", ask_again_on=builder.today, words="Flyttar.")
    contacts.log_contact(paused, by=rut, way="phone", on=builder.back(10), note="Flytten dröjer till nästa vecka.")
    contacts.keep_draft(city[1], by=rut, way="phone", on=None, note="Ringde, de undrar om")
    team = Unit.objects.get(pk=city[0].unit_id)
    terms: dict[str, Any] = {"kind": "loan", "consented_on": builder.back(4)}
    until = builder.today + timedelta(days=120)
    with builder.on(builder.back(3)):
        sharing.offer(by=olle, volunteer=farsta[0], unit=team, ends=until, words="Har plats varannan helg.", **terms)
        asked = changes.ask(by=rut, volunteer=city[2])
    with builder.on(builder.back(1)):
        link = Actor.by_link(Link("datachanges.answer", asked.pk, builder.today))
        known = changes.known_of(city[2]) | {"phone": builder.people.phone()}
        changes.answer(DataChange.objects.get(pk=asked.pk), by=link, words="Vi har fått en hund.", **known)
    with builder.on(builder.back(2)):
        other = {"kind": "other", "text": "En granne klagar på att bilen kör för fort vid lekplatsen."}
        taken = concerns.take_in(by=rut, volunteer=city[3], unit=team, told_by="En granne", **other)
    with builder.on(builder.back(1)):
        steps = {"assessment": "Vi talar med familjen.", "measures": ["talk"], "next_on": builder.today + ASSESSED}
        concerns.assess(taken, by=builder.acting("disa"), **steps)
    told = {"kind": "child", "text": "En lärare ringer: barnet har berättat att det är ensamt hemma på kvällarna."}
    concerns.take_in(
        by=anna, volunteer=bromma[1], unit=bromma[1].unit, area="IoF", told_by="Klassläraren", at_once="", **told
    )
