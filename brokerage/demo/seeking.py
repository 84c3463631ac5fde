"""What surrounds the searches: calendars beside the profiles, calls to other districts, wishes to the recruiters."""

from datetime import timedelta
from random import Random

from brokerage import clock
from brokerage.demo.builder import Builder
from brokerage.organisation.models import Role, Trait
from brokerage.organisation.reference import BROKERAGE
from matching import wording
from matching.models import Call, Shortlist
from matching.sketch import sketch
from matching.workflow import calls
from recruitment.models import CalendarEntry, Volunteer

EVERY_SO_MANY = 6
CALLERS = (("Farsta", "IoF"), ("Bromma", "LSS"), ("Bromma", "IoF"))
TIMES = (("weekend-even",), ("weekend-odd",), ("weekend-any", "holidays"), ("weekday-evening",))
WHY = ("Arbetar skift.", "Reser bort.", "", "Har barnbarnen då.")


def build_seeking(builder: Builder) -> None:
    """Its own dice: nothing else in the city turns with it."""
    dice = Random(builder.seed)
    _calendars(builder, dice)
    for unit, area in CALLERS:
        found = Shortlist.objects.open().own().filter(unit__name=unit, area=area).for_page().order_by("pk").last()
        if found:
            _call(builder, found, area)
    for search in Shortlist.objects.open().for_page().order_by("pk")[:2]:
        by = (
            builder.acting("rut")
            if search.order_id
            else builder.actor(search.unit.name, search.area, Role.CONTACT_SECRETARY)
        )
        words = [*search.decision.need.musts, *search.decision.need.wishes][:3]
        calls.wish(by=by, shortlist=search, words=words, note="Gärna någon som kan börja snart.")


def _calendars(builder: Builder, dice: Random) -> None:
    """Some are away for a while, and of some it is written when they can, in the pools of the cast."""
    units = [builder.units[name] for name in (BROKERAGE, "Bromma", "Farsta")]
    people = Volunteer.objects.available().filter(unit__in=units).order_by("pk").values_list("pk", flat=True)
    made = []
    for number, pk in enumerate(people):
        if number % EVERY_SO_MANY:
            continue
        starts = builder.today + timedelta(days=dice.randrange(10, 120))
        is_away = dice.random() < 0.6
        made.append(
            CalendarEntry(
                volunteer_id=pk,
                says=CalendarEntry.Says.AWAY if is_away else CalendarEntry.Says.FREE,
                times=[] if is_away else dice.choice(TIMES),
                starts=starts if is_away else builder.back(dice.randrange(5, 60)),
                ends=starts + timedelta(days=dice.randrange(7, 80)),
                note=dice.choice(WHY) if is_away else "",
            )
        )
    CalendarEntry.objects.bulk_create(made)


def _call(builder: Builder, search: Shortlist, area: str) -> Call:
    """A call of some days ago, and an answer from a neighbour."""
    by = builder.actor(search.unit.name, area, Role.CONTACT_SECRETARY)
    text = wording.offer_text(sketch(search, Trait.all_words().names()))
    call = calls.post(by=by, shortlist=search, text=text, answer_by=clock.today() + timedelta(days=8))
    answering = next(name for name in ("Bromma", "Farsta") if name != search.unit.name)
    who = builder.actor(answering, "IoF", Role.CONTACT_SECRETARY)
    words = "En ensamstående kvinna med stort tålamod, som gärna är ute."
    unit = builder.units[answering]
    return calls.reply(call, by=who, unit=unit, area="IoF", has="maybe", words=words)
