"""The vetting of a volunteer, its parts, and the approval that it leads to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.pages.wording import day
from brokerage.workflow import Governed
from recruitment.models.checks import RegisterCheck
from recruitment.models.enquiries import Enquiry
from recruitment.models.volunteers import HouseholdMember, Volunteer
from recruitment.queries import ReferenceQuerySet, VettingQuerySet
from recruitment.queries.vettings import ApprovalQuerySet
from recruitment.requirements import Kind, Rule
from recruitment.states import ReferenceState, VettingState

ADULT = 18
OLDEST = 110


class Vetting(Governed):
    """An investigation of a volunteer, for the pool or for one named assignment (the client's own suggestion)."""

    class Purpose(models.TextChoices):
        POOL = "pool", "För poolen"
        NAMED = "named", "För ett namngivet uppdrag"
        RENEWAL = "renewal", "Förnyat godkännande"
        MOVE = "move", "Ny adress"
        JOUR = "jour", "Som jourhem"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="vettings", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="vettings", verbose_name="uppdragstagare")
    enquiry = models.OneToOneField(
        Enquiry, models.PROTECT, null=True, blank=True, related_name="vetting", verbose_name="intresseanmälan"
    )
    investigator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="vettings", verbose_name="utredare"
    )
    purpose = models.CharField("gäller", max_length=7, choices=Purpose, default=Purpose.POOL)
    renews = models.ForeignKey(
        "Approval", models.PROTECT, null=True, blank=True, related_name="renewals", verbose_name="förnyar"
    )
    kinds = CodesField("utreds som", choices=Kind)
    client_areas = CodesField("för klienter inom", choices=Area)
    client_age_from = models.PositiveSmallIntegerField("klientens ålder från", default=0)
    client_age_to = models.PositiveSmallIntegerField("klientens ålder till", default=20)
    in_clients_home = models.BooleanField("uppdraget utförs i klientens hem", default=False)
    case_reference = models.CharField("ärendets beteckning", max_length=40, blank=True)
    client_born = models.DateField("klientens födelsedag", null=True, blank=True)
    starts_on = models.DateField("uppdraget ska börja", null=True, blank=True)
    as_jour = models.BooleanField("utreds också som jourhem", default=False)
    jour_note = models.TextField("bedömning som jourhem", max_length=4000, blank=True)
    consent_on = models.DateField("medgivande till socialregister", null=True, blank=True)
    opened_on = models.DateField("inledd", default=clock.today)
    assessment = models.TextField("bedömning", max_length=6000, blank=True)
    scope_kinds = CodesField("föreslås som", choices=Kind, blank=True)
    scope_age_from = models.PositiveSmallIntegerField("ålder från", null=True, blank=True)
    scope_age_to = models.PositiveSmallIntegerField("ålder till", null=True, blank=True)
    scope_places = models.PositiveSmallIntegerField("antal samtidigt", null=True, blank=True)
    scope_nights = models.BooleanField("kan ta emot över natt", default=False)
    scope_traits = CodesField("klarar särskilt", blank=True, max_length=1000)
    scope_valid_until = models.DateField("gäller till och med", null=True, blank=True)
    proposed_on = models.DateField("föreslagen", null=True, blank=True)
    returned_reason = models.TextField("återsänd eftersom", max_length=2000, blank=True)
    returned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    closed_on = models.DateField("avslutad", null=True, blank=True)
    told_on = models.DateField("sökanden har fått besked", null=True, blank=True)
    closed_reason = models.TextField("skäl", max_length=2000, blank=True)
    state = models.CharField("läge", max_length=10, choices=VettingState, default=VettingState.OPEN)

    # The table that its requirements follow from, where a page has read it: once for the page and all of its buttons.
    judged_by: tuple[Rule, ...] | None = None

    objects = VettingQuerySet.as_manager()

    class Meta:
        verbose_name = "utredning"
        verbose_name_plural = "utredningar"
        indexes = (models.Index(fields=["unit", "state"], name="vetting_queue"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(client_age_from__lte=F("client_age_to"), client_age_to__lte=OLDEST),
                name="vetting_ages_in_order",
                violation_error_message="Åldern från kan inte vara högre än åldern till.",
            ),
            models.CheckConstraint(
                condition=Q(purpose="pool")
                | Q(purpose__in=("renewal", "move", "jour"), renews__isnull=False)
                | (~Q(case_reference="") & Q(client_born__isnull=False, starts_on__isnull=False)),
                name="vetting_named_has_case",
                violation_error_message="Ange ärendets beteckning, klientens födelsedag och planerad start.",
            ),
            models.CheckConstraint(
                # A comparison with nothing is neither true nor false, and passes: what must be there is asked for.
                condition=Q(state__in=("open", "refused", "withdrawn"))
                | (
                    ~Q(assessment="")
                    & ~Q(scope_kinds="")
                    & Q(scope_places__isnull=False, scope_places__gte=1)
                    & Q(scope_age_from__isnull=False, scope_age_to__isnull=False, scope_valid_until__isnull=False)
                ),
                name="vetting_proposed_has_scope",
                violation_error_message="Ett förslag har bedömning, omfattning och giltighet.",
            ),
        )

    def __str__(self) -> str:
        return str(self.volunteer)

    def get_absolute_url(self) -> str:
        return reverse("recruitment:vetting", args=[self.pk])

    def about(self) -> list[tuple[str, int]]:
        return [("recruitment.volunteer", self.volunteer_id), ("recruitment.vetting", self.pk)]


class Check(RegisterCheck):
    """A register check of a vetting."""

    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="checks")
    member = models.ForeignKey(HouseholdMember, models.PROTECT, related_name="checks", verbose_name="gäller")

    class Meta(RegisterCheck.Meta):
        verbose_name = "kontroll"
        verbose_name_plural = "kontroller"


class Reference(Governed):
    """Somebody who knows the volunteer and is asked about them."""

    class Relation(models.TextChoices):
        WORK = "work", "Arbetskamrat eller chef"
        FRIEND = "friend", "Vän"
        NEIGHBOUR = "neighbour", "Granne"
        CLUB = "club", "Förening"
        SERVICE = "service", "Har haft uppdrag hos"
        RELATIVE = "relative", "Släkting"

    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="references")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    area = models.CharField(max_length=4, choices=Area, blank=True)
    name = models.CharField("namn", max_length=100)
    relation = models.CharField("känner sökanden som", max_length=10, choices=Relation)
    phone = models.CharField("telefon", max_length=30, blank=True)
    email = models.EmailField("e-postadress", blank=True)
    state = models.CharField("läge", max_length=8, choices=ReferenceState, default=ReferenceState.NAMED)
    taken_on = models.DateField("tagen", null=True, blank=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    summary = models.TextField("sammanfattning", max_length=4000, blank=True)
    recommends = models.BooleanField("rekommenderar", null=True, blank=True)
    is_promised = models.BooleanField("har lovats att inte namnges för sökanden", default=False)
    asked_on = models.DateField("frågad med brev", null=True, blank=True)
    answered_on = models.DateField("svarade", null=True, blank=True)
    answer_about = models.CharField("svaret gäller", max_length=100, blank=True)
    answer = models.TextField("svar", max_length=4000, blank=True)
    answer_recommends = models.BooleanField("rekommenderar i svaret", null=True, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "referens"
        verbose_name_plural = "referenser"
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="taken") | (Q(taken_on__isnull=False, recommends__isnull=False) & ~Q(summary="")),
                name="reference_taken_has_answer",
                violation_error_message="En tagen referens har dag, sammanfattning och om den rekommenderar.",
            ),
            models.CheckConstraint(
                condition=~Q(phone="") | ~Q(email=""),
                name="reference_can_be_reached",
                violation_error_message="Ange telefon eller e-postadress till referensen.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("recruitment:vetting", args=[self.vetting_id])

    def about(self) -> list[tuple[str, int]]:
        return [("recruitment.vetting", self.vetting_id), ("recruitment.reference", self.pk)]


class Chase(models.Model):
    """An attempt to reach a reference: by letter, a reminder, a call. Written once, never edited."""

    class Way(models.TextChoices):
        LETTER = "letter", "Brev"
        REMINDER = "reminder", "Påminnelse"
        CALL = "call", "Ringde, fick inget svar"
        SMS = "sms", "SMS"

    reference = models.ForeignKey(Reference, models.PROTECT, related_name="chases")
    on = models.DateField("dag", default=clock.today)
    way = models.CharField("sätt", max_length=8, choices=Way)
    note = models.CharField("anteckning", max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "försök att nå en referens"
        verbose_name_plural = "försök att nå referenser"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"{self.on}: {self.get_way_display()}"


class Interview(models.Model):
    """A talk with the applicants about suitability."""

    class Place(models.TextChoices):
        OFFICE = "office", "På kontoret"
        HOME = "home", "I hemmet"
        SCREEN = "screen", "Digitalt"

    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="interviews")
    on = models.DateField("dag")
    place = models.CharField("plats", max_length=6, choices=Place, default=Place.OFFICE)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="intervjuare")
    summary = models.TextField("sammanfattning", max_length=6000)

    class Meta:
        verbose_name = "intervju"
        verbose_name_plural = "intervjuer"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"Intervju {day(self.on)}"


class HomeVisit(models.Model):
    """A visit to the home of a family. What was looked at is its answers, to the questions of the protocol."""

    vetting = models.ForeignKey(Vetting, models.PROTECT, related_name="visits")
    on = models.DateField("dag")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="besökare")
    summary = models.TextField("iakttagelser", max_length=6000)

    class Meta:
        verbose_name = "hembesök"
        verbose_name_plural = "hembesök"
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"Hembesök {day(self.on)}"


class Approval(models.Model):
    """The decision that a volunteer suits, within a scope and until a day, by somebody other than the investigator."""

    vetting = models.OneToOneField(Vetting, models.PROTECT, related_name="approval")
    volunteer = models.ForeignKey(Volunteer, models.PROTECT, related_name="approvals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    investigator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="utredare"
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="approvals", verbose_name="godkänd av"
    )
    decided_on = models.DateField("beslutad")
    kinds = CodesField("godkänd som", choices=Kind)
    client_areas = CodesField("för klienter inom", choices=Area)
    age_from = models.PositiveSmallIntegerField("ålder från")
    age_to = models.PositiveSmallIntegerField("ålder till")
    places = models.PositiveSmallIntegerField("antal samtidigt")
    nights = models.BooleanField("över natt", default=False)
    as_jour = models.BooleanField("hemmet utrett som jourhem", default=False)
    traits = CodesField("klarar särskilt", blank=True, max_length=1000)
    conditions = models.TextField("villkor", max_length=2000, blank=True)
    case_reference = models.CharField("bara för ärende", max_length=40, blank=True)
    valid_until = models.DateField("gäller till och med")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = "godkännande"
        verbose_name_plural = "godkännanden"
        ordering = ("-decided_on", "-pk")
        indexes = (
            models.Index(fields=["volunteer", "case_reference", "valid_until", "decided_on"], name="approval_last"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(approver=F("investigator")),
                name="approval_by_another",
                violation_error_message="Den som har utrett kan inte också godkänna.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("decided_on")),
                name="approval_valid_after_decision",
                violation_error_message="Godkännandet kan inte gå ut före beslutsdagen.",
            ),
            models.CheckConstraint(
                condition=Q(age_from__lte=F("age_to")),
                name="approval_ages_in_order",
                violation_error_message="Åldern från kan inte vara högre än åldern till.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.volunteer}, godkänd {self.decided_on}"
