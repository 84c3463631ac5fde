"""A temporary extension: planning and pay need a decision, the record never does."""

from collections.abc import Callable
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from brokerage import clock
from brokerage.organisation.models import Membership
from brokerage.workflow import NotAllowed, Refusal
from decisions.models import Decision
from matching.models import Assignment, MonthReport, PayLine, Visit
from matching.turns import turns
from matching.workflow import extensions, visits
from recruitment.models import Approval
from tests.cast import Cast
from tests.matching.pay import CHILD, Pay
from tests.reading import errors_at

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
MONDAY, THURSDAY, FRIDAY = date(2023, 2, 27), date(2023, 3, 2), date(2023, 3, 3)


@pytest.fixture
def assignment(pay: Pay, client_made: Make, decided: Make) -> Assignment:
    """Scenario D: a child of eight with a contact family since January 2023."""
    Membership.objects.update(starts=date(2020, 1, 1))
    with clock.at(date(2023, 1, 9)):
        child = client_made(number=CHILD)
        return pay.running(decision=decided(client=child, ground="sol2001-family", decided_on=clock.today()))


def sums(assignment: Assignment) -> Decimal:
    return sum((each.amount or 0 for each in assignment.month_reports.all()), Decimal(0))


def tasks_of(cast: Cast, who: str) -> list[str]:
    return [each.text for each in turns(cast.actor(who))]


def test_scenario_d(assignment: Assignment, pay: Pay, cast: Cast) -> None:
    """Four days are decided, five are reported: the Friday stands «utan beslut», pays nothing, and is Hedda's task."""
    plan: dict[str, Any] = {"first": MONDAY, "last": THURSDAY, "sort": "extra"}
    with clock.at(date(2023, 2, 19)):
        with pytest.raises(ValidationError, match="och 3 dagar till"):
            visits.plan_visit(assignment, by=cast.actor("anna"), **plan)
        assert not Visit.objects.exists()
    with clock.at(date(2023, 2, 20)):
        pay.extended(assignment, MONDAY, THURSDAY)
        visits.plan_visit(assignment, by=cast.actor("anna"), **plan)
        with pytest.raises(ValidationError, match="Handläggaren beslutar först"):
            visits.plan_visit(assignment, by=cast.actor("anna"), first=FRIDAY, last=FRIDAY, sort="extra")
    with clock.at(date(2023, 3, 4)):
        Visit.objects.all().delete()  # told anew, as it was
        pay.visit(assignment, MONDAY, FRIDAY, sort="extra")
        assert [(each.first.day, each.last.day) for each in Visit.objects.all()] == [(27, 28), (1, 3)]
        assert sums(assignment) == Decimal("1504.00")
        march = MonthReport.objects.get(month=date(2023, 3, 1))
        assert march.uncovered == 1
        assert tasks_of(cast, "hedda") == ["Ett dygn utan beslut i BRO-2026-0001"]
    with clock.at(date(2023, 3, 6)):
        pay.extended(assignment, FRIDAY, FRIDAY, form="oral", decided_on=THURSDAY, decided_time=time(16, 30))
        assert sums(assignment) == Decimal("1880.00")
        assert MonthReport.objects.get(month=date(2023, 3, 1)).uncovered == 0
        assert tasks_of(cast, "hedda") == []


def test_a_longer_stay_takes_no_more_queries_to_plan(assignment: Assignment, pay: Pay, cast: Cast) -> None:
    counts = []
    with clock.at(date(2023, 2, 20)):
        pay.extended(assignment, MONDAY, date(2023, 3, 30))
        for first, last in ((date(2023, 3, 6), date(2023, 3, 6)), (date(2023, 3, 8), date(2023, 3, 21))):
            with CaptureQueriesContext(connection) as queries:
                visits.plan_visit(assignment, by=cast.actor("anna"), first=first, last=last, sort="extra")
            counts.append(sum("matching_extension" in each["sql"] for each in queries))
    assert counts == [1, 1]


def test_a_decision_dated_after_the_day_covers_nothing_of_it(assignment: Assignment, pay: Pay) -> None:
    with clock.at(date(2023, 2, 20)):
        pay.extended(assignment, MONDAY, THURSDAY)
    with clock.at(date(2023, 3, 6)):
        pay.visit(assignment, MONDAY, FRIDAY, sort="extra")
        pay.extended(assignment, FRIDAY, FRIDAY, form="oral", decided_on=date(2023, 3, 4), decided_time=time(9))
        assert sums(assignment) == Decimal("1504.00")
        assert MonthReport.objects.get(month=date(2023, 3, 1)).uncovered == 1


def test_a_decision_that_comes_later_sends_what_was_attested_back_to_be_checked(
    assignment: Assignment, pay: Pay
) -> None:
    """1,504 kronor were paid; the Friday is decided about afterwards, and its 376 become lines of the next payroll."""
    with clock.at(date(2023, 2, 20)):
        pay.extended(assignment, MONDAY, THURSDAY)
    with clock.at(date(2023, 4, 3)):
        pay.visit(assignment, MONDAY, FRIDAY, sort="extra")
        for report in MonthReport.objects.all():
            pay.attested(report)
        assert pay.closed(date(2023, 3, 1)).total == Decimal("1504.00")
    with clock.at(date(2023, 5, 2)):
        pay.extended(assignment, FRIDAY, FRIDAY, form="oral", decided_on=THURSDAY, decided_time=time(16, 30))
        march = MonthReport.objects.get(month=date(2023, 3, 1))
        assert (march.state, march.attested_by, march.is_due) == ("submitted", None, False)
        pay.attested(march)
        assert pay.closed(date(2023, 4, 1)).total == Decimal("376.00")
    assert sum(line.amount for line in PayLine.objects.all()) == Decimal("1880.00")


def test_hedda_can_say_that_nobody_decided(assignment: Assignment, pay: Pay, cast: Cast) -> None:
    with clock.at(date(2023, 3, 4)):
        report = pay.visit(assignment, FRIDAY, sort="extra")
        assert (report.uncovered, report.amount) == (1, 0)
        with pytest.raises(NotAllowed):
            visits.note_undecided(report, by=cast.actor("anna"))
        visits.note_undecided(report, by=cast.actor("hedda"))
        assert tasks_of(cast, "hedda") == []
        pay.visit(assignment, date(2023, 3, 2), sort="extra")  # another day: she is asked anew
        assert tasks_of(cast, "hedda") == ["2 dygn utan beslut i BRO-2026-0001"]


@pytest.mark.parametrize("who", ["anna", "mia", "olle", "lo", "eva"])
def test_a_case_officer_of_the_unit_decides_and_nobody_else(assignment: Assignment, pay: Pay, who: str) -> None:
    with clock.at(date(2023, 2, 20)), pytest.raises(NotAllowed):
        pay.extended(assignment, MONDAY, THURSDAY, by=who)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"decided_on": date(2023, 2, 21)}, "decided_on"),
        ({"form": "oral"}, "decided_time"),
        ({"last": date(2023, 2, 26)}, "last"),
        ({"is_jour": True}, "is_jour"),
    ],
)
def test_what_a_decision_has_to_say(assignment: Assignment, pay: Pay, given: dict[str, Any], field: str) -> None:
    with clock.at(date(2023, 2, 20)), pytest.raises(ValidationError) as refused:
        pay.extended(assignment, MONDAY, given.pop("last", THURSDAY), **given)
    assert list(refused.value.error_dict) == [field]


def test_no_jour_without_an_investigated_home(assignment: Assignment, pay: Pay, cast: Cast) -> None:
    """SoL 22:4: the home is investigated first. The stay itself is written down as something extra all the same."""
    night: dict[str, Any] = {"first": THURSDAY, "last": FRIDAY}
    with clock.at(date(2023, 3, 4)):
        with pytest.raises(ValidationError, match="inte utrett som jourhem"):
            pay.visit(assignment, **night, sort="jour")
        assert not Visit.objects.exists()
        assert pay.visit(assignment, **night, sort="extra").uncovered == 2
        Approval.objects.update(as_jour=True, decided_on=date(2023, 1, 20), valid_until=date(2024, 1, 19))
        pay.extended(assignment, **night, is_jour=True, form="oral", decided_on=THURSDAY, decided_time=time(20))
        visit = Visit.objects.get()
        report = pay.visit(assignment, **night, sort="jour", visit=visit.pk)
        assert (report.uncovered, report.amount) == (0, 2 * 376)


def test_what_was_agreed_needs_no_extension_and_ends_with_the_assignment(assignment: Assignment, pay: Pay) -> None:
    with clock.at(date(2023, 3, 6)):
        Assignment.objects.update(ended_on=date(2023, 3, 4), state="ended", ending="client")
        report = pay.visit(Assignment.objects.get(), date(2023, 3, 3), date(2023, 3, 5))
        assert report.uncovered == 1
        assert report.amount == Decimal("112.50") + 450 + Decimal("226.50")


def test_an_ended_assignment_is_extended_no_more(assignment: Assignment, pay: Pay) -> None:
    with clock.at(date(2023, 3, 6)):
        Assignment.objects.update(ended_on=date(2023, 3, 4), state="ended", ending="client")
        with pytest.raises(Refusal, match="Uppdraget pågår inte då"):
            pay.extended(Assignment.objects.get(), FRIDAY + timedelta(7), FRIDAY + timedelta(8))


# On the screen


def test_hedda_answers_for_the_friday(assignment: Assignment, pay: Pay, window: Make) -> None:
    """From her task to the decision of the Thursday, with its hour; and then nothing is left for her to do."""
    with clock.at(date(2023, 3, 6)):
        pay.visit(assignment, FRIDAY, sort="extra")
        hedda = window("hedda").home().follow("Ett dygn utan beslut i BRO-2026-0001")
        hedda.reads("1 dygn utan beslut").press("Besluta om utökning")
        hedda.fill(
            first=str(FRIDAY), last=str(FRIDAY), extent="Ett dygn", form="oral", decided_on=str(THURSDAY), status=422
        )
        assert errors_at(hedda.page, "decided_time") == ["Ange klockslaget för det muntliga beslutet."]
        hedda.fill(decided_time="16:30").reads(
            "Utökningen är beslutad.",
            "Beslutat muntligt 2 mars 2023 kl. 16.30 av Hedda Lind, nedtecknat 6 mars 2023",
            "376,00 kr",
        )
        assert "dygn utan beslut" not in " ".join(hedda.waiting())


def test_hedda_says_that_nothing_was_decided(assignment: Assignment, pay: Pay, window: Make) -> None:
    with clock.at(date(2023, 3, 6)):
        report = pay.visit(assignment, FRIDAY, sort="extra")
        hedda = window("hedda").open(report.get_absolute_url()).press("Inget beslut fattades").fill()
        hedda.reads("Inget beslut fattades, noterat.")
        assert "dygn utan beslut" not in " ".join(hedda.waiting())


def test_anna_plans_what_hedda_has_decided_and_nothing_else(assignment: Assignment, pay: Pay, window: Make) -> None:
    with clock.at(date(2023, 2, 20)):
        anna = window("anna").open(f"{assignment.get_absolute_url()}ersattning/").press("Planera")
        anna.fill(first=str(MONDAY), last=str(THURSDAY), sort="extra", status=422)
        assert "Handläggaren beslutar först" in errors_at(anna.page, "first")[0]
        pay.extended(assignment, MONDAY, THURSDAY)
        anna.fill(first=str(MONDAY), last=str(THURSDAY), sort="extra").reads("Planerat.", "Lovet")
    with clock.at(date(2023, 3, 6)):
        report = MonthReport.objects.get(month=date(2023, 2, 1))
        with pytest.raises(Refusal, match="Något som var planerat är inte besvarat"):
            pay.submitted(report)
        (address, _) = visits.link_of(report)
        phone = window().open(address.removeprefix(settings.BASE_URL.rstrip("/")))
        phone.press("Det blev så").reads("Sparat.", "27 feb 2023 till 28 feb 2023", "Blev av")
        assert MonthReport.objects.get(pk=report.pk).amount == 2 * 376


def test_the_page_says_that_the_home_is_investigated(assignment: Assignment, window: Make) -> None:
    Approval.objects.update(as_jour=True, decided_on=date(2023, 3, 1), valid_until=date(2024, 2, 29))
    with clock.at(date(2023, 3, 6)):
        anna = window("anna").open(f"{assignment.get_absolute_url()}ersattning/")
        anna.reads("Utrett som jourhem", "1 mars 2023 till 29 feb 2024")


# Revoked


def test_hedda_revokes_what_is_no_longer_wanted_and_what_was_planned_is_struck(
    assignment: Assignment, pay: Pay, window: Make, cast: Cast
) -> None:
    """Monday and Tuesday have been and are paid; from Wednesday nobody has decided, and nothing is planned."""
    with clock.at(date(2023, 2, 20)):
        pay.extended(assignment, MONDAY, THURSDAY)
        visits.plan_visit(assignment, by=cast.actor("anna"), first=date(2023, 3, 1), last=THURSDAY, sort="extra")
    with clock.at(date(2023, 3, 1)):
        pay.visit(assignment, MONDAY, date(2023, 2, 28), sort="extra")
        page = window("hedda").open(f"/uppdrag/{assignment.pk}/ersattning/").press("Återkalla en utökning")
        page = page.fill(because="not-needed", revoked_from="2023-03-01").reads("Utökningen är återkallad")
        said = page.page.text_content().replace("\N{NO-BREAK SPACE}", " ")
        assert "Återkallat 1 mars 2023 av Hedda Lind, från och med 1 mars 2023" in said
        assert "vill inte längre" in said
        planned = Visit.objects.get(first=date(2023, 3, 1))
        assert (planned.fate, planned.strike_reason) == ("struck", "Beslutet om utökning är återkallat.")
        with pytest.raises(ValidationError, match="Handläggaren beslutar först"):
            visits.plan_visit(assignment, by=cast.actor("anna"), first=THURSDAY, last=THURSDAY, sort="extra")
        assert sums(assignment) == Decimal("752.00")  # the two days that have been
        pay.visit(assignment, date(2023, 3, 1), sort="extra")  # and if somebody comes all the same, it is kept
        assert sums(assignment) == Decimal("752.00")
        assert tasks_of(cast, "hedda") == ["Ett dygn utan beslut i BRO-2026-0001"]


def test_a_mistake_is_taken_back_whole_and_what_was_paid_comes_back(
    assignment: Assignment, pay: Pay, cast: Cast
) -> None:
    with clock.at(date(2023, 2, 20)):
        extension = pay.extended(assignment, MONDAY, THURSDAY)
    with clock.at(date(2023, 4, 3)):
        pay.visit(assignment, MONDAY, THURSDAY, sort="extra")
        for report in MonthReport.objects.all():
            pay.attested(report)
        assert pay.closed(date(2023, 3, 1)).total == Decimal("1504.00")
        extensions.revoke(extension, by=cast.actor("hedda"), because="mistaken")
        assert {each.state for each in MonthReport.objects.all()} == {"submitted"}
        for report in MonthReport.objects.all():
            pay.attested(report)
        assert pay.closed(date(2023, 4, 1), on=date(2023, 5, 5)).total == Decimal("-1504.00")


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"because": "law"}, "Ange från vilken dag"),
        ({"because": "law", "revoked_from": MONDAY}, "behåller sitt beslut"),
        ({"because": "not-needed", "revoked_from": FRIDAY}, "gäller inte den dagen"),
    ],
)
def test_what_has_been_keeps_its_decision(
    assignment: Assignment, pay: Pay, cast: Cast, given: dict[str, Any], why: str
) -> None:
    with clock.at(date(2023, 2, 20)):
        extension = pay.extended(assignment, MONDAY, THURSDAY)
    with clock.at(date(2023, 2, 28)):
        with pytest.raises(ValidationError, match=why):
            extensions.revoke(extension, by=cast.actor("hedda"), **given)
        with pytest.raises(NotAllowed):
            extensions.revoke(extension, by=cast.actor("anna"), because="mistaken")
        extensions.revoke(extension, by=cast.actor("hedda"), because="mistaken")
        with pytest.raises(Refusal, match="redan återkallad"):
            extensions.revoke(extension, by=cast.actor("hedda"), because="mistaken")


def test_every_other_weekend_is_planned_at_once_and_no_day_without_a_decision(
    assignment: Assignment, window: Make
) -> None:
    with clock.at(date(2023, 2, 20)):
        Decision.objects.filter(pk=assignment.decision_id).update(valid_to=date(2023, 4, 30))
        anna = window("anna").open(f"{assignment.get_absolute_url()}ersattning/").press("Planera")
        facts = {"first": "2023-03-03", "last": "2023-03-05", "sort": "agreed", "every": "2"}
        anna.fill(**facts, status=422)
        assert "till och med vilken dag" in errors_at(anna.page, "until")[0]
        anna.fill(**facts, until="2023-06-04", status=422)
        assert "Handläggaren beslutar först" in errors_at(anna.page, "first")[0]
        anna.fill(**facts, until="2023-04-30").reads("Planerat.")
    planned = Visit.objects.order_by("first").values_list("first", "last")
    assert [each.isoformat() for pair in planned for each in pair] == [
        "2023-03-03", "2023-03-05", "2023-03-17", "2023-03-19",
        "2023-03-31", "2023-03-31", "2023-04-01", "2023-04-02",  # divided where the month ends
        "2023-04-14", "2023-04-16", "2023-04-28", "2023-04-30",
    ]  # fmt: skip
