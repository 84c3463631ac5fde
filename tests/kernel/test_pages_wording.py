"""Dates, moments, figures and charts as a Swede reads them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from brokerage.pages import chart, wording
from brokerage.pages.templatetags.pages import shown

NBSP = "\N{NO-BREAK SPACE}"
FIGURES = st.lists(st.tuples(st.text(min_size=1, max_size=5), st.integers(-(10**6), 10**6)), max_size=20)


def plain(text):
    return str(text).replace(NBSP, " ")


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 11, 22), "22 nov 2026"),
        (date(2026, 3, 1), "1 mars 2026"),
        (date(2026, 7, 5), "5 juli 2026"),
        (date(2026, 9, 30), "30 sep 2026"),
        (None, ""),
    ],
)
def test_a_day(day, text):
    assert plain(wording.day(day)) == text


def test_a_day_in_full():
    assert plain(wording.day_long(date(2026, 11, 22))) == "söndag 22 november 2026"


def test_a_moment_is_of_stockholm():
    assert plain(wording.moment(datetime(2026, 6, 30, 22, 5, tzinfo=UTC))) == "1 juli 2026 kl. 00.05"
    assert plain(wording.day(datetime(2026, 6, 30, 22, 5, tzinfo=UTC))) == "1 juli 2026"
    assert wording.moment(None) == ""


@pytest.mark.parametrize(
    ("deadline", "text", "tone"),
    [
        (date(2026, 11, 13), "9 dagar försenat", "bad"),
        (date(2026, 11, 21), "1 dag försenat", "bad"),
        (date(2026, 11, 22), "I dag", "warn"),
        (date(2026, 11, 23), "1 dag kvar", "warn"),
        (date(2026, 11, 25), "3 dagar kvar", "warn"),
        (date(2026, 11, 26), "4 dagar kvar", "calm"),
        (date(2026, 12, 6), "14 dagar kvar", "calm"),
        (date(2026, 12, 7), "7 dec 2026", "calm"),
    ],
)
def test_a_deadline_in_words_and_colour(today, deadline, text, tone):
    badge = wording.due(deadline, today)
    assert (plain(badge["text"]), badge["tone"]) == (text, tone)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "ja"),
        (False, "nej"),
        (None, ""),
        (1234567, "1 234 567"),
        (Decimal("1504.50"), "1 504,50"),
        (date(2026, 3, 1), "1 mars 2026"),
        ("<b>", "<b>"),
    ],
)
def test_any_value(value, text):
    assert plain(shown(value)) == text


# Charts


def heights(drawing):
    return [float(bar.height) for bar in drawing.bars]


@given(series=FIGURES)
def test_bars_stay_in_their_frame_and_keep_their_proportions(series):
    drawing = chart.bars(series)
    assert len(drawing.bars) == len(series)
    for bar in drawing.bars:
        assert float(bar.y) >= chart.TOP - 0.1
        assert float(bar.y) + float(bar.height) <= chart.HEIGHT - chart.FOOT + 0.1
        assert chart.TOP - 18.1 <= float(bar.value_y) <= chart.HEIGHT - chart.FOOT + 0.1
        assert float(bar.x) + float(bar.width) <= chart.WIDTH + 0.1
    by_value = [height for _, height in sorted(zip((abs(value) for _, value in series), heights(drawing), strict=True))]
    assert by_value == sorted(by_value)


@given(highest=st.floats(0, 10**7))
def test_an_axis_is_round_and_holds_the_highest(highest):
    step = chart.step(highest)
    assert step * 4 >= highest
    assert step >= 1
    assert highest <= 4 or step * 4 <= highest * 2.5


def test_nothing_is_drawn_as_nothing():
    assert chart.bars([]).bars == ()
    assert heights(chart.bars([("a", 0)])) == [0]


def test_what_is_below_zero_hangs_from_the_zero_line():
    """A month in which more was credited than billed; all the others stand on the same line."""
    drawing = chart.bars([("sep", 27), ("okt", -9)])
    up, down = drawing.bars
    assert float(up.y) + float(up.height) == pytest.approx(float(drawing.base), abs=0.1)
    assert float(down.y) == pytest.approx(float(drawing.base), abs=0.1)
    assert float(up.height) == pytest.approx(3 * float(down.height), abs=0.3)
    assert down.text == "−9"
    assert float(down.value_y) > float(down.y) + float(down.height)
    assert [tick.text for tick in drawing.ticks] == ["−10", "0", "10", "20", "30"]
    assert [tick.text for tick in chart.bars([("a", -3), ("b", 0)]).ticks] == ["−3", "−2", "−1", "0"]


def test_a_chart_has_a_title_a_description_and_no_markup_of_others():
    template = Template("{% load pages %}{% bar_chart series title=title unit='dagar' %}")
    svg = template.render(Context({"series": [("<b>", 1504.5), ("maj", 2)], "title": "Dagar & nätter"}))
    assert "<title" in svg
    assert "Dagar &amp; nätter</title>" in svg
    assert "&lt;b&gt;" in svg
    assert "<b>" not in svg
    assert f"1{NBSP}504,5 dagar; maj: 2 dagar</desc>" in svg
    assert "style=" not in svg
