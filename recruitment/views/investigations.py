"""Pages around a vetting: the text that the volunteer reads, exemptions, and colleagues who read or investigate."""

from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from brokerage import pages
from brokerage.access import ACTIONS, Request, linked, permits, requires
from brokerage.pages import Page, VersionedForm, put_errors
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day
from brokerage.workflow import Problem, Refusal
from recruitment.exemptions import INDEPENDENCE, INDEPENDENT, key_of
from recruitment.forms.investigations import ColleagueForm, CommentForm, ExemptForm, ReadForm, WordsForm
from recruitment.people import recruiting_anywhere
from recruitment.problems import task_list
from recruitment.queries.vettings import RUNNING
from recruitment.rules import in_own_pool
from recruitment.states import ANSWERED, CompilationState
from recruitment.views.surroundings import TONES
from recruitment.views.vettings import crumbs_of, proposing
from recruitment.workflow import colleagues as helping
from recruitment.workflow import compilations as workflow
from recruitment.workflow import exemptions as exempting

# The text


@requires("vettings.work", read=True, fetch=lambda rows: rows.for_page())
def vetting_draft(request: Request, row: Any) -> HttpResponse:
    form, initial = proposing(row)
    return pages.verb_page(
        request,
        form(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: workflow.draft(row, by=request.actor, **given),
        title=workflow.draft.label,
        lead="Sparas utan att föreslås, så att sökanden kan läsa det först.",
        crumbs=crumbs_of(row, "Bedömning"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.draft.done,
    )


@requires("vettings.work", read=True, fetch=lambda rows: rows.for_page())
def vetting_put_together(request: Request, row: Any) -> HttpResponse:
    """The text as it would be, and a button that keeps it as a version."""
    problems = []
    if not row.assessment:
        problems.append(Problem("Bedömningen är inte skriven: den kommer inte med.", blocking=False))
    return pages.verb_page(
        request,
        forms.Form(request.POST if request.method == "POST" else None),
        lambda given: workflow.put_together(by=request.actor, vetting=row),
        title=workflow.put_together.label,
        lead="Så här läser sökanden den. Versionen sparas som den är; ändras något gör ni en ny.",
        crumbs=crumbs_of(row, "Sammanställ"),
        submit="Spara som version",
        back=row.get_absolute_url(),
        done=workflow.put_together.done,
        problems=problems,
        template="recruitment/vetting_put_together.html",
        parts=workflow.text_of(row),
    )


@requires("vettings.work")
def vetting_withdraw_consent(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.withdraw_consent,
        VersionedForm,
        lead="Länkar till den sammanställda utredningen slutar gälla, och inga fler uppgifter får hämtas.",
        crumbs=crumbs_of(row, "Medgivandet återtaget"),
        submit="Anteckna",
        risky=True,
    )


@requires("compilations.view", read=True, fetch=lambda rows: rows.for_page())
def compilation(request: Request, row: Any) -> HttpResponse:
    vetting, works = row.vetting, permits(request.actor, "compilations.work", row)
    actions = [pages.Action("Skriv ut (PDF)", reverse("recruitment:compilation_pdf", args=[row.pk]), icon="printer")]
    runs = vetting.state in RUNNING and bool(vetting.consent_on)
    if works and runs and row.state in ANSWERED and not row.seen_on:
        seen = reverse("recruitment:compilation_note_seen", args=[row.pk])
        actions.insert(0, pages.Action(workflow.note_seen.label, seen, main=True, icon="check"))
    facts = pages.chosen(
        (
            ("Sammanställd", f"{day(row.made_on)} av {row.made_by}"),
            ("Skickad", day(row.sent_on)),
            ("Svar senast", day(row.answer_by)),
            ("Svarade", day(row.answered_on)),
            ("Antecknat av", row.noted_by),
            ("Svaret läst", day(row.seen_on)),
        )
    )
    return pages.detail(
        request,
        row,
        "recruitment/compilation.html",
        title=str(row),
        lead=str(vetting),
        crumbs=crumbs_of(vetting, f"Version {row.number}"),
        status={"text": row.get_state_display(), "tone": TONES.get(row.state, "calm")},
        actions=actions,
        facts=facts,
        with_steps=runs,
        has_next=row.state == CompilationState.MADE,
    )


PAPER = "recruitment/compilation_pdf.html"  # the same for staff and behind the link


@requires("compilations.view", read=True, fetch=lambda rows: rows.for_page())
def compilation_pdf(request: Request, row: Any) -> HttpResponse:
    return _paper(row)


def _paper(row: Any) -> HttpResponse:
    context = {
        "title": f"Utredning av {row.vetting.volunteer.name}",
        "sender": f"{row.unit.name}, Stockholms stad",
        "edition": f"Version {row.number}, sammanställd {day(row.made_on)} av {row.made_by}",
        "parts": row.parts,
        "approved": f"Läst och godkänd av sökanden {day(row.answered_on)}"
        if row.state == CompilationState.AGREED
        else "",
    }
    return pdf_response(PAPER, context, f"utredning-version-{row.number}.pdf")


@requires("compilations.work", fetch=lambda rows: rows.for_page())
def compilation_send(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.vetting} får ett brev med en länk, läser där och svarar. Texten står inte i brevet."
    return pages.step_page(request, row, workflow.send, lead=lead, crumbs=crumbs_of(row.vetting, "Skicka"))


@requires("compilations.work", fetch=lambda rows: rows.for_page())
def compilation_note_agreed(request: Request, row: Any) -> HttpResponse:
    lead = "De har läst på papper eller tillsammans med er, och godkänner det som står."
    return pages.step_page(request, row, workflow.note_agreed, lead=lead, crumbs=crumbs_of(row.vetting, "Svar"))


@requires("compilations.work", fetch=lambda rows: rows.for_page())
def compilation_note_objected(request: Request, row: Any) -> HttpResponse:
    lead = "De har läst på papper eller tillsammans med er, och något stämmer inte."
    crumbs = crumbs_of(row.vetting, "Svar")
    return pages.step_page(request, row, workflow.note_objected, WordsForm, lead=lead, crumbs=crumbs)


@requires("compilations.work", fetch=lambda rows: rows.for_page())
def compilation_note_seen(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.note_seen,
        VersionedForm,
        lead=row.words or "Sökanden har läst och godkänt.",
        crumbs=crumbs_of(row.vetting, "Svar"),
        submit=workflow.note_seen.label,
    )


CLOSED = ("Länken gäller inte längre", "Det finns en nyare version, eller så är utredningen avslutad. Ring oss gärna.")
THANKS = {
    CompilationState.AGREED: ("Tack!", "Du har läst och godkänt det som står."),
    CompilationState.OBJECTED: ("Tack!", "Vi läser det som du har skrivit och hör av oss."),
}


@linked("compilations.answer")
def compilation_read(request: Request, row: Any) -> HttpResponse:
    """The text behind the link, and beneath it the answer. Opening it answers nothing."""
    if request.GET.get("format") == "pdf" and workflow.is_readable(row):
        return _paper(row)
    form = ReadForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["answer"] == "yes":
                row = workflow.agree(row, by=request.actor)
            else:
                row = workflow.object_to(row, by=request.actor, words=form.cleaned_data["words"])
        except Refusal as refusal:
            put_errors(form, refusal)
    is_readable = workflow.is_readable(row)
    is_open = is_readable and row.state == CompilationState.SENT
    title, lead = "Din utredning", "Läs igenom, och svara längst ner på sidan."
    if not is_readable:
        title, lead = CLOSED
    elif row.state in THANKS:
        title, lead = THANKS[CompilationState(row.state)]
    context = {
        "page": Page(title, lead),
        "public": True,
        "parts": row.parts if is_readable else [],
        "form": form if is_open else None,
        "submit": "Skicka svaret",
    }
    return render(request, "recruitment/compilation_read.html", context, status=422 if is_open and form.errors else 200)


# Exemptions and colleagues


@requires("vettings.exempt", read=True, fetch=lambda rows: rows.for_page())
def vetting_exempt(request: Request, row: Any) -> HttpResponse:
    parts = [(key_of(each), each.label) for each in task_list(row) if each.missing]
    return pages.verb_page(
        request,
        ExemptForm(request.POST if request.method == "POST" else None, parts=[*parts, (INDEPENDENCE, INDEPENDENT)]),
        lambda given: exempting.exempt(row, by=request.actor, **given),
        title=exempting.exempt.label,
        lead=f"{row}: en del som saknas krävs inte i den här utredningen. Skälet och ditt namn syns på godkännandet.",
        crumbs=crumbs_of(row, "Undantag"),
        submit=exempting.exempt.label,
        back=row.get_absolute_url(),
        done=exempting.exempt.done,
    )


@requires("vettings.work", read=True)
def vetting_ask_colleague(request: Request, row: Any) -> HttpResponse:
    """Of the own unit: whoever is lent to investigate asks nobody in turn."""
    if not in_own_pool(request.actor, row, ACTIONS["colleagues.ask"].roles):
        raise Http404
    return pages.verb_page(
        request,
        ColleagueForm(
            request.POST if request.method == "POST" else None,
            people=recruiting_anywhere().exclude(pk=row.investigator_id),
        ),
        lambda given: helping.ask(by=request.actor, vetting=row, **given),
        title=helping.ask.label,
        lead=f"{row}: kollegan ser den här utredningen och inget annat hos er, och kan inte besluta om den.",
        crumbs=crumbs_of(row, "Kollega"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=helping.ask.done,
    )


@requires("colleagues.read", fetch=lambda rows: rows.for_page())
def colleague_read(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(
        request, row, helping.read, CommentForm, lead=str(row.vetting), crumbs=crumbs_of(row.vetting, "Jag har läst")
    )


@requires("colleagues.end", fetch=lambda rows: rows.for_page())
def colleague_end(request: Request, row: Any) -> HttpResponse:
    return pages.step_page(request, row, helping.end, lead=str(row), crumbs=crumbs_of(row.vetting, "Avsluta"))
