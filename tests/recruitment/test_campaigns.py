"""Which effort gives volunteers: its cost, its poster and code, how far those came who answered, who passed it on."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest
import segno

from brokerage.organisation.models import Unit
from recruitment.figures import funnel
from recruitment.intake import recruiter_with, referral_of
from recruitment.models import Approval, Enquiry
from recruitment.posters import QUIET, qr_code
from tests.reading import pick, read
from tests.recruitment.made import at, letters, plain

pytestmark = pytest.mark.django_db
OFFER = {"name": "Karin Åberg", "email": "karin@post.example", "kinds": ["family"], "informed": "on"}


def joined(made, campaign, *, wrote=date(2026, 9, 1), after=30, **given):
    """Somebody who wrote, came after a week, was vetted after two, and approved after so many days."""
    meeting = made.meeting("held", starts_at=at(wrote + timedelta(days=7)))
    enquiry = made.enquiry("joined", campaign=campaign, received_on=wrote, **given)
    enquiry.invitations.create(meeting=meeting, outcome="came")
    vetting = made.vetting("approved", enquiry=enquiry, opened_on=wrote + timedelta(days=14))
    Approval.objects.create(
        vetting=vetting,
        volunteer=vetting.volunteer,
        unit=vetting.unit,
        investigator=vetting.investigator,
        approver=made.who("disa"),
        decided_on=wrote + timedelta(days=after),
        kinds=["family"],
        client_areas=["IoF"],
        age_from=0,
        age_to=12,
        places=1,
        valid_until=date(2028, 1, 1),
    )
    return enquiry


def test_days_are_counted_from_the_day_of_writing():
    first = date(2026, 3, 1)
    days = [first + timedelta(days=n) for n in (7, 14, 40, 60)]
    found = funnel([(first, *days), (first, at(date(2026, 3, 11)), None, None, None), (first, None, None, None, None)])
    assert [(step.count, plain(step.share), step.days) for step in found.steps] == [
        (3, "100 %", None),
        (2, "67 %", 8),
        (1, "33 %", 14),
        (1, "33 %", 40),
        (1, "33 %", 60),
    ]
    assert [step.count for step in funnel([]).steps] == [0, 0, 0, 0, 0]


def test_the_page_of_a_campaign_says_what_it_has_given_and_cost(made, window):
    campaign = made.campaign(cost=Decimal("24000"), goal=10)
    joined(made, campaign, after=30)
    joined(made, campaign, after=50)
    made.enquiry("contacted", campaign=campaign)
    merged = made.enquiry("closed", campaign=campaign, reason="duplicate")
    Enquiry.objects.filter(pk=merged.pk).update(merged_into=Enquiry.objects.filter(state="joined")[0])
    desk = window("rut").open(campaign.get_absolute_url())
    desk.reads("Anmälningar 3", "Godkända 2 av 10", "Per godkänd 12 000,00 kr", "Godkändes 2 67 % 40")
    desk.open("/rekrytering/kampanjer/").reads("Höstkampanjen", "24 000", "12 000")


def test_channels_are_compared_and_nobody_elses_are_seen(made, client_of, rut):
    joined(made, made.campaign(cost=Decimal("9000")))
    made.enquiry("new", recruited_by=made.volunteer())
    made.enquiry("new", source="phone")
    made.enquiry("new", by="anna", source="mail")
    made.campaign(code="dyr", channel="press", cost=Decimal("5000"), starts=date(2026, 6, 1))
    page = read(client_of("rut").get("/rekrytering/kampanjer/utfall/"))
    rows = [plain(" ".join(" ".join(row.itertext()).split())) for row in pick(page, "tbody tr")]
    assert rows == [
        "Affisch eller anslagstavla 1 1 1 1 0 30 9 000,00 kr 9 000,00 kr",
        "Annons eller lokalpress 0 0 0 0 0 5 000,00 kr",
        "Tips från en uppdragstagare 1 0 0 0 0",
        "Utan kampanj: telefon 1 0 0 0 0",
    ]


def test_what_it_costs_is_typed_as_a_swede_types_it(made, window):
    desk = window("rut").open("/rekrytering/kampanjer/ny/")
    given = {"name": "Våren", "channel": "press", "code": "var-27", "starts": "2026-12-01"}
    desk.fill(**given, cost="mycket", status=422)
    desk.fill(**given, cost="12 500,50", goal="8").reads("12 500,50 kr", "8 godkända")


# The code


def test_a_phone_reads_the_code():
    """The drawing is the code: each dark module once, and a quiet zone around it."""
    address = "https://formedlingen.example/anmal/?k=host-26"
    drawn, dark = qr_code(address), set()
    for run in drawn.path.removesuffix("z").split("z"):
        place, length = run.removeprefix("M").split("h")[:2]
        x, y = (int(each) for each in place.split())
        dark |= {(x + n, y) for n in range(int(length.partition("v")[0]))}
    rows = segno.make_qr(address, error="m").matrix
    assert dark == {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, cell in enumerate(row) if cell}
    assert drawn.size == len(rows) + 2 * QUIET


def test_the_poster_is_one_page_with_bleed_for_the_printer(made, client_of):
    campaign = made.campaign()
    answer = client_of("rut").get(f"{campaign.get_absolute_url()}affisch/")
    assert answer["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as pdf:
        (page,) = pdf.pages
        trim, bleed = [[float(n) for n in page[name]] for name in ("/TrimBox", "/BleedBox")]
    assert [round((trim[n + 2] - trim[n]) / 72 * 25.4) for n in (0, 1)] == [210, 297]
    assert round((trim[0] - bleed[0]) / 72 * 25.4) == 3


# Passed on by a volunteer


def test_a_volunteer_passes_the_link_on_and_is_credited(made, window, client):
    family = made.volunteer()
    desk = window("rut").open(family.get_absolute_url()).follow("Tipslänk")
    desk.reads(referral_of(family), "Ingen har anmält sig genom länken än.").fill()
    (letter,) = letters()
    assert (letter.purpose, letter.address) == ("recommend", "karin@post.example")
    assert referral_of(family) in letter.body
    path = referral_of(family).partition("/anmal/")[2]
    client.post(f"/anmal/{path}", OFFER | {"name": "Maj Grann", "email": "maj@post.example"})
    enquiry = Enquiry.objects.get()
    assert enquiry.recruited_by == family
    assert "Åberg" not in letters()[-1].body  # whom the friend's letter does not name
    desk.open(enquiry.get_absolute_url()).reads("Tipsad av Familjen Åberg")


@pytest.mark.parametrize("code", ["", "1", "1:abc", "x:y:z", "9" * 40])
def test_a_wrong_link_loses_nobody(made, client, code):
    made.volunteer()
    client.post(f"/anmal/?v={code}", OFFER)
    assert Enquiry.objects.get().recruited_by is None


def test_a_link_counts_in_its_own_pool_and_while_the_volunteer_is_there(made):
    rut, gone = made.volunteer(), made.volunteer("left")
    codes = [referral_of(each).partition("?v=")[2] for each in (rut, gone)]
    team, bromma = Unit.objects.get(name="Resursteamen"), made.cast.bromma
    assert [recruiter_with(code, team) for code in codes] == [rut, None]
    assert recruiter_with(codes[0], bromma) is None


def test_nobody_with_protected_identity_is_written_to(made, window):
    family = made.volunteer(protection="marked")
    desk = window("rut").open(f"{family.get_absolute_url()}tipsa/")
    desk.fill(status=422).reads("får inga brev")
    assert letters() == []


def test_the_outcome_by_channel_goes_to_a_spreadsheet(made, client_of):
    made.enquiry("met", campaign=made.campaign(cost=4000))
    page = "/rekrytering/kampanjer/utfall/"
    text = client_of("rut").get(f"{page}?format=csv").content.decode("utf-8-sig")
    head, *lines = text.splitlines()
    assert head.startswith("Kanal;Anmälningar;Kom på träff")
    assert any(";1;" in line and "4000" in line for line in lines)
    assert client_of("rut").get(f"{page}?format=xlsx").content[:2] == b"PK"
