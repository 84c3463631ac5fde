"""Forms about references: what they answer behind the link, and the attempts to reach them."""

from django import forms

from recruitment.models import Chase

_LONG = forms.Textarea(attrs={"rows": 4})


class AnswerForm(forms.Form):
    """Behind the link. Nobody is named: whoever has the letter writes whom it is about."""

    about = forms.CharField(
        label="Vem svarar du om?", max_length=100, help_text="Namnet på den som har bett dig vara referens."
    )
    known = forms.CharField(label="Hur länge och hur känner ni varandra?", max_length=500, widget=_LONG)
    strengths = forms.CharField(label="Hur är personen tillsammans med barn och andra?", max_length=1500, widget=_LONG)
    worries = forms.CharField(label="Är det något vi bör känna till?", max_length=1500, required=False, widget=_LONG)
    recommends = forms.TypedChoiceField(
        label="Rekommenderar du personen för uppdraget?",
        choices=[("1", "Ja"), ("0", "Nej")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )

    def text(self) -> str:
        """The answers as one text, question by question."""
        names = ("known", "strengths", "worries")
        return "\n\n".join(
            f"{self.fields[name].label}\n{self.cleaned_data[name]}" for name in names if self.cleaned_data[name]
        )


class ChaseForm(forms.Form):
    way = forms.ChoiceField(
        label="Hur",
        choices=[choice for choice in Chase.Way.choices if choice[0] in ("call", "sms")],
        initial="call",
        widget=forms.RadioSelect(attrs={"class": "inline"}),
    )
    note = forms.CharField(label="Anteckning", required=False, max_length=200)
