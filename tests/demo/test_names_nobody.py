"""A whole demo year, every output of invoicing: no name, number or place of a client, guardian or volunteer."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock, identity
from brokerage.charges.models import Charge
from brokerage.demo.city import build_city
from brokerage.demo.sizes import SMALL
from brokerage.invoicing.formats.paper import credit_paper, invoice_paper
from brokerage.invoicing.formats.peppol import credit_xml, invoice_xml
from brokerage.invoicing.models import CreditNote, Invoice
from brokerage.letters.models import Letter
from brokerage.organisation.models import User
from decisions.models import ClientIdentity, ClientPlace, Guardian
from recruitment.models import HouseholdMember, Volunteer
from tests.access.answers import text_of
from tests.reading import words_on_paper

pytestmark = pytest.mark.django_db
LISTS = ("/fakturor/", "/fakturor/rader/", "/debiteringar/", "/invandningar/", "/fakturor/skickat/")
LISTS += ("/ekonomi/", "/ekonomi/ersattning/")
# Organisation, VAT and reference numbers, and days: long digits that are no person's.
OURS = re.compile(r"ink\d{10}|se\d{12}|212000-?0142|\b20\d{6}\b|\d{4}-\d\d-\d\d")


@pytest.fixture
def city(db: None) -> None:
    build_city(size=SMALL)


def outputs() -> Iterator[tuple[str, str]]:
    """What each way out says, in small letters: papers, e-invoices, ledger files, lists and their files, reminders."""
    eva = Browser()
    eva.force_login(User.objects.get(email="eva@demo.example"))
    notes = CreditNote.objects.for_page()
    for row in Invoice.objects.for_paper():
        yield f"paper {row}", words_on_paper(invoice_paper(row)).lower()
        yield f"page {row}", text_of(eva.get(row.get_absolute_url()))
        outside = Invoice.objects.for_paper().get(pk=row.pk)
        outside.form = "peppol"  # as it would be to a buyer outside the city, with the paper that holds the e-invoice
        yield f"xml {row}", invoice_xml(outside).decode().lower()
        with pikepdf.open(io.BytesIO(invoice_paper(outside))) as paper:
            yield f"attached {row}", paper.attachments[f"{row}.xml"].get_file().read_bytes().decode().lower()
    for note in notes:
        yield f"paper {note}", words_on_paper(credit_paper(note)).lower()
        note.invoice.form = "peppol"
        yield f"xml {note}", credit_xml(note).decode().lower()
    for back in range(13):
        month = clock.months_after(clock.today().replace(day=1), -back)
        answer = eva.get(reverse("invoicing:invoice_postings"), {"month": month.isoformat()})
        yield f"sie {month}", answer.content.decode("cp437" if "octet" in answer["Content-Type"] else "utf-8").lower()
    for path in LISTS:
        for way in ("", "?format=csv", "?format=xlsx"):
            answer = eva.get(path + way)
            yield path + way, text_of(answer)
    for charge in Charge.objects.all():
        yield f"charge {charge.pk}", f"{charge.text} {charge.reason}".lower()
    for letter in Letter.objects.filter(purpose="reminder"):
        yield "reminder", letter.body.lower()


def test_a_whole_year_names_nobody(city: None) -> None:
    assert Invoice.objects.count() > 1
    assert CreditNote.objects.exists()
    people = {*names_of(ClientIdentity), *names_of(Guardian), *names_of(Volunteer), *names_of(HouseholdMember)}
    numbers = {*ClientIdentity.objects.values_list("number", flat=True)}
    numbers |= {*HouseholdMember.objects.values_list("identity_number", flat=True)}
    places = set(ClientPlace.objects.values_list("street", flat=True))
    assert len(people) > 100
    wanted = {each.lower() for each in (*people, *numbers, *places) if each}
    seen, found = 0, []
    for where, said in outputs():
        seen += 1
        found += [(where, each) for each in wanted if each in said]
        is_page = where.startswith(("page", "/")) and "format" not in where  # its frame is full of digits that are ours
        if not is_page and identity.mentions(OURS.sub(" ", said)):
            found.append((where, "an identity number"))
    assert found == []
    assert seen > 40


def names_of(model: type) -> set[str]:
    """Full names only: many a first name is a word too."""
    return {name for name in model.objects.values_list("name", flat=True) if " " in name}  # type: ignore[attr-defined]
