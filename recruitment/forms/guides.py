"""The forms of an interview and a home visit: the questions of the day, with room for a note at each."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from django import forms

from brokerage.pages.fields import DayField
from recruitment.forms.vettings import past_day
from recruitment.models import GuideQuestion, Interview

_NOTE = {"rows": 2, "class": "note"}
_ASIDE = {"rows": 1, "class": "note aside"}


class GuideForm(forms.Form):
    """A day, the questions under their headings, and what whoever was there makes of it."""

    on = DayField(label="Dag")
    summary_label = "Sammanfattning"
    first: tuple[Any, ...] = ("on",)

    def __init__(self, *args: Any, questions: Sequence[GuideQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for each in questions:
            self.fields |= dict(_fields(each))
        self.fields["summary"] = forms.CharField(
            label=self.summary_label, max_length=6000, widget=forms.Textarea(attrs={"rows": 6})
        )
        groups = groupby(questions, key=lambda each: each.group)
        parts = [(title, tuple(name for each in members for name, _ in _fields(each))) for title, members in groups]
        self.fieldsets = (("", self.first), *parts, (self.summary_label, ("summary",)))
        self.unmarked = tuple(self.fields)  # that a question may be left is said once, above them all

    def clean_on(self) -> Any:
        return past_day(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        answers = {}
        for each in self.questions:
            choice, note = given.pop(f"answer-{each.code}", ""), given.pop(f"note-{each.code}", "")
            if each.heed and choice == each.heed and not note:
                self.add_error(f"note-{each.code}", "Skriv hur det är löst, eller varför det inte är en fara.")
            answers[each.code] = (choice, note)
        return given | {"answers": answers}


class InterviewForm(GuideForm):
    place = forms.ChoiceField(
        label="Plats",
        choices=Interview.Place.choices,
        widget=forms.RadioSelect(attrs={"class": "inline"}),
        initial=Interview.Place.OFFICE,
    )
    first = ("on", "place")


class VisitForm(GuideForm):
    summary_label = "Iakttagelser i övrigt"


def _fields(question: GuideQuestion) -> Iterator[tuple[str, forms.Field]]:
    """Those of one question: a choice with a note, or words alone."""
    if question.answered == GuideQuestion.Answered.WORDS:
        yield (
            f"note-{question.code}",
            forms.CharField(
                label=question.text,
                help_text=question.help_text,
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs=_NOTE),
            ),
        )
        return
    yield (
        f"answer-{question.code}",
        forms.ChoiceField(
            label=question.text,
            help_text=question.help_text,
            required=False,
            choices=GuideQuestion.Choice.choices,
            widget=forms.RadioSelect(attrs={"class": "inline taps"}),
        ),
    )
    yield (
        f"note-{question.code}",
        forms.CharField(
            label="Anteckning",
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs=_ASIDE | {"aria-label": f"Anteckning: {question.text}"}),
        ),
    )
