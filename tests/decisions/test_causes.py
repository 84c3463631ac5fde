"""Why people in Bromma wait: the round of calls of a quarter, and the causes counted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from brokerage.workflow import Refusal
from decisions.causes import Told, by_quarter, in_city
from decisions.ledger import Quarter
from decisions.models import Cause, Decision, ReportedCase
from tests.cast import Cast
from tests.decisions.stating import close, state
from tests.reading import errors_at, pick, read, value_of

GIVEN: dict[str, Any] = {
    "consequence": "Ensam.",
    "done": "Ringt runt.",
    "spoken_on": "2026-11-20",
    "spoken_with": ["guardian", "officer"],
    "need_now": "stands",
    "helps": ["recruit"],
}


class TestTheRoundOfCalls:
    """Anna rings those who know, one case after the other."""

    def test_the_next_case_follows_until_all_are_done(
        self, waits: Callable[..., Decision], client_of: Callable[..., Browser]
    ) -> None:
        first, second = waits(), waits("Lillemor Lärka")
        anna = client_of("anna")
        url = reverse("decisions:callround", args=[2026, 3])
        assert url in anna.get(reverse("decisions:quarter", args=[2026, 3])).content.decode()
        page = anna.get(url)
        assert "Börja ringrundan" in words_of(page)
        talk = pick(read(page), "main a.main")[0].get("href")
        cause = Cause.objects.get(code="no-provider")
        assert value_of(read(anna.get(talk)), "spoken_on") == "2026-11-22"
        given = {**GIVEN, "version": first.version, "cause": cause.pk}
        following = anna.post(talk, given)["Location"]
        assert f"/beslut/{second.pk}/orsak/2026/3/?runda=1" in following
        assert "Fortsätt ringrundan" in words_of(anna.get(url))
        assert anna.post(following, {**given, "version": second.version})["Location"].startswith(url)
        done = words_of(anna.get(url))
        assert "Fortsätt" not in done
        assert "Vårdnadshavare eller god man, handläggaren" in done

    def test_what_was_said_needs_its_day(
        self, cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser]
    ) -> None:
        decision = waits()
        url = reverse("decisions:decision_state_cause", args=[decision.pk, 2026, 3])
        cause = Cause.objects.get(code="no-provider")
        given = {**GIVEN, "version": decision.version, "cause": cause.pk, "spoken_on": ""}
        answer = client_of("anna").post(url, given)
        assert errors_at(read(answer), "spoken_on") == ["Ange vilken dag ni talades vid."]
        assert "Ringt runt." in answer.content.decode()
        for more in ({"need_now": "stands"}, {"helps": ["recruit"]}, {"spoken_with": ["client"]}):
            with pytest.raises(Refusal, match="vilken dag"):
                state(cast, decision, **more)
        with pytest.raises(Refusal, match="i framtiden"):
            state(cast, decision, spoken_on=date(2026, 11, 23))

    def test_ivo_is_told_when_the_need_was_followed_up(self, cast: Cast, waits: Callable[..., Decision]) -> None:
        state(cast, waits(), spoken_on=date(2026, 10, 3), need_now="changed", spoken_with=["client"])
        close(cast)
        told = ReportedCase.objects.get().offers.replace("\N{NO-BREAK SPACE}", " ")
        assert told == "Behovet följdes upp 3 okt 2026: har ändrats."

    @pytest.mark.parametrize("who", ["olle", "lo"])
    def test_nobody_else_sees_the_cases(
        self, who: str, waits: Callable[..., Decision], client_of: Callable[..., Browser]
    ) -> None:
        assert waits().case_reference not in words_of(client_of(who).get("/rapporter/2026/3/ringrunda/"))


@pytest.mark.parametrize("form", ["", "csv", "xlsx", "pdf"])
def test_causes_are_counted_by_quarter_district_and_side(
    cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser], form: str
) -> None:
    one, two, other = waits(), waits("Lillemor Lärka"), waits("Gun Gråsparv", by="lo")
    wishes = Cause.objects.get(code="wishes")
    state(cast, one, spoken_on=date(2026, 10, 3), helps=["broker", "recruit"])
    state(cast, one, quarter=Quarter(2026, 4), secondary=wishes)
    state(cast, two, cause=wishes)
    state(cast, other, who="lo")
    url = reverse("decisions:causes")
    answer = client_of("mia").get(url, {"year": 2026, **({"format": form} if form else {})})
    assert answer.status_code == 200
    if form == "csv":
        told = answer.content.decode()
        assert "Ingen lämplig person eller familj finns;Tillgången;0;0;1;1;2;0" in told
        assert "Den enskilde har mycket specifika önskemål;Den enskilde;0;0;1;0;1;1" in told
        assert "Bromma;2;1;0;3" in told  # Lo's case is Lo's
        assert "Att Resursteamen söker;1" in told
    if not form:
        page = words_of(answer)
        assert "Tillgången: 2 orsaker" in page
        assert one.case_reference not in page
        assert "Ingen har angett någon orsak under 2019." in words_of(client_of("mia").get(url, {"year": 2019}))


def words_of(answer: Any) -> str:
    return " ".join(read(answer).text_content().split())


class TestTheWholeCity:
    """Olle's district is counted with Mia's: both see sums alone, and no cause of fewer than five."""

    def test_few_are_not_told(self) -> None:
        told = [Told(3, "Bromma", "Ingen finns", "Tillgången", "", (), False)] * 5
        told += [Told(4, "Farsta", "Vill vänta", "Den enskilde", "Ingen finns", (), False)] * 2
        few: dict[str, Any] = {"few": 5, "fewer": "färre än 5"}
        assert in_city(told, **few) == [["Ingen finns", "Tillgången", 5], ["Vill vänta", "Den enskilde", "färre än 5"]]
        assert by_quarter(told, ("Tillgången", "Den enskilde"), **few) == [
            ["Tillgången", 0, 0, 5, 0],
            ["Den enskilde", 0, 0, 0, "färre än 5"],
        ]

    @pytest.mark.parametrize("who", ["rut", "disa", "mia"])
    def test_everybody_is_counted_and_nobody_shown(
        self, who: str, cast: Cast, waits: Callable[..., Decision], client_of: Callable[..., Browser]
    ) -> None:
        one, other = waits(), waits("Gun Gråsparv", by="lo")
        for decision in (one, other):
            Decision.objects.filter(pk=decision.pk).update(unit=cast.farsta)
        state(cast, waits("Lillemor Lärka"))
        url = reverse("decisions:city")
        answer = client_of(who).get(url, {"year": 2026})
        page = words_of(answer)
        rows = [[cell.text_content() for cell in pick(row, "th, td")] for row in pick(read(answer), "tbody tr")]
        assert ["Ingen lämplig person eller familj finns", "Tillgången", "färre än 5"] in rows
        assert not any(each.case_reference in page for each in Decision.objects.all())
        told = client_of(who).get(url, {"year": 2026, "format": "csv"}).content.decode()
        assert "SoL;IoF;Kontaktfamilj;0;0;2;-;Kvartal 4 är inte slut." in told
        assert "LSS;LSS;Kontaktfamilj;0;0;1;-;Kvartal 4 är inte slut." in told

    @pytest.mark.parametrize("who", ["anna", "hedda", "eva", "olle"])
    def test_it_is_for_whoever_answers_for_the_whole(self, who: str, client_of: Callable[..., Browser]) -> None:
        assert client_of(who).get(reverse("decisions:city")).status_code == 403
