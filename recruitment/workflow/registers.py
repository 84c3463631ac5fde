"""Asking the social registers, district by district, and noting what they answer."""

from collections.abc import Collection
from datetime import date
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal, edits, insert
from recruitment import rules as rules  # fills the matrix before a step names an action of it
from recruitment.models import HouseholdMember, RegisterQuestion, Vetting
from recruitment.problems import plan_of
from recruitment.requirements import checked_people
from recruitment.states import VettingState

OPEN = {VettingState.OPEN}


@edits("vettings.work", states=OPEN, label="Fråga socialregister", done="Frågan är antecknad")
def ask_registers(
    vetting: Vetting,
    *,
    by: Actor,
    members: Collection[HouseholdMember],
    on: date,
    districts: Collection[Unit] = (),
    municipality: str = "",
) -> dict[str, Any]:
    """Each board where they have lived is asked about each of them; whom it has been asked about already stays.

    Raises Refusal without consent, where nobody is asked about, and where a place is named of somebody protected.
    """
    plan, places = (
        plan_of(vetting),
        [*((each, "") for each in districts), *([(None, municipality)] if municipality else [])],
    )
    if not plan.asks_districts:
        raise Refusal("Utredningen följer äldre krav: anteckna ett svar från socialregistret i stället.")
    if not vetting.consent_on:
        raise Refusal("Medgivandet till socialregister måste finnas först.")
    if on > clock.today():
        raise Refusal("Frågan kan inte ha ställts i framtiden.")
    there = checked_people(plan, list(vetting.volunteer.members.all()))
    if strangers := [each for each in members if each not in there]:
        raise Refusal(f"{strangers[0].name} omfattas inte av kontrollen.")
    if vetting.volunteer.is_protected:
        if places:
            raise Refusal("Var någon med skyddade personuppgifter har bott skrivs inte in i systemet.")
        places = [(None, "")]
    if not places:
        raise Refusal("Välj minst en stadsdel eller skriv en kommun.")
    asked = set(vetting.questions.values_list("member", "district", "municipality"))
    new = [
        RegisterQuestion(
            vetting=vetting, member=member, district=district, municipality=elsewhere, asked_on=on, asked_by=by.user
        )
        for member in members
        for district, elsewhere in places
        if (member.pk, district.pk if district else None, elsewhere) not in asked
    ]
    if not new:
        raise Refusal("Det är redan frågat.")
    for each in new:
        insert(each)
    return {"members": len(members), "questions": len(new)}


@edits("vettings.work", states=OPEN, label="Anteckna svar", done="Svaret från socialregistret antecknat")
def note_answer(vetting: Vetting, *, by: Actor, question: RegisterQuestion, on: date, outcome: str) -> dict[str, int]:
    """A board has answered. The outcome is kept, and nothing else of what it said; not even that in the log."""
    question = _of(vetting, question)
    if on > clock.today():
        raise Refusal("Svaret kan inte ligga i framtiden.")
    if on < question.asked_on:
        raise Refusal("Svaret kan inte ha kommit före frågan.")
    question.answered_on, question.outcome, question.noted_by = on, outcome, by.user
    question.save()
    return {"member": question.member_id}


@edits("vettings.work", states=OPEN, label="Frågan utgår", done="Frågan utgår")
def drop_question(vetting: Vetting, *, by: Actor, question: RegisterQuestion) -> dict[str, int]:
    """It was put to the wrong board. What has been answered stays."""
    question = _of(vetting, question)
    if question.outcome:
        raise Refusal("Frågan är besvarad och står kvar.")
    question.delete()
    return {"member": question.member_id}


def _of(vetting: Vetting, question: RegisterQuestion) -> RegisterQuestion:
    found = RegisterQuestion.objects.filter(vetting=vetting, pk=question.pk).first()
    if found is None:
        raise Refusal("Frågan finns inte längre.")
    return found
