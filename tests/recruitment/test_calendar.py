"""The calendar: whether somebody is free through a whole period, by the profile and by dated entries."""

from datetime import date

import pytest

from brokerage.workflow import Refusal
from recruitment.calendar import Span, days_of, free_through, period, said_of
from recruitment.models import CalendarEntry
from recruitment.profile import Answer
from recruitment.workflow import calendars
from tests.reading import read, text_of
from tests.recruitment.made import last_event, plain

YEAR = (date(2026, 11, 22), date(2027, 11, 22))
SUMMER = Span(False, (), date(2027, 7, 1), date(2027, 7, 14))


def span(*times: str, free: bool = True, starts: date = YEAR[0], ends: date | None = None) -> Span:
    return Span(free, times, starts, ends)


def test_even_and_odd_weekends_are_those_of_the_calendar() -> None:
    saturdays = list(days_of("weekend-even", date(2026, 11, 22), date(2026, 12, 31)))
    assert saturdays == [date(2026, 11, 28), date(2026, 12, 12), date(2026, 12, 26)]  # weeks 48, 50 and 52
    # Week 53 follows 52, and then comes week 1: two odd weekends in a row.
    odd = list(days_of("weekend-odd", date(2026, 12, 27), date(2027, 1, 20)))
    assert odd == [date(2027, 1, 2), date(2027, 1, 9)]


@pytest.mark.parametrize(
    ("time", "said", "spans", "answer", "remark"),
    [
        ("weekend-even", Answer.UNKNOWN, [], Answer.UNKNOWN, ""),
        ("weekend-even", Answer.YES, [], Answer.YES, ""),
        ("weekend-even", Answer.NO, [], Answer.NO, ""),
        ("weekend-even", Answer.UNKNOWN, [span("weekend-even")], Answer.YES, ""),
        ("weekend-even", Answer.UNKNOWN, [span("weekend-any")], Answer.YES, ""),
        ("weekend-even", Answer.UNKNOWN, [span("weekend-odd")], Answer.UNKNOWN, ""),
        ("weekend-monthly", Answer.UNKNOWN, [span("weekend-odd")], Answer.YES, ""),
        ("weekend-even", Answer.YES, [SUMMER], Answer.YES, "borta 1 juli 2027–14 juli 2027"),
        (
            "weekend-even",
            Answer.YES,
            [span("weekend-even", free=False, starts=date(2027, 3, 1))],
            Answer.NO,
            "borta från 1 mars 2027",
        ),
        (
            "weekend-even",
            Answer.UNKNOWN,
            [span("weekend-even", ends=date(2027, 6, 30))],
            Answer.NO,
            "bara till 30 juni 2027",
        ),
        ("weekday-evening", Answer.YES, [span("weekend-even", free=False)], Answer.YES, ""),
    ],
)
def test_it_has_to_hold_through_the_whole_period(
    time: str, said: Answer, spans: list[Span], answer: Answer, remark: str
) -> None:
    freedom = free_through(time, said, spans, *YEAR)
    assert (freedom.answer, plain(freedom.remark)) == (answer, remark)


def test_the_period_ends_with_the_decision_and_within_a_year() -> None:
    day = date(2026, 11, 22)
    assert period(day, date(2027, 3, 1)) == (day, date(2027, 3, 1))
    assert period(day, None) == period(day, date(2031, 1, 1)) == (day, date(2027, 11, 22))
    assert period(day, date(2026, 1, 1)) == (day, day)


def test_what_the_profile_says_in_another_word_counts() -> None:
    assert said_of("weekend-odd", ["weekend-any"], []) == Answer.YES
    assert said_of("weekend-even", [], ["weekend-even"]) == Answer.NO
    assert said_of("weekend-even", ["weekend-odd"], []) == Answer.UNKNOWN


@pytest.mark.django_db
class TestRutWritesInIt:
    def test_and_the_page_says_what_follows(self, made, client_of):
        volunteer = made.volunteer(traits=["weekend-even"])
        url = f"{volunteer.get_absolute_url()}kalender/"
        facts = {"version": "0", "says": "away", "times": [], "starts": "2027-02-01", "ends": "2027-05-31"}
        page = read(client_of("rut").post(url, facts, follow=True))
        (line,) = [text for text in text_of(page, ".queue li") if text.startswith("Varannan helg, jämna veckor")]
        assert line.endswith("Nej")
        assert "borta 1 feb 2027–31 maj 2027" in plain(line)
        assert last_event("volunteer.note_time").facts == {"fields": [], "says": "away"}

    def test_nobody_is_free_at_no_time(self, made, rut, client_of):
        volunteer = made.volunteer()
        with pytest.raises(Refusal, match="Välj vilka tider"):
            calendars.note_time(volunteer, by=rut, says="free", times=[], starts=date(2027, 1, 1))
        facts = {"version": "0", "says": "free", "starts": "2027-02-01", "ends": "2027-01-31", "note": "Skift"}
        page = client_of("rut").post(f"{volunteer.get_absolute_url()}kalender/", facts)
        assert page.status_code == 422
        assert "Välj vilka tider som passar." in page.content.decode()
        assert "Tiden kan inte sluta före sin första dag." in page.content.decode()
        assert 'value="Skift"' in page.content.decode()
        assert not CalendarEntry.objects.exists()

    def test_and_takes_it_out_again(self, made, rut, client_of):
        volunteer, other = made.volunteer(), made.volunteer()
        calendars.note_time(volunteer, by=rut, says="free", times=["holidays"], starts=date(2027, 1, 1))
        entry = volunteer.calendar.get()
        page = f"{volunteer.get_absolute_url()}kalender/{entry.pk}/ta-bort/"
        assert client_of("rut").get(page.replace(f"/{volunteer.pk}/", f"/{other.pk}/", 1)).status_code == 404
        assert client_of("rut").get(page).status_code == 200
        volunteer.refresh_from_db()
        assert client_of("rut").post(page, {"version": volunteer.version}).status_code == 302
        assert not volunteer.calendar.exists()
        with pytest.raises(Refusal, match="redan borttagen"):
            calendars.drop_time(volunteer, by=rut, entry=entry)
