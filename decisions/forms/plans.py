"""Forms about plans, goals and follow-ups."""

from typing import Any

from django import forms

from brokerage.organisation.models import User
from brokerage.pages import VersionedForm
from brokerage.pages.fields import DayField, choose_from
from decisions.goals import LEVELS, Domain, signed
from decisions.models import FollowUp


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PlanForm(forms.Form):
    purpose = forms.CharField(
        label="Vad insatsen ska leda till",
        max_length=2000,
        widget=_lines(3),
        help_text="För barnets eller den vuxnes egen skull, med ord som den det gäller förstår.",
    )
    scheme = forms.CharField(
        label="Hur, när och var", max_length=4000, widget=_lines(5), help_text="Dagar och tider, hämtning, vad de gör."
    )


class RewriteForm(VersionedForm, PlanForm):
    pass


class GoalForm(VersionedForm):
    text = forms.CharField(
        label="Mål", max_length=300, help_text="Kort och möjligt att nå, om den som insatsen är till för."
    )
    domain = forms.ChoiceField(label="Område", choices=Domain.choices)
    sign = forms.CharField(label="Så märks det", max_length=300, required=False)
    by_when = DayField(label="Senast", required=False)


class AgreeForm(forms.Form):
    agreed_on = DayField(label="Undertecknad den")
    agreed_by = forms.CharField(
        label="Undertecknad av", max_length=200, help_text="På papper: den unge, vårdnadshavare, uppdragstagare, ni."
    )


class MeasureForm(VersionedForm):
    on = DayField(label="Dag")
    level = forms.TypedChoiceField(
        label="Hur långt har det kommit?",
        choices=[(level, f"{signed(level)}  {word}") for level, word in LEVELS.items()],
        coerce=int,
        widget=forms.RadioSelect,
    )


class OwnerChoice(forms.ModelChoiceField):
    """People, and who of them may follow up what a child is given (SoL 25:1)."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj}, behörig för barnärenden" if obj.has_degree else str(obj)


class MeetingForm(forms.Form):
    planned_on = DayField(label="Dag")
    owner = OwnerChoice(User.objects.none(), label="Ansvarig", empty_label="Välj")
    invited = forms.MultipleChoiceField(
        label="Inbjudna", choices=FollowUp.Invited.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    volunteer_takes_part = forms.BooleanField(label="Uppdragstagaren är med", required=False)
    consent_on = DayField(label="Samtycke till det lämnades", required=False)
    consent_by = forms.ChoiceField(
        label="Av", choices=[("", "Inget samtycke än"), *FollowUp.ConsentBy.choices], required=False
    )
    fieldsets: Any = (
        ("Uppföljningen", ("kind", ("planned_on", "owner"))),
        (
            "Nätverksmöte, SIP eller överläggning",
            ("invited", "volunteer_takes_part", ("consent_on", "consent_by")),
            "Uppdragstagaren är med bara om den enskilde, eller barnets vårdnadshavare, samtycker.",
        ),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "owner", people)


class PlanFollowUpForm(MeetingForm):
    kind = forms.ChoiceField(label="Slag", choices=FollowUp.Kind.choices)


class MoveFollowUpForm(VersionedForm, MeetingForm):
    pass


class HoldForm(forms.Form):
    held_on = DayField(label="Genomförd")
    own_voice = forms.CharField(
        label="Klientens egen röst",
        max_length=3000,
        required=False,
        widget=_lines(4),
        help_text="Hur har du det när ni ses? Är det till någon nytta? Vad vill du ha annorlunda?",
    )
    guardian_voice = forms.CharField(label="Vårdnadshavarnas röst", max_length=3000, required=False, widget=_lines(3))
    volunteer_voice = forms.CharField(
        label="Uppdragstagarens röst",
        max_length=3000,
        required=False,
        widget=_lines(3),
        help_text="Också hur det går för de egna barnen.",
    )
    officer_voice = forms.CharField(
        label="Handläggarens iakttagelser", max_length=3000, required=False, widget=_lines(3)
    )
    assessment = forms.CharField(
        label="Sammanfattande bedömning",
        max_length=3000,
        widget=_lines(4),
        help_text="Hur målen har nåtts, och vad som har hindrat.",
    )
    conclusion = forms.ChoiceField(label="Slutsats", choices=FollowUp.Conclusion.choices, widget=forms.RadioSelect)
    next_on = DayField(label="Nästa uppföljning", required=False, help_text="Behövs så länge insatsen fortsätter.")
    fieldsets: Any = (
        ("Mötet", ("held_on",)),
        ("Allas röster", ("own_voice", "guardian_voice", "volunteer_voice", "officer_voice")),
        ("Bedömning", ("assessment", "conclusion", "next_on")),
    )


class HoldTalkForm(HoldForm):
    """Of what was talked over: no follow-up, so neither how the intervention goes nor when it is followed up again."""

    conclusion: Any = None
    next_on: Any = None
    assessment = forms.CharField(label="Det ni kom fram till", max_length=3000, widget=_lines(4))
    fieldsets: Any = (*HoldForm.fieldsets[:2], ("Det ni kom fram till", ("assessment",)))
