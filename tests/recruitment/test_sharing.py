"""A district shares its volunteers with the city, lends and moves them; who sees them follows, day by day."""

from datetime import date, timedelta

import pytest

from brokerage import clock
from brokerage.access import permitted
from brokerage.charges.models import Charge
from brokerage.workflow import NotAllowed, Refusal
from recruitment.awaiting import awaiting
from recruitment.models import InterestLetter, PoolSharing, Transfer
from recruitment.workflow import contacts, sharing, training, volunteers
from tests.cast import PEOPLE
from tests.recruitment.made import last_event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def seen_by(actor):
    """Who in the cast sees a volunteer."""
    return lambda row: {name for name in PEOPLE if permitted(actor(name), "volunteers.view").filter(pk=row.pk).exists()}


@pytest.fixture
def lent(made, anna, cast):
    """`lent()`: Anna offers Farsta a family of hers."""

    def offer(**given):
        terms = {"kind": "loan", "ends": TODAY + timedelta(days=30), "consented_on": TODAY, **given}
        volunteer = made.volunteer(by="anna", traits=["dog"])
        return sharing.offer(by=anna, volunteer=volunteer, unit=cast.farsta, area="IoF", **terms)

    return offer


def test_rut_sees_whom_anna_shares_while_the_consent_holds(made, anna, actor, seen_by, client_of):
    volunteer = made.volunteer(by="anna")
    assert seen_by(volunteer) == {"anna", "mia"}
    volunteer = sharing.share(volunteer, by=anna, consented_on=date(2026, 11, 20))
    assert seen_by(volunteer) == {"anna", "mia", "rut"}
    assert last_event("volunteer.share").facts["consented_on"] == "2026-11-20"
    rut = client_of("rut")
    assert "Familjen Åberg" not in rut.get("/rekrytering/uppdragstagare/").content.decode()  # her own pool
    assert "Familjen Åberg" in rut.get("/rekrytering/uppdragstagare/?pool=andra").content.decode()
    with pytest.raises(NotAllowed):  # to see is not to work with
        volunteers.leave(volunteer, by=actor("rut"))
    sharing.unshare(volunteer, by=anna)
    assert seen_by(volunteer) == {"anna", "mia"}
    assert PoolSharing.objects.get().withdrawn_on == TODAY


def test_the_citys_own_are_not_shared_with_the_city(made, rut):
    with pytest.raises(Refusal, match="redan i stadens pool"):
        sharing.share(made.volunteer(), by=rut, consented_on=TODAY)


def test_consent_comes_first(made, anna):
    with pytest.raises(Refusal, match="framtiden"):
        sharing.share(made.volunteer(by="anna"), by=anna, consented_on=TODAY + timedelta(days=1))


def test_olle_borrows_through_the_last_day(lent, actor, seen_by, window):
    transfer = lent()
    volunteer = transfer.volunteer
    assert seen_by(volunteer) == {"anna", "mia"}
    window("olle").home().follow("Svara om Familjen Åberg").reads("Utlåning", "Avgift ingen").press("Ta emot")
    assert not Charge.objects.exists()
    assert seen_by(volunteer) == {"anna", "mia", "olle"}
    with clock.at(TODAY + timedelta(days=30)):
        assert "olle" in seen_by(volunteer)
    with clock.at(TODAY + timedelta(days=31)):
        assert seen_by(volunteer) == {"anna", "mia"}
        assert "Avsluta lånet av Familjen Åberg" in [item.text for item in awaiting(actor("anna"))]
        sharing.give_back(Transfer.objects.get(), by=actor("anna"))
    assert Transfer.objects.get().state == "ended"


def test_a_loan_whose_last_day_has_passed_stands_in_nobodys_way(lent, actor, anna, cast):
    transfer = sharing.accept(lent(), by=actor("olle"))
    terms = {"kind": "loan", "consented_on": TODAY, "unit": cast.farsta, "area": "LSS"}
    with clock.at(TODAY + timedelta(days=31)):
        again = sharing.offer(by=anna, volunteer=transfer.volunteer, ends=TODAY + timedelta(days=60), **terms)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.ended_on, again.state) == ("ended", TODAY + timedelta(days=30), "offered")


def test_a_move_changes_whose_they_are_and_ends_the_sharing(lent, actor, anna, seen_by):
    transfer = lent(kind="move")
    sharing.share(transfer.volunteer, by=anna, consented_on=TODAY)
    assert transfer.ends is None
    sharing.accept(transfer, by=actor("olle"))
    assert seen_by(transfer.volunteer) == {"olle"}
    event = last_event("volunteer.move_home")
    assert event.cause.verb == "recruitment.transfer.accept"
    assert not PoolSharing.objects.filter(withdrawn_on=None).exists()


def test_no_is_an_answer_too(lent, actor, seen_by):
    transfer = sharing.decline(lent(), by=actor("olle"), reason="Vi har inget uppdrag.")
    assert seen_by(transfer.volunteer) == {"anna", "mia"}
    assert [item.text for item in awaiting(actor("olle"))] == []


def test_anna_does_not_answer_her_own_offer_and_lo_knows_nothing(lent, anna, actor):
    transfer = lent()
    with pytest.raises(NotAllowed):
        sharing.accept(transfer, by=anna)
    seen = {name for name in PEOPLE if permitted(actor(name), "transfers.view").exists()}
    assert seen == {"anna", "olle"}


def test_nobody_moves_in_the_middle_of_a_vetting(made, anna, cast):
    volunteer = made.volunteer(by="anna")
    made.vetting("open", by="anna", volunteer=volunteer)
    with pytest.raises(Refusal, match="En utredning pågår"):
        sharing.offer(by=anna, volunteer=volunteer, unit=cast.team, kind="move", consented_on=TODAY)


@pytest.mark.parametrize(
    ("unit", "area", "why"), [("bromma", "IoF", "redan i den poolen"), ("farsta", "", "programområdet")]
)
def test_where_nobody_is_sent(made, anna, cast, unit, area, why):
    with pytest.raises(Refusal, match=why):
        sharing.offer(
            by=anna,
            volunteer=made.volunteer(by="anna"),
            unit=getattr(cast, unit),
            area=area,
            kind="loan",
            ends=TODAY,
            consented_on=TODAY,
        )


def test_what_was_asked_of_somebody_who_has_moved_is_the_new_units_to_follow_up(lent, made, actor, cast):
    move = lent(kind="move", ends=None)
    asked = InterestLetter.objects.create(
        unit=cast.bromma, area="IoF", volunteer=move.volunteer, answer_by=TODAY + timedelta(days=14)
    )
    sharing.accept(move, by=actor("olle"))
    assert not permitted(actor("anna"), "interest.view").exists()
    assert permitted(actor("olle"), "interest.view").get() == asked


def test_nobody_moves_away_from_a_mentor(lent, made, actor):
    move = lent(kind="move", ends=None)
    mentorship = made.mentorship(by="anna", family=move.volunteer)
    with pytest.raises(Refusal, match="mentorskap pågår"):
        sharing.accept(move, by=actor("olle"))
    training.end(mentorship, by=actor("anna"), ending="Klart.")
    assert sharing.accept(move, by=actor("olle")).state == "accepted"


def test_the_other_unit_is_shown_no_clients_case_no_talks_no_numbers_and_nothing_to_press(made, anna, client_of):
    volunteer = made.volunteer(by="anna")
    number = volunteer.members.get().identity_number
    contacts.log_contact(volunteer, by=anna, way="phone", on=TODAY, note="Orolig för svärmor.")
    made.approval(volunteer, case_reference="BRO-2026-0417")
    made.mentorship(by="anna", family=volunteer)
    sharing.share(volunteer, by=anna, consented_on=TODAY)
    own, others = (client_of(who).get(volunteer.get_absolute_url()).content.decode() for who in ("anna", "rut"))
    for text in ("BRO-2026-0417", "Ändra uppgifter", "Orolig för svärmor.", "Familjen Holm", number):
        assert text in own
        assert text not in others
    assert "1985" in others


def test_lent_to_another_area_of_the_district_they_are_seen_as_by_a_stranger(lent, made, anna, actor, cast, client_of):
    """Lo borrows for LSS what is Anna's for children: the same unit, and all the same another's talks."""
    volunteer = made.volunteer(by="anna")
    contacts.log_contact(volunteer, by=anna, way="phone", on=TODAY, note="Orolig för svärmor.")
    terms = {"kind": "loan", "ends": TODAY + timedelta(days=30), "consented_on": TODAY}
    loan = sharing.offer(by=anna, volunteer=volunteer, unit=cast.bromma, area="LSS", **terms)
    sharing.accept(loan, by=actor("lo"))
    page = client_of("lo").get(volunteer.get_absolute_url()).content.decode()
    assert volunteer.name in page
    assert "svärmor" not in page
    assert "Ändra uppgifter" not in page
