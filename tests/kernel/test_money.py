"""Kronor and öre."""

from decimal import ROUND_FLOOR, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brokerage import money

AMOUNTS = st.decimals(Decimal(-10_000_000), Decimal(10_000_000), places=5)
NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("amount", "ore"),
    [("0.005", "0.01"), ("0.015", "0.02"), ("2.345", "2.35"), ("2.34499", "2.34"), ("-0.005", "-0.01"), ("7", "7.00")],
)
def test_half_an_ore_is_rounded_up(amount, ore):
    assert str(money.rounded(Decimal(amount))) == ore


@given(amount=AMOUNTS)
def test_rounding_moves_by_half_an_ore_at_most_and_halves_go_away_from_zero(amount):
    found = money.rounded(amount)
    assert found == found.quantize(money.ORE)
    assert abs(found - amount) <= Decimal("0.005")
    below = abs(amount).quantize(money.ORE, ROUND_FLOOR)
    if abs(amount) - below == Decimal("0.005"):
        assert abs(found) == below + money.ORE


@given(amount=AMOUNTS)
def test_rounding_twice_is_rounding_once(amount):
    assert money.rounded(money.rounded(amount)) == money.rounded(amount)


@pytest.mark.parametrize(("figure", "plain"), [("2.50", "2,5"), ("3.00", "3"), ("100.00", "100"), ("0.25", "0,25")])
def test_a_figure_without_the_noughts_that_say_nothing(figure, plain):
    assert money.plain(Decimal(figure)) == plain


def test_whole_kronor():
    assert money.rounded(Decimal("1503.50"), money.KRONA) == Decimal(1504)
    assert money.rounded(Decimal("1503.49"), money.KRONA) == Decimal(1503)


def test_a_float_is_no_money():
    with pytest.raises(TypeError, match="never float"):
        money.rounded(0.1)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="never float"):
        money.kr(1504.0)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("1504", "1 504,00 kr"),
        ("0", "0,00 kr"),
        ("-376.5", "−376,50 kr"),
        ("1234567.895", "1 234 567,90 kr"),
        ("-0.001", "0,00 kr"),
    ],
)
def test_kronor_are_written_as_a_swede_writes_them(amount, text):
    assert money.kr(Decimal(amount)) == text.replace(" ", NBSP)


@given(amount=AMOUNTS)
def test_what_is_written_can_be_read_back(amount):
    text = money.kr(amount)
    plain = text.removesuffix(f"{NBSP}kr").replace(NBSP, "").replace(",", ".").replace("−", "-")
    assert Decimal(plain) == money.rounded(amount)
    assert " " not in text
