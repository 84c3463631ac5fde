"""Putting in at once: the bulk result is the steps' result, field by field."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, models, transaction
from django.test.utils import CaptureQueriesContext

from brokerage import clock, identity
from brokerage.access import Actor
from brokerage.audit.models import Event
from brokerage.imports.models import ImportBatch
from brokerage.imports.records import Adult, City, GuardianRow, UnitRow
from brokerage.imports.workflow import put_in
from brokerage.organisation.models import Unit
from brokerage.workflow import Refusal
from decisions.models import (
    Client,
    ClientIdentity,
    ClientPlace,
    Consent,
    Decision,
    Guardian,
    Interruption,
    LegalGround,
    Need,
)
from decisions.workflow import clients, decisions
from matching.models import Appointment, Assignment, CaseCheck, Proposal, Shortlist
from matching.workflow import assignments
from recruitment.models import Approval, HouseholdMember, Vetting, Volunteer, VolunteerPlace
from recruitment.workflow import enquiries, vettings, volunteers
from tests.cast import Cast
from tests.imports.rows import APPOINTED, APPROVED, DECIDED, KAJSA, KARIN, PER, STARTED, assignment, case, family
from tests.recruitment.made import Made

ENDED = date(2026, 3, 1)
INTERRUPTED = date(2026, 5, 4)
COMPARED = (
    Volunteer, HouseholdMember, VolunteerPlace, Vetting, Approval,
    Client, ClientIdentity, ClientPlace, Guardian, Consent, Decision, Interruption, Need, Assignment, Appointment,
)  # fmt: skip
# What an import can't know, or counts otherwise: how often a row has been saved; the day that somebody came into the
# system; the parts of a vetting made before; the search that found the volunteer.
APART = {
    Volunteer: {"registered_on"},
    Vetting: {"enquiry", "consent_on", "assessment"},
    Assignment: {"proposal"},
    Decision: {"recorded_on", "assessed_on"},  # an imported history says nothing of when it was assessed
    Appointment: {"recorded_on"},
}


def seen(model: type[models.Model]) -> list[dict[str, Any]]:
    """The rows of a model, with keys to other compared rows as their places in the order."""
    places = {each: {pk: place for place, pk in enumerate(_keys(each))} for each in COMPARED}
    found = []
    for row in model._base_manager.order_by("pk"):
        values = {}
        for field in model._meta.concrete_fields:
            if field.name in {"version"} | APART.get(model, set()) or (field.primary_key and not field.remote_field):
                continue
            value = getattr(row, field.attname)
            other = field.related_model if field.remote_field else None
            values[field.name] = places[other].get(value) if other in places else value  # type: ignore[index]
        found.append(values)
    return found


def _keys(model: type[models.Model]) -> list[Any]:
    return list(model._base_manager.order_by("pk").values_list("pk", flat=True))


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def the_family_by_steps(cast: Cast) -> Volunteer:
    made, anna, mia, row = Made(cast), cast.actor("anna"), cast.actor("mia"), family()
    with clock.at(APPROVED):
        enquiry = made.enquiry("met", by="anna")
        enquiries.open_vetting(
            enquiry,
            by=anna,
            household=[
                {"part": "applicant", "name": "Karin Åberg", "identity_number": KARIN},
                {"part": "partner", "name": "Per Åberg", "identity_number": PER},
            ],
            volunteer_name=row.name,
            protection="none",
            kinds=["family"],
            client_areas=["IoF"],
            client_age_from=4,
            client_age_to=12,
            consent_on=APPROVED,
        )
        vetting = Vetting.objects.get()
        place = {**row.place, "district": cast.bromma}
        volunteers.edit(vetting.volunteer, by=anna, **place)
        volunteers.add_member(vetting.volunteer, by=anna, part="child", name="Barn", birth_year=2016)
        made.finish(vetting)
        vetting = vettings.propose(
            vetting,
            by=anna,
            assessment="Lämplig.",
            scope_kinds=["family"],
            scope_age_from=4,
            scope_age_to=12,
            scope_places=1,
            scope_nights=True,
            scope_valid_until=row.valid_until,
        )
        return vettings.approve(vetting, by=mia).volunteer


def the_case_by_steps(cast: Cast, *, number: str = KAJSA, name: str = "", reference: str = "") -> Decision:
    anna, row = cast.actor("anna"), case()
    with clock.at(DECIDED):
        client = clients.register(
            by=anna,
            unit=cast.bromma,
            area="IoF",
            name=name or row.name,
            number=number,
            protection="none",
            interpreter=None,
            communication="Bildstöd",
        )
        clients.edit(client, by=anna, name=name or row.name, phone="", email="", **row.place)
        clients.add_guardian(client, by=anna, name="Moa Mor", phone="070-174 06 06", email="", protection="none")
        clients.record_consent(client, by=anna, guardian=client.guardians.get(), given_on=DECIDED)
        decision = decisions.record(
            by=anna,
            client=client,
            ground=LegalGround.objects.get(code="sol2025-family"),
            decided_on=DECIDED,
            assessed_on=DECIDED,
            decision_maker=cast.hedda,
            extent=row.extent,
            purposes=["relief", "change"],
            valid_to=row.valid_to,
            delegation="3.2",
            case_reference=reference or row.case_reference,
        )
        return decisions.describe_need(
            decision,
            by=anna,
            musts=list(row.musts),
            important=list(row.important),
            wishes=list(row.wishes),
            words=row.words,
            urgency=row.urgency,
            together=row.together,
        )


def the_assignment_by_steps(cast: Cast, decision: Decision, volunteer: Volunteer) -> Assignment:
    by = cast.actor("anna")
    seat: dict[str, Any] = {"unit": cast.bromma, "area": "IoF"}
    with clock.at(APPOINTED):
        shortlist = Shortlist.objects.create(decision=decision, pool=cast.bromma, opened_by=cast.anna, **seat)
        proposal = Proposal.objects.create(
            shortlist=shortlist, volunteer=volunteer, met_on=APPOINTED, starts_on=STARTED, state="chosen", **seat
        )
        for member in volunteer.members.exclude(part="child"):
            CaseCheck.objects.create(
                proposal=proposal, member=member, source="A", on=APPOINTED, official=cast.anna, outcome="nothing"
            )
        proposal = assignments.appoint(proposal, by=by, decision_maker=cast.mia, delegation="3.3", decided_on=APPOINTED)
    with clock.at(STARTED):
        return assignments.start(proposal.assignment, by=by, started_on=STARTED)


def by_steps(cast: Cast, then: Callable[[Assignment], object]) -> dict[Any, list[dict[str, Any]]]:
    """The small city as the steps make it, and then undone."""
    with undone():
        then(the_assignment_by_steps(cast, the_case_by_steps(cast), the_family_by_steps(cast)))
        return {model: seen(model) for model in COMPARED}


def at_once(cast: Cast, **given: Any) -> dict[Any, list[dict[str, Any]]]:
    with undone():
        rows = given.pop("assignment", {})
        put_in(City((), (family(),), (case(**given),), (assignment(**rows),)), by=cast.actor("anna"))
        return {model: seen(model) for model in COMPARED}


def ends(assignment: Assignment, by: Any, then: str) -> None:
    with clock.at(ENDED):
        assignments.end(assignment, by=by, ended_on=ENDED, ending="moved", decision_then=then)


@pytest.mark.parametrize("model", COMPARED, ids=lambda model: model._meta.label_lower)
def test_a_running_assignment_is_what_the_steps_make(cast: Cast, model: type[models.Model]) -> None:
    expected = by_steps(cast, lambda assignment: None)
    assert at_once(cast)[model] == expected[model]
    assert expected[model] or model is Interruption


def test_an_ended_assignment_that_leaves_an_interruption(cast: Cast) -> None:
    by = cast.actor("anna")
    then = ENDED + timedelta(days=1)
    found = at_once(cast, interrupted_since=then, assignment={"ended_on": ENDED, "ending": "moved"})
    assert found == by_steps(cast, lambda each: ends(each, by, "interrupted"))
    assert found[Interruption]


def test_an_ended_assignment_whose_decision_ended_too(cast: Cast) -> None:
    by = cast.actor("anna")
    reason = "Uppdraget avslutat: någon har flyttat"
    gone = {"ended_on": ENDED, "ending": "moved"}
    found = at_once(cast, ended_on=ENDED, end_reason=reason, assignment=gone)
    assert found == by_steps(cast, lambda each: ends(each, by, "ends"))


def test_a_decision_that_waits_is_what_the_step_makes(cast: Cast) -> None:
    with undone():
        the_case_by_steps(cast)
        expected = {model: seen(model) for model in COMPARED}
    with undone():
        put_in(City(cases=(case(executed_on=None),)), by=cast.actor("anna"))
        assert {model: seen(model) for model in COMPARED} == expected


def test_the_log_says_what_was_put_in(cast: Cast) -> None:
    batch = put_in(City((), (family(),), (case(),), (assignment(),)), by=cast.actor("anna"))
    verbs = [verb.partition(".")[2] for verb in Event.objects.order_by("pk").values_list("verb", flat=True)]
    assert verbs == [
        "vetting.approve",
        "volunteer.take_on",
        "volunteer.enter",
        "client.register",
        "decision.record",
        "decision.describe_need",
        "decision.execute",
        "assignment.take_up",
        "assignment.start",
        "importbatch.apply",
    ]
    assert {event.facts["import"] for event in Event.objects.all()} == {batch.pk}
    of_unit = Event.objects.get(verb="imports.importbatch.apply")
    assert (of_unit.unit_id, of_unit.facts["assignments"]) == (cast.bromma.pk, 1)
    client = Client.objects.get()
    about = Event.objects.filter(abouts__kind="decisions.client", abouts__key=client.pk)
    assert about.count() == 6
    assert Event.objects.get(verb="recruitment.volunteer.enter").cause == Event.objects.get(
        verb="recruitment.vetting.approve"
    )


def test_a_client_with_two_decisions_is_one_client(cast: Cast) -> None:
    second = case(case_reference="BRO-2025-0002", ground="sol2025-person", executed_on=None)
    put_in(City(cases=(case(), second)), by=cast.actor("anna"))
    assert Client.objects.get().decisions.count() == 2


def test_a_unit_that_is_there_stays_and_a_new_one_has_its_successor(cast: Cast) -> None:
    before = Unit.objects.get(name="Bromma").starts
    old = UnitRow(name="Nya Bromma", starts=date(2020, 1, 1), ends=date(2024, 12, 31), successor="Bromma")
    put_in(City(units=(UnitRow(name="Bromma", starts=date(1999, 1, 1)), old)), by=cast.actor("anna"))
    assert Unit.objects.get(name="Bromma").starts == before
    assert Unit.objects.get(name="Nya Bromma").successor == cast.bromma


def test_a_later_import_finds_the_volunteer_and_the_decision_of_an_earlier_one(cast: Cast) -> None:
    put_in(City((), (family(),), (case(),), ()), by=cast.actor("anna"))
    put_in(City(assignments=(assignment(),)), by=cast.actor("anna"))
    assert Assignment.objects.get().volunteer == Volunteer.objects.get()


PROTECTED = {"protection": "registered"}
WRONG: list[tuple[str, City]] = [
    ("Adressen till någon med skyddade", City(volunteers=(family(**PROTECTED),))),
    ("Adressen till någon med skyddade", City(cases=(case(**PROTECTED),))),
    ("Vårdnadshavarnas samtycke krävs", City(cases=(case(guardians=(GuardianRow("Moa Mor"),)),))),
    ("gällde inte", City(cases=(case(ground="sol2001-family"),))),
    ("kan inte också godkänna", City(volunteers=(family(approver=family().investigator),))),
    ("Ingen användare har", City(cases=(case(decision_maker="ingen@formedlingen.example"),))),
    ("Personen finns redan", City(cases=(case(), case(number=KAJSA, area="OF", case_reference="B")))),
    ("Ingen uppdragstagare har beteckningen", City(cases=(case(),), assignments=(assignment(),))),
    ("Uppdragstagaren är inte godkänd", City((), (family(kinds=("person",)),), (case(),), (assignment(),))),
    ("beslutet verkställs inte", City((), (family(),), (case(executed_on=None),), (assignment(),))),
]


@pytest.mark.parametrize(("sentence", "city"), WRONG, ids=lambda value: value[:30] if isinstance(value, str) else "")
def test_what_no_step_would_make_is_refused_and_nothing_is_saved(cast: Cast, sentence: str, city: City) -> None:
    if "redan" in sentence:
        put_in(City(cases=city.cases[:1]), by=cast.actor("anna"))
        city = City(cases=(case(case_reference="B"),))
    clients_before = Client.objects.count()
    with pytest.raises(Refusal, match=sentence):
        put_in(city, by=cast.actor("anna"))
    assert Client.objects.count() == clients_before
    assert not Volunteer.objects.exists()


def test_somebody_protected_leaves_no_place(cast: Cast) -> None:
    nowhere = {"protection": "registered", "street": "", "postcode": "", "town": ""}
    put_in(City((), (family(**nowhere, district=""),), (case(**nowhere),), ()), by=cast.actor("anna"))
    assert not ClientPlace.objects.exists()
    assert not VolunteerPlace.objects.exists()


def many(count: int) -> City:
    """So many families, children and assignments."""
    names = range(count)
    born = [date(2014, 1, 1) + timedelta(days=number // 20) for number in names]
    old = [date(1970, 1, 1) + timedelta(days=number // 20) for number in names]
    return City(
        (),
        tuple(
            family(reference=f"U-{n}", adults=(Adult("Karin Åberg", identity.made_up(old[n], 980 + n % 20)),))
            for n in names
        ),
        tuple(case(number=identity.made_up(born[n], 980 + n % 20), case_reference=f"BRO-{n}") for n in names),
        tuple(assignment(case_reference=f"BRO-{n}", volunteer=f"U-{n}") for n in names),
    )


def queries_for(cast: Cast, count: int) -> int:
    with undone(), CaptureQueriesContext(connection) as queries:
        put_in(many(count), by=cast.actor("anna"))
    return len(queries)


def test_more_rows_take_no_more_queries(cast: Cast) -> None:
    """Up to the size of a batch; SQLite takes fewer rows at once than PostgreSQL."""
    queries_for(cast, 1)
    assert queries_for(cast, 1) == queries_for(cast, 12) <= 60


def test_without_a_user_whoever_decided_has_put_it_in(cast: Cast) -> None:
    batch = put_in(City(cases=(case(),)), by=Actor.system("import"))
    assert Decision.objects.get().recorded_by == cast.hedda
    assert ImportBatch.objects.get() == batch
    assert Event.objects.get(verb="decisions.client.register").actor_code == "import"
