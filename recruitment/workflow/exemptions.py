"""An exemption from one requirement of one vetting, with its reason, by whoever decides."""

from typing import Any

from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.workflow import edits, insert
from recruitment import rules as rules  # fills the matrix before a verb names an action of it
from recruitment.exemptions import INDEPENDENCE, NEVER, key_of, refusal
from recruitment.models import Exemption, Vetting
from recruitment.problems import task_list
from recruitment.queries.vettings import RUNNING


@edits("vettings.exempt", states=set(RUNNING), label="Medge undantag", done="Undantag medgivet")
def exempt(vetting: Vetting, *, by: Actor, part: str, reason: str) -> dict[str, Any]:
    """One part may be missing in this vetting. Raises ValidationError where the law or the house knows no exemption."""
    if part == INDEPENDENCE:
        raise ValidationError({"part": NEVER[INDEPENDENCE]})
    wanted = next((each for each in task_list(vetting) if key_of(each) == part and each.missing), None)
    if wanted is None:
        raise ValidationError({"part": "Välj en del som saknas i utredningen."})
    if why_not := refusal(wanted):
        raise ValidationError({"part": why_not})
    insert(
        Exemption(
            vetting=vetting,
            code=wanted.code,
            label=wanted.label[:160],
            member=wanted.member,
            reason=reason,
            by=by.user,
            investigator_id=vetting.investigator_id,
            on=clock.today(),
        )
    )
    return {"part": wanted.code}
