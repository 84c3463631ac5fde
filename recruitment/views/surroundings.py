"""What the page of a vetting says beside its parts: the text in versions, the colleagues, and what may be done."""

from typing import Any

from django.urls import reverse

from brokerage import clock
from brokerage.access import ACTIONS, Request, holds_role, permits
from brokerage.organisation.rules import CONTACT_SECRETARY, RECRUITER
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from recruitment.queries.vettings import RUNNING
from recruitment.requirements import Requirement
from recruitment.rules import ON_THE_PAGE, in_own_pool
from recruitment.states import ANSWERED, ColleagueState, CompilationState
from recruitment.workflow.compilations import is_current

TONES = {
    CompilationState.SENT: "warn",
    CompilationState.AGREED: "good",
    CompilationState.OBJECTED: "bad",
}


def works_on(request: Request, row: Any) -> bool:
    """Whether this person does the parts of the vetting: of the own unit without a query, else who has been lent."""
    return in_own_pool(request.actor, row, (RECRUITER, CONTACT_SECRETARY)) or (
        holds_role(request.actor, "vettings.work") and permits(request.actor, "vettings.work", row)
    )


def around(request: Request, row: Any, tasks: list[Requirement], *, works: bool) -> dict[str, Any]:
    """For the page of a vetting: its text in versions, its colleagues, and what can be done about them."""
    versions = list(row.compilations.all())
    newest = versions[0] if versions and versions[0].state != CompilationState.LAPSED else None
    runs = row.state in RUNNING
    is_owner = in_own_pool(request.actor, row, ACTIONS["colleagues.ask"].roles)
    exempts = runs and holds_role(request.actor, "vettings.exempt") and row.investigator_id != request.actor.user_id
    present = [each for each in row.colleagues.select_related("person") if _is_shown(each)]
    may_work = works or (runs and works_on(request, row))
    return {
        "versions": [_version(each) for each in versions],
        "is_stale": runs and newest is not None and not is_current(newest, row),
        "compiles": may_work and bool(row.consent_on),
        "drafting": works and not row.proposed_on,
        "withdraws": works and bool(row.consent_on),
        "exempts": exempts and any(each.missing for each in tasks),
        "colleagues": [_colleague(each, request, is_owner=is_owner and runs) for each in present],
        "asks": runs and is_owner,
        "sees_volunteer": in_own_pool(request.actor, row.volunteer, ON_THE_PAGE),
    }


def _is_shown(colleague: Any) -> bool:
    return colleague.state == ColleagueState.READ or (
        colleague.state == ColleagueState.ASKED and colleague.ends >= clock.today()
    )


def _version(each: Any) -> dict[str, Any]:
    said = f" · Svarade {day(each.answered_on)}" if each.answered_on else ""
    sent = f" · Skickad {day(each.sent_on)}" if each.sent_on and not each.answered_on else ""
    return {
        "text": f"Version {each.number}",
        "url": each.get_absolute_url(),
        "sub": f"Sammanställd {day(each.made_on)}{sent}{said}",
        "badge": {"text": each.get_state_display(), "tone": TONES.get(each.state, "calm")},
    }


def _colleague(each: Any, request: Request, *, is_owner: bool) -> dict[str, Any]:
    is_read = each.state == ColleagueState.READ
    reads = each.person_id == request.actor.user_id and each.part == "reader" and not is_read
    return {
        "name": each.person,
        "part": each.get_part_display(),
        "until": f"Läste {day(each.read_on)}" if is_read else f"Till och med {day(each.ends)}",
        "question": each.question,
        "words": each.words,
        "badge": {"text": each.get_state_display(), "tone": "good"} if is_read else None,
        "read_url": reverse("recruitment:colleague_read", args=[each.pk]) if reads else "",
        "end_url": reverse("recruitment:colleague_end", args=[each.pk]) if is_owner else "",
    }


def before_deciding(row: Any) -> list[Problem]:
    """What whoever decides should know of the text and of the second reader. None of it stops the decision."""
    found = []
    newest = row.compilations.live().first()
    if newest is None or newest.state not in ANSWERED:
        found.append(Problem("Sökanden har inte läst den sammanställda utredningen.", blocking=False))
    elif newest.state == CompilationState.OBJECTED:
        text = f"Sökanden vill ändra i version {newest.number}: {newest.words}"
        found.append(Problem(text, blocking=False, url=newest.get_absolute_url()))
    elif not is_current(newest, row):
        found.append(Problem(f"Utredningen har ändrats sedan sökanden läste version {newest.number}.", blocking=False))
    for each in row.colleagues.select_related("person"):
        if each.state == ColleagueState.READ and each.words:
            found.append(Problem(f"{each.person}, andra läsare, skriver: {each.words}", blocking=False))
        elif each.part == "reader" and _is_shown(each) and each.state != ColleagueState.READ:
            found.append(Problem(f"{each.person}, andra läsare, har inte läst än.", blocking=False))
    return found


# On the approval


def exemptions_of(vetting: Any) -> str:
    """What was not required, why, and by whose decision."""
    return " ".join(f"{each.label}: {each.reason} ({each.by}, {day(each.on)})." for each in vetting.exemptions.all())


def reading_of(vetting: Any) -> str:
    """Whether the volunteer had read the investigation, and what they said of it."""
    newest = next((each for each in vetting.compilations.all() if each.state in ANSWERED), None)
    if newest is None:
        return "nej"
    said = "godkänd" if newest.state == CompilationState.AGREED else "ville ändra"
    return f"version {newest.number}, {said} {day(newest.answered_on)}"
