"""Sets of invoices with a name, and of charges by whether they are on one."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Case, F, FilteredRelation, Max, Prefetch, Q, QuerySet, Value, When

from brokerage.charges.states import ChargeState
from brokerage.invoicing.states import DispatchState, InvoiceState, ObjectionState


class InvoiceQuerySet(models.QuerySet):
    def in_force(self) -> "InvoiceQuerySet":
        """Issued, and not credited whole."""
        return self.exclude(state=InvoiceState.CREDITED)

    def outstanding(self) -> "InvoiceQuerySet":
        """Neither paid nor credited whole."""
        return self.filter(state=InvoiceState.ISSUED)

    def overdue_on(self, day: date) -> "InvoiceQuerySet":
        return self.outstanding().filter(due_on__lt=day)

    def for_page(self) -> "InvoiceQuerySet":
        return self.select_related("unit").prefetch_related(
            "lines__credited_by__note", "lines__objections", "credit_notes", "dispatches"
        )

    def to_remind_on(self, day: date) -> "InvoiceQuerySet":
        """Late, and nobody has been reminded for a week."""
        week_ago = day - timedelta(days=7)
        return self.overdue_on(day).filter(Q(reminded_on=None) | Q(reminded_on__lte=week_ago))

    def issued_in(self, month: date) -> "InvoiceQuerySet":
        """Issued on a day of the month, by number."""
        return self.filter(issued_on__year=month.year, issued_on__month=month.month).order_by("number")

    def for_paper(self) -> "InvoiceQuerySet":
        return self.prefetch_related("lines")


class CreditNoteQuerySet(models.QuerySet):
    def issued_in(self, month: date) -> "CreditNoteQuerySet":
        return self.filter(issued_on__year=month.year, issued_on__month=month.month).order_by("number")

    def to_go_out_again(self, months: list[date]) -> QuerySet:
        """Of these months, those of which something was taken back to be invoiced again, and when last."""
        notes = self.filter(again=True, invoice__month__in=months)
        return notes.values_list("invoice__month").annotate(last=Max("issued_on")).order_by()

    def for_page(self) -> "CreditNoteQuerySet":
        return self.select_related("invoice").prefetch_related("lines__line")


class ObjectionQuerySet(models.QuerySet):
    def open(self) -> "ObjectionQuerySet":
        return self.filter(state=ObjectionState.OPEN)

    def for_page(self) -> "ObjectionQuerySet":
        return self.select_related("unit", "line__invoice", "raised_by", "answered_by")


class PartyQuerySet(models.QuerySet):
    def for_page(self) -> "PartyQuerySet":
        return self.select_related("unit")


class DispatchQuerySet(models.QuerySet):
    def due_at(self, moment: datetime) -> "DispatchQuerySet":
        return self.filter(state=DispatchState.WAITING, not_before__lte=moment)

    def failed(self) -> "DispatchQuerySet":
        return self.filter(state=DispatchState.FAILED)

    def for_list(self) -> "DispatchQuerySet":
        return self.select_related("unit", "invoice", "note__invoice")

    def for_sending(self) -> "DispatchQuerySet":
        lines = Prefetch("invoice__lines")
        return self.select_related("unit", "invoice", "note__invoice").prefetch_related(lines, "note__lines__line")


def with_invoice(charges: QuerySet) -> QuerySet:
    """Charges with the invoice that they are on, and their `fate`: waiting, invoiced or struck."""
    holding = FilteredRelation("lines", condition=Q(lines__holds_charge=True))
    return charges.annotate(holding=holding).annotate(
        invoice_number=F("holding__invoice__number"),
        invoice_key=F("holding__invoice_id"),
        fate=Case(
            When(state=ChargeState.STRUCK, then=Value("struck")),
            When(holding__isnull=True, then=Value("waiting")),
            When(holding__credited_by__isnull=False, then=Value("struck")),
            default=Value("invoiced"),
        ),
    )


def not_invoiced(charges: QuerySet) -> QuerySet:
    """Charges that no invoice holds: never invoiced, or credited to be invoiced again."""
    return with_invoice(charges).filter(fate="waiting")


def invoiced(charges: QuerySet) -> QuerySet:
    return with_invoice(charges).filter(fate="invoiced")


def struck(charges: QuerySet) -> QuerySet:
    """Charges that a person has struck, or whose line was credited for good."""
    return with_invoice(charges).filter(fate="struck")
