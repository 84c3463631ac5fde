"""The decision of a temporary extension."""

from datetime import date, time
from typing import Any

from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import Refusal, creates, edits
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching.models import Assignment, Extension, MonthReport
from matching.states import TAKES_PLACE
from matching.workflow.recounting import count_anew, strike_undecided
from recruitment.problems import jour_home


@creates("extensions.decide", label="Besluta om utökning", done="Utökning beslutad")
def decide(
    *,
    by: Actor,
    assignment: Assignment,
    first: date,
    last: date,
    extent: str,
    form: str,
    decided_on: date,
    decided_time: time | None = None,
    is_jour: bool = False,
) -> Any:
    """The case officer decides that somebody may come more for a time; what has been reported is counted anew."""
    if decided_on > clock.today():
        raise ValidationError({"decided_on": "Beslutsdagen kan inte ligga i framtiden."})
    if last < first:
        raise ValidationError({"last": "Den sista dagen kan inte ligga före den första."})
    if form == Extension.Form.ORAL and decided_time is None:
        raise ValidationError({"decided_time": "Ange klockslaget för det muntliga beslutet."})
    if assignment.state not in TAKES_PLACE and not (assignment.ended_on and first <= assignment.ended_on):
        raise Refusal("Uppdraget pågår inte då.")
    if is_jour and not jour_home(assignment.volunteer, first, last):
        raise ValidationError(
            {"is_jour": "Hemmet är inte utrett som jourhem (22 kap. 4 § socialtjänstlagen): jour kan inte beslutas."}
        )
    extension = Extension(
        unit_id=assignment.unit_id,
        area=assignment.area,
        assignment=assignment,
        first=first,
        last=last,
        extent=extent,
        form=form,
        decided_on=decided_on,
        decided_time=decided_time,
        is_jour=is_jour,
        decision_maker=by.user,
        recorded_on=clock.today(),
    )
    return extension, lambda: _count_anew(extension, by)


@edits("extensions.revoke", label="Återkalla", done="Utökning återkallad")
def revoke(extension: Extension, *, by: Actor, because: str, revoked_from: date | None = None) -> dict[str, Any]:
    """It holds no longer, from a day on. What has been keeps its decision, unless there never was one.

    What was planned on those days is struck; what has been reported is counted anew, and checked anew where its sum
    is another. Raises Refusal and ValidationError.
    """
    if extension.revoked_on:
        raise Refusal("Utökningen är redan återkallad.")
    if because == Extension.Revoking.MISTAKEN:
        revoked_from = extension.first
    elif revoked_from is None:
        raise ValidationError({"revoked_from": "Ange från vilken dag den upphör."})
    elif revoked_from < clock.today():
        text = "Det som redan har varit behåller sitt beslut. Ange i dag eller en senare dag."
        raise ValidationError({"revoked_from": text})
    elif not extension.first <= revoked_from <= extension.last:
        raise ValidationError({"revoked_from": "Utökningen gäller inte den dagen."})
    extension.revoked_from, extension.revoked_on = revoked_from, clock.today()
    extension.revoked_by, extension.revoked_because = by.user, because
    # before the sums are counted, which read it afresh
    extension.save(update_fields=["revoked_from", "revoked_on", "revoked_by", "revoked_because"])
    _count_anew(extension, by, strikes=True)
    return {"from": revoked_from, "because": because}


def _count_anew(extension: Extension, by: Actor, *, strikes: bool = False) -> None:
    touched = MonthReport.objects.filter(
        assignment=extension.assignment_id, visits__first__lte=extension.last, visits__last__gte=extension.first
    )
    for report in touched.distinct().order_by("pk"):
        if strikes:
            strike_undecided(report)
        count_anew(report, by=by)
