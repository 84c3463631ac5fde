"""Pages about the social registers: asking each board where they have lived, and what it answered."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from brokerage import clock, pages
from brokerage.access import Request, requires
from recruitment.forms.registers import AnswerForm, AskRegistersForm
from recruitment.problems import plan_of
from recruitment.requirements import checked_people
from recruitment.views.vettings import crumbs_of
from recruitment.workflow import registers as workflow


@requires("vettings.work", fetch=lambda rows: rows.for_queue())
def vetting_ask_registers(request: Request, row: Any, member: int) -> HttpResponse:
    """Whoever has not been asked about yet is chosen beforehand: most have lived in the same places."""
    plan = plan_of(row)
    there = checked_people(plan, list(row.volunteer.members.all()))
    if not plan.asks_districts or member not in [each.pk for each in there]:
        raise Http404
    is_protected = row.volunteer.is_protected
    place = getattr(row.volunteer, "place", None)
    home = [place.district_id] if place and place.district_id else []
    asked = {each.member_id for each in row.questions.all()}
    also = [each.pk for each in there if each.pk == member or not asked & {each.pk, member}]
    return pages.verb_page(
        request,
        AskRegistersForm(
            request.POST if request.method == "POST" else None,
            people=row.volunteer.members.filter(pk__in=[each.pk for each in there]),
            is_protected=is_protected,
            initial={"members": also, "districts": home, "on": clock.today()},
        ),
        lambda given: workflow.ask_registers(row, by=request.actor, **given),
        title=workflow.ask_registers.label,
        lead="Var de har bott skrivs inte in. Anteckna här när alla stadsdelar har frågats."
        if is_protected
        else "Varje stadsdelsnämnd svarar för sig, med sökandens medgivande.",
        crumbs=crumbs_of(row, "Socialregister"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.ask_registers.done,
    )


@requires("vettings.work", fetch=lambda rows: rows.for_queue())
def vetting_note_answer(request: Request, row: Any, question: int) -> HttpResponse:
    asked = get_object_or_404(row.questions.select_related("member", "district"), pk=question)
    return pages.verb_page(
        request,
        AnswerForm(request.POST if request.method == "POST" else None, initial={"on": clock.today()}),
        lambda given: workflow.note_answer(row, by=request.actor, question=asked, **given),
        title=workflow.note_answer.label,
        lead=str(asked),
        crumbs=crumbs_of(row, "Svar"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.note_answer.done,
    )


@requires("vettings.work")
def vetting_drop_question(request: Request, row: Any, question: int) -> HttpResponse:
    asked = get_object_or_404(row.questions.select_related("member", "district"), pk=question)
    return pages.verb_page(
        request,
        pages.VersionedForm(request.POST if request.method == "POST" else None, initial={"version": row.version}),
        lambda given: workflow.drop_question(row, by=request.actor, question=asked, **given),
        title=workflow.drop_question.label,
        lead=f"{asked}. Frågan tas bort, för att den ställdes fel.",
        crumbs=crumbs_of(row, "Frågan utgår"),
        submit="Ta bort frågan",
        back=row.get_absolute_url(),
        done=workflow.drop_question.done,
    )
