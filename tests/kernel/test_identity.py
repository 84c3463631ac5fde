"""Identity numbers: what is read, what is refused and in which words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brokerage import clock
from brokerage.identity import RESERVED, InvalidIdentity, check_digit, made_up, parse

TODAY = date(2026, 11, 22)
BIRTHDAYS = st.dates(date(1900, 1, 1), TODAY)
RESERVED_NUMBERS = st.sampled_from(RESERVED)


def refusal(text, **how):
    with pytest.raises(InvalidIdentity) as caught:
        parse(text, **how)
    return str(caught.value)


@given(born=BIRTHDAYS, number=RESERVED_NUMBERS, coordination=st.booleans())
def test_a_made_up_number_is_read_back(born, number, coordination):
    text = made_up(born, number, coordination=coordination)
    identity = parse(text)
    assert identity.text == text == str(identity)
    assert identity.born == born
    assert identity.kind == ("samordningsnummer" if coordination else "personnummer")
    assert identity.is_woman == (number % 2 == 0)
    assert identity.is_reserved


@given(born=BIRTHDAYS, number=RESERVED_NUMBERS, wrong=st.integers(1, 9))
def test_a_wrong_check_digit_is_refused(born, number, wrong):
    text = made_up(born, number)
    changed = text[:-1] + str((int(text[-1]) + wrong) % 10)
    assert refusal(changed) == "Numret stämmer inte: kontrollsiffran är fel."


@given(born=BIRTHDAYS, number=RESERVED_NUMBERS, place=st.integers(0, 8), wrong=st.integers(1, 9))
def test_one_wrong_digit_never_goes_unseen(born, number, place, wrong):
    digits = made_up(born, number).replace("-", "")[2:]
    changed = digits[:place] + str((int(digits[place]) + wrong) % 10) + digits[place + 1 :]
    with pytest.raises(InvalidIdentity):
        parse(f"{born:%Y}"[:2] + changed)


@given(born=st.dates(date(1900, 1, 1), TODAY), number=RESERVED_NUMBERS)
def test_ten_digits_are_read_as_twelve_with_a_plus_from_the_year_of_the_hundredth_birthday(born, number):
    text = made_up(born, number)
    sign = "+" if TODAY.year - born.year >= 100 else "-"
    assert parse(text[2:8] + sign + text[9:]).text == text


@given(born=st.dates(date(1927, 1, 1), TODAY), number=RESERVED_NUMBERS)
def test_spaces_and_dashes_do_not_matter(born, number):
    text = made_up(born, number)
    for typed in (text.replace("-", ""), text[2:].replace("-", ""), f" {text[:8]} {text[9:]} ", text.replace("-", "–")):
        assert parse(typed).text == text


@given(text=st.text(max_size=16))
def test_whatever_is_typed_the_answer_is_an_identity_or_a_sentence(text):
    try:
        said = parse(text, temporary=True).text
    except InvalidIdentity as error:
        said = str(error)
    assert said.startswith(("Skriv numret", "Numret")) or (said.isascii() and len(said) == 13)


def test_known_numbers():
    # The worked example of Skatteverket's brochure on personnummer: 640823-323x has the check digit 4.
    assert check_digit("640823323") == 4
    assert parse("640823-3234").text == "19640823-3234"
    assert parse("20110310-9805").born == date(2011, 3, 10)
    assert parse("20110310-9805").is_woman


def test_a_coordination_number_has_sixty_added_to_its_day():
    identity = parse(made_up(date(1990, 5, 3), 981, coordination=True))
    assert identity.text.startswith("19900563-981")
    assert identity.born == date(1990, 5, 3)
    assert identity.kind == "samordningsnummer"
    assert not identity.is_woman


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Skriv numret som ÅÅÅÅMMDD-NNNN."),
        ("Anna Berg", "Skriv numret som ÅÅÅÅMMDD-NNNN."),
        ("19640823-323", "Skriv numret som ÅÅÅÅMMDD-NNNN."),
        ("19640823-T123", "Skriv numret som ÅÅÅÅMMDD-NNNN."),
        ("10640823-3234", "Skriv numret som ÅÅÅÅMMDD-NNNN."),  # nobody was born in 1064
        ("٦٤٠٨٢٣-٣٢٣٤", "Skriv numret som ÅÅÅÅMMDD-NNNN."),  # figures that int() would take
        ("19640231-3234", "Numret har ett födelsedatum som inte finns."),
        ("19640860-3234", "Numret har ett födelsedatum som inte finns."),
        ("19640892-3234", "Numret har ett födelsedatum som inte finns."),
        ("20261123-9803", "Numret har ett födelsedatum i framtiden."),
        ("19640823-3235", "Numret stämmer inte: kontrollsiffran är fel."),
    ],
)
def test_a_refusal_says_what_is_wrong(text, sentence):
    assert refusal(text) == sentence


def test_today_is_not_the_future_and_tomorrow_is():
    born_today = made_up(TODAY, 980)
    assert parse(born_today).born == TODAY
    with clock.at(TODAY - timedelta(days=1)):
        assert refusal(born_today) == "Numret har ett födelsedatum i framtiden."


@pytest.mark.parametrize(
    ("text", "is_woman"),
    [
        ("20150607-T123", True),  # the third character decides: T1[2]3
        ("20150607-T132", False),
        ("20150607-TF10", False),
        ("20150607-TF01", True),
        ("20150607-tf45", True),
    ],
)
def test_the_temporary_number_of_a_report(text, is_woman):
    identity = parse(text, temporary=True)
    assert identity.kind == "tillfälligt"
    assert identity.text == text.upper()
    assert identity.born == date(2015, 6, 7)
    assert identity.is_woman is is_woman
    assert not identity.is_reserved


@pytest.mark.parametrize("text", ["20150607-T12", "20150607-TF1", "20150607-TG10", "150607-T123", "20150607-1T23"])
def test_other_shapes_are_no_temporary_numbers(text):
    assert refusal(text, temporary=True) == "Skriv numret som ÅÅÅÅMMDD-NNNN."


def test_a_temporary_number_has_a_real_birthday():
    assert refusal("20150631-T123", temporary=True) == "Numret har ett födelsedatum som inte finns."
    assert refusal("20270101-T123", temporary=True) == "Numret har ett födelsedatum i framtiden."


def test_only_reserved_numbers_are_made_up():
    with pytest.raises(ValueError, match="980"):
        made_up(date(1990, 1, 1), 323)
    assert not parse("640823-3234").is_reserved
