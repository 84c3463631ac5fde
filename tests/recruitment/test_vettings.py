"""The parts of a vetting: consent, register checks, references, interview and home visit, kept as the law allows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from brokerage.workflow import Refusal, Stale, WrongState
from recruitment.models import Check, Reference, Vetting
from recruitment.problems import before_proposing
from recruitment.workflow import guides, vettings
from tests.recruitment.made import about, everything, last_event, left, number

pytestmark = pytest.mark.django_db


# Opened for one named assignment


def test_anna_opens_a_vetting_for_the_clients_own_suggestion(cast, anna, today):
    vetting = vettings.open_named(
        by=anna,
        unit=cast.bromma,
        area="IoF",
        volunteer={"name": "Karin Åberg", "email": "", "phone": "070-174 06 05", "protection": "none"},
        household=[{"part": "applicant", "name": "Karin Åberg", "identity_number": number()}],
        kinds=["person"],
        client_areas=["IoF"],
        case_reference="BRO-2026-0417",
        client_born=date(2017, 3, 3),
        starts_on=date(2026, 12, 1),
        client_age_from=9,
        client_age_to=9,
    )
    assert (vetting.purpose, vetting.state, vetting.investigator) == ("named", "open", cast.anna)
    assert (vetting.enquiry, vetting.opened_on, vetting.volunteer.state) == (None, today, "candidate")
    event = last_event("vetting.open_named")
    assert about(event) == {("vetting", vetting.pk), ("volunteer", vetting.volunteer_id)}
    assert [each.verb for each in event.effects.all()] == ["recruitment.volunteer.take_on"]


@pytest.mark.parametrize("field", ["case_reference", "client_born", "starts_on"])
def test_a_named_vetting_is_never_without_its_case(made, field):
    vetting = made.named()
    with pytest.raises(IntegrityError), transaction.atomic():
        Vetting.objects.filter(pk=vetting.pk).update(**{field: "" if field == "case_reference" else None})


# Consent


def test_the_consent_is_noted_and_the_social_register_may_be_asked(made, anna, today):
    vetting = made.named(opened_on=date(2026, 6, 30))  # by the table of then, one answer from the register does
    member = vetting.volunteer.members.get(part="applicant")
    ask = {"member": member, "source": "social", "on": today, "outcome": "nothing"}
    with pytest.raises(Refusal, match="Medgivandet till socialregister måste finnas först"):
        vettings.record_check(vetting, by=anna, **ask)
    vettings.note_consent(vetting, by=anna, version=0, consent_on=today)
    vettings.record_check(vetting, by=anna, **ask)
    check = Check.objects.get()
    assert (check.source, check.outcome, check.issued_on, check.paper_place) == ("social", "nothing", None, "")


def test_a_consent_is_not_given_tomorrow(made, anna, today):
    with pytest.raises(Refusal, match="Medgivandet kan inte ligga i framtiden"):
        vettings.note_consent(made.named(), by=anna, version=0, consent_on=today + timedelta(days=1))


def test_of_two_who_note_the_consent_the_second_is_told(made, anna, today):
    vetting = made.named()
    vettings.note_consent(vetting, by=anna, version=0, consent_on=today)
    with pytest.raises(Stale):
        vettings.note_consent(vetting, by=anna, version=0, consent_on=date(2026, 11, 1))


# References, interview, home visit


def test_a_reference_is_named_asked_and_kept(cast, home, anna, today):
    vetting, *_ = home
    vettings.name_reference(vetting, by=anna, name="Berit Nyström", relation="neighbour", phone="070-174 06 35")
    reference = Reference.objects.get()
    assert (reference.unit, reference.area, reference.state) == (cast.bromma, "IoF", "named")
    vettings.take(reference, by=anna, taken_on=today, summary="Någon att lita på.", recommends=True)
    reference.refresh_from_db()
    assert (reference.state, reference.taken_by, reference.taken_on) == ("taken", cast.anna, today)
    event = last_event("reference.take")
    assert event.facts == {"to": "taken", "recommends": True}
    assert about(event) == {("vetting", vetting.pk), ("reference", reference.pk)}


def test_a_reference_is_not_taken_tomorrow_nor_without_words(made, anna, today):
    reference = made.reference(made.named())
    with pytest.raises(Refusal, match="kan inte vara tagen i framtiden"):
        vettings.take(reference, by=anna, taken_on=today + timedelta(days=1), summary="Bra.", recommends=True)
    with pytest.raises(Refusal, match="En tagen referens har dag, sammanfattning"):
        vettings.take(reference, by=anna, taken_on=today, summary="", recommends=True)


def test_a_reference_that_nobody_can_reach_is_refused(home, anna):
    vetting, *_ = home
    with pytest.raises(Refusal, match="Ange telefon eller e-postadress till referensen"):
        vettings.name_reference(vetting, by=anna, name="Berit Nyström", relation="work")


@pytest.mark.parametrize("state", ["proposed", "approved", "refused", "withdrawn"])
def test_when_the_vetting_is_no_longer_open_no_reference_changes(made, anna, today, state):
    """The decision rests on what was there when it was proposed."""
    reference = made.reference(made.named(state))
    for act in (
        lambda: vettings.take(reference, by=anna, taken_on=today, summary="Bra.", recommends=True),
        lambda: vettings.drop(reference, by=anna),
    ):
        with pytest.raises(WrongState, match="utredningens läge"):
            act()
    reference.refresh_from_db()
    assert reference.state == "named"


def test_who_does_not_recommend_or_is_a_relative_is_a_thing_to_think_of(made):
    vetting = made.named(is_done=True)
    Reference.objects.filter(name="Berit Nyström").update(recommends=False)
    Reference.objects.filter(name="Sven Öhman").update(relation="relative")
    warnings = [problem.text for problem in before_proposing(vetting)]
    assert left(vetting) == []
    assert warnings == [
        "Referensen Berit Nyström rekommenderar inte. Bemöt det i bedömningen.",
        "Referensen Sven Öhman är släkting. Ta hellre en till.",
    ]


PARTS = {
    "note_consent": {"consent_on": date(2026, 11, 22)},
    "record_check": {"source": "A", "on": date(2026, 11, 22), "outcome": "nothing"},
    "name_reference": {"name": "Berit", "relation": "work", "phone": "070-174 06 35"},
    "record_interview": {"on": date(2026, 11, 22), "summary": "Lugnt."},
    "record_visit": {"on": date(2026, 11, 22), "summary": "Ljust."},
}


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("state", ["proposed", "approved", "refused", "withdrawn"])
def test_no_part_is_added_once_it_is_proposed(made, anna, part, state):
    vetting = made.named(state, is_done=True)
    given = dict(PARTS[part])
    if part == "record_check":
        given["member"] = vetting.volunteer.members.get(part="applicant")
    before = everything()
    with pytest.raises(WrongState, match="Det går inte längre att ändra"):
        getattr(guides if part in ("record_interview", "record_visit") else vettings, part)(vetting, by=anna, **given)
    assert everything() == before
