"""The steps from decision to assignment: which there are by law, whose they are, and that they are read, not ticked."""

from dataclasses import replace
from datetime import date

import pytest

from decisions.path import Facts, path

DAY = date(2026, 11, 22)
NEW = Facts("SoL", DAY, assessed_on=DAY)
DONE = replace(
    NEW,
    has_need=True,
    searched_on=DAY,
    presented=2,
    met_on=DAY,
    is_chosen=True,
    appointed_on=DAY,
    told_on=DAY,
    agreed_on=DAY,
    introduced=(4, 4),
    plan_on=DAY,
    executed_on=DAY,
    measured=True,
    follow_up_on=DAY,
    follow_up_owner="Hedda Lind",
)


def following(facts: Facts) -> str:
    return next((each.code for each in path(facts) if each.is_next), "")


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(NEW, assessed_on=None), "assessed"),
        (replace(NEW, consent="Samtycke saknas."), "consent"),
        (NEW, "need"),
        (replace(NEW, has_need=True), "search"),
        (replace(NEW, has_need=True, ordered_on=DAY), "presented"),
        (replace(NEW, has_need=True, searched_on=DAY, presented=1), "met"),
        (replace(DONE, appointed_on=None, executed_on=None), "appointed"),
        (replace(DONE, agreed_on=None), "agreed"),
        (replace(DONE, introduced=(3, 4)), "introduced"),
        (replace(DONE, introduced=(0, 0)), "introduced"),
        (replace(DONE, follow_up_on=None), "follow_up"),
        (DONE, ""),
    ],
)
def test_the_first_that_is_not_done_is_next(facts: Facts, code: str) -> None:
    assert following(facts) == code


@pytest.mark.parametrize(
    ("facts", "has", "has_not"),
    [
        (NEW, {"consent"}, {"treated", "individual_plan"}),
        (replace(NEW, law="LVU", treatment_on=DAY), {"treated"}, {"consent"}),
        (replace(NEW, law="LSS", offers_plan=True), {"consent", "individual_plan"}, {"treated"}),
    ],
)
def test_the_law_says_which_steps_there_are(facts: Facts, has: set[str], has_not: set[str]) -> None:
    codes = {each.code for each in path(facts)}
    assert has <= codes
    assert not has_not & codes


def test_a_history_that_was_imported_executed_asks_for_no_search() -> None:
    codes = {each.code for each in path(replace(NEW, executed_on=DAY)) if not each.is_done}
    assert not codes & {"need", "search", "presented", "met", "chosen", "appointed"}


def test_one_to_choose_between_is_said_to_be_few() -> None:
    assert next(each for each in path(replace(NEW, presented=1)) if each.code == "presented").words.startswith("1 av 2")
