"""Enquiries from a list that somebody has kept: each with an owner and a next contact, and none of them twice."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from brokerage import clock, names
from brokerage.audit.models import Event
from brokerage.imports.columns import ENQUIRIES
from brokerage.imports.known import Known, there
from brokerage.imports.models import ImportBatch
from brokerage.imports.reading import read
from brokerage.letters.models import Letter
from recruitment.models import Campaign, Enquiry
from tests.imports.sheets import sheet_csv

pytestmark = pytest.mark.django_db
KARIN = {
    "unit": "Resursteamen",
    "name": "Karin Åberg",
    "email": "Karin@post.example",
    "phone": "070-174 06 05",
    "kinds": "Kontaktfamilj, Kontaktperson",
    "lives_in": "Bromma",
    "source": "Telefon",
    "campaign": "HOST-26",
    "received_on": "2026-09-14",
    "last_contact_on": "2026-09-20",
    "owner": "rut@formedlingen.example",
    "message": "Vi har ett extra rum.",
}


@pytest.fixture
def campaign(cast):
    return Campaign.objects.create(
        unit=cast.team, name="Hösten", channel="poster", code="host-26", starts=date(2026, 9, 1)
    )


def faults(*rows, **how):
    found = read([sheet_csv(ENQUIRIES, *rows)], Known.now(), there(), **how).faults
    return [f"{each.where}: {each.sentence}" for each in found]


def send(browser, *rows):
    name, content = sheet_csv(ENQUIRIES, *rows)
    return browser.post("/import/ny/", {"sent": [SimpleUploadedFile(name, content)]})


def test_mia_moves_bromma_s_list_into_the_system(cast, client_of):
    mia = client_of("mia")
    of_bromma = KARIN | {"unit": "Bromma", "area": "IoF", "campaign": "", "owner": "anna@formedlingen.example"}
    new = of_bromma | {"name": "Bo Ek", "email": "bo@post.example", "phone": "", "last_contact_on": ""}
    assert send(mia, of_bromma, new).status_code == 302
    batch = ImportBatch.objects.get()
    shown = mia.get(batch.get_absolute_url()).content.decode()
    assert "Anmälningar som är rätt" in shown
    assert "Bo Ek" in shown
    assert not Enquiry.objects.exists()
    mia.post(f"{batch.get_absolute_url()}las-in/", {"which": "all"})
    karin, bo = Enquiry.objects.order_by("-name")
    assert (karin.state, karin.owner, karin.unit, karin.area) == ("contacted", cast.anna, cast.bromma, "IoF")
    assert (karin.received_on, karin.last_contact_on) == (date(2026, 9, 14), date(2026, 9, 20))
    assert (karin.name_key, karin.email_key) == (names.key("Karin Åberg"), "karin@post.example")
    assert karin.phone_key == "0701740605"
    assert (bo.state, bo.next_contact_on > clock.today()) == ("new", True)
    assert Event.objects.filter(verb="recruitment.enquiry.register", facts__import=batch.pk).count() == 2
    assert not Letter.objects.exists()  # they wrote long ago

    send(mia, of_bromma)
    again = ImportBatch.objects.latest("pk")
    assert "Anmälan finns redan" in mia.get(again.get_absolute_url()).content.decode()


def test_a_row_says_where_it_came_from(cast, campaign):
    reading = read([sheet_csv(ENQUIRIES, KARIN)], Known.now(), there())
    assert reading.faults == []
    (row,) = reading.city.enquiries
    assert (row.kinds, row.source, row.campaign, row.stands) == (("family", "person"), "phone", "HOST-26", "contacted")


def test_each_fault_has_its_row_and_column(cast, campaign):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    rows = (
        KARIN,
        KARIN,
        KARIN | {"name": "A", "email": "", "phone": ""},
        KARIN | {"name": "B", "campaign": "VAR-26"},
        KARIN | {"name": "C", "received_on": tomorrow},
        KARIN | {"name": "D", "is_protected": "ja"},
        KARIN | {"name": "E", "owner": "disa@formedlingen.example"},
        KARIN | {"name": "F", "state": "Ny"},
        KARIN | {"name": "G", "state": "Kontaktad", "last_contact_on": ""},
        KARIN | {"name": "H", "next_contact_on": "2026-01-01"},
        KARIN | {"name": "I", "kinds": "Astronaut"},
    )
    said = "\n".join(faults(*rows))
    for line in (
        "rad 3, Namn: Står redan på rad 2.",
        "rad 4, E-post: Ange e-post eller telefon.",
        "rad 5, Kampanjkod: Resursteamen har ingen kampanj med koden VAR-26.",
        "rad 6, Kom in: Anmälan kan inte ligga i framtiden.",
        "rad 7, Bor i stadsdel: För den som har skyddade personuppgifter skrivs ingen stadsdel in.",
        "rad 8, Ansvarig: disa@formedlingen.example är inte kontaktsekreterare eller rekryterare i Resursteamen.",
        "rad 9, Läge: Ni har varit i kontakt: läget är inte Ny.",
        "rad 10, Senast i kontakt: Ange när ni senast var i kontakt.",
        "rad 11, Nästa kontakt: Nästa kontakt ligger i dag eller framåt.",
        "rad 12, Vill bli:",
    ):
        assert f"Intresseanmälningar, {line}" in said


def test_a_manager_puts_no_enquiries_into_another_pool(cast, campaign):
    (said,) = faults(KARIN, seats=frozenset({("Bromma", "IoF")}))
    assert said.endswith("Du kan bara läsa in till din egen enhet.")
