"""Register checks: the right one of the right person, and of each no more kept than the law allows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, transaction

from brokerage import clock, identity
from brokerage.audit.models import Event
from brokerage.workflow import Refusal
from recruitment.models import Check, Vetting
from recruitment.models.checks import WITH_OUTCOME_CODES
from recruitment.problems import task_list
from recruitment.requirements import WITH_OUTCOME, Source
from recruitment.workflow import vettings, volunteers
from tests.recruitment.made import everything, left, number, plain

pytestmark = pytest.mark.django_db


# Track A


def test_anna_looks_both_up_and_keeps_outcome_day_and_official(cast, home, anna, today):
    vetting, karin, per = home
    for member, outcome in ((karin, "nothing"), (per, "no_obstacle")):
        vettings.record_check(vetting, by=anna, member=member, source="A", on=today, outcome=outcome)
    kept = Check.objects.values_list("member", "source", "on", "official", "outcome", "issued_on", "paper_place")
    assert list(kept) == [
        (karin.pk, "A", today, cast.anna.pk, "nothing", None, ""),
        (per.pk, "A", today, cast.anna.pk, "no_obstacle", None, ""),
    ]
    assert not any("slagning" in text for text in left(vetting))


def test_the_lookup_follows_the_clients_age_on_the_first_day(made, anna):
    """Born on 6 October 2005 the client is 20 on 5 October 2026; born a day earlier, 21."""
    for born, may in ((date(2005, 10, 6), True), (date(2005, 10, 5), False)):
        vetting = made.named(kinds=["person"], client_born=born)
        karin = vetting.volunteer.members.get(part="applicant")
        ask = {"member": karin, "source": "A", "on": clock.today(), "outcome": "nothing"}
        if may:
            assert any("nämndens slagning saknas" in text for text in left(vetting))
            vettings.record_check(vetting, by=anna, **ask)
        else:
            assert not any("slagning" in text for text in left(vetting))
            with pytest.raises(Refusal, match="kan inte begäras för de uppdrag som det gäller"):
                vettings.record_check(vetting, by=anna, **ask)
            assert not vetting.checks.exists()


def test_an_obstacle_stops_the_proposal_until_it_is_looked_up_again(home, anna, today):
    vetting, karin, _ = home
    for on, outcome, stops in ((today - timedelta(days=9), "obstacle", True), (today, "no_obstacle", False)):
        vettings.record_check(vetting, by=anna, member=karin, source="A", on=on, outcome=outcome)
        assert any("visar hinder för Karin" in text for text in left(vetting)) is stops


@pytest.mark.parametrize("source", ["B", "C", "D", "own"])
def test_in_a_case_of_the_board_no_other_extract_is_asked_for(home, anna, today, source):
    vetting, karin, _ = home
    before = everything()
    with pytest.raises(Refusal, match="kan inte begäras"):
        vettings.record_check(vetting, by=anna, member=karin, source=source, on=today, issued_on=today)
    assert everything() == before


def test_a_check_is_not_made_tomorrow(home, anna, today):
    vetting, karin, _ = home
    with pytest.raises(Refusal, match="Kontrollen kan inte ligga i framtiden"):
        vettings.record_check(
            vetting, by=anna, member=karin, source="A", on=today + timedelta(days=1), outcome="nothing"
        )


def test_a_check_without_outcome_is_refused(home, anna, today):
    vetting, karin, _ = home
    with pytest.raises(Refusal, match="Ett utfall sparas bara där"):
        vettings.record_check(vetting, by=anna, member=karin, source="A", on=today)


def test_nobody_is_looked_up_but_the_adults_of_this_home(made, home, anna, today):
    vetting, _, per = home
    child = made.member(vetting.volunteer, "child", "Maja", birth_year=2015)
    volunteers.member_moved(vetting.volunteer, by=anna, member=per)
    per.refresh_from_db()
    stranger = made.volunteer(by="anna").members.get()
    for member in (child, per, stranger):
        with pytest.raises(Refusal, match="omfattas inte av kontrollen"):
            vettings.record_check(vetting, by=anna, member=member, source="A", on=today, outcome="nothing")
    assert not Check.objects.exists()


def test_of_a_contact_person_only_the_applicant_is_looked_up(made, anna, today):
    vetting = made.named(kinds=["person"])
    per = vetting.volunteer.members.get(part="partner")
    with pytest.raises(Refusal, match="Per Åberg omfattas inte av kontrollen"):
        vettings.record_check(vetting, by=anna, member=per, source="A", on=today, outcome="nothing")


# Track B


@pytest.fixture
def lss(made, actor):
    """Lo's vetting of a short-term family for a child of ten, from 1 October 2026."""
    vetting = made.named(
        by="lo",
        kinds=["short_family"],
        client_areas=["LSS"],
        client_born=date(2016, 5, 5),
        starts_on=date(2026, 10, 1),
    )
    return vetting, vetting.volunteer.members.get(part="applicant"), actor("lo")


HANDED_IN = {"source": "B", "on": date(2026, 9, 28), "paper_place": "Pärm 4, plan 3"}


def test_lo_takes_the_extract_and_says_where_the_copy_lies(lss):
    vetting, karin, lo = lss
    vettings.record_check(vetting, by=lo, member=karin, issued_on=date(2026, 3, 28), outcome="nothing", **HANDED_IN)
    check = Check.objects.get()
    assert (check.issued_on, check.paper_place) == (date(2026, 3, 28), "Pärm 4, plan 3")
    assert (check.keep_until, check.outcome) == (date(2028, 10, 1), "")
    (line,) = [each for each in task_list(vetting) if each.code == "check-B" and each.member == karin]
    assert plain(line.detail).endswith("papperskopian: Pärm 4, plan 3, sparas till och med 1 okt 2028")


def test_an_extract_from_the_day_before_is_too_old(lss):
    vetting, karin, lo = lss
    with pytest.raises(Refusal) as caught:
        vettings.record_check(vetting, by=lo, member=karin, issued_on=date(2026, 3, 27), **HANDED_IN)
    (sentence,) = map(plain, caught.value.sentences)
    assert sentence == "Utdraget får vara högst 6 månader gammalt: utfärdat 27 mars 2026, visat 28 sep 2026."
    assert not Check.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"paper_place": ""}, "Var papperskopian finns antecknas alltid"),
        ({"issued_on": None}, "Ange vilken dag utdraget är utfärdat"),
    ],
)
def test_no_exemption_exists(lss, wrong, sentence):
    vetting, karin, lo = lss
    given = HANDED_IN | {"issued_on": date(2026, 3, 28)} | wrong
    with pytest.raises(Refusal, match=sentence):
        vettings.record_check(vetting, by=lo, member=karin, **given)


# Track C, track D and the pool: shown, and nothing more


def test_of_an_adults_extract_nothing_can_be_kept_but_that_it_was_shown(made, actor):
    vetting = made.named(
        by="lo",
        kinds=["short_family"],
        client_areas=["LSS"],
        client_born=date(2001, 1, 15),
        starts_on=date(2026, 3, 2),
    )
    karin = vetting.volunteer.members.get(part="applicant")
    with clock.at(date(2026, 3, 2)):
        vettings.record_check(
            vetting,
            by=actor("lo"),
            member=karin,
            source="C",
            on=date(2026, 3, 2),
            issued_on=date(2026, 2, 1),
            outcome="obstacle",
            paper_place="Pärm 4",
        )
    check = Check.objects.get()
    assert (check.on, check.outcome, check.paper_place, check.keep_until) == (date(2026, 3, 2), "", "", None)
    assert check.issued_on is None


def test_where_no_other_rule_applies_the_extract_for_work_with_children_is_shown(made, anna, today):
    """A short-term family for a child of nine outside LSS."""
    vetting = made.named(kinds=["short_family"])
    karin = vetting.volunteer.members.get(part="applicant")
    vettings.record_check(
        vetting, by=anna, member=karin, source="D", on=today, issued_on=date(2026, 5, 22), outcome="obstacle"
    )
    check = Check.objects.get()
    assert (check.source, check.on, check.outcome, check.paper_place) == ("D", today, "", "")
    with pytest.raises(Refusal, match="högst 6 månader"):
        vettings.record_check(vetting, by=anna, member=karin, source="D", on=today, issued_on=date(2026, 5, 21))


@pytest.mark.parametrize("source", ["B", "C", "D", "own"])
@pytest.mark.parametrize("outcome", Check.Outcome.values)
def test_the_database_keeps_no_outcome_of_an_extract(made, source, outcome):
    vetting = made.named()
    with pytest.raises(IntegrityError), transaction.atomic():
        made.check(vetting, vetting.volunteer.members.get(part="applicant"), source, outcome=outcome)


@pytest.mark.parametrize("source", ["A", "C", "D", "own", "social", "ban", "bias", "debts"])
def test_the_database_keeps_no_paper_but_that_of_lss_children(made, source):
    vetting = made.named()
    karin = vetting.volunteer.members.get(part="applicant")
    for paper in ({"paper_place": "Pärm 4"}, {"keep_until": date(2028, 10, 1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            made.check(vetting, karin, source, **paper)


def test_no_document_can_be_kept_at_all():
    for name in ("document", "file", "text", "note", "content"):
        with pytest.raises(FieldDoesNotExist):
            Check._meta.get_field(name)
    assert not [field for field in Check._meta.get_fields() if field.get_internal_type() in ("FileField", "TextField")]


def test_for_the_pool_rut_sees_the_own_extract_and_asks_no_register(made, rut, today):
    vetting = made.vetting()
    karin = vetting.volunteer.members.get(part="applicant")
    with pytest.raises(Refusal, match="nämndens slagning» kan inte begäras"):
        vettings.record_check(vetting, by=rut, member=karin, source="A", on=today, outcome="nothing")
    vettings.record_check(vetting, by=rut, member=karin, source="own", on=today, issued_on=today)
    assert Check.objects.get().outcome == ""


# A new adult in the home brings new checks


def test_a_grown_up_who_moves_in_is_checked_too(home, anna, today):
    vetting, karin, per = home
    for member in (karin, per):
        vettings.record_check(vetting, by=anna, member=member, source="A", on=today, outcome="nothing")
    assert not any("nämndens slagning" in text for text in left(vetting))
    volunteers.add_member(vetting.volunteer, by=anna, part="adult", name="Eli Åberg", identity_number=number())
    vetting = Vetting.objects.get()
    assert "Belastnings- och misstankeregistret, nämndens slagning saknas för Eli Åberg." in left(vetting)
    eli = vetting.volunteer.members.get(name="Eli Åberg")
    volunteers.member_moved(vetting.volunteer, by=anna, member=eli)
    assert not any("Eli" in text for text in left(Vetting.objects.get()))


def test_every_source_has_a_rule_of_what_is_kept():
    """Whoever adds a source has to think of what the law lets us keep of it."""
    assert set(Source.values) == {"A", "B", "C", "D", "own", "social", "ban", "bias", "debts", "insur"}
    assert set(WITH_OUTCOME) == set(WITH_OUTCOME_CODES)


@pytest.mark.parametrize(("born", "may"), [(date(2005, 10, 6), True), (date(2005, 10, 5), False)])
def test_a_qualified_contact_person_is_vetted_for_those_below_21(cast, anna, born, may):
    """On the first day, 5 October 2026, one client is 20 and turns 21 the day after; the other is 21."""
    starts_on = date(born.year + 21, 10, 5)
    given = {
        "volunteer": {"name": "Karin Åberg", "phone": "070-174 06 05", "email": "", "protection": "none"},
        "household": [
            {"part": "applicant", "name": "Karin Åberg", "identity_number": identity.made_up(date(1980, 5, 5), 982)}
        ],
        "kinds": ["qualified"],
        "client_areas": ["IoF"],
        "case_reference": "BRO-2026-0001",
        "client_born": born,
        "starts_on": starts_on,
    }
    if may:
        assert vettings.open_named(by=anna, unit=cast.bromma, area="IoF", **given).pk
    else:
        with pytest.raises(Refusal, match="under 21 år"):
            vettings.open_named(by=anna, unit=cast.bromma, area="IoF", **given)


def test_what_the_register_answered_is_not_in_the_log(home, anna, today):
    vetting, karin, _ = home
    vettings.record_check(vetting, by=anna, member=karin, source="A", on=today, outcome="obstacle")
    event = Event.objects.get(verb="recruitment.vetting.record_check")
    assert event.facts["source"] == "A"
    assert "obstacle" not in str(event.facts)
