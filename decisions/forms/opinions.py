"""Forms about statements to IVO."""

from decimal import Decimal
from typing import Any

from django import forms

from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, FigureField


def _part(label: str, rows: int, most: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text
    )


class OpinionForm(forms.Form):
    reference = forms.CharField(label="IVO:s diarienummer", max_length=40)
    asked_on = DayField(label="Begärt den")
    answer_by = DayField(label="Svar senast")
    reasons = _part("Skälen till dröjsmålet", 4, 6000)
    meaning = _part("Vad dröjsmålet betyder för personen", 4, 4000)
    worked = _part("Hur vi har arbetat", 12, 12000, "Ur loggen, dag för dag. De tillfrågade står som nummer.")
    meanwhile = _part("Andra insatser under tiden", 3, 4000, "Skriv också om inget annat har getts.")
    plan = _part("Planen framåt", 4, 4000)
    monthly_cost = FigureField(
        label="Beräknad kostnad i månaden, kronor", min_value=Decimal("0"), max_digits=9, decimal_places=2
    )
    cost_basis = forms.CharField(
        label="Så är kostnaden beräknad", max_length=300, help_text="Till exempel: arvode och omkostnad, två helger."
    )
    fieldsets: Any = (
        ("IVO:s begäran", ("reference", ("asked_on", "answer_by"))),
        ("Yttrandet", ("reasons", "meaning", "worked", "meanwhile", "plan")),
        ("Kostnaden för den beviljade insatsen", ("monthly_cost", "cost_basis")),
    )


class RewriteOpinionForm(VersionedForm, OpinionForm):
    pass


class SendOpinionForm(forms.Form):
    sent_on = DayField(label="Skickat den")
