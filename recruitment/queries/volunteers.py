"""Sets of volunteers with a name."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Case, Count, Exists, F, Max, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest, Replace

from recruitment.queries import ASK_AFTER, DRIFTS_AFTER, RENEW_BEFORE, TAKING_PLACE
from recruitment.states import VettingState, VolunteerState


def _figures(name: str) -> Replace:
    """A telephone number without what people write between its figures."""
    spelled: Any = F(name)
    for sign in (" ", "-", "(", ")", "/"):
        spelled = Replace(spelled, Value(sign), Value(""))
    return spelled


def offers_to(volunteer: Any) -> models.QuerySet:
    """Every question to somebody, the newest first, with what their page says of it. Questions live upstairs."""
    offers = volunteer.proposals.model.offers.rel.related_model._base_manager
    said = ("sent_on", "answered_at", "way", "reason", "state", "proposal__state")
    found = offers.filter(proposal__volunteer=volunteer).select_related("proposal").only(*said)
    return found.order_by("-sent_on", "-pk")


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

    def with_numbers(self, numbers: Collection[str]) -> "VolunteerQuerySet":
        """With one of these identity numbers among the adults of the home."""
        home = self.model.members.rel.related_model._base_manager  # type: ignore[attr-defined]
        return self.filter(pk__in=home.filter(identity_number__in=[n for n in numbers if n]).values("volunteer"))

    def doubled(self) -> "VolunteerQuerySet":
        """With an adult in the home who is in another home of the same pool and programme area too."""
        home = self.model.members.rel.related_model._base_manager  # type: ignore[attr-defined]
        others = home.filter(
            identity_number=OuterRef("identity_number"),
            volunteer__unit=OuterRef("volunteer__unit"),
            volunteer__area=OuterRef("volunteer__area"),
        ).exclude(volunteer=OuterRef("volunteer"))
        return self.filter(Exists(home.exclude(identity_number="").filter(Exists(others), volunteer=OuterRef("pk"))))

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
        vettings = self.model.vettings.rel.related_model._base_manager  # type: ignore[attr-defined]
        begun = vettings.filter(state__in=(VettingState.OPEN, VettingState.PROPOSED)).order_by()
        runs = Case(When(pk__in=begun.values("volunteer"), then=True), default=False)  # few: one set for all rows
        busy = Exists(mine.filter(assignments__state__in=TAKING_PLACE))
        members = self.model.members.rel.related_model._base_manager  # type: ignore[attr-defined]
        adults = members.filter(volunteer=OuterRef("pk"), moved_out_on=None).exclude(part="child").order_by()
        newest = Subquery(adults.values("volunteer").annotate(day=Max("added_on")).values("day"))
        there = self.filter(state__in=(VolunteerState.AVAILABLE, VolunteerState.PAUSED))
        found = there.annotate(pool_until=until, decided_on=decided, is_renewed=runs, is_busy=busy)
        found = found.annotate(adult_on=newest, moved_on=F("place__since"))
        found = found.annotate(has_new_adult=Case(When(adult_on__gt=F("decided_on"), then=True), default=False))
        family = Q(kinds__contains=",family,") | Q(kinds__contains=",short_family,")
        at_home = Q(place__since__isnull=False) & family & Q(place__since__gt=F("decided_on"))
        elsewhere = Q(place__district_since__isnull=False) & Q(place__district_since__gt=F("decided_on"))
        moved = at_home | elsewhere
        found = found.annotate(has_moved=Case(When(moved, then=True), default=False))
        # Whom no approval covers beyond the window: asked without looking up which is the last, of each in the pool.
        opening = approvals.filter(volunteer=OuterRef("pk"), case_reference="")
        runs_out = ~Exists(opening.filter(valid_until__gt=day + timedelta(days=ahead)))
        return found.filter(runs_out | (family & Q(adult_on__gt=F("decided_on"))) | moved, Exists(opening))

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
