"""When the pool is not enough: a call to the others that names nobody, and a wish to whoever recruits."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

import brokerage.urls  # noqa: F401 — the rules of every app, as a page has them
from brokerage import clock
from brokerage.workflow import Refusal
from decisions.models import Client
from matching.awaiting import awaiting
from matching.models import Call, RecruitmentWish
from matching.workflow import calls
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.conftest import Make
from tests.reading import pick, read, text_of

__all__ = ["client_made", "decided"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def called(searched: Make, cast: Cast, client_made: Make) -> Make:
    """`called()`: Anna's call for a child in Bromma, open for ten days."""

    def make(*, protection: str = "none", **given: Any) -> Call:
        shortlist = searched(client=client_made(protection=protection))
        facts = {"text": "Ett barn som gillar djur.", "answer_by": clock.today() + timedelta(days=10), **given}
        return calls.post(by=cast.actor("anna"), shortlist=shortlist, **facts)

    return make


def lines(cast: Cast, who: str) -> list[str]:
    return [each.text for each in awaiting(cast.actor(who)) if each.count_as in ("calls", "wishes")]


def test_with_fewer_than_two_the_page_offers_both(searched: Make, pooled: Make, client_of: Make) -> None:
    pooled("Familjen Ek")
    shortlist = searched()
    post, wish = (reverse(f"matching:shortlist_{name}", args=[shortlist.pk]) for name in ("post_call", "wish"))
    page = client_of("anna").get(shortlist.get_absolute_url()).content.decode()
    assert post in page
    assert wish in page
    pooled("Familjen Al")
    assert post not in client_of("anna").get(shortlist.get_absolute_url()).content.decode()


def test_olle_is_asked_answers_and_anna_reads_it(called: Make, cast: Cast, client_of: Make) -> None:
    call = called()
    assert lines(cast, "olle") == ["Har ni någon? Kontaktfamilj, 7–9 år"]
    assert lines(cast, "anna") == []
    page = client_of("olle").get(call.get_absolute_url()).content.decode()
    assert "Ett barn som gillar djur." in page
    assert "Bromma" in page
    assert "Kajsa" not in page
    assert "BRO-2026-0001" not in page
    facts = {"version": call.version, "has": "yes", "words": "En familj i Hökarängen med hund."}
    assert client_of("olle").post(reverse("matching:call_reply", args=[call.pk]), facts).status_code == 302
    assert lines(cast, "olle") == []
    assert lines(cast, "anna") == ["Någon kan ha en för er: läs svaren"]
    page = client_of("anna").get(call.get_absolute_url()).content.decode()
    assert "En familj i Hökarängen med hund." in page
    assert "Farsta" in page
    assert f'<a href="mailto:{cast.olle.email}">' in page
    assert "Hökarängen" not in client_of("rut").get(call.get_absolute_url()).content.decode()
    call.refresh_from_db()
    seen = reverse("matching:call_note_seen", args=[call.pk])
    assert client_of("anna").post(seen, {"version": call.version}).status_code == 302
    assert lines(cast, "anna") == []


def test_an_answer_that_gives_hope_says_something_and_can_be_put_right(called: Make, cast: Cast) -> None:
    call, olle = called(), cast.actor("olle")
    with pytest.raises(Refusal, match="utan namn"):
        calls.reply(call, by=olle, unit=cast.farsta, area="IoF", has="yes")
    calls.reply(call, by=olle, unit=cast.farsta, area="IoF", has="no")
    calls.reply(call, by=olle, unit=cast.farsta, area="IoF", has="maybe", words="Ring oss.")
    assert call.replies.get().has == "maybe"


def test_nobody_answers_their_own_call_or_one_that_is_closed(called: Make, cast: Cast, client_of: Make) -> None:
    call = called()
    page = reverse("matching:call_reply", args=[call.pk])
    assert client_of("anna").get(page).status_code == 404
    calls.close(call, by=cast.actor("anna"))
    assert client_of("olle").get(page).status_code == 404
    assert client_of("olle").get(call.get_absolute_url()).status_code == 404
    assert client_of("anna").get(call.get_absolute_url()).status_code == 200


def test_of_a_protected_child_nobody_learns_which_district_asks(called: Make, cast: Cast, client_of: Make) -> None:
    with pytest.raises(Refusal, match="nämner stadsdelen"):
        called(protection="marked", text="Ett barn i Bromma.")
    call = calls.post(
        by=cast.actor("anna"),
        shortlist=Call.shortlist.field.related_model.objects.get(),
        text="Ett barn som gillar djur.",
        answer_by=clock.today(),
    )
    for who in ("olle", "rut"):
        for url in (reverse("matching:calls"), call.get_absolute_url()):
            page = read(client_of(who).get(url))
            assert "Bromma" not in " ".join(text_of(page, "main"))
            assert "Anna" not in " ".join(text_of(page, "main"))
    (line,) = [each for each in awaiting(cast.actor("olle")) if each.count_as == "calls"]
    assert "Bromma" not in str(line)


def test_a_call_names_nobody_and_ends_within_sixty_days(called: Make, searched: Make, client_of: Make) -> None:
    with pytest.raises(Refusal, match="klientens namn"):
        called(text="Kajsa gillar djur.")
    shortlist = Call.shortlist.field.related_model.objects.get()
    url = reverse("matching:shortlist_post_call", args=[shortlist.pk])
    anna = client_of("anna")
    assert "Ett barn som gillar djur." in value_of_text(read(anna.get(url)))
    late = {"text": "Ett barn.", "answer_by": clock.today() + timedelta(days=61)}
    assert "sextio dagarna" in anna.post(url, late).content.decode()
    assert anna.post(url, {**late, "answer_by": clock.today()}).status_code == 302
    assert "pågår redan en efterlysning" in anna.post(url, {**late, "answer_by": clock.today()}).content.decode()


def value_of_text(page: Any) -> str:
    return text_of(page, "[name=text]")[0]


def test_what_is_missing_shows_up_at_whoever_recruits(searched: Make, cast: Cast, client_of: Make) -> None:
    shortlist = searched(ordered=True)
    rut = client_of("rut")
    url = reverse("matching:shortlist_wish", args=[shortlist.pk])
    chosen = pick(read(rut.get(url)), "input[name=words][checked]")
    assert [each.get("value") for each in chosen] == ["smoke-free"]
    assert rut.post(url, {"words": ["smoke-free"], "note": "Gärna i västerort."}).status_code == 302
    wish = RecruitmentWish.objects.get()
    assert (wish.unit, wish.area, wish.district, wish.words) == (cast.team, "", "Bromma", ["smoke-free"])
    assert lines(cast, "rut") == ["Rekrytera: Kontaktfamilj, 7–9 år"]
    assert lines(cast, "anna") == []
    page = rut.get(wish.get_absolute_url()).content.decode()
    assert "rökfritt" in page
    assert "Kajsa" not in page
    meet = reverse("matching:recruitmentwish_meet", args=[wish.pk])
    assert rut.post(meet, {"outcome": "En familj utreds."}).status_code == 302
    assert lines(cast, "rut") == []


def test_a_wish_of_the_own_pool_goes_to_the_own_secretary(searched: Make, cast: Cast, client_of: Make) -> None:
    wish = calls.wish(by=cast.actor("hedda"), shortlist=searched(), words=["smoke-free"])
    assert lines(cast, "anna") == ["Rekrytera: Kontaktfamilj, 7–9 år"]
    assert (lines(cast, "lo"), lines(cast, "olle"), lines(cast, "rut")) == ([], [], [])
    assert client_of("lo").get(wish.get_absolute_url()).status_code == 404
    with pytest.raises(Refusal, match="redan hos rekryteringen"):
        calls.wish(by=cast.actor("anna"), shortlist=wish.shortlist, words=[])


def test_who_becomes_protected_afterwards_is_hidden_too(
    called: Make, searched: Make, cast: Cast, client_of: Make
) -> None:
    call = called()
    wish = calls.wish(by=cast.actor("anna"), shortlist=call.shortlist, words=["smoke-free"])
    Client.objects.update(protection="registered")
    for who, url in (("olle", reverse("matching:calls")), ("olle", call.get_absolute_url()), ("rut", "/")):
        assert "Bromma" not in " ".join(text_of(read(client_of(who).get(url)), "main"))
    (line,) = [each for each in awaiting(cast.actor("olle")) if each.count_as == "calls"]
    assert "Bromma" not in str(line)
    assert RecruitmentWish.objects.get(pk=wish.pk).where == ""
