"""Sets of enquiries, meetings, vettings and volunteers with a name."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, Max, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Replace

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


def _figures(name: str) -> Replace:
    """A telephone number without what people write between its figures."""
    spelled: Any = F(name)
    for sign in (" ", "-", "(", ")", "/"):
        spelled = Replace(spelled, Value(sign), Value(""))
    return spelled


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
        kept = ("owner", "campaign", "lives_in", "unit", "vetting__volunteer", "recruited_by", "merged_into")
        return self.select_related(*kept)


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

    def unfinished(self) -> "VettingQuerySet":
        """Under way, or decided and nobody has told the applicant."""
        decided = (VettingState.APPROVED, VettingState.REFUSED)
        return self.filter(Q(state=VettingState.OPEN) | Q(state__in=decided, told_on=None))

    def for_queue(self) -> "VettingQuerySet":
        """With what its requirements are judged by: seven queries, however much of it there is."""
        return self.select_related("volunteer__place__district", "returned_by").prefetch_related(
            "volunteer__members", "checks", "questions__district", "references", "interviews", "visits", "exemptions"
        )

    def for_page(self) -> "VettingQuerySet":
        """With that, and with who did each part: thirteen queries."""
        return (
            self.for_queue()
            .select_related("volunteer", "investigator", "unit", "enquiry", "returned_by", "renews")
            .prefetch_related("checks__official", "checks__member", "questions__asked_by", "questions__member")
            .prefetch_related("interviews__by", "visits__by", "exemptions__by")
        )


class VolunteerQuerySet(models.QuerySet):
    def available(self) -> "VolunteerQuerySet":
        return self.filter(state=VolunteerState.AVAILABLE)

    def approved_on(self, day: date) -> "VolunteerQuerySet":
        """In the pool, with an approval that is in force."""
        return self.available().filter(approvals__decided_on__lte=day, approvals__valid_until__gte=day).distinct()

    def reached_by(self, phone_key: str, email_key: str) -> "VolunteerQuerySet":
        """With that telephone number or that address, however it was typed."""
        same = Q(pk__in=())
        if email_key:
            same |= Q(email__iexact=email_key)
        if phone_key:
            same |= Q(figures__endswith=phone_key[-9:])
        return self.alias(figures=_figures("phone")).filter(same)

    def idle(self) -> "VolunteerQuerySet":
        """In the pool, and without an assignment."""
        return self.available().exclude(assignments__state__in=TAKING_PLACE)

    def with_heard_on(self) -> "VolunteerQuerySet":
        """With the day when they last heard of us or we of them: a talk, an answer, an assignment, or entering."""
        joined = Coalesce(F("joined_on"), Value(date.min), output_field=models.DateField())

        def latest(order: str) -> Any:
            mine = self.model._base_manager.filter(pk=OuterRef("pk")).order_by(F(order).desc(nulls_last=True))
            return Coalesce(Subquery(mine.values(order)[:1]), joined)

        return self.annotate(
            heard_on=Greatest(
                F("registered_on"),
                Coalesce(F("last_contact_on"), joined),
                latest("interest_letters__answered_on"),
                latest("assignments__started_on"),
                latest("assignments__ended_on"),
                latest("assignments__reached_on"),
            )
        )

    def silent_since(self, day: date) -> "VolunteerQuerySet":
        """With `heard_on`, before that day. What stands in the row itself is asked first: most need no subquery."""
        spoken = Q(last_contact_on=None) | Q(last_contact_on__lt=day)
        return self.filter(spoken, registered_on__lt=day).with_heard_on().filter(heard_on__lt=day)

    def drifting_on(self, day: date) -> "VolunteerQuerySet":
        """On the way to be lost: in the pool without an assignment, and no contact for 90 days."""
        return self.idle().silent_since(day - DRIFTS_AFTER)

    def to_ask_on(self, day: date) -> "VolunteerQuerySet":
        """Those in the pool who wait for an assignment, can have a letter, and have heard nothing for long."""
        waiting = self.idle().filter(protection="none").exclude(email="")
        waiting = waiting.exclude(interest_letters__asked_on__gt=day - ASK_AFTER)
        return waiting.silent_since(day - ASK_AFTER)

    def to_renew_on(self, day: date, ahead: int = RENEW_BEFORE) -> "VolunteerQuerySet":
        """In the pool or paused, and the approval that opens the pool runs out within its window, or has.

        With `pool_until`, its last day; whether a vetting runs already; whether they have an assignment; and whether
        an adult has come into a family's home since, whom nobody has asked about.
        """
        mine = self.model._base_manager.filter(pk=OuterRef("pk")).order_by()
        approvals = self.model.approvals.rel.related_model._base_manager  # type: ignore[attr-defined]
        last = approvals.filter(volunteer=OuterRef("pk"), case_reference="").order_by(
            "-valid_until", "-decided_on", "-pk"
        )
        until, decided = Subquery(last.values("valid_until")[:1]), Subquery(last.values("decided_on")[:1])
        runs = Exists(mine.filter(vettings__state__in=(VettingState.OPEN, VettingState.PROPOSED)))
        busy = Exists(mine.filter(assignments__state__in=TAKING_PLACE))
        members = self.model.members.rel.related_model._base_manager  # type: ignore[attr-defined]
        new = members.filter(volunteer=OuterRef("pk"), moved_out_on=None, added_on__gt=OuterRef("decided_on"))
        there = self.filter(state__in=(VolunteerState.AVAILABLE, VolunteerState.PAUSED))
        found = there.annotate(pool_until=until, decided_on=decided, is_renewed=runs, is_busy=busy)
        found = found.annotate(has_new_adult=Exists(new.exclude(part="child")), moved_on=F("place__since"))
        runs_out = Q(pool_until__lte=day + timedelta(days=ahead))
        family = Q(kinds__contains=",family,") | Q(kinds__contains=",short_family,")
        moved = (family & Q(place__since__gt=F("decided_on"))) | Q(place__district_since__gt=F("decided_on"))
        found = found.annotate(has_moved=Case(When(moved, then=True), default=False))
        return found.filter(runs_out | (family & Q(has_new_adult=True)) | Q(has_moved=True), pool_until__isnull=False)

    def without_profile(self) -> "VolunteerQuerySet":
        """Nobody has said a word about them yet: in the matching everything is unknown."""
        return self.filter(traits="", lacks="")

    def with_validity(self) -> "VolunteerQuerySet":
        """With the last day of the approval that holds longest."""
        # Asked for each row that is shown: joined and grouped, it would be worked out for the whole pool first.
        longest = self.model._base_manager.filter(pk=OuterRef("pk")).order_by("-approvals__valid_until")
        return self.annotate(valid_until=Subquery(longest.values("approvals__valid_until")[:1]))

    def unsupported_since(self, day: date) -> "VolunteerQuerySet":
        """With an assignment, and nobody has spoken to them since that day; who waits for one is `drifting_on`."""
        busy = Exists(self.model._base_manager.filter(pk=OuterRef("pk"), assignments__state__in=TAKING_PLACE))
        in_use = (VolunteerState.AVAILABLE, VolunteerState.CASE_ONLY)
        return self.filter(busy, state__in=in_use).silent_since(day)

    def without_own_assignment(self) -> "VolunteerQuerySet":
        """No assignment in the unit whose pool they are in: where there is one, its secretary is reminded of them."""
        own = {"assignments__state__in": TAKING_PLACE, "assignments__unit": F("unit")}
        return self.exclude(Exists(self.model._base_manager.filter(pk=OuterRef("pk"), **own)))

    def to_ask_again(self, day: date) -> "VolunteerQuerySet":
        """On a pause, and the day has come to ask whether they are back."""
        running = Q(pauses__ended_on=None, pauses__ask_again_on__lte=day)
        return self.filter(running, state=VolunteerState.PAUSED).annotate(asked_on=F("pauses__ask_again_on"))

    def with_drafts_of(self, user_id: int | None) -> "VolunteerQuerySet":
        """Of whom somebody has begun to write in the log, and not finished."""
        return self.filter(drafts__by=user_id).annotate(drafted_at=F("drafts__saved_at"))

    def unread(self, edition: int) -> "VolunteerQuerySet":
        """In use, and have not confirmed that they have read this edition of the binder, or a later one."""
        in_use = (VolunteerState.AVAILABLE, VolunteerState.CASE_ONLY, VolunteerState.PAUSED)
        has_read = self.model._base_manager.filter(pk=OuterRef("pk"), readings__read_edition__gte=edition)
        return self.filter(~Exists(has_read), state__in=in_use)

    def with_reading(self) -> "VolunteerQuerySet":
        """When the binder was last sent, and which edition was last confirmed."""
        mine = self.model._base_manager.filter(pk=OuterRef("pk")).order_by()
        sent = mine.values("pk").annotate(last=models.Max("readings__sent_on")).values("last")
        read = mine.values("pk").annotate(last=models.Max("readings__read_edition")).values("last")
        return self.annotate(binder_sent_on=Subquery(sent), binder_read=Subquery(read))

    def free_on(self, day: date) -> "VolunteerQuerySet":
        """Approved for the pool, and with a place that no assignment takes."""
        in_force = self.model._base_manager.filter(
            pk=OuterRef("pk"), approvals__decided_on__lte=day, approvals__valid_until__gte=day
        )
        places = in_force.order_by("-approvals__places").values("approvals__places")[:1]
        taken = (
            self.model._base_manager.filter(pk=OuterRef("pk"), assignments__state__in=TAKING_PLACE)
            .values("pk")
            .annotate(count=Count("assignments"))
            .values("count")
        )
        return (
            self.available()
            .annotate(places=Subquery(places), taken=Coalesce(Subquery(taken), 0))
            .filter(places__gt=F("taken"))
        )

    def asked_since(self, day: date) -> "VolunteerQuerySet":
        """With how often they have been asked since a day, and when last."""
        since = (
            self.model._base_manager.filter(pk=OuterRef("pk"), proposals__offers__sent_on__gte=day)
            .order_by()
            .values("pk")
        )
        often = since.annotate(count=Count("proposals__offers")).values("count")
        last = since.annotate(last=models.Max("proposals__offers__sent_on")).values("last")
        return self.annotate(asked=Coalesce(Subquery(often), 0), asked_last_on=Subquery(last))

    def never_chosen(self) -> "VolunteerQuerySet":
        """No assignment has ever come of it."""
        return self.filter(assignments=None)
