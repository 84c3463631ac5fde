"""Whoever looks at a person leaves an Event about that person. (Whoever is refused leaves none: see the matrix.)"""

from collections.abc import Callable
from typing import Any

import pytest

from brokerage.audit.models import Event
from brokerage.charges.models import Budget, Charge, YearCost
from brokerage.imports.models import ImportBatch
from brokerage.invoicing.models import CreditNote, Dispatch, Invoice, Objection, Payer, Seller
from brokerage.letters.models import Letter
from brokerage.orders.models import Message, Order, ServiceOrder
from decisions.models import (
    Client,
    Consultation,
    Decision,
    Feedback,
    FollowUp,
    Network,
    NetworkMeeting,
    Opinion,
    Plan,
    ReportedCase,
)
from matching.models import (
    Assignment,
    Call,
    ClientMeeting,
    DamageReport,
    LogEntry,
    Mandate,
    MonthReport,
    Payroll,
    Proposal,
    RecruitmentWish,
    Shortlist,
)
from recruitment.models import (
    BinderPage,
    Campaign,
    Colleague,
    Compilation,
    Concern,
    DataChange,
    Enquiry,
    InformationMeeting,
    Mentorship,
    Reference,
    Routine,
    Seat,
    Training,
    Transfer,
    Vetting,
    Volunteer,
)
from tests.access.addresses import BESIDE, addresses
from tests.access.silent import EXEMPT
from tests.access.table import PAGES
from tests.access.who import BY_ANOTHER, IOF

pytestmark = pytest.mark.django_db

# Whom a look at each page is about, in the plainest words.
ABOUT: dict[str, Callable[[Any], set[tuple[str, int]]]] = {
    "recruitment:enquiry": lambda row: {("recruitment.enquiry", row.pk)},
    "recruitment:vetting": lambda row: of_vetting(row),
    "recruitment:vetting_put_together": lambda row: of_volunteer(row),
    "recruitment:vetting_ask_colleague": lambda row: of_volunteer(row),
    "recruitment:vetting_exempt": lambda row: of_volunteer(row),
    "recruitment:compilation": lambda row: of_volunteer(row.vetting),
    "recruitment:compilation_pdf": lambda row: of_volunteer(row.vetting),
    "recruitment:volunteer": lambda row: {("recruitment.volunteer", row.pk)},
    "organisation:letter": lambda row: {("recruitment.enquiry", row.receiver_key)},
    "decisions:client": lambda row: {("decisions.client", row.pk)},
    "decisions:decision": lambda row: of_decision(row),
    "decisions:plan": lambda row: under_decision(row),
    "decisions:plan_rewrite": lambda row: under_decision(row),
    "decisions:decision_voices": lambda row: of_decision(row),
    "decisions:decision_path": lambda row: of_decision(row),
    "decisions:decision_note_assessment": lambda row: of_decision(row),
    "decisions:plan_write": lambda row: of_decision(row),
    "decisions:decision_state_cause": lambda row: of_decision(row),
    "decisions:reportedcase": lambda row: under_decision(row),
    "decisions:reportedcase_pdf": lambda row: under_decision(row),
    "decisions:opinion": lambda row: under_decision(row),
    "decisions:opinion_pdf": lambda row: under_decision(row),
    "decisions:opinion_rewrite": lambda row: under_decision(row),
    "decisions:decision_file_pdf": lambda row: of_decision(row),
    "decisions:decision_write_opinion": lambda row: of_decision(row),
    "decisions:followup": lambda row: under_decision(row),
    "decisions:followup_pdf": lambda row: under_decision(row),
    "decisions:client_edit": lambda row: {("decisions.client", row.pk)},
    "decisions:client_give_number": lambda row: {("decisions.client", row.pk)},
    "decisions:client_circle": lambda row: {("decisions.client", row.pk)},
    "decisions:client_edit_contact": lambda row: {("decisions.client", row.pk)},
    "decisions:client_withdraw_contact": lambda row: {("decisions.client", row.pk)},
    "decisions:client_end_contact": lambda row: {("decisions.client", row.pk)},
    "decisions:client_edit_guardian": lambda row: {("decisions.client", row.pk)},
    "decisions:client_end_guardian": lambda row: {("decisions.client", row.pk)},
    "decisions:client_record_consent": lambda row: {("decisions.client", row.pk)},
    "decisions:decision_describe_need": lambda row: of_decision(row),
    "decisions:decision_weigh": lambda row: of_decision(row),
    "recruitment:enquiry_contact": lambda row: {("recruitment.enquiry", row.pk)},
    "recruitment:enquiry_note_contact": lambda row: {("recruitment.enquiry", row.pk)},
    "recruitment:enquiry_edit": lambda row: {("recruitment.enquiry", row.pk)},
    "recruitment:enquiry_merge": lambda row: {("recruitment.enquiry", row.pk)},
    "recruitment:enquiry_recognise": lambda row: {("recruitment.enquiry", row.pk)},
    "recruitment:volunteer_renew": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:volunteer_recommend": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:datachange": lambda row: of_volunteer(row),
    "recruitment:datachange_settle": lambda row: of_volunteer(row),
    "recruitment:transfer": lambda row: of_volunteer(row),
    "recruitment:seat_certificate_pdf": lambda row: of_volunteer(row),
    "recruitment:volunteer_begin_mentorship": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:mentorship": lambda row: of_pair(row),
    "recruitment:mentorship_note": lambda row: of_pair(row),
    "recruitment:volunteer_log_contact": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:volunteer_take_in": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:concern": lambda row: {("recruitment.volunteer", row.volunteer_id), ("recruitment.concern", row.pk)},
    "recruitment:volunteer_edit": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:volunteer_describe": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:volunteer_calendar": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:volunteer_documents": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:volunteer_document_file": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:vetting_propose": lambda row: of_vetting(row),
    "recruitment:vetting_draft": lambda row: of_vetting(row),
    "recruitment:vetting_assess_jour": lambda row: of_vetting(row),
    "recruitment:volunteer_remove_document": lambda row: {("recruitment.volunteer", row.pk)},
    "recruitment:vetting_approve": lambda row: of_vetting(row),
    "recruitment:reference_take": lambda row: {
        ("recruitment.vetting", row.vetting_id),
        ("recruitment.reference", row.pk),
    },
    "recruitment:reference_note_chase": lambda row: {
        ("recruitment.vetting", row.vetting_id),
        ("recruitment.reference", row.pk),
    },
    "orders:order": lambda row: {("decisions.client", row.decision.client_id), ("orders.order", row.pk)},
    "imports:importbatch": lambda row: {("imports.importbatch", row.pk)},
    "orders:order_card": lambda row: {("decisions.client", row.decision.client_id), ("orders.order", row.pk)},
    "matching:shortlist_pool": lambda row: searched_for(row),
    "matching:shortlist_course": lambda row: searched_for(row),
    "matching:shortlist_showing": lambda row: searched_for(row),
    "matching:shortlist_note_conflict": lambda row: searched_for(row),
    "matching:shortlist_post_call": lambda row: searched_for(row),
    "matching:shortlist_wish": lambda row: searched_for(row),
    "matching:call": lambda row: {("decisions.client", row.shortlist.decision.client_id), ("matching.call", row.pk)},
    "matching:shortlist": lambda row: {("decisions.client", row.decision.client_id), ("matching.shortlist", row.pk)},
    "matching:proposal": lambda row: {
        ("decisions.client", row.shortlist.decision.client_id),
        ("recruitment.volunteer", row.volunteer_id),
        ("matching.proposal", row.pk),
    },
    "matching:proposal_child_pdf": lambda row: {
        ("decisions.client", row.shortlist.decision.client_id),
        ("recruitment.volunteer", row.volunteer_id),
        ("matching.proposal", row.pk),
    },
    "matching:assignment": lambda row: parties_of(row),
    "matching:assignment_agreement_pdf": lambda row: parties_of(row),
    "matching:assignment_pay": lambda row: parties_of(row),
    "matching:assignment_agree_terms": lambda row: parties_of(row),
    "matching:monthreport": lambda row: {*parties_of(row.assignment), ("matching.monthreport", row.pk)},
    "matching:monthreport_put_visit": lambda row: {*parties_of(row.assignment), ("matching.monthreport", row.pk)},
    "matching:payroll": lambda row: paid_by(row),
    "matching:payroll_statement_pdf": lambda row: paid_by(row),
    "matching:assignment_appointment_pdf": lambda row: parties_of(row),
    "matching:assignment_life": lambda row: parties_of(row),
    "matching:assignment_card_pdf": lambda row: parties_of(row),
    "matching:damagereport_pdf": lambda row: parties_of(row.assignment),
    "matching:mandate_pdf": lambda row: parties_of(row.assignment),
}
DECIDED = BY_ANOTHER | {"decisions:decision_weigh"}
PERSONS = {
    DamageReport,
    Assignment,
    Client,
    Colleague,
    Compilation,
    Concern,
    DataChange,
    ClientMeeting,
    Decision,
    Enquiry,
    Feedback,
    FollowUp,
    Letter,
    MonthReport,
    LogEntry,
    Mandate,
    Opinion,
    Order,
    Payroll,
    Plan,
    Proposal,
    Reference,
    ReportedCase,
    Shortlist,
    Transfer,
    Seat,
    Mentorship,
    Vetting,
    Volunteer,
}
# An invoice and a call name nobody; a meeting names whom it invites, as a list does, and says no more of them.
THINGS = {
    Call,
    RecruitmentWish,
    Campaign,
    Consultation,
    Network,
    NetworkMeeting,
    CreditNote,
    ImportBatch,
    InformationMeeting,
    Invoice,
}
THINGS |= {
    Training,
    BinderPage,
    Routine,
}  # a page of the binder names nobody, and a fortbildning no more than a meeting
THINGS |= {Budget, Charge, Dispatch, Message, Objection, Payer, Seller, ServiceOrder, YearCost}  # of sums


def of_decision(row: Any) -> set[tuple[str, int]]:
    return {("decisions.client", row.client_id), ("decisions.decision", row.pk)}


def under_decision(row: Any) -> set[tuple[str, int]]:
    """What hangs on a decision is about its client and the decision."""
    return of_decision(row.decision)


def of_vetting(row: Any) -> set[tuple[str, int]]:
    return {("recruitment.volunteer", row.volunteer_id), ("recruitment.vetting", row.pk)}


def paid_by(row):
    volunteers = row.lines.values_list("volunteer", flat=True)
    return {("matching.payroll", row.pk), *(("recruitment.volunteer", pk) for pk in volunteers)}


def of_pair(row: Any) -> set[tuple[str, int]]:
    """The mentor and the new one."""
    pair = {("recruitment.volunteer", row.mentor_id), ("recruitment.volunteer", row.family_id)}
    return {*pair, ("recruitment.mentorship", row.pk)}


def of_volunteer(row: Any) -> set[tuple[str, int]]:
    """The volunteer, and what is said of them."""
    return {("recruitment.volunteer", row.volunteer_id), (row._meta.label_lower, row.pk)}


def searched_for(row: Any) -> set[tuple[str, int]]:
    """Whom a search is for."""
    return {("decisions.client", row.decision.client_id), ("matching.shortlist", row.pk)}


def parties_of(row: Any) -> set[tuple[str, int]]:
    """Whom an assignment is about: the client and the volunteer."""
    return {
        ("decisions.client", row.decision.client_id),
        ("recruitment.volunteer", row.volunteer_id),
        ("matching.assignment", row.pk),
    }


def newest() -> Event:
    return Event.objects.order_by("-pk")[0]


def test_every_page_about_a_person_is_a_read_or_says_why_not():
    silent = set()
    for address in addresses():
        if "pk" in address.gaps and address.guard.kind == "requires":
            assert address.model in PERSONS | THINGS, (
                f"{address.model.__name__} is new: say in tests/access/test_reads.py whether it is about a PERSON."
            )
            if address.model in PERSONS and not address.guard.read:
                silent.add(address.name)
    new, gone = silent - set(EXEMPT), set(EXEMPT) - silent
    assert not new, (
        f"Put read=True on the guard of {sorted(new)}, or say in EXEMPT why nobody's name is in the log for it."
    )
    assert not gone, f"These are gone, or write an Event now: take them out of EXEMPT: {sorted(gone)}."


def test_a_detail_page_is_never_exempt():
    """What a row's own address shows is everything that is known about it."""
    for address in addresses():
        if address.route.endswith("<int:pk>/") and address.model in PERSONS - {Reference}:
            assert address.guard.read, f"Put read=True on the guard of {address}."


def test_every_read_is_in_the_table_by_hand():
    assert {address.name for address in addresses() if address.guard.read} == set(ABOUT)


@pytest.mark.parametrize("name", ABOUT)
def test_a_look_is_an_event_about_the_right_people(world, browser_of, name):
    """By whoever may look, in every place: one Event, with the reader, the row, its unit and its people."""
    address = next(each for each in addresses() if each.name == name)
    looked = set()
    for person, places in PAGES[name].items():
        browser = browser_of(person)
        for row in world.of_model(address.model):
            own = name in BY_ANOTHER and row.led_by == person
            if row.place not in places or person in row.hidden_from or own:
                continue
            last = newest()
            beside = BESIDE.get(name, lambda world, row: {})(world, row)
            assert browser.get(address.path(pk=row.obj.pk, **beside)).status_code == 200
            (event,) = Event.objects.filter(pk__gt=last.pk)
            assert event.verb == f"{row.obj._meta.label_lower}.read"
            assert (event.user, event.actor_kind, event.facts) == (world.cast.people[person], "user", {})
            assert (event.object_type, event.object_id) == (row.obj._meta.label_lower, row.obj.pk)
            assert event.unit_id == row.obj.unit_id
            assert set(event.abouts.values_list("kind", "key")) == ABOUT[name](row.obj)
            looked.add(row.place)
    everywhere = {row.place for row in world.of_model(address.model)}
    within = set().union(*PAGES[name].values()) if name in DECIDED else everywhere  # the cast decides in some places
    assert looked == everywhere & within


def test_the_log_answers_who_has_seen_somebody(world, browser_of):
    """Disa opens a vetting, Anna and Lo what is theirs: the volunteer of Resursteamen was seen by Disa alone."""
    for person, place in (("disa", "team"), ("anna", "bromma_iof"), ("lo", "bromma_lss")):
        assert browser_of(person).get(world.first("vetting", place).obj.get_absolute_url()).status_code == 200
    volunteer = world.first("volunteer", "team").obj
    seen = Event.objects.about("recruitment.volunteer", volunteer.pk).reads()
    assert [event.user for event in seen] == [world.cast.disa]


# A look at a list of clients or their cases is a look at each of them; a list of volunteers shows no more than names.
LIST_READS = {
    # path: the verb, and by what a client comes to stand on the list
    "/klienter/": ("decisions.client.list.read", "pk"),
    "/beslut/": ("decisions.decision.list.read", "decisions"),
    "/uppfoljningar/": ("decisions.followup.list.read", "decisions__follow_ups"),
    "/bestallningar/": ("orders.order.list.read", "decisions__orders"),
    "/formedla/": ("orders.order.list.read", "decisions__orders"),
    "/sokningar/": ("matching.shortlist.list.read", "decisions__shortlists"),
    "/uppdrag/": ("matching.assignment.list.read", "decisions__assignments"),
}


@pytest.mark.parametrize("path", LIST_READS)
def test_a_look_at_a_list_of_cases_is_an_event_about_all_on_it(world, browser_of, path):
    """One in each unit, for its log reviewer: Rut's look at the cards is in the logs of Bromma and of Farsta."""
    person, places = ("rut", {"bromma_iof", "bromma_lss", "farsta_iof"}) if path == "/formedla/" else ("anna", IOF)
    verb, by = LIST_READS[path]
    last = newest()
    assert browser_of(person).get(path).status_code == 200
    events = Event.objects.filter(pk__gt=last.pk)
    assert {(event.verb, event.user) for event in events} == {(verb, world.cast.people[person])}
    there = set(Client.objects.filter(**{f"{by}__isnull": False}).values_list("pk", flat=True))
    rows = [row for row in world.rows if row.kind == "client" and row.place in places]
    clients = [row.obj for row in rows if row.obj.pk in there]
    seen = [(event.unit_id, each.key) for event in events for each in event.abouts.filter(kind="decisions.client")]
    assert sorted(seen) == sorted((client.unit_id, client.pk) for client in clients)
    assert len(events) == len({client.unit_id for client in clients})


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_an_export_is_an_event_with_its_size(world, browser_of, form):
    rows = len([row for row in world.rows if row.kind == "volunteer" and row.place in IOF])
    browser_of("anna").get(f"/rekrytering/uppdragstagare/?format={form}")
    event = newest()
    assert (event.verb, event.user) == ("recruitment.volunteer.export", world.cast.anna)
    assert event.facts == {"rows": rows, "format": form}
