"""The third quarter of 2026 in Bromma: causes are stated, the quarter is closed, and what is sent is written down."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Unit
from brokerage.workflow import Blocked, Refusal
from decisions.awaiting import awaiting
from decisions.ledger import Quarter
from decisions.models import (
    Cause,
    Decision,
    ReportedCase,
    Statement,
)
from decisions.workflow import decisions
from tests.cast import Cast
from tests.decisions.stating import Q2, SAID, close, state
from tests.reading import pick, read, text_of


def test_a_cause_is_stated_from_the_page_and_stands_there_next_quarter(
    cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser]
) -> None:
    decision = waits()
    browser = client_of("anna")
    page = words_of(browser.get(decision.get_absolute_url()))
    assert "Ange orsak" in page
    url = reverse("decisions:decision_state_cause", args=[decision.pk, 2026, 4])
    cause = Cause.objects.get(code="wishes")
    given = {"version": decision.version, "cause": cause.pk, "consequence": "Ensam.", "done": "Ringt runt."}
    assert browser.post(url, {**given, "cause": ""}).status_code == 422
    assert "Den andra orsaken är en annan" in words_of(browser.post(url, {**given, "secondary": cause.pk}))
    assert browser.post(url, given).status_code == 302
    assert Statement.objects.get().cause == cause
    with clock.at(date(2027, 1, 10)):
        later = reverse("decisions:decision_state_cause", args=[decision.pk, 2027, 1])
        assert "Ringt runt." in client_of("anna").get(later).content.decode()
    assert "Den enskilde har mycket specifika önskemål" in words_of(browser.get(decision.get_absolute_url()))


def test_only_who_is_on_the_list_has_a_cause(cast: Cast, waits: Callable[..., Decision]) -> None:
    with pytest.raises(Refusal, match="står inte på listan för kvartal 2 2026"):
        state(cast, waits(), quarter=Q2)


def test_what_lacks_its_cause_awaits_the_office(cast: Cast, waits: Callable[..., Decision]) -> None:
    decision = waits()
    with clock.at(date(2026, 9, 30)):
        assert not [each for each in _tasks(cast, "anna") if each.startswith("Ange orsak")]
    with clock.at(date(2026, 10, 1)):
        assert f"Ange orsak i {decision.case_reference}" in _tasks(cast, "anna")
        assert f"Ange orsak i {decision.case_reference}" not in _tasks(cast, "olle")
        state(cast, decision)
        assert not [each for each in _tasks(cast, "anna") if each.startswith("Ange orsak")]


def test_a_quarter_is_not_closed_before_its_end_nor_with_a_cause_missing(
    cast: Cast, waits: Callable[..., Decision]
) -> None:
    """Also when it is missing in a programme area whose cases the manager may not see: then their number is told."""
    mine, other = waits(), waits("Lillemor Lärka", by="lo")
    with pytest.raises(Refusal, match="Kvartalet är inte slut"):
        close(cast, Quarter(2026, 4))
    state(cast, mine)
    with pytest.raises(Blocked, match="Funktionsnedsättning, LSS: 1 beslut saknar orsak"):
        close(cast)
    state(cast, other, who="lo")
    assert close(cast).cases.count() == 2
    with pytest.raises(Refusal, match="Kvartalet är redan stängt"):
        close(cast)


def test_a_closed_quarter_stands_as_it_was(cast: Cast, waits: Callable[..., Decision]) -> None:
    decision = waits()
    state(cast, decision)
    close(cast)
    case = ReportedCase.objects.get()
    assert (case.kind, case.days, case.is_waiting, case.words) == ("first", 182, True, SAID["words"])
    with pytest.raises(Refusal, match="Kvartalet är stängt"):
        state(cast, decision, words="Något annat.")
    # That it was executed in September is told only now: the notice goes with the next quarter.
    decisions.execute(decision, by=cast.actor("anna"), executed_on=date(2026, 9, 20))
    case.refresh_from_db()
    assert case.ending == ""
    with clock.at(date(2027, 1, 4)):
        close(cast, Quarter(2026, 4))
    notice = ReportedCase.objects.get(report__number=4)
    assert (notice.kind, notice.ending, notice.until) == ("notice", "executed", date(2026, 9, 20))
    with clock.at(date(2027, 4, 4)):
        assert close(cast, Quarter(2027, 1)).cases.count() == 0


def test_the_pages_of_a_quarter(cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser]) -> None:
    decision, other = waits(), waits("Lillemor Lärka", by="lo")
    mia = client_of("mia")
    url = reverse("decisions:quarter", args=[2026, 3])
    page = words_of(mia.get(url))
    assert "Funktionsnedsättning, LSS: 1 beslut saknar orsak." in page
    assert other.case_reference not in page
    state(cast, other, who="lo")
    assert "Individ- och familjeomsorg: 1 beslut saknar orsak." in page
    assert decision.case_reference in page
    assert "senast 31 okt 2026" in page
    state(cast, decision)
    assert mia.post(reverse("decisions:quarter_close", args=[2026, 3])).status_code == 302
    case = decision.reported.get()
    assert "Stängt 22 nov 2026 av Mia Sjögren" in words_of(mia.get(url))
    sheet = words_of(mia.get(case.get_absolute_url()))
    for words in ("Rapportuppgifter", decision.client.identity.number, "2026-04-01", SAID["words"], "Inte skickat"):
        assert words in sheet
    sent = reverse("decisions:reportedcase_note_sent", args=[case.pk])
    mia.post(sent, {"version": case.version, "sent_on": "2026-11-22"})
    ledger = words_of(mia.get(case.get_absolute_url()))
    assert "Skickat till IVO den 22 nov 2026, Mia Sjögren" in ledger
    assert client_of("olle").get(case.get_absolute_url()).status_code == 404


def test_who_has_protected_identity_is_on_the_screen_alone(
    cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser]
) -> None:
    state(cast, waits(protection="marked"))
    close(cast)
    mia, case = client_of("mia"), ReportedCase.objects.get()
    page = mia.get(case.get_absolute_url()).content.decode()
    assert "skriv i rutan för upplysningar att personen har skyddade personuppgifter" in page
    assert "screen-only" in page
    assert "Uppgifterna skrivs inte ut." in page
    assert reverse("decisions:reportedcase_pdf", args=[case.pk]) not in page
    for paper in ("decisions:reportedcase_pdf", "decisions:decision_file_pdf"):
        row = case if "reportedcase" in paper else case.decision
        assert mia.get(reverse(paper, args=[row.pk])).status_code == 404
    for to in ("statistics", "auditors"):
        table = mia.get(reverse(f"decisions:quarter_{to}", args=[2026, 3]), {"format": "csv"}).content.decode()
        assert case.decision.client.identity.number not in table
        assert case.decision.case_reference not in table


@pytest.mark.parametrize("form", ["", "csv", "xlsx", "pdf"])
@pytest.mark.parametrize("to", ["statistics", "auditors"])
def test_council_and_auditors_are_told_of_nobody(
    cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser], form: str, to: str
) -> None:
    decision = waits()
    state(cast, decision)
    mia = client_of("mia")
    url = reverse(f"decisions:quarter_{to}", args=[2026, 3])
    assert "Kvartalet är inte stängt" in words_of(mia.get(url))
    close(cast)
    answer = mia.get(url, {"format": form} if form else {})
    assert answer.status_code == 200
    if form in ("", "csv"):
        told = answer.content.decode()
        # The council is told how long, the auditors why: neither is told what it is no business of theirs to know.
        assert ("182" in told, "Ingen lämplig person eller familj finns" in told) == (
            to == "statistics",
            to == "auditors",
        )
        for word in (decision.client.identity.number, "Kajsa", decision.case_reference, SAID["words"]):
            assert word not in told
    if form == "csv" and to == "auditors":
        assert "Första rapport;2026-04-01;;Kontaktfamilj;SoL 2025:400 11 kap. 1 §;Ingen lämplig" in told
    if to == "statistics" and form != "pdf":
        masked = mia.get(url, {"kopia": "maskad", "format": form}).content
        if form in ("", "csv"):
            assert "färre än 5" in masked.decode()
            assert "182" not in masked.decode()


@pytest.mark.parametrize("form", ["", "csv", "xlsx", "pdf"])
def test_the_table_of_a_year_with_its_trend(
    cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser], form: str
) -> None:
    waits()
    answer = client_of("anna").get(reverse("decisions:reports"), {"year": 2026, **({"format": form} if form else {})})
    assert answer.status_code == 200
    if form == "csv":
        assert "SoL;IoF;Kontaktfamilj;0;0;1;-;Kvartal 4 är inte slut." in answer.content.decode()
    if not form:
        page = answer.content.decode()
        assert "Vid årets sista redovisade kvartal" in page
        assert "2010: 0 beslut" in page
        assert "<td>LSS" not in page  # Anna sees none of those, and a nought would be a lie


@pytest.mark.parametrize(
    ("districts", "shown"),
    [
        ("", []),
        ("now", ["Järva: antal ej verkställda beslut 2026"]),
        (
            "then",
            [
                "Järva: antal ej verkställda beslut 2026",
                "Rinkeby-Kista: antal ej verkställda beslut 2026",
                "Spånga-Tensta: antal ej verkställda beslut 2026",
            ],
        ),
    ],
)
def test_older_districts_roll_up_into_todays_by_choice(
    cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser], districts: str, shown: list[str]
) -> None:
    for name in ("Järva", "Rinkeby-Kista", "Spånga-Tensta"):
        waits()
        Decision.objects.filter(unit=cast.bromma).update(unit=Unit.objects.get(name=name))
    cast.anna.memberships.update(unit=Unit.objects.get(name="Järva"))
    url = reverse("decisions:reports")
    page = read(client_of("anna").get(url, {"year": 2026, "districts": districts}))
    assert [each for each in text_of(page, "caption") if ": antal" in each] == shown
    told = client_of("anna").get(url, {"year": 2026, "districts": districts, "format": "csv"}).content.decode()
    assert told.count("SoL;IoF;Kontaktfamilj;0;0;1;-") == (3 if districts == "then" else 0)
    assert told.count("SoL;IoF;Kontaktfamilj;0;0;3;-") == (0 if districts == "then" else 1)


def test_whoever_has_one_district_is_not_asked_which(client_of: Callable[..., Browser]) -> None:
    assert not pick(read(client_of("anna").get(reverse("decisions:reports"))), "[name=districts]")


def words_of(answer: Any) -> str:
    return " ".join(read(answer).text_content().split())


def _tasks(cast: Cast, who: str) -> list[str]:
    return [each.text for each in awaiting(cast.actor(who))]
