"""The people and services around a client, and what may be told to each of them, by whose consent."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from brokerage.organisation.fields import CodesField
from decisions.models.clients import Client


class Circle(models.TextChoices):
    """Where in a life somebody belongs."""

    FAMILY = "family", "Familj och släkt"
    FRIENDS = "friends", "Vänner och andra vuxna"
    SCHOOL = "school", "Skola eller förskola"
    HEALTH = "health", "Vård och habilitering"
    SUPPORT = "support", "Andra insatser"
    LEISURE = "leisure", "Fritid"


class Scope(models.TextChoices):
    """What may be shared with somebody, each for itself."""

    EXISTS = "exists", "Att insatsen finns"
    PRACTICAL = "practical", "Tider och praktiska saker"
    GOING = "going", "Hur det går"
    PLAN = "plan", "Plan och uppföljning"
    VOLUNTEER = "volunteer", "Uppdragstagaren får ha egen kontakt, som på utvecklingssamtal"


class ConsentBy(models.TextChoices):
    OWN = "own", "Den enskilde"
    GUARDIANS = "guardians", "Vårdnadshavarna"
    BOTH = "both", "Båda"


class Contact(models.Model):
    """Somebody around a client. Without consent they are on the map, and nothing is said to them (OSL 26:1, 10:1).

    Of a client with protected identity no place and no address is kept.
    """

    client = models.ForeignKey(Client, models.PROTECT, related_name="contacts")
    circle = models.CharField("del av livet", max_length=7, choices=Circle)
    part = models.CharField("vem det är för den enskilde", max_length=60)
    name = models.CharField("namn", max_length=100, blank=True)
    place = models.CharField("var", max_length=100, blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    email = models.EmailField("e-postadress", blank=True)
    coordinates = models.BooleanField("samordnar insatserna", default=False)
    scope = CodesField("det som får delas", choices=Scope, blank=True)
    consent_by = models.CharField("samtycke av", max_length=9, choices=ConsentBy, blank=True)
    consent_on = models.DateField("samtycke lämnat", null=True, blank=True)
    consent_until = models.DateField("samtycket gäller till och med", null=True, blank=True)
    withdrawn_on = models.DateField("samtycket återtaget", null=True, blank=True)
    ended_on = models.DateField("inte längre aktuell", null=True, blank=True)

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"
        ordering = ("circle", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(scope="") | (Q(consent_on__isnull=False) & ~Q(consent_by="")),
                name="contact_shares_by_consent",
                violation_error_message="Något delas bara med samtycke: ange när och av vem.",
            ),
            models.CheckConstraint(
                condition=Q(consent_until=None) | Q(consent_until__gte=F("consent_on")),
                name="contact_consent_in_order",
                violation_error_message="Samtycket kan inte sluta gälla innan det lämnades.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.part}, {self.name}" if self.name else self.part

    def shares_on(self, day: date) -> bool:
        """Whether anything may be said to them on a day."""
        if not self.scope or self.consent_on is None or day < self.consent_on:
            return False
        ends = [each for each in (self.withdrawn_on, self.ended_on) if each]
        return day < min(ends, default=date.max) and (self.consent_until is None or day <= self.consent_until)
