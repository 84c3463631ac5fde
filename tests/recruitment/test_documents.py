"""Papers of a volunteer: kept within limits, handed out to whoever may see the volunteer, and never an extract."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.test import Client

from brokerage.audit.models import Event
from brokerage.workflow import Refusal
from recruitment.documents import MOST_BYTES, NEVER, refusal
from recruitment.models import VolunteerDocument
from recruitment.workflow import documents, volunteers
from tests.recruitment.made import last_event

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n..."


@pytest.mark.parametrize(
    ("filename", "content", "said"),
    [
        ("intyg.pdf", PDF, ""),
        ("Intyg.PDF", PDF, ""),
        ("hemmet.jpg", b"\xff\xd8\xff\xe0", ""),
        ("brev.docx", b"PK\x03\x04", ""),
        ("Medgivande till socialregister.pdf", PDF + b"/Title (Medgivande till socialregister)", ""),
        ("intyg.pdf", b"", "tom"),
        ("intyg.pdf", b"<html><script>", "inte av det slag"),
        ("intyg.html", b"<html>", "ska vara PDF"),
        ("intyg", PDF, "ska vara PDF"),
        ("intyg.svg", b"<svg>", "ska vara PDF"),
        ("intyg.pdf", PDF + b"x" * MOST_BYTES, "större än 5 MB"),
        ("Utdrag ur belastningsregistret.pdf", PDF, "sparas aldrig"),
        ("BELASTNINGS-REGISTER Åberg.pdf", PDF, "sparas aldrig"),
        ("registerutdrag_2026.jpg", b"\xff\xd8\xff", "sparas aldrig"),
        ("scan0001.pdf", PDF + b"/Title (Utdrag ur belastningsregistret)", "sparas aldrig"),
        ("scan0002.pdf", PDF + "Misstankeregistret".encode("utf-16-be"), "sparas aldrig"),
    ],
)
def test_what_may_be_kept(filename, content, said):
    found = refusal(filename, content)
    assert said in found
    assert bool(said) is bool(found)


def test_a_paper_is_put_in_handed_out_and_taken_away(made, window, client_of):
    family = made.volunteer()
    desk = window("rut").open(family.get_absolute_url()).follow("Dokument").reads("Inga dokument", NEVER)
    rut, where = client_of("rut"), f"{family.get_absolute_url()}dokument/"
    sent = {"kind": "cert", "title": "Kurs i teckenspråk", "sent": SimpleUploadedFile("Intyg å.pdf", PDF)}
    assert rut.post(f"{where}nytt/", sent).status_code == 302
    assert set(last_event("volunteer.add_document").facts) >= {"document", "kind", "size"}
    paper = VolunteerDocument.objects.get()
    desk.open(where).reads("Kurs i teckenspråk", "Intyg eller betyg, 1 kB")

    for who, status in {"rut": 200, "disa": 200, "anna": 404, "mia": 404, "ria": 403, "hedda": 403}.items():
        answer = client_of(who).get(f"{where}{paper.pk}/")
        assert answer.status_code == status, who
        if status == 200:
            assert answer.content == PDF
            assert answer["Content-Disposition"] == "attachment; filename*=UTF-8''Intyg%20%C3%A5.pdf"
            assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert Client().get(f"{where}{paper.pk}/").status_code == 302
    assert Event.objects.filter(verb="recruitment.volunteer.read", object_id=family.pk).count() >= 2
    assert "Ta bort" not in client_of("disa").get(where).content.decode()

    desk.follow("Ta bort").fill().reads("borttaget 22 nov 2026 av Rut")
    paper.refresh_from_db()
    assert (bytes(paper.content), paper.size) == (b"", 0)
    assert rut.get(f"{where}{paper.pk}/").status_code == 404


def test_an_extract_is_refused_beside_its_field_by_the_form_and_by_the_verb(made, rut, client_of):
    family = made.volunteer()
    for title, name in (("Registerutdrag", "scan.pdf"), ("Papper", "utdrag.pdf")):
        given = {"kind": "other", "title": title, "sent": SimpleUploadedFile(name, PDF)}
        page = client_of("rut").post(f"{family.get_absolute_url()}dokument/nytt/", given)
        assert (page.status_code, page.context["form"].errors["sent"]) == (422, [NEVER])
        with pytest.raises(ValidationError, match="sparas aldrig"):
            documents.add_document(family, by=rut, version=0, kind="other", title=title, filename=name, content=PDF)
    assert not VolunteerDocument.objects.exists()


def test_whom_another_unit_has_on_loan_keeps_their_papers_at_home(made, client_of):
    """Rut sees the family that Anna lends to the city, and none of its papers."""
    family = made.volunteer(by="anna")
    made.transfer("accepted", volunteer=family)
    rut = client_of("rut")
    assert rut.get(family.get_absolute_url()).status_code == 200
    assert rut.get(f"{family.get_absolute_url()}dokument/").status_code == 404


def test_no_picture_shows_the_home_of_somebody_protected(made, rut):
    family, picture = made.volunteer(), {"title": "Köket", "filename": "k.png", "content": b"\x89PNG\r\n\x1a\n"}
    documents.add_document(family, by=rut, version=0, kind="home", **picture)
    family.refresh_from_db()
    volunteers.edit(family, by=rut, version=family.version, protection="marked")
    assert bytes(VolunteerDocument.objects.get().content) == b""
    family.refresh_from_db()
    with pytest.raises(Refusal, match="sparas inte"):
        documents.add_document(family, by=rut, version=family.version, kind="home", **picture)


def test_whoever_has_left_gets_no_new_ones_and_old_ones_can_go(made, rut):
    family = made.volunteer()
    documents.add_document(family, by=rut, version=0, kind="cert", title="Intyg", filename="i.pdf", content=PDF)
    volunteers.leave(family, by=rut)
    family.refresh_from_db()
    paper = VolunteerDocument.objects.get()
    documents.remove_document(family, by=rut, version=family.version, document=paper)
    with pytest.raises(IntegrityError):
        VolunteerDocument.objects.update(size=7)
