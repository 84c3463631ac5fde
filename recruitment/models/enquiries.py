"""Campaigns, the people who offered to help, and the meetings that they are invited to."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from brokerage import clock, names
from brokerage.organisation.fields import CodesField
from brokerage.organisation.models import Area, Unit
from brokerage.workflow import Governed
from recruitment.duplicates import email_key, phone_key
from recruitment.queries import EnquiryQuerySet, InvitationQuerySet, MeetingQuerySet
from recruitment.queries.campaigns import CampaignQuerySet
from recruitment.requirements import Kind
from recruitment.states import OPEN_ENQUIRY, EnquiryState, MeetingState


class Campaign(Governed):
    """An effort to find volunteers; its code in the link of the public form credits it."""

    class Channel(models.TextChoices):
        POSTER = "poster", "Affisch eller anslagstavla"
        PRESS = "press", "Annons eller lokalpress"
        SOCIAL = "social", "Sociala medier"
        WEB = "web", "Webbplats eller intranät"
        EVENT = "event", "Föräldramöte, förening eller skola"
        WORD = "word", "Genom någon som redan har uppdrag"
        OTHER = "other", "Annat"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="campaigns", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    name = models.CharField("namn", max_length=80)
    name_key = models.CharField(max_length=160, editable=False)
    channel = models.CharField("kanal", max_length=8, choices=Channel)
    code = models.SlugField(
        "kod i länken", max_length=30, unique=True, error_messages={"unique": "Koden används av en annan kampanj."}
    )
    starts = models.DateField("från och med")
    ends = models.DateField("till och med", null=True, blank=True)
    cost = models.DecimalField("kostnad", max_digits=9, decimal_places=2, null=True, blank=True)
    goal = models.PositiveSmallIntegerField("mål: godkända", null=True, blank=True)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "kampanj"
        verbose_name_plural = "kampanjer"
        constraints = (
            models.CheckConstraint(
                condition=Q(ends=None) | Q(ends__gte=F("starts")),
                name="campaign_ends_after_start",
                violation_error_message="Kampanjen kan inte sluta före sin första dag.",
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0),
                name="campaign_costs_nothing_or_more",
                violation_error_message="Kostnaden kan inte vara mindre än noll.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.name_key = names.key(self.name)[:160]  # a ligature is one letter in a name and three in its key
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("recruitment:campaign", args=[self.pk])


class InformationMeeting(Governed):
    """A meeting for those who think of volunteering, for many or for one."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="meetings", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    starts_at = models.DateTimeField("börjar")
    place = models.CharField("plats", max_length=120)
    capacity = models.PositiveSmallIntegerField("platser", default=12)
    minutes = models.PositiveSmallIntegerField("längd i minuter", default=90)
    is_single = models.BooleanField("enskilt samtal", default=False)
    state = models.CharField("läge", max_length=10, choices=MeetingState, default=MeetingState.PLANNED)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "informationsträff"
        verbose_name_plural = "informationsträffar"
        constraints = (
            models.CheckConstraint(
                condition=Q(capacity__gte=1),
                name="meeting_has_room",
                violation_error_message="En träff har minst en plats.",
            ),
        )

    def __str__(self) -> str:
        local = self.starts_at.astimezone(clock.STOCKHOLM)
        return f"{local.day}/{local.month} kl. {local:%H.%M}, {self.place}"

    @property
    def has_room(self) -> bool:
        return self.invitations.seated().count() < self.capacity

    def get_absolute_url(self) -> str:
        return reverse("recruitment:meeting", args=[self.pk])


class Enquiry(Governed):
    """Somebody who offered to help. While it is open it has an owner and a next contact: nobody is lost.

    No identity number is asked for here. Somebody with protected identity leaves no place behind.
    """

    class Source(models.TextChoices):
        WEB = "web", "Webben"
        PHONE = "phone", "Telefon"
        MAIL = "mail", "E-post"
        MEETING = "meeting", "På en träff"
        OTHER = "other", "Annat"

    class Reason(models.TextChoices):
        WITHDREW = "withdrew", "Vill inte längre"
        NO_ANSWER = "no_answer", "Svarar inte"
        UNSUITABLE = "unsuitable", "Passar inte för uppdraget"
        FAMILY_HOME = "family_home", "Vill hellre bli familjehem, hänvisad"
        ELSEWHERE = "elsewhere", "Bor i en annan kommun, hänvisad"
        DUPLICATE = "duplicate", "Finns redan"
        VETTING_ENDED = "vetting_ended", "Utredningen ledde inte till godkännande"

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="enquiries", verbose_name="enhet")
    area = models.CharField("programområde", max_length=4, choices=Area, blank=True)
    name = models.CharField("namn", max_length=100)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    email = models.EmailField("e-postadress", blank=True)
    phone = models.CharField("telefon", max_length=30, blank=True)
    kinds = CodesField("vill bli", choices=Kind)
    lives_in = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="bor i")
    is_protected = models.BooleanField("har skyddade personuppgifter", default=False)
    message = models.TextField("berättar", max_length=2000, blank=True)
    source = models.CharField("kom genom", max_length=8, choices=Source, default=Source.WEB)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, blank=True, related_name="enquiries", verbose_name="kampanj"
    )
    recruited_by = models.ForeignKey(
        "Volunteer", models.PROTECT, null=True, blank=True, related_name="recruits", verbose_name="tipsad av"
    )
    received_on = models.DateField("kom in", default=clock.today)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="enquiries",
        verbose_name="ansvarig",
    )
    next_contact_on = models.DateField("nästa kontakt", null=True, blank=True, db_index=True)
    last_contact_on = models.DateField("senaste kontakt", null=True, blank=True)
    state = models.CharField("läge", max_length=10, choices=EnquiryState, default=EnquiryState.NEW)
    closed_on = models.DateField("avslutad", null=True, blank=True)
    reason = models.CharField("orsak", max_length=14, choices=Reason, blank=True)
    routed_to = models.CharField("lämnad till", max_length=100, blank=True)
    routed_on = models.DateField("lämnad den", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="sammanslagen med"
    )
    known_as = models.ForeignKey(
        "Volunteer", models.PROTECT, null=True, blank=True, related_name="returns", verbose_name="finns redan som"
    )
    # What the same person is known by, however it was typed.
    phone_key = models.CharField(max_length=20, editable=False, blank=True)
    email_key = models.CharField(max_length=254, editable=False, blank=True)

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        verbose_name = "intresseanmälan"
        verbose_name_plural = "intresseanmälningar"
        indexes = (
            models.Index(fields=["unit", "state", "next_contact_on"], name="enquiry_queue"),
            models.Index(fields=["unit", "received_on", "state"], name="enquiry_received"),
            models.Index(fields=["campaign", "state", "merged_into"], name="enquiry_campaign"),
            models.Index(fields=["unit", "phone_key"], name="enquiry_phone"),
            models.Index(fields=["unit", "email_key"], name="enquiry_email"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(state__in=sorted(OPEN_ENQUIRY)) | Q(owner__isnull=False, next_contact_on__isnull=False),
                name="enquiry_open_has_owner_and_next_contact",
                violation_error_message="En öppen anmälan har alltid en ansvarig och en nästa kontakt.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.CLOSED) | (Q(closed_on__isnull=False) & ~Q(reason="")),
                name="enquiry_closed_has_reason",
                violation_error_message="En avslutad anmälan har en orsak.",
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""),
                name="enquiry_can_be_reached",
                violation_error_message="Ange e-postadress eller telefon, så att vi kan nå personen.",
            ),
            models.CheckConstraint(
                condition=Q(is_protected=False) | Q(lives_in=None),
                name="enquiry_protected_has_no_place",
                violation_error_message="För en person med skyddade personuppgifter skrivs ingen stadsdel in.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state=EnquiryState.CLOSED),
                name="enquiry_merged_is_closed",
                violation_error_message="En sammanslagen anmälan är avslutad.",
            ),
            models.CheckConstraint(
                condition=Q(known_as=None) | Q(state=EnquiryState.CLOSED),
                name="enquiry_known_is_closed",
                violation_error_message="En anmälan från den som redan är uppdragstagare är avslutad.",
            ),
            models.CheckConstraint(
                condition=~Q(state=EnquiryState.ROUTED) | (~Q(routed_to="") & Q(routed_on__isnull=False)),
                name="enquiry_routed_says_where",
                violation_error_message="Skriv vart anmälan lämnas.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def derive(self) -> None:
        """The keys that lists sort by and duplicates are found by; rows put in many at once ask for it themselves."""
        self.name_key = names.key(self.name)[:200]
        self.phone_key, self.email_key = phone_key(self.phone), email_key(self.email)

    def save(self, *args: object, **kwargs: object) -> None:
        self.derive()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("recruitment:enquiry", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_ENQUIRY


class Contact(models.Model):
    """A talk or a message with somebody who offered to help. Written once, never edited."""

    class Way(models.TextChoices):
        PHONE = "phone", "Telefon"
        MAIL = "mail", "E-post"
        SMS = "sms", "SMS"
        MEETING = "meeting", "Möte"
        LETTER = "letter", "Svar på brev"
        MERGED = "merged", "Sammanslagen anmälan"
        NO_ANSWER = "no_answer", "Sökt, fick inget svar"

    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="contacts")
    on = models.DateField("dag", default=clock.today)
    way = models.CharField("sätt", max_length=10, choices=Way)
    note = models.TextField("anteckning", max_length=2000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "kontakt"
        verbose_name_plural = "kontakter"
        ordering = ("-on", "-pk")

    def __str__(self) -> str:
        return f"{self.on}: {self.get_way_display()}"


class Invitation(models.Model):
    """That somebody is invited to a meeting, and whether they came."""

    class Outcome(models.TextChoices):
        INVITED = "invited", "Inbjuden"
        CAME = "came", "Kom"
        ABSENT = "absent", "Kom inte"
        MOVED = "moved", "Inbjuden till annan träff"
        WAITING = "waiting", "På väntelistan"

    meeting = models.ForeignKey(InformationMeeting, models.PROTECT, related_name="invitations")
    enquiry = models.ForeignKey(Enquiry, models.PROTECT, related_name="invitations")
    outcome = models.CharField("utfall", max_length=8, choices=Outcome, default=Outcome.INVITED)
    confirmed_on = models.DateField("tackade ja", null=True, blank=True)
    reminded_on = models.DateField("påmind", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "inbjudan"
        verbose_name_plural = "inbjudningar"
        constraints = (
            models.UniqueConstraint(
                fields=["meeting", "enquiry"],
                name="invitation_once",
                violation_error_message="Personen är redan inbjuden till den träffen.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.enquiry}: {self.get_outcome_display()}"
