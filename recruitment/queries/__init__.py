"""Sets of enquiries, meetings and vettings with a name, and the terms that sets of recruitment share."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Prefetch, Q
from django.db.models.functions import Coalesce

from brokerage.organisation.models import Membership, Role
from recruitment.states import (
    ASKED_QUARTERLY,
    OPEN_ENQUIRY,
    EnquiryState,
    InterestState,
    MeetingState,
    VettingState,
    VolunteerState,
)

# States of an assignment that takes one of the volunteer's places. Assignments live upstairs, and are read from below.
TAKING_PLACE = ("planned", "running")
NOT_SEATED = ("moved", "waiting")  # invitations that take no seat
RENEW_BEFORE = 90  # days before an approval runs out its renewal can begin
DRIFTS_AFTER = timedelta(days=90)  # without a word: on the way to be lost
ASK_AFTER = timedelta(days=76)  # so that an answer can come within the letter's two weeks, before that day


def _works_on(day: date, person: str) -> Exists:
    held = Membership.objects.on(day).filter(
        user=OuterRef(person),
        unit=OuterRef("unit"),
        user__is_active=True,
        role__in=(Role.RECRUITER, Role.CONTACT_SECRETARY),
    )
    return Exists(held)


class EnquiryQuerySet(models.QuerySet):
    def open(self) -> "EnquiryQuerySet":
        """Those that somebody owes a contact."""
        return self.filter(state__in=OPEN_ENQUIRY)

    def owned_by(self, *user_ids: int) -> "EnquiryQuerySet":
        return self.filter(owner_id__in=user_ids)

    def awaiting(self, user_ids: Collection[int], day: date) -> "EnquiryQuerySet":
        """Open, and theirs; or whoever was responsible no longer works in the unit: it awaits everybody there.

        One condition, and not two sets put together: the queue's own index finds the rows.
        """
        return self.open().filter(Q(owner_id__in=user_ids) | ~_works_on(day, "owner"))

    def due_on(self, day: date) -> "EnquiryQuerySet":
        return self.open().filter(next_contact_on__lte=day)

    def silent_since(self, day: date) -> "EnquiryQuerySet":
        """Open, and nobody has been in touch since that day."""
        return self.open().filter(Q(last_contact_on__lt=day) | Q(last_contact_on=None, received_on__lt=day))

    def drifting_on(self, day: date) -> "EnquiryQuerySet":
        """On the way to be lost: open, and no contact for 90 days."""
        return self.silent_since(day - DRIFTS_AFTER)

    def with_heard_on(self) -> "EnquiryQuerySet":
        """With the day of the last contact; of whom nobody has talked with, the day that they wrote."""
        return self.annotate(heard_on=Coalesce("last_contact_on", "received_on"))

    def to_ask_on(self, day: date) -> "EnquiryQuerySet":
        """Those who wait for us and can have a letter, and have heard nothing for most of a quarter."""
        waiting = self.silent_since(day - ASK_AFTER).filter(state__in=ASKED_QUARTERLY, is_protected=False)
        return waiting.exclude(email="").exclude(interest_letters__asked_on__gt=day - ASK_AFTER)

    def same_person_as(self, phone_key: str, email_key: str) -> "EnquiryQuerySet":
        """With that telephone number or that address, and not already merged into another."""
        same = Q(pk__in=())
        if phone_key:
            same |= Q(phone_key=phone_key)
        if email_key:
            same |= Q(email_key=email_key)
        return self.filter(same, merged_into=None)

    def doubled(self) -> "EnquiryQuerySet":
        """Those that another one in the unit seems to be of the same person as."""
        others = self.model._base_manager.filter(unit=OuterRef("unit"), merged_into=None).exclude(pk=OuterRef("pk"))
        same_phone = Exists(others.filter(phone_key=OuterRef("phone_key")).exclude(phone_key=""))
        same_email = Exists(others.filter(email_key=OuterRef("email_key")).exclude(email_key=""))
        return self.filter(same_phone | same_email, merged_into=None)

    def got_further(self) -> "EnquiryQuerySet":
        """Of whom there is more to tell than that they wrote: they came to a meeting, or are vetted."""
        invitations = self.model.invitations.rel.related_model._base_manager  # type: ignore[attr-defined]
        came = Exists(invitations.filter(enquiry=OuterRef("pk"), outcome="came"))
        return self.filter(came | Q(vetting__isnull=False))

    def with_days(self) -> "EnquiryQuerySet":
        """With the days on which each came to a meeting, and on which a first assignment began; nobody twice."""
        came = Min("invitations__meeting__starts_at", filter=Q(invitations__outcome="came"))
        began = Min("vetting__volunteer__assignments__started_on")
        return self.filter(merged_into=None).order_by().annotate(came_at=came, began_on=began)

    def to_invite(self) -> "EnquiryQuerySet":
        """Those who wait to be invited; whoever has waited longest first.

        Whoever did not come to a meeting is talked with before the next invitation.
        """
        talked = Coalesce(OuterRef("last_contact_on"), OuterRef("received_on"))
        invitations = self.model.invitations.rel.related_model._base_manager  # type: ignore[attr-defined]
        missed = invitations.filter(enquiry=OuterRef("pk"), outcome="absent", meeting__starts_at__date__gte=talked)
        waiting = self.filter(~Exists(missed), state__in=(EnquiryState.NEW, EnquiryState.CONTACTED))
        return waiting.order_by("received_on", "pk")

    def for_list(self) -> "EnquiryQuerySet":
        return self.select_related("owner", "campaign")

    def for_queue(self) -> "EnquiryQuerySet":
        """With what a line of the queue says, and no more: it is read at each look at the first page."""
        said = ("name", "state", "kinds", "source", "next_contact_on", "campaign__name")
        return self.select_related("campaign").only(*said)

    def for_page(self) -> "EnquiryQuerySet":
        """With what most of them have; who else it leads to is asked for when there is somebody."""
        return self.select_related("owner", "campaign", "lives_in", "unit", "vetting__volunteer")


class InterestQuerySet(models.QuerySet):
    def run_out_on(self, day: date) -> "InterestQuerySet":
        """Nobody has answered, and the link holds no more."""
        return self.filter(state=InterestState.SENT, answer_by__lt=day)

    def unwilling(self) -> "InterestQuerySet":
        """Of the pool: those who no longer want to, and whom nobody has talked with."""
        return self.filter(state=InterestState.NO, volunteer__state=VolunteerState.PAUSED)

    def for_page(self) -> "InterestQuerySet":
        return self.select_related("enquiry", "volunteer", "unit")


class MeetingQuerySet(models.QuerySet):
    def planned(self) -> "MeetingQuerySet":
        return self.filter(state=MeetingState.PLANNED)

    def bookable_at(self, moment: datetime) -> "MeetingQuerySet":
        return self.planned().filter(starts_at__gt=moment)

    def over_at(self, moment: datetime) -> "MeetingQuerySet":
        """Has begun, and nobody has noted who came."""
        return self.planned().filter(starts_at__lte=moment)

    def with_counts(self) -> "MeetingQuerySet":
        return self.annotate(
            invited=Count("invitations", filter=~Q(invitations__outcome__in=NOT_SEATED)),
            confirmed=Count(
                "invitations", filter=Q(invitations__outcome="invited", invitations__confirmed_on__isnull=False)
            ),
            waiting=Count("invitations", filter=Q(invitations__outcome="waiting")),
            came=Count("invitations", filter=Q(invitations__outcome="came")),
        )


class InvitationQuerySet(models.QuerySet):
    def seated(self) -> "InvitationQuerySet":
        """Those that take a seat, or took one."""
        return self.exclude(outcome__in=NOT_SEATED)

    def waiting_at(self, moment: datetime) -> "InvitationQuerySet":
        """On the waiting list of a meeting to come."""
        return self.filter(outcome="waiting", meeting__state=MeetingState.PLANNED, meeting__starts_at__gt=moment)

    def to_remind_at(self, moment: datetime, before: timedelta) -> "InvitationQuerySet":
        """Invited to a meeting that is near, and not reminded."""
        near = self.filter(meeting__starts_at__gt=moment, meeting__starts_at__lte=moment + before)
        near = near.filter(meeting__state=MeetingState.PLANNED)
        return near.filter(outcome="invited", reminded_on=None, enquiry__state=EnquiryState.INVITED)


class ReferenceQuerySet(models.QuerySet):
    def to_remind_on(self, day: date, after: timedelta, most: int) -> "ReferenceQuerySet":
        """Asked by letter, silent since, in a vetting that is open; reminded neither lately nor too often."""
        silent = self.filter(
            state="named", asked_on__lte=day - after, answered_on=None, vetting__state=VettingState.OPEN
        )
        reminders = Count("chases", filter=Q(chases__way="reminder"))
        found = silent.annotate(reminders=reminders, last_chase=Max("chases__on"))
        return found.filter(reminders__lt=most, last_chase__lte=day - after)


class VettingQuerySet(models.QuerySet):
    def open(self) -> "VettingQuerySet":
        return self.filter(state=VettingState.OPEN)

    def proposed(self) -> "VettingQuerySet":
        return self.filter(state=VettingState.PROPOSED)

    def led_by(self, *user_ids: int) -> "VettingQuerySet":
        return self.filter(investigator_id__in=user_ids)

    def awaiting(self, user_ids: Collection[int], day: date) -> "VettingQuerySet":
        """Theirs; or whoever led it no longer works in the unit: it awaits everybody there."""
        return self.filter(Q(investigator_id__in=user_ids) | ~_works_on(day, "investigator"))

    def with_drafts_of(self, user_id: int | None) -> "VettingQuerySet":
        """Open ones in which somebody has begun to write down a talk: which, and when it was saved."""
        begun = self.open().filter(drafts__by=user_id).select_related("volunteer")
        return begun.annotate(drafted=F("drafts__guide"), drafted_at=F("drafts__saved_at"))

    def for_list(self) -> "VettingQuerySet":
        return self.select_related("volunteer", "investigator")

    def for_lines(self) -> "VettingQuerySet":
        """With what the volunteer's page says of each, and no more; the newest first."""
        said = ("volunteer", "purpose", "state", "opened_on", "investigator__name")
        return self.select_related("investigator").only(*said).order_by("-opened_on", "-pk")

    def unfinished(self) -> "VettingQuerySet":
        """Under way, or decided and nobody has told the applicant."""
        decided = (VettingState.APPROVED, VettingState.REFUSED)
        return self.filter(Q(state=VettingState.OPEN) | Q(state__in=decided, told_on=None))

    def for_queue(self) -> "VettingQuerySet":
        """With what its requirements are judged by: seven queries, however much of it there is."""
        return self.select_related("volunteer__place__district", "returned_by").prefetch_related(
            "volunteer__members",
            "checks",
            self._with("questions", "district"),
            "references",
            "interviews",
            "visits",
            "exemptions",
        )

    def for_page(self) -> "VettingQuerySet":
        """With that, and with who did each part: nine queries."""
        whole = self.select_related(
            "volunteer__place__district", "investigator", "unit", "enquiry", "returned_by", "renews"
        )
        return whole.prefetch_related(
            "volunteer__members",
            self._with("checks", "official", "member"),
            self._with("questions", "district", "asked_by", "member"),
            "references__chases",
            self._with("interviews", "by"),
            self._with("visits", "by"),
            self._with("exemptions", "by"),
        )

    def _with(self, parts: str, *also: str) -> Prefetch:
        rows = getattr(self.model, parts).rel.related_model._base_manager
        return Prefetch(parts, rows.select_related(*also))
