"""Sets of enquiries, meetings, vettings and volunteers with a name."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from brokerage.organisation.models import Membership, Role
from recruitment.states import OPEN_ENQUIRY, EnquiryState, MeetingState, VettingState, VolunteerState


def _works_on(day: date, person: str) -> Exists:
    held = Membership.objects.on(day).filter(
        user=OuterRef(person),
        unit=OuterRef("unit"),
        user__is_active=True,
        role__in=(Role.RECRUITER, Role.CONTACT_SECRETARY),
    )
    return Exists(held)


class CampaignQuerySet(models.QuerySet):
    def on(self, day: date) -> "CampaignQuerySet":
        return self.filter(Q(starts__lte=day) & (Q(ends=None) | Q(ends__gte=day)))

    def with_counts(self) -> "CampaignQuerySet":
        """How many answered, and how many of them came into the pool."""
        return self.annotate(
            answered=Count("enquiries"), joined=Count("enquiries", filter=Q(enquiries__state=EnquiryState.JOINED))
        )


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
        """Drifting: open, and nobody has been in touch since that day."""
        return self.open().filter(Q(last_contact_on__lt=day) | Q(last_contact_on=None, received_on__lt=day))

    def for_list(self) -> "EnquiryQuerySet":
        return self.select_related("owner", "campaign")

    def for_queue(self) -> "EnquiryQuerySet":
        """With what a line of the queue says, and no more: it is read at each look at the first page."""
        said = ("name", "state", "kinds", "source", "next_contact_on", "campaign__name")
        return self.select_related("campaign").only(*said)

    def for_page(self) -> "EnquiryQuerySet":
        return self.select_related("owner", "campaign", "lives_in", "unit", "vetting__volunteer")


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
            invited=Count("invitations", filter=~Q(invitations__outcome="moved")),
            came=Count("invitations", filter=Q(invitations__outcome="came")),
        )


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

    def for_list(self) -> "VettingQuerySet":
        return self.select_related("volunteer", "investigator")

    def unfinished(self) -> "VettingQuerySet":
        """Under way, or decided and nobody has told the applicant."""
        decided = (VettingState.APPROVED, VettingState.REFUSED)
        return self.filter(Q(state=VettingState.OPEN) | Q(state__in=decided, told_on=None))

    def for_queue(self) -> "VettingQuerySet":
        """With what its requirements are judged by: six queries, however much of it there is."""
        return self.select_related("volunteer", "returned_by").prefetch_related(
            "volunteer__members", "checks", "references", "interviews", "visits"
        )

    def for_page(self) -> "VettingQuerySet":
        """With that, and with who did each part: nine queries."""
        return (
            self.for_queue()
            .select_related("volunteer", "investigator", "unit", "enquiry", "returned_by")
            .prefetch_related("checks__official", "interviews__by", "visits__by")
        )


class VolunteerQuerySet(models.QuerySet):
    def available(self) -> "VolunteerQuerySet":
        return self.filter(state=VolunteerState.AVAILABLE)

    def approved_on(self, day: date) -> "VolunteerQuerySet":
        """In the pool, with an approval that is in force."""
        return self.available().filter(approvals__decided_on__lte=day, approvals__valid_until__gte=day).distinct()

    def without_profile(self) -> "VolunteerQuerySet":
        """Nobody has said a word about them yet: in the matching everything is unknown."""
        return self.filter(traits="", lacks="")

    def with_validity(self) -> "VolunteerQuerySet":
        """With the last day of the approval that holds longest."""
        # Asked for each row that is shown: joined and grouped, it would be worked out for the whole pool first.
        longest = self.model._base_manager.filter(pk=OuterRef("pk")).order_by("-approvals__valid_until")
        return self.annotate(valid_until=models.Subquery(longest.values("approvals__valid_until")[:1]))
