"""The self-test before the interest form: anonymous, without script, and nothing is kept."""

import pytest
from django.test import Client

from recruitment.selftest import QUESTIONS, advice, conclusion
from tests.recruitment.made import everything

ALL_YES = {each.code: "yes" for each in QUESTIONS}


def test_what_is_said_follows_from_each_answer_alone():
    assert advice(ALL_YES) == []
    assert advice(ALL_YES | {"time": "no"}) == [(QUESTIONS[0].text, QUESTIONS[0].if_no)]
    assert advice(ALL_YES | {"home": "unsure"}) == [(QUESTIONS[1].text, QUESTIONS[1].if_unsure)]
    said = {conclusion(ALL_YES), conclusion(ALL_YES | {"time": "no"}), conclusion(ALL_YES | {"time": "unsure"})}
    assert len(said) == 3
    assert all("välkommen" in each or "Kom" in each or "träff" in each for each in said)  # nobody is turned away


@pytest.mark.django_db
def test_somebody_tries_and_goes_on_to_the_form_with_the_campaign_kept(window):
    desk = window().open("/anmal/?k=HOST-26").follow("Är du osäker?")
    desk.reads("Passar det mig?", "svaren sparas inte")
    desk.fill(time="yes", status=422).reads("Välj ett svar. «Vet inte» går bra.")
    before = everything()
    desk.fill(**ALL_YES | {"stay": "unsure"}).reads("Det kan passa dig", "Du får handledning", "är sparat")
    assert everything() == before
    desk.follow("Till intresseanmälan")
    assert desk.path.endswith("/anmal/?k=HOST-26")


@pytest.mark.django_db
def test_it_leaves_no_cookie_but_the_one_against_forged_forms():
    browser = Client()
    browser.post("/anmal/passar-det-mig/", ALL_YES)
    assert set(browser.cookies) <= {"csrftoken", "__Host-csrftoken"}
