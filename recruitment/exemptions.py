"""From which requirements an exemption may be made, and what it does to the task list: pure.

None is possible from the extract of track B, which is mandatory before anybody is engaged (lag (2010:479) 1 §), from
the investigation of an emergency home (SoL 22:4), nor from the approver's independence, which no statute sets but which
the whole approval rests on. An obstacle is no missing part: what a register has said is judged, and not looked away
from.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from brokerage.pages.wording import day
from recruitment.requirements import Requirement, Source

INDEPENDENCE = "independence"
INDEPENDENT = "Att någon annan än den som har utrett beslutar"
NEVER = {
    f"check-{Source.TRACK_B.value}": "Registerutdraget vid LSS-uppdrag hos barn är obligatoriskt innan någon anlitas "
    "(lagen (2010:479) 1 §). Från det finns inget undantag.",
    "jour": "Inget barn placeras i ett jourhem som inte är utrett (22 kap. 4 § SoL). Från det finns inget undantag.",
    INDEPENDENCE: "Den som beslutar ska vara en annan än den som har utrett. Från det finns inget undantag: "
    "annars granskar ingen utredningen.",
}
OBSTACLE = "Ett hinder kan inte undantas. Det som kontrollen visar ska bedömas, eller utredningen avslutas."


def key_of(each: Requirement) -> str:
    """What names one requirement of a vetting in a form: «check-social-17»."""
    return f"{each.code}-{each.member.pk}" if each.member else each.code


def refusal(each: Requirement) -> str:
    """Why no exemption from it is possible, as a sentence; empty where there may be one."""
    if each.code in NEVER:
        return NEVER[each.code]
    if each.status == "Hinder":
        return OBSTACLE
    return "" if each.missing else "Delen är redan klar."


def exempted(found: list[Requirement], exemptions: Sequence[Any]) -> list[Requirement]:
    """The task list, where what is missing may be missing. A part that has been done all the same counts as done."""
    left = list(exemptions)
    done = []
    for each in found:
        member = each.member.pk if each.member else None
        fits = (e for e in left if not refusal(each) and (e.code, e.member_id) == (each.code, member))
        exemption = next(fits, None)
        if exemption:
            left.remove(exemption)
            each = replace(each, status="Undantag", tone="warn", missing="", told=_told(exemption))
        done.append(each)
    return done


def _told(exemption: Any) -> Any:
    return lambda: f"{exemption.by}, {day(exemption.on)}: {exemption.reason}"
