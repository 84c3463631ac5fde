"""Keeping a register check: in a vetting, and in the case of one appointment."""

from datetime import date

from brokerage import clock
from brokerage.pages.wording import day
from brokerage.workflow import Refusal, insert
from recruitment.models import RegisterCheck
from recruitment.requirements import EXTRACT_MONTHS, WITH_OUTCOME, Source, extract_holds, paper_kept_until


def keep(
    check: RegisterCheck,
    allowed: set[Source],
    *,
    starts_on: date,
    outcome: str,
    issued_on: date | None,
    paper_place: str,
) -> None:
    """Save a check as the law lets it be kept, inside a verb: what must not be kept is left out.

    Raises Refusal where the law gives no such check here, where it lies ahead, or where the extract is too old.
    """
    source = Source(check.source)
    if source not in allowed:
        raise Refusal(f"«{source.label}» kan inte begäras för de uppdrag som det gäller.")
    if check.on > clock.today():
        raise Refusal("Kontrollen kan inte ligga i framtiden.")
    if source in WITH_OUTCOME:
        check.outcome = outcome
    elif issued_on is None:
        raise Refusal("Ange vilken dag utdraget är utfärdat.")
    elif not extract_holds(issued_on, check.on):
        raise Refusal(
            f"Utdraget får vara högst {EXTRACT_MONTHS} månader gammalt: "
            f"utfärdat {day(issued_on)}, visat {day(check.on)}."
        )
    if source == Source.TRACK_B:
        # Of an extract that is only shown, its age is judged now and not kept.
        check.issued_on, check.paper_place, check.keep_until = issued_on, paper_place, paper_kept_until(starts_on)
    insert(check)
