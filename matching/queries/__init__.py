"""Sets of shortlists, proposals, offers and assignments with a name."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models

from matching.states import (
    IN_PLAY,
    OPEN_OFFER,
    TAKES_PLACE,
    AssignmentState,
    CallState,
    ClientMeetingState,
    OfferState,
    ProposalState,
    ShortlistState,
    WishState,
)


class ShortlistQuerySet(models.QuerySet):
    def open(self) -> "ShortlistQuerySet":
        return self.filter(state=ShortlistState.OPEN)

    def own(self) -> "ShortlistQuerySet":
        """Worked by the district itself."""
        return self.filter(order=None)

    def brokered(self) -> "ShortlistQuerySet":
        return self.filter(order__isnull=False)

    def for_list(self) -> "ShortlistQuerySet":
        return self.select_related("decision__ground", "decision__client", "order").annotate(
            picks=models.Count("proposals", filter=models.Q(proposals__state__in=IN_PLAY)),
            willing=models.Count("proposals", filter=models.Q(proposals__state=ProposalState.WILLING)),
        )

    def for_page(self) -> "ShortlistQuerySet":
        return self.select_related("decision__ground", "decision__client", "decision__need", "order", "unit")


class ShowingQuerySet(models.QuerySet):
    def for_page(self) -> "ShowingQuerySet":
        return self.select_related("shown_to", "weighting__decided_by")

    def for_course(self) -> "ShowingQuerySet":
        """Without what was shown: that is long."""
        return self.select_related("shown_to").only("shown_at", "shown_to__name", "fulfilling", "picked", "shortlist")


class ProposalQuerySet(models.QuerySet):
    def for_course(self) -> "ProposalQuerySet":
        """With what each was asked and answered, in the order in which they were picked."""
        return self.select_related("volunteer").prefetch_related("offers", "meetings").order_by("pk")

    def in_play(self) -> "ProposalQuerySet":
        return self.filter(state__in=IN_PLAY)

    def picked_since(self, day: date) -> "ProposalQuerySet":
        return self.filter(picked_on__gt=day)

    def for_list(self) -> "ProposalQuerySet":
        return self.select_related("volunteer", "shortlist__decision__ground", "shortlist__order")

    def for_page(self) -> "ProposalQuerySet":
        """With all that an appointment is judged by."""
        return self.select_related(
            "volunteer__unit",
            "volunteer__place",
            "shortlist__order",
            "shortlist__opened_by",
            "shortlist__unit",
            "shortlist__decision__ground",
            "shortlist__decision__need",
            "shortlist__decision__client__identity",
            "unit",
        ).prefetch_related(
            "offers",
            "meetings",
            "checks__official",
            "volunteer__members",
            "volunteer__approvals",
            "shortlist__decision__client__guardians",
            "shortlist__decision__client__consents",
        )

    def to_decide(self) -> "ProposalQuerySet":
        """Have said yes, or are chosen: the client's and the district's turn."""
        return self.filter(state__in=(ProposalState.WILLING, ProposalState.CHOSEN))

    def for_waiting(self, day: date) -> "ProposalQuerySet":
        """Those that somebody has to ask, call, or hear of again by a day."""
        turn = models.Q(state__in=(ProposalState.PICKED, ProposalState.SILENT, ProposalState.CALL))
        by_phone = models.Q(state=ProposalState.ASKED, offers__state=OfferState.SENT, offers__is_by_phone=True)
        again = models.Q(next_contact_on__lte=day)
        return self.for_list().filter(turn | by_phone | again).distinct().prefetch_related("offers")


class OfferQuerySet(models.QuerySet):
    def sent_since(self, day: date) -> "OfferQuerySet":
        return self.filter(sent_on__gt=day)

    def unanswered(self) -> "OfferQuerySet":
        return self.filter(state=OfferState.SENT)

    def open(self) -> "OfferQuerySet":
        """Not answered for good: waiting, or the volunteer wants a call."""
        return self.filter(state__in=OPEN_OFFER)

    def to_remind_on(self, day: date) -> "OfferQuerySet":
        """Written, unanswered, and with the last day tomorrow or today; each is reminded once."""
        last = day + timedelta(days=1)
        return self.unanswered().filter(is_by_phone=False, reminded_on=None, answer_by__gte=day, answer_by__lte=last)

    def run_out_on(self, day: date) -> "OfferQuerySet":
        """Nobody has answered through the last day."""
        return self.unanswered().filter(answer_by__lt=day)

    def for_page(self) -> "OfferQuerySet":
        return self.select_related("proposal__volunteer", "proposal__shortlist__order")


class ClientMeetingQuerySet(models.QuerySet):
    def booked(self) -> "ClientMeetingQuerySet":
        return self.filter(state=ClientMeetingState.BOOKED)

    def for_page(self) -> "ClientMeetingQuerySet":
        return self.select_related(
            "proposal__volunteer__unit", "proposal__shortlist__order", "proposal__shortlist__decision__client__identity"
        )

    def before(self, moment: datetime) -> "ClientMeetingQuerySet":
        """Whose time has come."""
        return self.booked().filter(at__lt=moment)


class DisclosureQuerySet(models.QuerySet):
    def under(self, decision: int) -> "DisclosureQuerySet":
        """What was told for the sake of one decision."""
        return self.filter(decision=decision).select_related("told_by")

    def for_page(self) -> "DisclosureQuerySet":
        return self.select_related("volunteer", "decision__client")


class SignatureQuerySet(models.QuerySet):
    def unsigned(self) -> "SignatureQuerySet":
        return self.filter(signed_at=None)

    def for_page(self) -> "SignatureQuerySet":
        return self.select_related(
            "guardian",
            "agreement__assignment__decision__client__identity",
            "agreement__assignment__appointment",
            "agreement__assignment__volunteer",
            "agreement__assignment__unit",
        )


class MandateQuerySet(models.QuerySet):
    def for_page(self) -> "MandateQuerySet":
        return self.select_related(
            "assignment__decision__client__identity", "assignment__volunteer", "assignment__unit"
        )

    def living(self) -> "MandateQuerySet":
        """Not withdrawn, in an assignment that goes on."""
        return self.filter(withdrawn_on=None, assignment__state__in=TAKES_PLACE)

    def to_tend(self, *, unsigned_since: date, run_out_by: date) -> "MandateQuerySet":
        """Written long ago and not signed, or signed and soon without force."""
        unsigned = models.Q(signed_on=None, written_on__lte=unsigned_since)
        return self.living().filter(unsigned | models.Q(signed_on__isnull=False, valid_to__lte=run_out_by))


class DamageReportQuerySet(models.QuerySet):
    def for_page(self) -> "DamageReportQuerySet":
        return self.select_related(
            "assignment__decision__client__identity", "assignment__volunteer", "assignment__unit", "noted_by"
        )

    def unsent(self) -> "DamageReportQuerySet":
        """Noted, and not with the insurance yet."""
        return self.filter(sent_on=None, settled_on=None)


class LogEntryQuerySet(models.QuerySet):
    def for_page(self) -> "LogEntryQuerySet":
        return self.select_related(
            "assignment__decision__client__identity", "assignment__volunteer", "assignment__secretary"
        )

    def open_incidents(self) -> "LogEntryQuerySet":
        """That something has happened, and nobody has said yet what was done about it."""
        return self.filter(kind="incident", closed_on=None)


class AssignmentQuerySet(models.QuerySet):
    def of_keepers(self, users: set[int]) -> "AssignmentQuerySet":
        """Those whose secretary is one of these, or that nobody has taken yet."""
        return self.filter(models.Q(secretary__in=users) | models.Q(secretary=None))

    def kept_by(self, user: int) -> "AssignmentQuerySet":
        """Somebody's own that live, for handing over."""
        return self.taking_place().filter(secretary=user).select_related("decision", "volunteer").order_by("pk")

    def keepers(self) -> list[dict[str, Any]]:
        """Who has how many that live: number, name, unit and count. One query."""
        columns = {"pk": models.F("secretary"), "name": models.F("secretary__name")}
        rows = self.taking_place().exclude(secretary=None).order_by("secretary__name_key", "unit_id")
        return list(rows.values("unit_id", **columns).annotate(count=models.Count("id")))

    def of_siblings(self, assignment: Any) -> "AssignmentQuerySet":
        """Those of the client's siblings with the same volunteer, which live: they can stay there on the same days."""
        siblings = assignment.decision.client.siblings()
        same = self.taking_place().filter(volunteer=assignment.volunteer_id, decision__client__in=siblings)
        return same.select_related("decision__client").order_by("pk")

    def last_reached_before(self, day: date) -> "AssignmentQuerySet":
        return self.filter(models.Q(reached_on=None) | models.Q(reached_on__lt=day))

    def not_reached_since(self, day: date) -> "AssignmentQuerySet":
        """The volunteer has not been reached since a day, in the assignment or as noted on the volunteer's own page.

        Where nobody has noted it, it counts from the first time together, and for what was imported from that day.
        """
        elsewhere = models.Q(volunteer__last_contact_on__gte=day)
        here = models.Q(started_on=None) | models.Q(started_on__lt=day, appointment__recorded_on__lt=day)
        never = models.Q(reached_on=None) & here
        return self.filter(models.Q(reached_on__lt=day) | never).exclude(elsewhere)

    def for_life(self) -> "AssignmentQuerySet":
        """With what its own page of how it goes shows."""
        return self.select_related(
            "decision__client__identity", "decision__ground", "volunteer__unit", "unit", "secretary", "appointment"
        ).prefetch_related("intro_steps", "phases", "log__noted_by", "damages")

    def taking_place(self) -> "AssignmentQuerySet":
        """Those that take a place of the volunteer's: appointed, or running."""
        return self.filter(state__in=TAKES_PLACE)

    def brokered_before(self, assignment: Any) -> "AssignmentQuerySet":
        """What the brokerage had found before for the same client and of the same kind, the latest first."""
        same = self.filter(decision__client=assignment.decision.client_id, kind=assignment.kind)
        return same.filter(order__isnull=False, pk__lt=assignment.pk).select_related("order").order_by("-pk")

    def planned(self) -> "AssignmentQuerySet":
        return self.filter(state=AssignmentState.PLANNED)

    def running(self) -> "AssignmentQuerySet":
        return self.filter(state=AssignmentState.RUNNING)

    def to_report_in(self, month: date) -> "AssignmentQuerySet":
        """Running, with terms of pay, and without a report of the month."""
        reported = models.Q(month_reports__month=month)
        return self.running().filter(terms__starts__lte=month).exclude(reported).distinct().order_by("pk")

    def for_list(self) -> "AssignmentQuerySet":
        """With what a line says; the rest of these seven tables stays where it is."""
        case, client = "decision__case_reference", "decision__client__identity__name"
        said = ("unit", "area", "kind", "state", "starts_on", "started_on", "ended_on", case, client)
        rows = self.select_related("decision__client__identity", "volunteer", "secretary")
        return rows.only(*said, "volunteer__name", "secretary__name")

    def for_pay(self) -> "AssignmentQuerySet":
        """With all that its pay rests on."""
        return self.select_related(
            "decision__ground", "decision__client__identity", "volunteer__unit", "appointment", "unit"
        ).prefetch_related(
            "terms",
            "extensions__decision_maker",
            "extensions__revoked_by",
            "month_reports",
            "volunteer__payees",
            "volunteer__approvals",
        )

    def for_page(self) -> "AssignmentQuerySet":
        return self.select_related(
            "decision__ground",
            "decision__client__identity",
            "decision__client__place",
            "volunteer__unit",
            "volunteer__place",
            "appointment__decision_maker",
            "appointment__recorded_by",
            "order",
            "unit",
            "secretary",
            "proposal",
        ).prefetch_related(
            "decision__client__guardians",
            "volunteer__approvals",
            "proposal__offers",
            "agreements__signatures",
            "agreements__written_by",
            "mandates",
            "phases",
        )


class CallQuerySet(models.QuerySet):
    def open(self) -> "CallQuerySet":
        return self.filter(state=CallState.OPEN)

    def for_list(self) -> "CallQuerySet":
        said = models.Q(replies__has__in=("yes", "maybe"))
        return self.select_related("asks", "shortlist__decision__client").annotate(
            answers=models.Count("replies"), hopes=models.Count("replies", filter=said)
        )

    def for_page(self) -> "CallQuerySet":
        return self.select_related(
            "asks", "posted_by", "shortlist__decision__client", "shortlist__order"
        ).prefetch_related("replies__unit", "replies__replied_by")

    def for_waiting(self, unit_ids: Collection[int]) -> "CallQuerySet":
        """Open calls, with whether these units have answered, and whether somebody may have somebody unseen."""
        unseen = models.Q(replies__has__in=("yes", "maybe"), replies__seen_on=None)
        return (
            self.open()
            .select_related("asks", "shortlist__decision__client")
            .annotate(
                is_answered=models.Count("replies", filter=models.Q(replies__unit__in=unit_ids)),
                has_unseen=models.Count("replies", filter=unseen),
            )
        )


class RecruitmentWishQuerySet(models.QuerySet):
    def open(self) -> "RecruitmentWishQuerySet":
        return self.filter(state=WishState.OPEN)

    def for_list(self) -> "RecruitmentWishQuerySet":
        return self.select_related("shortlist__decision__client")
