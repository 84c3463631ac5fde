"""Forms about signing up for information meetings."""

from typing import Any

from django import forms

from brokerage.organisation.fields import words
from brokerage.pages.fields import choose_from
from brokerage.pages.wording import day, moment
from recruitment.models import Enquiry, InformationMeeting, Kind


class MeetingToCome(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        full = " (fullt: du ställs på väntelistan)" if obj.invited >= obj.capacity else ""
        return f"{moment(obj.starts_at)}, {obj.place}{full}"


class SignUpForm(forms.Form):
    """Behind the link of an invitation: one meeting among those to come."""

    meeting = MeetingToCome(
        label="Välj dag",
        queryset=InformationMeeting.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Välj en dag.", "invalid_choice": "Den dagen går inte längre att välja."},
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", meetings)


class WaitingForChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{moment(obj.starts_at)}, {obj.place} ({obj.waiting} väntar)"


class WaitingListForm(forms.Form):
    meeting = WaitingForChoice(
        label="Väntar på plats till",
        queryset=InformationMeeting.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Välj en träff.", "invalid_choice": "Träffen är inte längre full."},
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "meeting", meetings)


class WhoWaitsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        letter = "" if obj.email and not obj.is_protected else ", får inget brev: ring"
        return f"{obj.name}, {words(Kind, obj.kinds).lower()}, hörde av sig {day(obj.received_on)}{letter}"


class InviteManyForm(forms.Form):
    enquiries = WhoWaitsField(
        label="Har väntat längst",
        queryset=Enquiry.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "one-column"}),  # long lines, in order
        error_messages={
            "required": "Välj minst en.",
            "invalid_choice": "Någon av dem väntar inte längre på inbjudan. Välj på nytt.",
        },
    )

    def __init__(self, *args: Any, waiting: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, "enquiries", waiting)
