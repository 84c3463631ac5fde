"""What is issued stands: the database itself refuses every change but the few that tell what became of an invoice."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction

from brokerage.audit import protection
from brokerage.charges.models import Charge
from brokerage.invoicing.models import CreditLine, CreditNote, Invoice, InvoiceLine

pytestmark = pytest.mark.django_db
PAPERS = (Invoice, InvoiceLine, CreditNote, CreditLine, Charge)
OTHER = {"CharField": "Annat", "SlugField": "annat", "DecimalField": "3.00", "DateField": "2020-01-01"}
OTHER |= {"PositiveSmallIntegerField": "77", "PositiveIntegerField": "77", "DateTimeField": "2020-01-01 12:00:00+00"}
OTHER |= {"BooleanField": "false", "JSONField": '{"name": "Annat"}'}


@pytest.fixture
def books(charged, run, credit):
    """An invoice with two lines of which one is credited, and a charge that waits."""
    charged("Bromma", "18000.00")
    charged("Bromma", "650.00")
    (invoice,) = run()
    charged("Farsta")
    return credit(invoice, again=False)


def frozen_columns():
    return [
        (model, field)
        for model in PAPERS
        for field in model._meta.concrete_fields
        if field.name not in protection.FROZEN[model] and not field.primary_key
    ]


def run_sql(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    ("model", "field"), frozen_columns(), ids=lambda each: getattr(each, "__name__", None) or each.name
)
def test_no_column_of_what_is_issued_can_be_changed(books, model, field):
    other = str(10**9) if isinstance(field, models.ForeignKey) else OTHER[field.get_internal_type()]
    if field.max_length == 1:
        other = "Z"
    row = model.objects.order_by("pk").first()
    if isinstance(field, models.BooleanField):
        other = "false" if getattr(row, field.attname) else "true"
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run_sql(f"UPDATE {model._meta.db_table} SET {field.column} = %s WHERE id = %s", other, row.pk)


@pytest.mark.parametrize("model", PAPERS)
def test_nothing_is_deleted_or_replaced(books, model):
    table, row = model._meta.db_table, model.objects.values().first()
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        run_sql(f"DELETE FROM {table}")
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            run_sql(f"INSERT OR REPLACE INTO {table} (id) VALUES ({row['id']})")
    else:
        run_sql("SET CONSTRAINTS ALL IMMEDIATE")  # a TRUNCATE waits for nothing that is still to be checked
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            run_sql(f"TRUNCATE {table} CASCADE")


def test_a_row_in_hand_cannot_be_saved_otherwise_than_it_is(charged, run):
    charged()
    (invoice,) = run()
    invoice.save()
    invoice.total = Decimal("1.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        invoice.save()
    invoice.refresh_from_db()
    assert invoice.total == Decimal("18000.00")


def test_what_became_of_it_is_told(cast, charged, run):
    charged()
    (invoice,) = run()
    Invoice.objects.filter(pk=invoice.pk).update(reminded_on=date(2026, 12, 24), reminders=1)
    invoice.refresh_from_db()
    assert invoice.reminders == 1


@pytest.mark.django_db(transaction=True)
def test_the_locks_stand_after_a_changed_table_and_a_flush(charged, run):
    """SQLite remakes a table for a changed column, and drops its triggers; migrate puts them back."""
    charged()
    run()
    old = Invoice._meta.get_field("receiver")
    new = models.CharField(max_length=81)
    new.set_attributes_from_name("receiver")
    new.model = Invoice
    for before, after in ((old, new), (new, old)):
        with connection.schema_editor() as editor:
            editor.alter_field(Invoice, before, after)
    call_command("migrate", verbosity=0)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invoice.objects.update(receiver="Farsta")
    protection.remove()
    call_command("flush", interactive=False, verbosity=0)
    assert not Invoice.objects.exists()
