"""The figures of recruitment, counted by hand."""

from datetime import date, timedelta

import pytest

from brokerage.access import permitted
from recruitment.figures import by_month, how_far, standing
from tests.reading import read, text_of
from tests.recruitment.made import plain

pytestmark = pytest.mark.django_db
NOUNS = ("enquiries", "vettings", "volunteers", "meetings")


@pytest.fixture
def rows(rut):
    """What Rut may see."""
    return lambda action: permitted(rut, action)


def test_the_last_twelve_months_this_one_included(made, rows, today):
    for day, number in (
        (date(2026, 11, 22), 2),
        (date(2026, 11, 1), 1),
        (date(2026, 10, 31), 1),
        (date(2025, 12, 1), 3),
        (date(2025, 11, 30), 1),  # a year ago, and no longer counted
    ):
        for _ in range(number):
            made.enquiry(received_on=day)
    made.enquiry(by="anna", received_on=today)
    found = by_month(rows("enquiries.view"), today)
    assert [label for label, _ in found][:2] == ["dec 25", "jan 26"]
    assert found[-1][0] == "nov 26"
    assert len(found) == 12
    assert {label: count for label, count in found if count} == {"dec 25": 3, "okt 26": 1, "nov 26": 3}


def test_on_the_last_of_a_long_month_no_month_is_lost(rows):
    labels = [label for label, _ in by_month(rows("enquiries.view"), date(2026, 5, 31))]
    assert labels[0] == "jun 25"
    assert labels[-4:] == ["feb 26", "mar 26", "apr 26", "maj 26"]
    assert len(set(labels)) == 12


def test_how_far_they_have_come(made, rows, today):
    """Ten wrote; six came to a meeting; three are or were vetted with success or still are; two were approved."""
    for state, came in (
        ("new", False),
        ("contacted", False),
        ("invited", False),
        ("met", True),
        ("met", True),
        ("vetting", True),
        ("joined", True),
        ("joined", False),  # talked with alone
        ("closed", True),
        ("closed", True),
    ):
        meeting = made.meeting("held", in_days=-9) if came else None
        enquiry = made.enquiry(state, meeting=meeting)
        enquiry.invitations.filter(meeting=meeting).update(outcome="came")
    made.enquiry("joined", received_on=date(2025, 11, 30))
    made.enquiry("joined", by="anna")
    assert how_far(rows("enquiries.view"), today) == [
        ("Hörde av sig", 10),
        ("Kom på informationsträff", 6),
        ("Utreds eller godkända", 3),
        ("Godkända", 2),
        ("Avslutade utan godkännande", 2),
    ]


def test_whoever_came_twice_is_one_person(made, rows, today):
    enquiry = made.enquiry("met", meeting=made.meeting("held", in_days=-9))
    enquiry.invitations.create(meeting=made.meeting("held", in_days=-2), outcome="came")
    assert dict(how_far(rows("enquiries.view"), today))["Kom på informationsträff"] == 1


def test_where_things_stand(made, rows, today):
    made.enquiry("new", next_contact_on=today)
    made.enquiry("contacted", next_contact_on=today - timedelta(days=1))
    made.enquiry("contacted", next_contact_on=today + timedelta(days=1))
    made.enquiry("closed")
    made.vetting("open", volunteer=made.volunteer("available"))
    made.vetting("proposed", volunteer=made.volunteer("paused"))
    made.vetting("refused", volunteer=made.volunteer("case_only"))
    made.volunteer("available", by="anna")
    found = dict(standing(*(rows(f"{noun}.view") for noun in NOUNS), today))
    assert found == {
        "Öppna anmälningar": 3,
        "Väntar på kontakt i dag": 2,
        "Väntar på inbjudan": 3,
        "Lediga platser på träffar inom två veckor": 0,
        "Utan kontakt i 90 dagar": 0,
        "Pågående utredningar": 1,
        "Väntar på beslut": 1,
        "I poolen": 1,
    }


@pytest.mark.parametrize(("days", "counted"), [(89, 0), (90, 0), (91, 1), (200, 1)])
@pytest.mark.parametrize("field", ["last_contact_on", "received_on"])
def test_whoever_has_not_been_talked_to_for_ninety_days_is_drifting(made, rows, today, field, days, counted):
    made.enquiry(
        "contacted",
        **{"received_on": today - timedelta(days=400 if field != "received_on" else days)}
        | {field: today - timedelta(days=days)},
    )
    found = dict(standing(*(rows(f"{noun}.view") for noun in NOUNS), today))
    assert found["Utan kontakt i 90 dagar"] == counted


def test_the_page_shows_the_figures_in_words_numbers_and_a_drawing(made, client_of):
    for _ in range(2):
        made.enquiry()
    made.enquiry(by="olle", name="Eli")
    page = read(client_of("rut").get("/rekrytering/lage/"))
    figures = dict(zip(text_of(page, "dl.figures dt"), text_of(page, "dl.figures dd"), strict=True))
    assert figures["Öppna anmälningar"] == "2"
    assert text_of(page, "svg.chart title") == ["Intresseanmälningar per månad"]
    assert "nov 26: 2 anmälningar" in plain(text_of(page, "svg.chart desc")[0])
    assert text_of(page, "caption") == ["Intresseanmälningar per månad", "Hur långt de har kommit"]
    last = text_of(page, "table tbody tr")[11]
    assert last.startswith("nov 26")
    assert last.endswith("2")


def test_an_empty_year_is_a_page_too(client_of, cast):
    answer = client_of("anna").get("/rekrytering/lage/")
    assert answer.status_code == 200
    assert set(text_of(read(answer), "dl.figures dd")) == {"0"}
