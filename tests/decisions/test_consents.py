"""Consent by age and day (the worked case B): M is the guardian, B the child, KP contact person, KF contact family."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brokerage import clock
from decisions.consents import answer, birthdays_between

BORN = date(2011, 3, 10)
KP, KF = False, True


def ask(on: date, is_family: bool, m: bool, b: bool, *, suitable: bool = False, born: date = BORN) -> object:
    return answer(is_lss=False, is_family=is_family, born=born, on=on, guardians=m, own=b, suitable=suitable)


@pytest.mark.parametrize(
    ("on", "kind", "m", "b", "suitable", "suffices"),
    [
        (date(2023, 6, 30), KP, False, True, False, False),
        (date(2023, 7, 1), KP, False, True, True, True),
        (date(2023, 7, 1), KP, False, True, False, False),
        (date(2023, 7, 1), KF, False, True, True, False),
        (date(2025, 6, 30), KF, False, True, True, False),
        (date(2025, 7, 1), KF, False, True, True, True),
        (date(2026, 3, 9), KF, True, False, False, True),
        (date(2026, 3, 10), KF, True, False, False, False),
    ],
)
def test_the_worked_cases(on: date, kind: bool, m: bool, b: bool, suitable: bool, suffices: bool) -> None:
    assert ask(on, kind, m, b, suitable=suitable).suffices is suffices  # type: ignore[attr-defined]


def test_that_a_family_is_covered_since_2025_is_marked_as_an_interpretation() -> None:
    family = ask(date(2025, 7, 1), KF, False, True, suitable=True)
    person = ask(date(2025, 7, 1), KP, False, True, suitable=True)
    assert family.is_interpretation  # type: ignore[attr-defined]
    assert not person.is_interpretation  # type: ignore[attr-defined]


def test_at_fourteen_a_childs_no_is_a_warning_and_at_fifteen_a_refusal() -> None:
    fourteen, fifteen = ask(date(2026, 3, 9), KF, True, False), ask(date(2026, 3, 10), KF, True, False)
    assert fourteen.is_warning  # type: ignore[attr-defined]
    assert "fyllt 15" in fifteen.sentence  # type: ignore[attr-defined]
    assert birthdays_between(BORN, date(2026, 3, 10), date(2026, 3, 10)) == [(15, date(2026, 3, 10))]


@pytest.mark.parametrize(("born", "suffices"), [(date(2011, 7, 1), True), (date(2011, 7, 2), False)])
def test_the_twelfth_birthday_counts(born: date, suffices: bool) -> None:
    assert ask(date(2023, 7, 1), KP, False, True, suitable=True, born=born).suffices is suffices  # type: ignore[attr-defined]


@pytest.mark.parametrize(("on", "suffices"), [(date(2023, 6, 29), True), (date(2023, 6, 30), False)])
def test_the_fifteenth_birthday_counts(on: date, suffices: bool) -> None:
    assert ask(on, KP, True, False, born=date(2008, 6, 30)).suffices is suffices  # type: ignore[attr-defined]


@given(
    born=st.dates(date(2003, 1, 1), date(2026, 1, 1)),
    on=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    is_lss=st.booleans(),
    is_family=st.booleans(),
    suitable=st.booleans(),
)
def test_nobody_at_all_is_never_enough_and_everybody_always_is(
    born: date,
    on: date,
    is_lss: bool,
    is_family: bool,
    suitable: bool,
) -> None:
    facts = {"is_lss": is_lss, "is_family": is_family, "born": born, "on": on, "suitable": suitable}
    assert not answer(guardians=False, own=False, **facts).suffices  # type: ignore[arg-type]
    assert answer(guardians=True, own=True, **facts).suffices  # type: ignore[arg-type]


@given(born=st.dates(date(2003, 1, 1), date(2026, 1, 1)), on=st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_from_fifteen_nobody_decides_over_the_persons_head(born: date, on: date) -> None:
    if clock.age(born, on) >= 15:
        assert not ask(on, KP, True, False, suitable=True, born=born).suffices  # type: ignore[attr-defined]


# The law as a table, for those below 12, of 12–14 and of 15–17: m the guardians' consent, b the child's own, s that it
# is noted why it suits, kf a contact family.
Cell = Callable[[bool, bool, bool, bool], bool]


def guardians(m: bool, b: bool, s: bool, kf: bool) -> bool:
    return m


def own(m: bool, b: bool, s: bool, kf: bool) -> bool:
    return b


MATRIX: dict[str, tuple[Cell, Cell, Cell]] = {
    "until 2023-06-30": (guardians, guardians, own),
    "until 2025-06-30": (guardians, lambda m, b, s, kf: m or (b and s and not kf), lambda m, b, s, kf: b and (m or s)),
    "from 2025-07-01": (guardians, lambda m, b, s, kf: m or (b and s), lambda m, b, s, kf: b and (m or s)),
    "LSS": (guardians, guardians, own),
}


@given(
    born=st.dates(date(2003, 1, 1), date(2026, 1, 1)),
    on=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    is_lss=st.booleans(),
    kf=st.booleans(),
    m=st.booleans(),
    b=st.booleans(),
    s=st.booleans(),
)
def test_every_answer_is_that_of_the_table(
    born: date, on: date, is_lss: bool, kf: bool, m: bool, b: bool, s: bool
) -> None:
    law = "LSS" if is_lss else "from 2025-07-01"
    if not is_lss and on < date(2025, 7, 1):
        law = "until 2025-06-30" if on >= date(2023, 7, 1) else "until 2023-06-30"
    age = clock.age(born, on)
    cell = MATRIX[law][(age >= 12) + (age >= 15)] if age < 18 else own
    said = answer(is_lss=is_lss, is_family=kf, born=born, on=on, guardians=m, own=b, suitable=s)
    assert said.suffices is cell(m, b, s, kf)
