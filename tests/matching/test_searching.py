"""The page of a search: what stands in the way, trying it without a must, who may not be asked, what was shown."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest
from django.urls import reverse

from brokerage import clock
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal
from decisions.models import Client, Siblings
from matching import reasons
from matching.models import Conflict, Proposal, Showing, Weighting
from matching.pool import candidates, ranked, wanted_by, weights_in_force, whole_pool, words_in
from matching.ranking import rank
from matching.showings import shown_again
from matching.views import shortlists as views
from matching.workflow import shortlists
from recruitment.models import CalendarEntry, HouseholdMember, PoolSharing, RequirementRule, Volunteer, VolunteerPlace
from recruitment.problems import waits_after_move
from tests.cast import Cast
from tests.decisions.conftest import SISTER
from tests.matching.conftest import Make, Path
from tests.matching.pay import Pay
from tests.reading import pick, read, text_of

pytestmark = pytest.mark.django_db


def found(shortlist: Any) -> Any:
    return ranked(shortlist, weights_in_force(), on=clock.today())


def whole_pool_of(shortlist: Any) -> Any:
    return whole_pool(shortlist, wanted_by(shortlist, weights_in_force()), on=clock.today())


def names(ranking: Any) -> list[str]:
    return [match.candidate.name for match in ranking.fulfils]


def words_of(page: Any) -> str:
    return " ".join(text_of(page, "main"))


def lives_in(volunteer: Any, name: str) -> None:
    VolunteerPlace.objects.create(volunteer=volunteer, district=Unit.objects.get(name=name))


def test_a_city_without_a_vocabulary_has_no_words() -> None:
    assert words_in(SimpleNamespace(vocabulary=None)) == ({}, set())


# What is read of the pool


def test_what_is_left_unread_could_not_be_asked_whatever_the_need(searched: Make, pooled: Make, cast: Cast) -> None:
    """The short reading gives the same list, and the same that stands in the way, as the whole pool."""
    away, past = {"nights": False}, {"valid_until": clock.today() - timedelta(days=1)}
    pooled("Familjen Ett"), pooled("Familjen Två", traits=("smoke-free", "dog"), approval=away)
    pooled("Familjen Tre", traits=()), pooled("Familjen Fyra", approval={"kinds": ["person"]})
    pooled("Familjen Fem", approval={"age_to": 3}), pooled("Familjen Sex", approval={"client_areas": ["LSS"]})
    pooled("Familjen Sju", approval=past), pooled("Familjen Åtta", state="paused", joined_on=clock.today())
    renewed = pooled("Familjen Nio")
    renewed.approvals.update(decided_on=clock.today() - timedelta(days=90))
    # Renewed for older children: the older approval no longer counts, though it is in force.
    other = pooled("Familjen Tio", approval={"age_from": 10}).approvals.get()
    other.volunteer = renewed
    other.save()
    shortlist = searched(need={"musts": ["smoke-free", "car"], "wishes": ["dog"]})
    wanted = wanted_by(shortlist, weights_in_force())
    short, whole = (rank(wanted, read(shortlist, wanted, on=clock.today())) for read in (candidates, whole_pool))
    assert names(short) == names(whole) == []
    assert short.softened == whole.softened == {"car": 2}
    assert short.pairs == whole.pairs
    assert (whole.size, short.size) == (10, 5)  # ett, två, tre, and two whose approval has run out or is gone


def test_a_full_family_is_not_read(searched: Make, pooled: Make, path: Path) -> None:
    family = pooled("Familjen Full")
    path.checked(proposal := path.found(shortlist := searched(), family))
    path.appointed(proposal)
    assert names(found(searched(client=shortlist.decision.client, case_reference="BRO-2026-0002"))) == []


def test_siblings_need_a_place_each(searched: Make, pooled: Make) -> None:
    pooled("Familjen Liten"), pooled("Familjen Stor", approval={"places": 2})
    assert names(found(searched(need={"together": 2}))) == ["Familjen Stor"]


def test_nearness_goes_in_steps(searched: Make, pooled: Make) -> None:
    for name, district in (("Långt", "Farsta"), ("Nära", "Järva"), ("Här", "Bromma"), ("Förr", "Rinkeby-Kista")):
        lives_in(pooled(name), district)
    pooled("Okänd")
    points = {match.candidate.name: match.points for match in found(searched()).fulfils}
    assert points == {"Här": 6, "Nära": 4, "Förr": 4, "Långt": 2, "Okänd": 2}  # Rinkeby-Kista is Järva's today


def test_children_of_the_same_age_are_seen_from_the_home(searched: Make, pooled: Make) -> None:
    one, other = pooled("Med"), pooled("Utan")
    for family, born in ((one, 2016), (other, 2004)):
        HouseholdMember.objects.create(volunteer=family, part="child", name="Bo", birth_year=born)
    shortlist = searched(need={"musts": ["smoke-free", "same-age"]})
    born = shortlist.decision.client.birth_year
    HouseholdMember.objects.filter(volunteer=one, part="child").update(birth_year=born + 2)
    assert names(found(shortlist)) == ["Med"]


def test_the_calendar_decides_through_the_whole_period(searched: Make, pooled: Make) -> None:
    traits = ("smoke-free", "weekend-even")
    free, away = pooled("Ledig", traits=traits), pooled("Borta", traits=traits)
    days = {"starts": date(2027, 1, 1), "ends": date(2027, 4, 30)}
    CalendarEntry.objects.create(volunteer=away, says="away", **days)
    CalendarEntry.objects.create(volunteer=free, says="away", starts=date(2027, 1, 1), ends=date(2027, 1, 14))
    ranking = found(searched(need={"musts": ["smoke-free", "weekend-even"]}))
    assert names(ranking) == ["Ledig"]
    assert ranking.softened == {"weekend-even": 1}


def test_a_weekend_that_an_assignment_takes_is_not_free(searched: Make, pooled: Make, path: Path) -> None:
    even = {"musts": ["smoke-free", "weekend-even"]}
    family = pooled("Familjen Helg", traits=("smoke-free", "weekend-any"), approval={"places": 2})
    path.checked(proposal := path.found(shortlist := searched(need=even), family))
    path.appointed(proposal)
    child = shortlist.decision.client
    assert names(found(searched(client=child, case_reference="BRO-2026-0002", need=even))) == []
    odd = searched(client=child, case_reference="BRO-2026-0003", need={"musts": ["smoke-free", "weekend-odd"]})
    assert names(found(odd)) == ["Familjen Helg"]


def test_the_page_and_the_pool_count_the_same_people(
    searched: Make, pooled: Make, path: Path, cast: Cast, client_of: Make
) -> None:
    """In vetting, paused, twice approved, shared with the city: each is one, on both pages."""
    pooled("Ett", by="rut"), pooled("Pausad", by="rut", state="paused"), pooled("Två", by="rut")
    twice, other = pooled("Dubbel", by="rut"), pooled("Av", by="rut")
    other.approvals.update(volunteer=twice)
    PoolSharing.objects.create(
        volunteer=pooled("Delad"), consented_on=clock.today(), shared_by=cast.anna, shared_on=clock.today()
    )
    pooled("Inte delad")
    shortlist = searched(ordered=True)
    rut = client_of("rut")
    page = read(rut.get(shortlist.get_absolute_url()))
    assert "4 uppfyller alla krav" in text_of(page, "main h2")
    pool = read(rut.get(reverse("matching:shortlist_pool", args=[shortlist.pk])))
    assert "6 i poolen, 4 uppfyller alla krav." in words_of(pool)


def test_however_many_were_proposed_those_after_them_are_shown_whole(
    searched: Make, pooled: Make, path: Path, client_of: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "SHOWN", 1)
    *gone, last = [pooled(f"Familj {number}", approval={"places": 2}) for number in range(33)]
    path.asked(path.picked(first := searched(), last)[0])
    other = searched(client=first.decision.client, case_reference="BRO-2026-0002")
    facts = {"unit": other.unit, "area": other.area, "shortlist": other, "state": "released"}
    Proposal.objects.bulk_create([Proposal(volunteer=each, **facts) for each in gone])
    Volunteer.objects.filter(pk=last.pk).update(joined_on=clock.today())  # waits the shortest, and so comes last
    assert names(found(other))[-1] == last.name
    assert "en obesvarad förfrågan" in words_of(read(client_of("anna").get(other.get_absolute_url())))


def test_who_has_not_answered_another_question_is_seen_on_the_list(
    searched: Make, pooled: Make, path: Path, client_of: Make
) -> None:
    families, free = [pooled(name, approval={"places": 2}) for name in ("Ett", "Två")], pooled("Tre")
    path.asked(path.picked(first := searched(), *families)[0])
    other = searched(client=first.decision.client, case_reference="BRO-2026-0002")
    told = dict(
        zip(
            text_of(page := read(client_of("anna").get(other.get_absolute_url())), ".candidate h3"),
            text_of(page, ".candidate p.soft"),
            strict=True,
        )
    )
    assert [name.split()[0] for name, text in told.items() if "en obesvarad förfrågan" in text] == ["Ett"]
    assert free.name in " ".join(told)


def test_all_is_asked_of_one_approval_and_not_something_of_each(searched: Make, pooled: Make) -> None:
    """As a family for the smallest, and since then as a contact person for all: that makes no family for Kajsa."""
    family, other = pooled("Familjen Delad", approval={"age_to": 3}), pooled("Annan", approval={"kinds": ["person"]})
    other.approvals.update(volunteer=family, decided_on=clock.today())
    shortlist = searched()
    assert names(found(shortlist)) == []
    assert names(rank(wanted_by(shortlist, weights_in_force()), whole_pool_of(shortlist))) == []
    family.approvals.filter(age_to=12).update(kinds=["family"])
    assert names(found(shortlist)) == ["Familjen Delad"]


# Who may not be asked


def test_a_no_between_the_two_is_not_asked_again(searched: Make, pooled: Make, path: Path, cast: Cast) -> None:
    from matching.workflow import offers, proposals  # noqa: PLC0415 — for this one test

    families = [pooled(name) for name in ("Avböjd", "Nej", "Upptagen")]
    shortlist = searched()
    first, second, third = path.picked(shortlist, *families)
    proposals.decline(path.willing(first), by=cast.actor("anna"), refusal="person")
    for proposal, reason in ((second, "need"), (third, "time")):
        path.asked(proposal)
        offers.say_no(proposal.offers.get(), by=cast.actor("anna"), reason=reason)
    shortlists.close(shortlist, by=cast.actor("anna"), reason="Ingen fanns.")
    again = searched(decision=shortlist.decision)
    assert names(found(again)) == ["Upptagen"]  # that was about the time, and not about the two


def test_a_conflict_is_noted_from_the_list_and_is_never_softened(
    searched: Make, pooled: Make, cast: Cast, client_of: Make
) -> None:
    one = pooled("Familjen Släkt")
    pooled("Familjen Fri")
    shortlist = searched()
    page = reverse("matching:shortlist_note_conflict", args=[shortlist.pk, one.pk])
    assert "Familjen Släkt" in client_of("anna").get(page).content.decode()
    assert client_of("anna").post(page, {"ground": "related"}).status_code == 302
    assert names(found(shortlist)) == ["Familjen Fri"]
    assert client_of("anna").post(page, {"ground": "known"}).status_code == 422
    assert Conflict.objects.get().ground == "related"
    strange = reverse("matching:shortlist_note_conflict", args=[shortlist.pk, pooled("Resurs", by="rut").pk])
    assert client_of("anna").get(strange).status_code == 404
    with pytest.raises(Refusal, match="uppfyller inte längre"):
        shortlists.pick(shortlist, by=cast.actor("anna"), volunteers=[one.pk], only_one="En.")


# What stands in the way


@pytest.fixture
def scarce(searched: Make, pooled: Make) -> Any:
    """Anna needs a smoke-free home with a car, and finds nobody."""
    pooled("Familjen Ett"), pooled("Familjen Två"), pooled("Familjen Tre", traits=("smoke-free",), lacks=["own-room"])
    return searched(need={"musts": ["smoke-free", "car", "own-room"], "wishes": ["dog"]})


def test_the_page_says_which_change_gives_most(scarce: Any, pooled: Make, client_of: Make) -> None:
    pooled("Familjen Fyra", traits=("smoke-free", "own-room"))
    page = read(client_of("anna").get(scarce.get_absolute_url()))
    assert "Ingen uppfyller kraven. Mest ger det att mildra «bil och eget rum» samtidigt: 4 till." in words_of(page)
    assert text_of(page, "aside .queue li") == ["Pröva utan bil+1", "Pröva utan bil och eget rum+4"]


def test_one_click_tries_it_and_saves_nothing(scarce: Any, client_of: Make) -> None:
    anna = client_of("anna")
    (link,) = pick(read(anna.get(scarce.get_absolute_url())), "aside .queue a")
    page = read(anna.get(link.get("href")))
    assert len(pick(page, ".candidate")) == 3
    assert "Ni prövar utan kravet" in words_of(page)
    assert not pick(page, "input[name=volunteers]")
    scarce.decision.need.refresh_from_db()
    assert scarce.decision.need.musts == ["smoke-free", "car", "own-room"]


def test_what_must_never_be_dropped_cannot_be_tried(searched: Make, pooled: Make, client_of: Make) -> None:
    pooled("Familjen Rök", traits=("dog",), lacks=["smoke-free"])
    shortlist = searched()
    page = read(client_of("anna").get(f"{shortlist.get_absolute_url()}?utan=smoke-free&utan=atlantis"))
    assert not pick(page, ".candidate")
    assert "Ni prövar" not in words_of(page)
    assert "Inget krav som kan mildras." in words_of(page)


def test_why_the_others_cannot_be_asked_has_a_page_of_its_own(scarce: Any, pooled: Make, client_of: Make) -> None:
    pooled("Familjen Sex", approval={"kinds": ["person"]})
    page = read(client_of("anna").get(reverse("matching:shortlist_pool", args=[scarce.pk])))
    assert "Är inte godkänd för den insatsen1" in " | ".join(text_of(page, ".queue li"))


# What was shown


def test_what_stood_before_whoever_picked_is_kept_as_it_was(
    searched: Make, pooled: Make, cast: Cast, path: Path
) -> None:
    families = [
        pooled(name, traits=traits) for name, traits in (("Ett", ("smoke-free", "dog")), ("Två", ("smoke-free",)))
    ]
    shortlist = searched()
    path.picked(shortlist, *families)
    showing = Showing.objects.get()
    before = [(match.candidate.pk, match.points) for match in found(shortlist).fulfils] or None
    families[0].traits = []
    families[0].save()
    again = shown_again(showing.need, showing.candidates)
    assert [(match.candidate.pk, match.points) for match in again.fulfils] == [
        (families[0].pk, 12),
        (families[1].pk, 2),
    ]
    assert before == [(families[0].pk, 12), (families[1].pk, 2)]
    assert (showing.shown_to, showing.picked) == (cast.anna, [each.pk for each in families])
    assert "Ett" not in str(showing.candidates)
    proposal = shortlist.proposals.get(volunteer=families[0])
    assert (proposal.points, proposal.most, proposal.parts) == (12, 26, [["nice", "dog", 10], ["idle", "", 2]])


def test_adam_changes_the_weights_by_a_new_row_and_the_old_stays(searched: Make, pooled: Make, client_of: Make) -> None:
    pooled("Här"), pooled("Borta", traits=("smoke-free", "dog"))
    shortlist = searched()
    adam = client_of("adam")
    first = Weighting.objects.get()
    facts = {"important": 30, "nice": 1, "same": 5, "beside": 2, "idle": 2, "why": "Närheten betyder mer."}
    assert adam.post("/admin/matching/weighting/add/", facts).status_code == 302
    assert adam.get(f"/admin/matching/weighting/{first.pk}/change/").status_code == 200
    assert adam.post(f"/admin/matching/weighting/{first.pk}/change/", facts).status_code == 403
    latest = Weighting.objects.latest("pk")
    assert (latest.decided_by.name, latest.nice, Weighting.objects.count()) == ("Adam Nor", 1, 2)
    assert found(shortlist).wanted.weights == replace(weights_in_force(), version=latest.pk)
    page = words_of(read(client_of("anna").get(shortlist.get_absolute_url())))
    assert "ger det som är viktigt 30 poäng och varje önskemål 1" in page


def test_whoever_has_moved_is_said_to_wait_for_the_visit_to_the_new_home(searched: Make, pooled: Make) -> None:
    shortlist, since = searched(), clock.today() - timedelta(days=3)
    VolunteerPlace.objects.create(volunteer=pooled("Flyttad"), since=since)
    VolunteerPlace.objects.create(volunteer=pooled("Kvar"), since=since - timedelta(days=300))
    waiting = {match.candidate.name: reasons.waits(match.candidate) for match in found(shortlist).fulfils}
    assert waiting["Kvar"] == []
    ((tone, text),) = waiting["Flyttad"]
    assert tone == "unknown"
    assert "väntar tills den nya adressen är utredd" in text
    RequirementRule.objects.filter(part="visit").update(waits_after_move=False)  # the city's own table says
    assert not any(match.candidate.moved for match in found(shortlist).fulfils)


MOVED = {  # how the city's table is, and who then waits: a family, and a contact person, each also in a new district
    "the visit, of families": ({}, {}, {"F", "F new"}),
    "the visit, of everybody": ({"only_families": False}, {}, {"F", "F new", "P", "P new"}),
    "the register": ({"waits_after_move": False}, {"waits_after_move": True}, {"F new", "P new"}),
    "the register, of families": (
        {"waits_after_move": False},
        {"waits_after_move": True, "only_families": True},
        {"F new"},
    ),
    "nothing": ({"waits_after_move": False}, {}, set()),
}


@pytest.mark.parametrize(("visit", "register", "waiting"), MOVED.values(), ids=MOVED)
def test_a_search_says_of_a_move_what_the_appointment_will(
    searched: Make, pooled: Make, visit: dict[str, bool], register: dict[str, bool], waiting: set[str]
) -> None:
    RequirementRule.objects.filter(part="visit").update(**visit)
    RequirementRule.objects.filter(part="social").update(**register)
    since, told = clock.today() - timedelta(days=3), set()
    for kind, day in product(("family", "person"), (None, since)):
        moved = pooled(f"{kind[0].upper()}{' new' if day else ''}", approval={"kinds": [kind]})
        VolunteerPlace.objects.create(volunteer=moved, since=since, district_since=day)
        told |= {moved.name} if waits_after_move(moved, moved.approvals.get()) else set()
    seen = {candidate.name for candidate in whole_pool_of(searched()) if candidate.moved}
    assert seen == told == waiting


def test_whoever_knows_the_child_already_is_said_to_and_the_brokerage_learns_nothing_of_it(
    searched: Make, pooled: Make, path: Path, client_of: Make
) -> None:
    first, before = searched(), pooled("Familjen Känd", approval={"places": 2})
    path.checked(proposal := path.found(first, before))
    path.appointed(proposal)
    pooled("Familjen Ny")
    child = first.decision.client
    again = searched(client=child, case_reference="BRO-2026-0002")
    page = read(client_of("anna").get(again.get_absolute_url()))
    told = dict(zip(text_of(page, ".candidate h3"), text_of(page, ".candidate .reasons"), strict=True))
    assert [name for name, text in told.items() if "fråga dem först" in text] == [next(n for n in told if "Känd" in n)]
    pooled("Resurs", by="rut")
    city = searched(ordered=True, client=child, case_reference="BRO-2026-0003")
    assert not any(match.candidate.known for match in found(city).fulfils)


def test_whoever_has_a_sibling_is_known_where_the_sibling_is_of_the_same_area(
    searched: Make, pooled: Make, pay: Pay, client_made: Make, decided: Make
) -> None:
    """Nobody learns through a search of clients elsewhere."""
    svea, shortlist = client_made(name="Svea Kanariefågel", number=SISTER), searched()
    again = decided(client=svea, case_reference="BRO-2026-0002")
    pay.running(decision=again, volunteer=pooled("Familjen Känd", approval={"places": 2}))
    Siblings.objects.create(first=svea, second=shortlist.decision.client)
    assert [match.candidate.known for match in found(shortlist).fulfils] == ["yes"]
    Client.objects.filter(pk=svea.pk).update(area="LSS")
    assert [match.candidate.known for match in found(shortlist).fulfils] == [""]
