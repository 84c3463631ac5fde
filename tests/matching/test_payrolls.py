"""A month's basis for the payroll: by its cut-off, once, with what was wrong as new lines; as files and on paper."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from lxml import etree
from openpyxl import load_workbook

from brokerage import clock, money
from brokerage.audit.models import Event
from brokerage.workflow import Blocked, NotAllowed, Refusal
from matching.models import Assignment, MonthReport, PayLine, Payroll, Visit
from matching.payroll import draft_of
from matching.workflow import payrolls, visits
from tests.cast import Cast
from tests.kernel.test_workflow_races import at_once
from tests.matching.pay import Pay
from tests.reading import pick, read, text_of, words_on_paper
from tests.recruitment.made import plain
from tests.recruitment.window import Window

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
FRIDAY, SUNDAY = date(2026, 10, 16), date(2026, 10, 18)
WEEKEND = Decimal("1550.00")  # 125 + 2 × 500, and 2.5 × 170
TERMS = {"fee": Decimal(250), "pays_mileage": True}


@pytest.fixture
def assignment(pay: Pay) -> Assignment:
    return pay.running(starts=date(2026, 9, 1), terms=TERMS)


@pytest.fixture
def october(assignment: Assignment, pay: Pay) -> MonthReport:
    """A weekend, reported, checked and attested."""
    return pay.attested(pay.visit(assignment, FRIDAY, SUNDAY))


def lines_of(payroll: Payroll) -> list[tuple[str, Decimal, Decimal, int]]:
    return [(each.kind, each.quantity, each.amount, each.turn) for each in payroll.lines.all()]


# Once


def test_a_month_is_closed_with_what_was_attested(october: MonthReport, pay: Pay) -> None:
    payroll = pay.closed(OCTOBER)
    assert payroll.total == WEEKEND
    assert lines_of(payroll) == [
        ("fee", Decimal("0.5"), Decimal(125), 1),
        ("expenses", Decimal("2.5"), Decimal(425), 1),
        ("fee-double", Decimal(2), Decimal(1000), 1),
    ]
    assert not MonthReport.objects.due().exists()


def test_nothing_goes_twice(october: MonthReport, pay: Pay) -> None:
    pay.closed(OCTOBER)
    with pytest.raises(Refusal, match="inget att betala ut för oktober 2026"):
        pay.closed(OCTOBER)
    with pytest.raises(Refusal, match="inget att betala ut för november 2026"):
        pay.closed(date(2026, 11, 1), on=date(2026, 12, 7))
    line = PayLine.objects.all()[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        PayLine.objects.bulk_create([_copy(line)])
    with pytest.raises(TypeError, match="never edited"):
        line.save()
    with pytest.raises(TypeError, match="never edited"):
        Payroll.objects.get().save()


def _copy(line: PayLine) -> PayLine:
    facts = {field.attname: getattr(line, field.attname) for field in line._meta.concrete_fields if field.name != "id"}
    return PayLine(**facts)


def test_before_the_cut_off_nothing_is_closed(assignment: Assignment, pay: Pay) -> None:
    with clock.at(date(2026, 11, 4)):
        pay.attested(pay.visit(assignment, FRIDAY, SUNDAY))
        with pytest.raises(Refusal, match=r"stängs tidigast 5\snov\s2026"):
            pay.closed(OCTOBER, on=date(2026, 11, 4))
    assert pay.closed(OCTOBER, on=date(2026, 11, 5)).cutoff_on == date(2026, 11, 5)


def test_what_comes_late_goes_with_the_next_month(assignment: Assignment, pay: Pay) -> None:
    pay.attested(pay.visit(assignment, date(2026, 9, 2)))
    pay.closed(SEPTEMBER, on=date(2026, 11, 22))
    pay.attested(pay.visit(assignment, FRIDAY, SUNDAY))
    late = pay.visit(
        pay.running(
            terms=TERMS,
            number="7",
            name="Familjen Sen",
            starts=date(2026, 9, 1),
            decision=pay.decided(
                client=assignment.decision.client, decided_on=date(2026, 9, 1), case_reference="BRO-2026-0002"
            ),
        ),
        date(2026, 9, 9),
    )
    pay.attested(late)
    payroll = pay.closed(OCTOBER)
    assert {line.report.month for line in payroll.lines.all()} == {SEPTEMBER, OCTOBER}


def test_who_has_no_number_stops_the_closing(pay: Pay) -> None:
    assignment = pay.running(starts=date(2026, 9, 1), terms=TERMS, number="")
    pay.attested(pay.visit(assignment, FRIDAY, SUNDAY))
    with pytest.raises(Blocked, match="Anställningsnummer saknas för Familjen Åberg"):
        pay.closed(OCTOBER)
    assert not Payroll.objects.exists()


def test_only_the_manager_closes_and_only_her_own(october: MonthReport, pay: Pay, cast: Cast) -> None:
    mark = draft_of(cast.bromma.pk, "IoF", OCTOBER).mark
    for who in ("anna", "hedda", "lo", "olle", "eva", "rut"):
        with pytest.raises(NotAllowed):
            payrolls.close(by=cast.actor(who), unit_id=cast.bromma.pk, area="IoF", first=OCTOBER, mark=mark)
    assert not Payroll.objects.exists()
    with pytest.raises(Refusal, match="ändrats sedan sidan öppnades"):
        payrolls.close(by=cast.actor("mia"), unit_id=cast.bromma.pk, area="IoF", first=OCTOBER, mark="0.0.00")


# Corrections


def test_what_was_wrong_is_mended_by_new_lines(
    october: MonthReport, assignment: Assignment, pay: Pay, cast: Cast
) -> None:
    """It was one day less: what was paid stays as it is, and the difference comes below zero."""
    pay.closed(OCTOBER)
    report = visits.correct(MonthReport.objects.get(), by=cast.actor("anna"), reason="En dag för mycket")
    pay.visit(assignment, FRIDAY, date(2026, 10, 17), visit=Visit.objects.get().pk)
    pay.attested(report)
    payroll = pay.closed(date(2026, 11, 1), on=date(2026, 12, 7))
    assert payroll.total == -(500 + 170)
    assert lines_of(payroll) == [
        ("expenses", Decimal(-1), Decimal(-170), 2),
        ("fee-double", Decimal(-1), Decimal(-500), 2),
    ]
    assert sum(line.amount for line in PayLine.objects.all()) == WEEKEND - 670


def test_a_struck_stay_is_taken_back_whole(october: MonthReport, pay: Pay, cast: Cast) -> None:
    pay.closed(OCTOBER)
    report = visits.correct(MonthReport.objects.get(), by=cast.actor("anna"), reason="Blev inte av")
    report = visits.strike_visit(report, by=cast.actor("anna"), visit=Visit.objects.get().pk)
    pay.attested(report)
    assert pay.closed(date(2026, 11, 1), on=date(2026, 12, 7)).total == -WEEKEND


def test_new_terms_from_an_earlier_day_give_the_difference(
    october: MonthReport, assignment: Assignment, pay: Pay, cast: Cast
) -> None:
    pay.closed(OCTOBER)
    payrolls.agree_terms(assignment, by=cast.actor("anna"), starts=date(2026, 10, 1), fee=Decimal(300))
    assert MonthReport.objects.get().state == "submitted"  # on new terms it is checked and attested anew
    pay.attested(MonthReport.objects.get())
    assert pay.closed(date(2026, 11, 1), on=date(2026, 12, 7)).total == Decimal("2.5") * 50 + 2 * 50 - 25 + 25


def test_nothing_is_paid_on_terms_that_the_attest_has_not_seen(
    october: MonthReport, assignment: Assignment, pay: Pay, cast: Cast
) -> None:
    by = cast.actor("anna")
    payrolls.agree_terms(assignment, by=by, starts=date(2026, 10, 1), fee=Decimal(900))
    report = MonthReport.objects.get()
    assert (report.state, report.attested_by, report.is_due) == ("submitted", None, False)
    assert not draft_of(cast.bromma.pk, "IoF", OCTOBER).lines


def test_a_sum_that_is_no_longer_the_attested_one_stays_out_and_is_told(october: MonthReport, cast: Cast) -> None:
    MonthReport.objects.update(amount=WEEKEND - 100)  # as if a price had changed since
    draft = draft_of(cast.bromma.pk, "IoF", OCTOBER)
    assert (draft.lines, draft.reports) == ([], [])
    assert "inte längre det som attesterades" in draft.missing[0]


def test_whoever_has_written_in_a_single_stay_does_not_attest(assignment: Assignment, pay: Pay, cast: Cast) -> None:
    """Mia holds both roles, and somebody else pressed «skicka in»."""
    report = visits.check(visits.submit(pay.visit(assignment, FRIDAY, SUNDAY), by=pay.by("anna")), by=pay.by("anna"))
    Visit.objects.update(noted_by=cast.mia)
    with pytest.raises(Refusal, match="skrivit in eller granskat"):
        visits.attest(report, by=pay.by("mia"))


@pytest.mark.parametrize("month", ["2026-10-15", "9999-12-01", "2030-01-01", "igår"])
def test_what_is_no_month_that_has_been_closes_nothing(month: str, october: MonthReport, client_of: Make) -> None:
    facts = {"month": month, "unit": october.unit_id, "area": "IoF", "mark": "1.1"}
    with clock.at(date(2026, 12, 7)):
        assert client_of("mia").post("/loneunderlag/stang/", facts).status_code == 302
    assert not Payroll.objects.exists()


# Files and papers


def test_paxml_holds_pay_numbers_and_no_names(october: MonthReport, pay: Pay, client_of: Make) -> None:
    payroll = pay.closed(OCTOBER)
    answer = client_of("mia").get(f"/loneunderlag/{payroll.pk}/fil/paxml/")
    assert answer["Content-Disposition"] == 'attachment; filename="loneunderlag-2026-10-iof.xml"'
    root = etree.fromstring(answer.content)
    assert root.findtext("header/format") == "LÖNIN"
    assert root.findtext("header/version") == "2.0"
    lines = root.findall("lonetransaktioner/lonetrans")
    assert [
        (each.get("anstid"), *(each.findtext(name) for name in ("lonart", "datum", "antal", "apris", "belopp")))
        for each in lines
    ] == [
        ("1041", "4101", "2026-10-18", "0.5", "250.00", "125.00"),
        ("1041", "4201", "2026-10-18", "2.5", "170.00", "425.00"),
        ("1041", "4102", "2026-10-18", "2", "500.00", "1000.00"),
    ]
    for word in ("Åberg", "Kajsa", "BRO-2026", "2017"):
        assert word not in answer.content.decode()
    assert Event.objects.filter(verb="matching.payroll.export").get().facts == {"rows": 1, "format": "paxml"}


def test_paxml_keeps_to_the_schema(october: MonthReport, pay: Pay, client_of: Make) -> None:
    """Also where a correction takes something back, and where the statement counts halves."""
    schema = etree.XMLSchema(etree.parse(Path(__file__).parent.parent / "data" / "paxml_2_0.xsd"))
    first = pay.closed(OCTOBER)
    report = visits.correct(october, by=pay.by("anna"), reason="Söndagen blev inte av.")
    report = visits.strike_visit(report, by=pay.by("anna"), visit=report.visits.get().pk)
    pay.attested(report)
    second = pay.closed(date(2026, 11, 1), on=date(2026, 12, 7))
    for payroll in (first, second):
        with clock.at(date(2026, 12, 8)):
            root = etree.fromstring(client_of("mia").get(f"/loneunderlag/{payroll.pk}/fil/paxml/").content)
        schema.assertValid(root)
        amounts = [Decimal(each.findtext("belopp", "")) for each in root.iter("lonetrans")]
        assert sum(amounts) == payroll.total
        for line in root.iter("lonetrans"):
            quantity, price = (Decimal(line.findtext(name, "")) for name in ("antal", "apris"))
            assert money.rounded(quantity * price) == Decimal(line.findtext("belopp", ""))
    assert second.total == -first.total
    assert root.findtext("header/datum") == "2026-12-07T00:00:00"


def test_csv_adds_up_to_the_total(october: MonthReport, pay: Pay, client_of: Make) -> None:
    payroll = pay.closed(OCTOBER)
    content = client_of("anna").get(f"/loneunderlag/{payroll.pk}/fil/csv/").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content), delimiter=";"))
    assert sum(Decimal(row["Belopp"].replace(",", ".")) for row in rows) == payroll.total
    assert {row["Anställningsnummer"] for row in rows} == {"1041"}
    assert "Åberg" not in content


def test_the_overview_as_a_chart_with_what_was_taken_back_and_as_files(
    october: MonthReport, assignment: Assignment, pay: Pay, client_of: Make
) -> None:
    """October gives a weekend; in November a day of it is taken back, and that bar points down."""
    pay.closed(OCTOBER)
    report = visits.correct(MonthReport.objects.get(), by=pay.by("anna"), reason="En dag för mycket")
    pay.visit(assignment, FRIDAY, date(2026, 10, 17), visit=Visit.objects.get().pk)
    pay.attested(report)
    pay.closed(date(2026, 11, 1), on=date(2026, 12, 7))
    mia, url = client_of("mia"), "/loneunderlag/per-manad/"
    page = read(mia.get(url))
    assert [each.get("height") for each in pick(page, ".chart-bar")] != ["0", "0"]
    assert text_of(page, ".chart-value") == ["1,6", "−0,7"]
    lines = mia.get(f"{url}?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines == [
        "Enhet;Programområde;Månad;Utbetalt, kr",
        "Bromma;Individ- och familjeomsorg;2026-10;1550,00",
        "Bromma;Individ- och familjeomsorg;2026-11;-670,00",
    ]
    book = load_workbook(io.BytesIO(mia.get(f"{url}?format=xlsx").content))
    assert [row[3] for row in book.active.iter_rows(min_row=2, values_only=True)] == [1550, -670]
    assert Event.objects.filter(verb="matching.payroll.export").count() == 2
    assert client_of("olle").get(f"{url}?format=csv").content.decode("utf-8-sig").count("\n") == 1


def test_the_statement_names_the_volunteer_and_nobody_else(october: MonthReport, pay: Pay, client_of: Make) -> None:
    payroll = pay.closed(OCTOBER)
    (volunteer,) = {line.volunteer_id for line in payroll.lines.all()}
    answer = client_of("anna").get(f"/loneunderlag/{payroll.pk}/besked/{volunteer}/")
    said = plain(words_on_paper(answer.content))
    for word in (
        "Familjen Åberg",
        "Ersättning oktober 2026",
        "Dubbelt arvode, helg",
        "16–18 okt 2026",
        "1 550,00 kr",
        "1041",
    ):
        assert word in said
    for word in ("Kajsa", "Moa", "BRO-2026", "Hedda"):
        assert word not in said
    assert client_of("anna").get(f"/loneunderlag/{payroll.pk}/besked/{volunteer + 1}/").status_code == 404


# On the screen


def test_mia_closes_october(october: MonthReport, window: Make) -> None:
    mia: Window = window("mia")
    assert "Stäng löneunderlaget för oktober 2026" in mia.waiting()
    mia.home().follow("Stäng löneunderlaget").reads("Familjen Åberg", "Dubbelt arvode, helg", "1 550,00 kr")
    mia.press("Stäng månaden").reads("Oktober 2026 är stängd, 1 550,00 kr.", "Familjen Åberg (PDF)", "PAXml")
    mia.open("/loneunderlag/per-manad/").reads("Utbetalt per månad", "1 550,00", "Bromma, Individ- och familjeomsorg")
    mia.open("/loneunderlag/").reads("Oktober 2026", "1 550,00")
    assert "Stäng löneunderlaget för oktober 2026" not in mia.waiting()


def test_eva_sees_no_volunteers_pay(october: MonthReport, pay: Pay, client_of: Make) -> None:
    payroll = pay.closed(OCTOBER)
    for path in ("/loneunderlag/", "/loneunderlag/per-manad/", payroll.get_absolute_url(), "/redovisningar/"):
        assert client_of("eva").get(path).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_close_at_once(pay: Pay, cast: Cast) -> None:
    """Mia and somebody who stands in for her press at the same moment: one payroll, each line once."""
    pay.attested(pay.visit(pay.running(starts=date(2026, 9, 1), terms=TERMS), FRIDAY, SUNDAY))
    mark = draft_of(cast.bromma.pk, "IoF", OCTOBER).mark
    close = partial(payrolls.close, by=cast.actor("mia"), unit_id=cast.bromma.pk, area="IoF", first=OCTOBER, mark=mark)
    results = at_once(close, close)
    assert results.count("done") == 1
    assert any(isinstance(each, Refusal) for each in results)
    assert Payroll.objects.count() == 1
    assert PayLine.objects.count() == 3


@pytest.mark.parametrize("number", ["19850412-9801", "8504129801", "=1+1", "Karin Å"])
def test_the_number_of_the_payroll_is_no_name_and_nobodys_own(
    number: str, assignment: Assignment, window: Make
) -> None:
    anna = window("anna").open(f"{assignment.get_absolute_url()}ersattning/villkor/")
    anna.fill(status=422, starts="2026-11-01", number=number)
    anna.fill(starts="2026-11-01", number="A-1041").reads("A-1041")
