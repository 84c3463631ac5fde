"""Forms about how an assignment lives: its introduction, its phases, its log, and who keeps it."""

from datetime import date
from typing import Any

from django import forms

from brokerage.organisation.models import User
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from matching.models import Assignment, LogEntry
from matching.variants import Variant

MOST_STEPS = 6
CHECKLIST = (
    ("talked", "Vi har gått igenom varje uppdrag tillsammans: vad som är bra, vad som är svårt, vad som är på gång."),
    ("told", "Barnen, familjerna och uppdragstagarna får veta vem de ska ringa från och med nu."),
    ("booked", "Bokade träffar, uppföljningar och händelser som utreds är överlämnade."),
)


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class IntroductionForm(VersionedForm):
    """So many steps, each with its day; an empty line is no step. Cleaned to `steps`."""

    def __init__(self, *args: Any, steps: list[tuple[str, date | None]], done: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = []
        for number in range(1, MOST_STEPS + 1):
            title, day = steps[number - 1] if number <= len(steps) else ("", None)
            self.fields[f"title_{number}"] = forms.CharField(
                label=f"Steg {done + number}", max_length=120, required=False, initial=title
            )
            self.fields[f"day_{number}"] = DayField(label=f"Dag för steg {done + number}", required=False, initial=day)
            rows.append((f"title_{number}", f"day_{number}"))
        self.fieldsets = (("Stegen", tuple(rows), "Anpassa dem till barnet. En tom rad blir inget steg."),)
        self.unmarked = tuple(self.fields)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        steps: list[tuple[str, date | None]] = []
        for number in range(1, MOST_STEPS + 1):
            title, day = given.pop(f"title_{number}", ""), given.pop(f"day_{number}", None)
            if title:
                steps.append((title, day))
            elif day:
                self.add_error(f"title_{number}", "Skriv vad steget är.")
        return {**given, "steps": steps}


class EvaluateForm(VersionedForm):
    done_on = DayField(label="Genomfört den")
    went_well = forms.TypedChoiceField(
        label="Är barnet redo för nästa steg?",
        choices=(("1", "Ja"), ("0", "Nej, vi tar det här steget en gång till")),
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    evaluation = forms.CharField(
        label="Hur gick det?", max_length=1000, widget=_lines(4), help_text="Vad sa barnet? Vad såg familjen?"
    )


class PhaseForm(VersionedForm):
    variant = forms.ChoiceField(label="Form", choices=Variant.choices)
    extent = forms.CharField(label="Omfattning", max_length=120)
    since = DayField(label="Från och med")
    until = DayField(label="Till och med", required=False, help_text="Tomt: tills vidare, inom beslutet.")
    weekends_only = forms.BooleanField(label="Bara helger", required=False)
    why = forms.CharField(label="Varför ändras det?", max_length=500, required=False, widget=_lines(2))
    parents_terms = forms.CharField(
        label="Avtalet med föräldrarna",
        max_length=2000,
        required=False,
        widget=_lines(3),
        help_text="Bara för komplementfamilj: vilket stöd föräldrarna får, och hur.",
    )
    after_placement = forms.CharField(
        label="Efter vilken placering?",
        max_length=200,
        required=False,
        help_text="Bara när kontakten fortsätter efter en placering.",
    )
    inquiry_ended_on = DayField(
        label="Barnets utredning avslutades",
        required=False,
        help_text="Bara för jour: därefter får den pågå högst två månader (SoL 22:4). Tomt medan utredningen pågår.",
    )
    fieldsets = (
        ("Fasen", ("variant", "extent", ("since", "until"), "weekends_only", "why")),
        ("Det som vissa former kräver", ("parents_terms", "after_placement", "inquiry_ended_on")),
    )


class InquiryForm(VersionedForm):
    inquiry_ended_on = DayField(label="Barnets utredning avslutades")


class NoteForm(forms.Form):
    kind = forms.ChoiceField(label="Vad?", choices=LogEntry.Kind.choices, widget=forms.RadioSelect)
    on = DayField(label="Dag")
    words = forms.CharField(label="Anteckning", max_length=2000, widget=_lines(5))
    own_words = forms.CharField(
        label="Med barnets eller klientens egna ord", max_length=1000, required=False, widget=_lines(2)
    )


class CloseIncidentForm(VersionedForm):
    measures = forms.CharField(
        label="Vad har ni gjort?",
        max_length=2000,
        widget=_lines(4),
        help_text="För barnet, för familjen, och för att det inte ska hända igen.",
    )


class HandOverForm(VersionedForm):
    secretary = forms.ModelChoiceField(User.objects.none(), label="Tas över av", empty_label="Välj")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "secretary", people)
        _add_checklist(self)

    def clean(self) -> dict[str, Any]:
        return _without_checklist(super().clean() or {})


class HandOverAllForm(forms.Form):
    assignments = forms.ModelMultipleChoiceField(
        queryset=Assignment.objects.none(),
        label="Uppdrag",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Välj minst ett."},
    )
    secretary = forms.ModelChoiceField(User.objects.none(), label="Tas över av", empty_label="Välj")

    def __init__(self, *args: Any, rows: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "assignments", rows)
        field: Any = self.fields["assignments"]
        field.label_from_instance = lambda row: f"{row.decision.case_reference}, {row.volunteer.name}"
        choose_from(self, "secretary", people)
        _add_checklist(self)

    def clean(self) -> dict[str, Any]:
        return _without_checklist(super().clean() or {})


def _add_checklist(form: forms.Form) -> None:
    for name, text in CHECKLIST:
        form.fields[name] = forms.BooleanField(
            label=text, error_messages={"required": "Kryssa i när det är gjort: en överlämning är mer än ett namnbyte."}
        )


def _without_checklist(given: dict[str, Any]) -> dict[str, Any]:
    names = {name for name, _ in CHECKLIST}
    return {name: value for name, value in given.items() if name not in names}
