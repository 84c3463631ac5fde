"""Anna does in Bromma what Rut does for the city; whoever works elsewhere sees nothing of it and can do nothing."""

from datetime import date

import pytest

from brokerage.access import ACTIONS, Actor, permits, permitted
from brokerage.organisation.models import Membership
from brokerage.workflow import EDITS, STEPS, NotAllowed, open_steps
from recruitment import urls as urls  # with the pages every verb is known
from recruitment.models import Campaign, Enquiry, InformationMeeting, Reference, Vetting, Volunteer
from tests.cast import PEOPLE, SINCE
from tests.recruitment.made import everything

pytestmark = pytest.mark.django_db
MODELS = (Campaign, Enquiry, InformationMeeting, Reference, Vetting, Volunteer)
# Who may work with, and who may decide, what belongs to whom.
WORK = {"anna": {"anna"}, "lo": {"lo"}, "rut": {"rut"}, "olle": {"olle"}}
DECIDE = {"anna": {"mia"}, "lo": set(), "rut": {"disa"}, "olle": set()}
VIEW = {"vettings.view", "volunteers.view", "documents.view"}


def rows(made, by):
    """One of each in somebody's pool, ready to be worked with."""
    vetting = made.vetting("proposed", by=by)
    return [
        made.campaign(by, code=f"k-{by}"),
        made.meeting(by=by),
        made.enquiry(by=by),
        made.reference(vetting),
        vetting,
        vetting.volunteer,
    ]


def verbs(model):
    """Every step and edit of a model that people do; what a link or the due loop does has tests of its own."""
    found = [*STEPS.get(model, {}).values(), *(each for each in EDITS.values() if each.model is model)]
    return [each for each in found if ACTIONS[each.action].roles]


def test_every_noun_of_recruitment_has_verbs():
    assert all(verbs(model) for model in MODELS)
    assert {each.action.partition(".")[0] for model in MODELS for each in verbs(model)} == {
        "campaigns",
        "documents",
        "enquiries",
        "meetings",
        "references",
        "vettings",
        "volunteers",
    }


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("owner", WORK)
def test_every_verb_asks_who_acts(made, actor, owner, person):
    found, by = rows(made, owner), actor(person)
    before = everything()
    for row in found:
        for verb in verbs(type(row)):
            may = person in (DECIDE if verb.action in ("vettings.decide", "vettings.exempt") else WORK)[owner]
            assert permits(by, verb.action, row) is may, verb.name
            if not may:
                with pytest.raises(NotAllowed):
                    verb(row, by=by)
    assert everything() == before


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("owner", WORK)
def test_lists_hold_what_one_may_see(made, actor, owner, person):
    rows(made, owner)
    for name, action in ACTIONS.items():
        if name.endswith(".view") and action.model in MODELS:
            sees = WORK[owner] | (DECIDE[owner] if name in VIEW else set())
            assert permitted(actor(person), name).exists() is (person in sees), name


def test_what_belongs_to_all_of_bromma_is_seen_by_anna_and_lo_and_not_by_olle(cast, made, actor):
    """An enquiry that came through Bromma's form has no programme area yet."""
    made.enquiry(by="anna", area="")
    assert [name for name in PEOPLE if permitted(actor(name), "enquiries.work").exists()] == ["anna", "lo"]


def test_neither_a_stranger_nor_a_machine_may_do_anything(made):
    found = rows(made, "rut")
    for by in (Actor.of(None), Actor.system("web"), Actor.system("loop")):
        for row in found:
            for verb in verbs(type(row)):
                with pytest.raises(NotAllowed):
                    verb(row, by=by)


def test_what_a_link_or_the_due_loop_does_no_person_does(made, actor):
    enquiry = made.enquiry("invited")
    alone = [each for each in STEPS[Enquiry].values() if not ACTIONS[each.action].roles]
    assert {each.name for each in alone} == {"sign_up", "send_regrets", "seat"}
    for person in PEOPLE:
        for verb in alone:
            with pytest.raises(NotAllowed):
                verb(enquiry, by=actor(person))


def test_annas_buttons_are_ruts_buttons(made, actor):
    for state in ("new", "contacted", "invited", "met", "vetting", "closed"):
        names = [
            [step.name for step in open_steps(actor(who), [row])[row.pk]]
            for who in ("anna", "rut")
            for row in [made.enquiry(state, by=who)]
        ]
        assert names[0] == names[1]


def test_a_role_ends_with_its_last_day(cast, made, actor):
    enquiry = made.enquiry(by="anna")
    Membership.objects.filter(user=cast.anna).update(ends=date(2026, 11, 21))
    with pytest.raises(NotAllowed):
        STEPS[Enquiry]["close"](enquiry, by=actor("anna"), reason="withdrew")
    Membership.objects.filter(user=cast.anna).update(ends=date(2026, 11, 22))
    assert STEPS[Enquiry]["close"](enquiry, by=actor("anna"), reason="withdrew").state == "closed"


def test_a_second_area_opens_the_neighbours_rows(cast, made, actor):
    enquiry = made.enquiry(by="lo")
    assert not permits(actor("anna"), "enquiries.work", enquiry)
    Membership.objects.create(
        user=cast.anna, unit=cast.bromma, role="contact_secretary", areas=["LSS", "SP"], starts=SINCE
    )
    assert permits(actor("anna"), "enquiries.work", enquiry)
