"""Where an enquiry from the web goes."""

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.text import slugify

from brokerage import clock
from brokerage.organisation.models import Unit
from recruitment.models import Campaign, Volunteer
from recruitment.states import VolunteerState

_REFERRAL = signing.Signer(salt="recruitment.referral")


def city() -> Unit:
    """The city's brokerage, which takes what is sent to no district."""
    return Unit.objects.brokerage().on(clock.today()).order_by("pk")[0]


def form_of(unit: Unit) -> str:
    """The address of the public form from which enquiries come to this unit."""
    if unit.kind == Unit.Kind.DISTRICT:
        return reverse("recruitment:interest", args=[slugify(unit.name)])
    return reverse("recruitment:interest")


def campaign_with(code: str, unit: Unit) -> Campaign | None:
    """The unit's own campaign that the link credits; an unknown or forgotten code loses nobody."""
    code = code.strip().lower()
    return Campaign.objects.filter(code=code, unit=unit).first() if code and code.isprintable() else None


def referral_of(volunteer: Volunteer) -> str:
    """The link by which friends of a volunteer offer to help; it holds a number and a signature, and no name."""
    return f"{settings.BASE_URL}{form_of(volunteer.unit)}?v={_REFERRAL.sign(str(volunteer.pk))}"


def recruiter_with(code: str, unit: Unit) -> Volunteer | None:
    """The unit's own volunteer who has passed the link on; a wrong or old one loses nobody."""
    try:
        key = int(_REFERRAL.unsign(code))
    except (signing.BadSignature, ValueError):
        return None
    return Volunteer.objects.filter(pk=key, unit=unit).exclude(state=VolunteerState.LEFT).first()
