"""The talks of a vetting with what was answered, and the drafts that are kept until they are noted."""

from collections.abc import Mapping
from typing import Any

from brokerage import clock
from brokerage.access import Actor, permits
from brokerage.workflow import NotAllowed, Refusal, edits, insert
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.models import GuideAnswer, GuideQuestion, HomeVisit, Interview, PartDraft, Vetting
from recruitment.states import VettingState

OPEN = {VettingState.OPEN}
Answers = Mapping[str, tuple[str, str]]  # by the question's code: the choice, and what was noted


@edits("vettings.work", states=OPEN, label="Anteckna intervju", done="Intervju antecknad")
def record_interview(vetting: Vetting, *, by: Actor, answers: Answers | None = None, **fields: Any) -> dict[str, int]:
    """A talk with the applicants about suitability, by the guide of the day."""
    talk = Interview(vetting=vetting, by=by.user, **fields)
    insert(talk)
    return _keep(vetting, GuideQuestion.Guide.INTERVIEW, answers or {}, by=by, interview=talk)


@edits("vettings.work", states=OPEN, label="Anteckna hembesök", done="Hembesök antecknat")
def record_visit(vetting: Vetting, *, by: Actor, answers: Answers | None = None, **fields: Any) -> dict[str, int]:
    """A visit to the home of a family, by the protocol of the day."""
    visit = HomeVisit(vetting=vetting, by=by.user, **fields)
    insert(visit)
    return _keep(vetting, GuideQuestion.Guide.VISIT, answers or {}, by=by, visit=visit)


def _keep(vetting: Vetting, guide: str, answers: Answers, *, by: Actor, **of: Any) -> dict[str, int]:
    """Each answer stays with the version of the question that was asked; the draft is done with.

    Raises Refusal where an answer that must be explained is not.
    """
    asked = {each.code: each for each in GuideQuestion.objects.on(clock.today()).filter(guide=guide)}
    rows = []
    for code, (choice, note) in answers.items():
        question = asked.get(code)
        if question is None:
            raise Refusal("Frågorna har ändrats medan du skrev. Läs igenom dem och spara igen.")
        if question.heed and choice == question.heed and not note:
            raise Refusal(f"Skriv hur det är löst: {question.text}")
        if choice or note:
            rows.append(GuideAnswer(question=question, choice=choice, note=note, **of))
    GuideAnswer.objects.bulk_create(rows)
    PartDraft.objects.filter(vetting=vetting, by=by.user, guide=guide).delete()
    return {"answers": len(rows)}


def keep_draft(vetting: Vetting, *, by: Actor, guide: str, typed: dict[str, str]) -> PartDraft | None:
    """What is typed so far stays on the server, for whoever types it alone. Raises NotAllowed.

    A draft is no part of the vetting yet: it leaves no Event, and an empty one is thrown away.
    """
    if not permits(by, "vettings.work", vetting) or vetting.state not in OPEN:
        raise NotAllowed("Du har inte behörighet till det här.")
    mine = PartDraft.objects.filter(vetting=vetting, by=by.user, guide=guide)
    if not any(value.strip() for name, value in typed.items() if name not in ("on", "place")):
        mine.delete()
        return None
    kept = {"typed": typed, "saved_at": clock.now()}
    new = {**kept, "vetting": vetting, "by": by.user, "guide": guide}
    return PartDraft.objects.update_or_create(
        vetting=vetting, by=by.user, guide=guide, defaults=kept, create_defaults=new
    )[0]
