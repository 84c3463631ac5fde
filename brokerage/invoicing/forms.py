"""The forms of the month run, of credits and objections, and of who sells and pays."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from brokerage import clock, money
from brokerage.charges.forms import without_numbers
from brokerage.invoicing.models import Complaint, Form, Payer, Reason, Seller, Way
from brokerage.invoicing.month import first_of
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField
from brokerage.pages.wording import month

MONTHS = 12


def ended_months(day: date) -> list[date]:
    """The last twelve months that are over, the latest first."""
    return [clock.months_after(first_of(day), -back) for back in range(1, MONTHS + 1)]


class MonthForm(forms.Form):
    """Which month; older ones only when something of theirs is left to invoice."""

    month = forms.TypedChoiceField(label="Månad", coerce=date.fromisoformat)

    def __init__(self, *args: Any, also: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = sorted({*ended_months(clock.today()), *also}, reverse=True)
        field: Any = self.fields["month"]
        field.choices = [(each.isoformat(), month(each).capitalize()) for each in months]


class RunForm(MonthForm):
    """The button under the preview: the month, and what the preview showed."""

    mark = forms.CharField(widget=forms.HiddenInput, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].widget = forms.HiddenInput()


class CreditForm(forms.Form):
    reason = forms.ChoiceField(
        label="Varför krediteras fakturan?",
        choices=Reason.choices,
        widget=forms.RadioSelect,
        help_text="Skälet står på kreditfakturan.",
    )
    again = forms.TypedChoiceField(
        label="Vad händer med det som stod på den?",
        choices=(
            ("yes", "Ska faktureras igen: raderna kommer med nästa gång månaden faktureras"),
            ("no", "Ska inte faktureras: raderna stryks"),
        ),
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )


def _choices(lines: Sequence[Any]) -> list[tuple[str, str]]:
    return [(str(line.pk), f"{line.text}, {money.kr(line.amount)}") for line in lines]


class LinesForm(CreditForm):
    """A credit of some lines."""

    lines = forms.TypedMultipleChoiceField(label="Vilka rader?", coerce=int, widget=forms.CheckboxSelectMultiple)
    field_order = ("lines", "reason", "again")

    def __init__(self, *args: Any, lines: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["lines"].choices = _choices(lines)
        fields["reason"].label = "Varför krediteras raderna?"
        fields["again"].label = "Vad händer med raderna?"


class SettleForm(forms.Form):
    on = DayField(label="Vilken dag betalades eller bokfördes den?")


class ObjectionForm(forms.Form):
    line = forms.TypedChoiceField(label="Vilken rad?", coerce=int, widget=forms.RadioSelect)
    complaint = forms.ChoiceField(label="Vad är fel?", choices=Complaint.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label="Förklara kort",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Utan namn och personuppgifter: ekonomen känner ingen klient. Beställningens nummer räcker.",
    )

    def __init__(self, *args: Any, lines: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["line"].choices = _choices(lines)

    def clean_words(self) -> str:
        return without_numbers(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("complaint") == Complaint.OTHER and not given.get("words"):
            self.add_error("words", "Skriv vad som är fel.")
        return given


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label="Svar till stadsdelen",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Utan namn och personuppgifter.",
    )

    def clean_answer(self) -> str:
        return without_numbers(self.cleaned_data["answer"])


class UpholdForm(CreditForm, AnswerForm):
    field_order = ("answer", "reason", "again")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["reason"].label = "Varför krediteras raden?"
        fields["again"].label = "Vad händer med raden?"


class _PartyForm(VersionedForm, forms.ModelForm):
    def _post_clean(self) -> None:
        # The verb writes: the form only checks each field, so that a refusal leaves the row as it was.
        self._validate_unique = False
        super()._post_clean()  # type: ignore[misc]


class PayerForm(_PartyForm):
    class Meta:
        model = Payer
        fields = (
            "legal_name",
            "org_number",
            "customer",
            "reference",
            "cost_unit",
            "street",
            "postcode",
            "city",
            "form",
            "way",
            "mail",
        )
        widgets = {"form": forms.RadioSelect, "way": forms.RadioSelect}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("way") == Way.MAIL and not given.get("mail"):
            self.add_error("mail", "Skriv dit fakturan ska skickas.")
        if given.get("form") == Form.PEPPOL:
            for name, what in (("reference", "köparens referens"), ("street", "adress"), ("postcode", "postnummer")):
                if not given.get(name):
                    self.add_error(name, f"En e-faktura behöver {what}.")
        return given


class SellerForm(_PartyForm):
    class Meta:
        model = Seller
        fields = (
            "legal_name",
            "org_number",
            "vat_number",
            "street",
            "postcode",
            "city",
            "bankgiro",
            "mail",
            "terms",
            "cost_unit",
            "internal_account",
            "receivable_account",
            "vat_account",
        )
