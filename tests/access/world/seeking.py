"""The rows beside a search: calls to the other districts, and wishes to whoever recruits."""

from datetime import timedelta
from typing import Any

from brokerage import clock
from brokerage.organisation.models import Unit
from matching.models import Call, CallReply, RecruitmentWish, Shortlist
from tests.access.world import cases, matching
from tests.access.world.rows import World


def furnish(world: World, place: str) -> None:
    """Of each search that goes on, a call and a wish."""
    for row in [row for row in world.rows if row.kind == "shortlist" and row.place == place]:
        if row.obj.state == "open":
            add_call(world, place, row.obj)
            add_wish(world, place, row.obj)


def add_call(world: World, place: str, shortlist: Shortlist) -> Call:
    """Open: a text that everybody reads who recruits, and an answer for whoever asked and whoever gave it."""
    word, secret, today = world.word(), world.word(), clock.today()
    made = Call.objects.create(
        **world.at(place),
        shortlist=shortlist,
        asks=shortlist.pool,
        intervention=f"kontaktfamilj {word}",
        ages="7–9 år",
        text=f"Ett barn som gillar {word}",
        posted_by=shortlist.opened_by,
        answer_by=today + timedelta(days=7),
    )
    answer(world, made, world.at("farsta_iof")["unit"], secret)
    return world.keep("call", place, made, word, is_brokered=shortlist.is_brokered)


def answer(world: World, call: Call, unit: Unit, word: str) -> None:
    words = f"En familj {word}"
    CallReply.objects.create(call=call, unit=unit, has="yes", words=words, replied_by=world.cast.olle)


def add_wish(world: World, place: str, shortlist: Shortlist) -> RecruitmentWish:
    """To whoever recruits to the pool that was searched."""
    word = world.word()
    home = "team" if shortlist.is_brokered else place
    made = RecruitmentWish.objects.create(
        **world.at(home),
        shortlist=shortlist,
        kind="family",
        client_area=shortlist.area,
        ages=f"7–9 år {word}",
        words=["dog"],
        note=f"Gärna {word}",
        wished_by=shortlist.opened_by,
    )
    return world.keep("wish", home, made, word)


def searched(world: World, *, is_brokered: bool = False) -> Shortlist:
    return matching.add_shortlist(world, "bromma_iof", cases.add_client(world, "bromma_iof"), is_brokered=is_brokered)


def grow_call(world: World, at: str, row: Any) -> Call:
    row = row or add_call(world, "bromma_iof", searched(world))
    units = Unit.objects.districts().exclude(pk__in=row.replies.values("unit")).order_by("pk")
    answer(world, row, units[0], world.word())
    world.event(row)
    return row


def grow_wish(world: World, at: str, row: Any) -> RecruitmentWish:
    row = row or add_wish(world, "bromma_iof", searched(world, is_brokered=True))
    world.event(row)
    return row


MORE = {
    "matching:calls": lambda world, at: add_call(world, "bromma_iof", searched(world)),
    "matching:wishes": lambda world, at: add_wish(world, "bromma_iof", searched(world, is_brokered=True)),
}
GROWING = {"matching:call": grow_call, "matching:recruitmentwish": grow_wish}
