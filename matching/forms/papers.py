"""Forms about the agreement, and about powers of attorney and permissions."""

from datetime import date, timedelta

from django import forms

from brokerage import clock
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField

INSURANCE = (
    "Kommunens försäkring gäller för uppdragstagaren och klienten när de är tillsammans inom uppdraget. "
    "En skada anmäls till kontaktsekreteraren så snart som möjligt."
)
LONGEST = timedelta(days=366)


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AgreementForm(VersionedForm):
    scheme = forms.CharField(
        label="Upplägg", max_length=2000, widget=_lines(4), help_text="Hur ofta, när och hur länge."
    )
    handover = forms.CharField(
        label="Hämta och lämna",
        max_length=1000,
        required=False,
        widget=_lines(2),
        help_text="Vem, var och vilken tid, och hur ni säger till när det blir ändringar.",
    )
    included = forms.CharField(label="Det här ingår", max_length=2000, required=False, widget=_lines(3))
    excluded = forms.CharField(
        label="Det här ingår inte",
        max_length=2000,
        required=False,
        widget=_lines(3),
        help_text="Så att ingen väntar sig något annat: till exempel skjuts till träningen eller nöjesfält varje gång.",
    )
    compensation = forms.CharField(
        label="Arvode och omkostnadsersättning",
        max_length=1000,
        required=False,
        widget=_lines(2),
        help_text="Nivå och belopp. Står inte i klientens exemplar.",
    )
    insurance = forms.CharField(label="Försäkring", max_length=1000, required=False, widget=_lines(3))
    notice_days = forms.IntegerField(
        label="Uppsägningstid i dagar",
        min_value=0,
        max_value=90,
        widget=forms.NumberInput(attrs={"class": "tiny"}),
        error_messages=dict.fromkeys(("min_value", "max_value"), "Skriv 0 till 90 dagar."),
    )


class SignForm(VersionedForm):
    signed_on = DayField(label="Undertecknat av alla den")


class SendForm(VersionedForm):
    """A button alone."""


class MandateForm(forms.Form):
    scope = forms.CharField(label="Omfattar", max_length=1000, widget=_lines(4))
    valid_to = DayField(label="Gäller till och med", help_text="Högst ett år.")

    def clean_valid_to(self) -> date:
        day: date = self.cleaned_data["valid_to"]
        if not clock.today() <= day <= clock.today() + LONGEST:
            raise forms.ValidationError("Dagen måste ligga inom ett år.")
        return day


class WithdrawMandateForm(VersionedForm):
    withdrawn_by = forms.CharField(label="Vem tar tillbaka det?", max_length=200)
