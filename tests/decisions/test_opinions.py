"""IVO asks Bromma why Kajsa has waited so long: the answer is drafted from the log; and what goes to her file."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage import clock
from brokerage.audit.models import Event
from brokerage.workflow import NotAllowed, Refusal, WrongState
from decisions.awaiting import awaiting
from decisions.chronicle import attempts, chronicle, opinion
from decisions.models import Cause, Client, Decision, Opinion, Statement
from decisions.reports import answered_by_clients
from decisions.workflow import opinions as workflow
from recruitment.models import Volunteer
from tests.cast import Cast
from tests.reading import read, words_on_paper

Make = Callable[..., Any]
GIVEN: dict[str, Any] = {
    "reference": "3.1.1-12345/2026",
    "asked_on": date(2026, 11, 20),
    "answer_by": date(2026, 12, 11),
    "reasons": "Ingen familj fanns.",
    "meaning": "Kajsa får ingen avlastning.",
    "worked": "Ringt runt.",
    "meanwhile": "Inget annat.",
    "plan": "Annonserar i januari.",
    "monthly_cost": Decimal("4500"),
    "cost_basis": "Arvode och omkostnad för två helger.",
}


@pytest.fixture
def waited(decided: Make, cast: Cast) -> Decision:
    """Granted in April; two were asked in June, one said yes, and the mother declined in July. Still nobody."""
    with clock.at(date(2026, 4, 1)):
        decision: Decision = decided()
    search = decision.shortlists.create(
        unit=cast.bromma, area="IoF", pool=cast.bromma, opened_by=cast.anna, opened_on=date(2026, 5, 4)
    )
    for number, (state, asked, reason) in enumerate((("no", "unwilling", "distance"), ("yes", "declined", ""))):
        volunteer = Volunteer.objects.create(
            unit=cast.bromma, area="IoF", name=f"Familjen Hemlig {number}", kinds=["family"]
        )
        proposal = search.proposals.create(
            unit=cast.bromma, area="IoF", volunteer=volunteer, state=asked, refusal="person" if not reason else ""
        )
        proposal.offers.create(
            unit_id=cast.bromma.pk,
            area="IoF",
            text="En flicka",
            sent_on=date(2026, 6, 1),
            answer_by=date(2026, 6, 15),
            answered_at=clock.now().replace(month=6, day=9),
            way="phone",
            reason=reason,
            state=state,
        )
    Event.objects.create(
        verb="matching.proposal.decline",
        actor_kind="user",
        user=cast.anna,
        at=clock.now().replace(month=7, day=2),
        object_type="matching.proposal",
        object_id=proposal.pk,
        unit_id=cast.bromma.pk,
    )
    for number, code, words in ((3, "no-provider", "Bara en familj i poolen."), (4, "refused", "")):
        Statement.objects.create(
            unit_id=cast.bromma.pk,
            area="IoF",
            decision=decision,
            year=2026,
            number=number,
            cause=Cause.objects.get(code=code),
            words=words,
            consequence="Modern orkar inte mer.",
            done="Annonserat på Västerort.",
        )
    return Decision.objects.for_chronicle().get(pk=decision.pk)


def test_the_log_tells_in_order_and_names_nobody_who_was_asked(waited: Decision) -> None:
    told = [(each.on, each.text) for each in chronicle(waited, answered_by_clients(waited))]
    assert told == sorted(told)
    assert (date(2026, 4, 1), "Beslut om kontaktfamilj, Varannan helg.") in told
    assert (date(2026, 5, 4), "Sökning påbörjades i poolen hos Bromma.") in told
    assert (date(2026, 6, 9), "Uppdragstagare 1 sade nej: det är för långt bort.") in told
    assert (date(2026, 6, 9), "Uppdragstagare 2 sade ja.") in told
    assert (date(2026, 7, 2), "Den enskilde tackade nej: kändes inte rätt (uppdragstagare 2).") in told
    assert not [text for _, text in told if "Hemlig" in text]


def test_every_attempt_has_its_answer_and_its_day(waited: Decision) -> None:
    first, second = attempts(waited, answered_by_clients(waited))
    assert (first.number, first.answer, first.client) == (1, "sade nej: det är för långt bort", "")
    assert (second.client, second.client_on) == ("Den enskilde tackade nej: kändes inte rätt", date(2026, 7, 2))


def test_a_draft_begins_as_the_log_and_the_causes_have_it(waited: Decision) -> None:
    parts = opinion(waited, chronicle(waited, {}), waited.statements.all())
    assert parts["reasons"].splitlines() == [
        "Kvartal 3 2026: ingen lämplig person eller familj finns. Bara en familj i poolen.",
        "Kvartal 4 2026: den enskilde har tackat nej till ett skäligt erbjudande.",
    ]
    assert parts["meaning"] == "Modern orkar inte mer."
    assert parts["worked"].splitlines()[0].endswith("Beslut om kontaktfamilj, Varannan helg.")
    assert parts["worked"].splitlines()[-1] == "Annonserat på Västerort."


def test_anna_writes_it_in_the_browser_and_mia_notes_that_it_is_sent(
    waited: Decision, cast: Cast, client_of: Callable[..., Browser]
) -> None:
    anna = client_of("anna")
    url = reverse("decisions:decision_write_opinion", args=[waited.pk])
    assert url in anna.get(waited.get_absolute_url()).content.decode()
    assert "Modern orkar inte mer." in anna.get(url).content.decode()
    wrong = anna.post(url, {**GIVEN, "answer_by": "2026-11-01"})
    assert wrong.status_code == 422
    assert "Annonserar i januari." in wrong.content.decode()  # nothing typed is lost
    assert anna.post(url, GIVEN).status_code == 302
    made = Opinion.objects.get()
    assert url not in anna.get(waited.get_absolute_url()).content.decode()
    page = words_of(anna.get(made.get_absolute_url())).replace("\N{NO-BREAK SPACE}", " ")
    assert "4 500,00 kr i månaden, 54 000,00 kr om året. Arvode och omkostnad" in page.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    paper = words_on_paper(anna.get(reverse("decisions:opinion_pdf", args=[made.pk])).content)
    for words in ("3.1.1-12345/2026", "Kajsa Kanariefågel", "Utkast", "Planen framåt", "Annonserar i januari."):
        assert words in paper
    mia = client_of("mia")
    assert mia.post(reverse("decisions:opinion_send", args=[made.pk]), {"sent_on": "2026-11-22"}).status_code == 302
    with pytest.raises(WrongState):
        workflow.rewrite(made, by=cast.actor("anna"), plan="Annat.")


def test_what_ivo_has_asked_awaits_with_its_day(waited: Decision, cast: Cast) -> None:
    made = workflow.write(by=cast.actor("anna"), decision=waited, **GIVEN)
    line = f"Yttrande till IVO i {waited.case_reference}"
    assert [each.due for each in awaiting(cast.actor("hedda")) if each.text == line] == [date(2026, 12, 11)]
    assert line not in [each.text for each in awaiting(cast.actor("olle"))]
    workflow.send(made, by=cast.actor("mia"), sent_on=clock.today())
    assert line not in [each.text for each in awaiting(cast.actor("hedda"))]


@pytest.mark.parametrize("who", ["olle", "lo", "rut", "eva", "ria"])
def test_nobody_else_writes_it(who: str, waited: Decision, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        workflow.write(by=cast.actor(who), decision=waited, **GIVEN)


def test_one_draft_at_a_time_and_no_answer_before_the_question(waited: Decision, cast: Cast) -> None:
    anna = cast.actor("anna")
    made = workflow.write(by=anna, decision=waited, **GIVEN)
    with pytest.raises(Refusal, match="redan ett utkast"):
        workflow.write(by=anna, decision=waited, **GIVEN)
    with pytest.raises(Refusal, match="i framtiden"):
        workflow.rewrite(made, by=anna, asked_on=date(2026, 11, 23))
    with pytest.raises(Refusal, match="mellan den dag"):
        workflow.send(made, by=anna, sent_on=date(2026, 11, 19))


def test_what_goes_to_the_file(waited: Decision, client_of: Callable[..., Browser]) -> None:
    anna = client_of("anna")
    url = reverse("decisions:decision_file_pdf", args=[waited.pk])
    assert url in anna.get(waited.get_absolute_url()).content.decode()
    paper = words_on_paper(anna.get(url).content)
    for words in (waited.case_reference, "Kajsa Kanariefågel", "Uppdragstagare 1", "för långt bort", "tackade nej"):
        assert words in paper
    assert "Beslut inlagt" in paper  # out of the log, with who did it
    assert "Anna Berg" in paper
    assert "Hemlig" not in paper
    read_by_anna = Event.objects.filter(verb="decisions.decision.read", user__name="Anna Berg", object_id=waited.pk)
    assert read_by_anna.count() == 2  # the page, and the paper
    assert client_of("olle").get(url).status_code == 404


def test_of_somebody_with_protected_identity_nothing_is_printed(
    waited: Decision, cast: Cast, client_of: Callable[..., Browser]
) -> None:
    made = workflow.write(by=cast.actor("anna"), decision=waited, **GIVEN)
    Client.objects.filter(pk=waited.client_id).update(protection="marked")
    anna = client_of("anna")
    file_url, paper_url = (
        reverse("decisions:decision_file_pdf", args=[waited.pk]),
        reverse("decisions:opinion_pdf", args=[made.pk]),
    )
    page = anna.get(made.get_absolute_url()).content.decode()
    assert "läs på skärmen" in page
    assert "screen-only" in page
    assert paper_url not in page
    assert file_url not in anna.get(waited.get_absolute_url()).content.decode()
    for url in (file_url, paper_url):
        assert anna.get(url).status_code == 404


def words_of(answer: Any) -> str:
    return " ".join(read(answer).text_content().split())
