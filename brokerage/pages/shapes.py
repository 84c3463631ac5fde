"""The other three shapes, detail, form and report, and the form that runs a verb."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse

from brokerage.access import Request
from brokerage.pages.page import Action, Crumb, Page, history_of
from brokerage.pages.templatetags.pages import shown
from brokerage.workflow import Problem, Refusal, Stale, Step, open_steps


def detail(
    request: Request,
    row: Any,
    template: str,
    *,
    title: str,
    lead: str = "",
    crumbs: Sequence[Crumb] = (),
    status: dict[str, str] | None = None,
    problems: Sequence[Problem] = (),
    actions: Sequence[Action] = (),
    also_history_of: Sequence[Any] = (),
    has_next: bool = True,
    with_steps: bool = True,
    **context: Any,
) -> HttpResponse:
    """Facts, problems, the steps that are open to this person, history. With `has_next` one of them is the main one."""
    page = Page(
        title,
        lead,
        crumbs,
        status,
        [*actions, *(buttons(request, row, has_next=has_next) if with_steps else ())],
        list(problems),
        history_of(row, *also_history_of),
    )
    return TemplateResponse(request, template, {"page": page, "row": row, **context})


def buttons(request: Request, row: Any, *, has_next: bool = True) -> list[Action]:
    """A button for each step that the actor may take on the row now; the first that nothing blocks is the main one."""
    found: list[Action] = []
    for step in open_steps(request.actor, [row])[row.pk]:
        is_blocked = step.problems is not None and any(problem.blocking for problem in step.problems(row))
        main = has_next and not step.risky and not is_blocked and not any(action.main for action in found)
        found.append(Action(step.label, step_url(row, step.name), main=main, post=step.direct, risky=step.risky))
    return found


def step_url(row: Any, name: str) -> str:
    """By convention: «recruitment:enquiry_invite»."""
    return reverse(f"{row._meta.app_label}:{row._meta.model_name}_{name}", args=[row.pk])


def report(
    request: Request, template: str, *, title: str, lead: str = "", crumbs: Sequence[Crumb] = (), **context: Any
) -> HttpResponse:
    """Figures, chart, table."""
    return TemplateResponse(request, template, {"page": Page(title, lead, crumbs), **context})


def step_page(
    request: Request,
    row: Any,
    step: Step,
    form: Callable[..., forms.Form] = forms.Form,
    *,
    title: str = "",
    lead: str = "",
    crumbs: Sequence[Crumb] = (),
    initial: dict[str, Any] | None = None,
    back: str = "",
    problems: Sequence[Problem] = (),
    **context: Any,
) -> HttpResponse:
    """The page of one step: its problems, its form, its button. Back to the row (or to `back`) when done."""
    if back:
        context = {"next_url": lambda done: back, **context}
    problems = [*problems, *(step.problems(row) if step.problems else ())]
    if form is forms.Form:
        context = {"template": "pages/confirm.html", "risky": step.risky, **context}
    return verb_page(
        request,
        form(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: step(row, by=request.actor, **given),
        title=title or step.label,
        lead=lead,
        crumbs=crumbs,
        submit=step.label,
        back=back or row.get_absolute_url(),
        done=step.done,
        problems=problems,
        **context,
    )


def edit_page(
    request: Request,
    row: Any,
    edit: Any,
    form: Callable[..., forms.Form],
    *,
    initial: dict[str, Any] | None = None,
    lead: str = "",
    crumbs: Sequence[Crumb] = (),
    submit: str = "Spara",
    **context: Any,
) -> HttpResponse:
    """The page of one edit: the row's values to change, refused when somebody else has saved in between."""
    kept = {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}
    return verb_page(
        request,
        form(request.POST if request.method == "POST" else None, initial={**kept, **(initial or {})}),
        lambda given: edit(row, by=request.actor, **given),
        title=edit.label,
        lead=lead,
        crumbs=crumbs,
        submit=submit,
        back=row.get_absolute_url(),
        done=edit.done,
        **context,
    )


def verb_page(
    request: Request,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    title: str,
    submit: str,
    back: str,
    done: str,
    lead: str = "",
    crumbs: Sequence[Crumb] = (),
    problems: Sequence[Problem] = (),
    notice: dict[str, str] | None = None,
    template: str = "pages/form.html",
    next_url: Callable[[Any], str] | None = None,
    status: dict[str, str] | None = None,
    actions: Sequence[Action] = (),
    **context: Any,
) -> HttpResponse:
    """A form whose button runs a verb: nothing typed is lost, nothing half-done is saved."""
    if request.method == "POST" and form.is_valid():
        try:
            row = act(form.cleaned_data)
        except (Refusal, ValidationError) as error:
            put_errors(form, error)
        else:
            messages.success(request, f"{done}.")
            return redirect(next_url(row) if next_url else row.get_absolute_url())
    page = Page(title, lead, crumbs, status, list(actions), list(problems))
    context |= {"page": page, "form": form, "submit": submit, "back": back, "notice": notice}
    return TemplateResponse(request, template, context, status=422 if request.method == "POST" else 200)


def put_errors(form: forms.BaseForm, error: Refusal | ValidationError) -> None:
    """Show a refusal on the form: beside its field where it names one that the form has, else on top."""
    if isinstance(error, Stale):
        _freshen(form, error.current)
    if isinstance(error, Refusal):
        for sentence in error.sentences:
            form.add_error(None, sentence)
        return
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, faults in by_field.items():
        form.add_error(name if name in form.fields else None, faults)


def _freshen(form: forms.BaseForm, current: Any) -> None:
    """After a stale save: the form carries the new version, and says what each differing field holds now."""
    typed: Any = form.data
    form.data = typed.copy()
    form.data[form.add_prefix("version")] = str(current.version)  # type: ignore[index]
    for name, field in form.fields.items():
        if name != "version" and hasattr(current, name):
            now = getattr(current, name)
            if form.cleaned_data.get(name) != now:
                form.add_error(name, f"Sparat är nu: {_in_words(field, now)}")


def _in_words(field: forms.Field, value: Any) -> str:
    choices: Any = field.choices if isinstance(field, forms.ChoiceField) else ()
    words = dict(choices)
    values = value if isinstance(value, list) else [value]
    return ", ".join(str(shown(words.get(each, each))) for each in values if each not in (None, "")) or "tomt"


class VersionedForm(forms.Form):
    """A form of an edit: remembers which version of the row it was opened on."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=True)
