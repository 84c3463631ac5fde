"""A month as it is reported: behind the link, on the telephone, checked by one, attested by another."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from brokerage import clock
from brokerage.access import Actor
from brokerage.audit.models import Event
from brokerage.letters.models import Letter
from brokerage.workflow import STEPS, Blocked, NotAllowed, Refusal, WrongState
from matching.models import Assignment, MonthReport, Rate, Visit
from matching.states import MONTH_REPORT, MonthReportState
from matching.turns import turns
from matching.workflow import visits
from recruitment.models import Volunteer
from tests.cast import Cast
from tests.matching.pay import Pay
from tests.reading import errors_at, pick, value_of
from tests.recruitment.made import plain
from tests.recruitment.window import Window

Make = Callable[..., Any]
pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
WHO_IT_IS = ("Kajsa", "Kanariefågel", "Moa", "BRO-2026-0001", "20170402", "070-174 06 05", "Hedda")
FRIDAY, SUNDAY = date(2026, 10, 16), date(2026, 10, 18)


@pytest.fixture
def assignment(pay: Pay) -> Assignment:
    """Familjen Åberg since September, for 250 kronor a day."""
    return pay.running(starts=date(2026, 9, 1), terms={"fee": Decimal(250), "pays_mileage": True})


def path_in(letter: Letter) -> str:
    (address,) = re.findall(r"https?://\S+/svar/redovisning/\S+", letter.body)
    return address.removeprefix(settings.BASE_URL.rstrip("/"))


@pytest.fixture
def phone(assignment: Assignment, pay: Pay, window: Make) -> Window:
    """The volunteer's telephone, on the page behind the link of October's letter."""
    pay.month(assignment, OCTOBER)
    return window().open(path_in(Letter.objects.get(purpose="month_report")))


# Behind the link


def test_a_weekend_is_written_in_and_sent_from_the_phone(phone: Window, cast: Cast) -> None:
    phone.reads("Redovisa oktober 2026", "Kontaktfamilj, uppdraget sedan september 2026", "Ingenting än.")
    phone.fill(what="held", first=str(FRIDAY), last=str(SUNDAY), kilometres="40", words="Vi badade.")
    phone.reads("Sparat.", "16 okt 2026 till 18 okt 2026", "40 km", "Det ni skrev är sparat.")
    phone.press("Skicka in månaden").reads("Tack! Redovisningen är inskickad.", "Ring kontaktsekreteraren")
    report = MonthReport.objects.get()
    assert (report.state, report.by_link, report.submitted_on) == ("submitted", True, clock.today())
    assert report.amount == Decimal("125") + 2 * 500 + Decimal("2.5") * 170 + 40 * Decimal("2.5")
    assert [(each.words, each.noted_by) for each in Visit.objects.all()] == [("Vi badade.", None)]
    assert turns(cast.actor("anna"))[0].text == "Granska oktober 2026 för Familjen Åberg"


def test_the_page_and_the_letter_name_nobody(phone: Window) -> None:
    letter = Letter.objects.get(purpose="month_report")
    page = " ".join(phone.page.text_content().split())
    for word in WHO_IT_IS:
        assert word not in letter.body
        assert word not in letter.subject
        assert word not in page


def test_opening_it_changes_nothing(phone: Window) -> None:
    before = [list(model.objects.values()) for model in (MonthReport, Visit)]
    events = Event.objects.count()
    for _ in range(3):
        phone.open(phone.path)
    assert [list(model.objects.values()) for model in (MonthReport, Visit)] == before
    assert Event.objects.count() == events


def test_nothing_typed_is_lost_and_nothing_half_done_is_saved(phone: Window) -> None:
    phone.fill(what="held", first=str(SUNDAY), last=str(FRIDAY), kilometres="40", words="Vi badade.", status=422)
    assert errors_at(phone.page, "last") == ["Den sista dagen kan inte ligga före den första."]
    assert [value_of(phone.page, name) for name in ("first", "last", "kilometres")] == [
        str(SUNDAY),
        str(FRIDAY),
        "40",
    ]
    phone.fill(what="held", first="2026-12-24", status=422)
    assert errors_at(phone.page, "first") == ["Den här sidan gäller oktober 2026."]
    phone.fill(what="client", first=str(FRIDAY), status=422)
    assert errors_at(phone.page, "cancelled_on") == ["Ange vilken dag återbudet kom."]
    assert not Visit.objects.exists()


def test_what_is_not_decided_is_kept_and_said_plainly(phone: Window, cast: Cast) -> None:
    phone.fill(what="held", first=str(FRIDAY), sort="extra")
    phone.reads("1 dygn är inte beslutat än. Det är sparat, och handläggaren tar ställning.")
    assert "jour" not in phone.page.text_content().lower().replace("socialjouren", "")
    assert turns(cast.actor("hedda"))[0].text == "Ett dygn utan beslut i BRO-2026-0001"


def test_the_same_days_are_not_written_in_twice(phone: Window) -> None:
    phone.fill(what="held", first=str(FRIDAY), last=str(SUNDAY))
    phone.fill(what="held", first=str(SUNDAY), status=422)
    assert plain(errors_at(phone.page, "first")[0]) == "16 okt 2026 till 18 okt 2026 är redan inskrivet."


def test_a_mistake_is_struck_and_stays_in_the_case(phone: Window) -> None:
    phone.fill(what="held", first=str(FRIDAY), last=str(SUNDAY))
    phone.press("Ta bort").reads("Borttaget.", "Ingenting än.")
    assert Visit.objects.get().fate == "struck"
    assert MonthReport.objects.get().amount == 0


def test_after_it_is_sent_the_page_takes_no_more(phone: Window, pay: Pay) -> None:
    """The page was open when Anna sent the month in: what is pressed then is not written in, and is said."""
    phone.fill(what="held", first=str(FRIDAY))
    pay.submitted(MonthReport.objects.get())
    phone.fill(what="held", first=str(SUNDAY)).reads("Tack, redovisningen är inskickad.")
    assert Visit.objects.count() == 1
    assert not pick(phone.page, "main form")


def test_a_stay_over_a_months_end_is_divided_and_counts_as_one(assignment: Assignment, pay: Pay) -> None:
    """From Thursday 29 October to Monday 2 November: the Friday within it is whole, and November is opened."""
    report = pay.visit(assignment, date(2026, 10, 29), date(2026, 11, 2), kilometres=30)
    november = MonthReport.objects.get(month=NOVEMBER)
    assert [(each.first.day, each.last.day, each.kilometres) for each in Visit.objects.order_by("first")] == [
        (29, 31, 30),
        (1, 2, 0),
    ]
    assert report.amount == 2 * 250 + 500 + 3 * 170 + 75
    assert november.amount == 500 + 250 + 2 * 170


def test_the_fourteen_days_go_on_over_a_months_end(pay: Pay) -> None:
    """Four weeks from Monday 13 July: two weekends double in July, and none in August, though August is a new month."""
    assignment = pay.running(starts=date(2026, 6, 1), terms={"fee": Decimal(250)})
    july = pay.visit(assignment, date(2026, 7, 13), date(2026, 8, 9))
    assert july.amount == (19 + 4) * 250 + 19 * 170
    assert MonthReport.objects.get(month=date(2026, 8, 1)).amount == 9 * (250 + 170)


def test_a_stay_does_not_go_on_into_a_month_that_is_sent_in(assignment: Assignment, pay: Pay) -> None:
    pay.submitted(pay.visit(assignment, date(2026, 11, 6)))
    with pytest.raises(Refusal, match="November 2026 är redan inskickad"):
        pay.visit(assignment, date(2026, 10, 30), date(2026, 11, 1))
    assert Visit.objects.count() == 1


def test_a_protected_volunteer_gets_no_letter_and_is_called(pay: Pay, cast: Cast) -> None:
    assignment = pay.running(starts=date(2026, 9, 1), protection="registered", email="x@post.example")
    pay.month(assignment, OCTOBER)
    assert not Letter.objects.filter(purpose="month_report").exists()
    assert "Ring Familjen Åberg och skriv in oktober 2026" in [each.text for each in turns(cast.actor("anna"))]


def test_a_link_that_went_astray_is_sent_again(phone: Window, window: Make, cast: Cast) -> None:
    anna = window("anna").open(MonthReport.objects.get().get_absolute_url())
    anna.press("Skicka länken igen").fill().reads("Länken sänd igen.")
    first, second = Letter.objects.filter(purpose="month_report").order_by("pk")
    for letter in (first, second):
        window().open(path_in(letter)).reads("Redovisa oktober 2026")
    Volunteer.objects.update(protection="registered")
    with pytest.raises(Refusal, match="Det går inte att skriva till Familjen Åberg"):
        visits.send_link(MonthReport.objects.get(), by=cast.actor("anna"))


# The due loop


def test_each_month_is_opened_once_and_reminded_of_once(assignment: Assignment, cast: Cast) -> None:
    assert [visits.open_months(), visits.open_months()] == [1, 0]
    assert MonthReport.objects.get().month == NOVEMBER
    with clock.at(date(2026, 12, 1)):
        assert [visits.open_months(), visits.remind_silent(), visits.remind_silent()] == [1, 1, 0]
    subjects = list(Letter.objects.filter(purpose="month_report").order_by("pk").values_list("subject", flat=True))
    assert subjects == ["Redovisa november 2026", "Redovisa december 2026", "Påminnelse: redovisa november 2026"]
    with clock.at(date(2026, 12, 2)):
        assert "Familjen Åberg har inte redovisat november 2026" in [each.text for each in turns(cast.actor("anna"))]


def test_a_month_that_was_opened_for_what_is_planned_is_asked_for_when_it_comes(
    assignment: Assignment, cast: Cast
) -> None:
    plan: dict[str, Any] = {"first": date(2026, 12, 4), "last": date(2026, 12, 6), "sort": "agreed"}
    visits.plan_visit(assignment, by=cast.actor("anna"), **plan, every=4, until=date(2027, 1, 31))
    assert list(MonthReport.objects.order_by("month").values_list("month", "asked_on")) == [
        (date(2026, 12, 1), None),
        (date(2027, 1, 1), None),
    ]
    with clock.at(date(2026, 12, 1)):
        assert [visits.open_months(), visits.open_months()] == [1, 0]
        assert MonthReport.objects.get(month=date(2026, 12, 1)).asked_on == clock.today()
    assert Letter.objects.get(purpose="month_report").subject == "Redovisa december 2026"


@pytest.mark.parametrize("facts", [{"phone": "08-123 45 67"}, {"way": "phone"}, {"protection": "registered"}])
def test_whom_nothing_can_be_sent_to_is_not_asked_again_and_again(
    assignment: Assignment, cast: Cast, facts: dict[str, str]
) -> None:
    """A landline takes no SMS: each round would only write that nothing went out, and be in the way of others."""
    Volunteer.objects.update(**{"email": "" if "phone" in facts else "familj@example.se", **facts})
    assert [visits.open_months(), visits.open_months()] == [1, 0]
    report = MonthReport.objects.get()
    assert report.asked_on is None
    with pytest.raises(Refusal, match="Det går inte att skriva till Familjen Åberg"):
        visits.ask(report, by=Actor.system("months"))
    assert (MonthReport.objects.get().version, Event.objects.filter(verb="matching.monthreport.ask").count()) == (
        report.version,
        0,
    )


def test_an_assignment_without_agreed_pay_opens_nothing(pay: Pay) -> None:
    assignment = pay.running(starts=date(2026, 9, 1))
    assignment.terms.all().delete()
    assert visits.open_months() == 0


# Checked by one, attested by another


def test_from_the_phone_to_the_attested_sum(phone: Window, window: Make, cast: Cast) -> None:
    phone.fill(what="held", first=str(FRIDAY), last=str(SUNDAY)).press("Skicka in månaden")
    anna, mia = window("anna"), window("mia")
    anna.home().follow("Granska oktober 2026 för Familjen Åberg").reads("1 550,00", "Inskickad", "genom länken")
    anna.press("Granskad, skicka till attest")
    assert anna.badge() == "Att attestera"
    assert "Attestera" not in anna.buttons()
    assert mia.waiting()[0] == "Attestera 1 redovisning för oktober 2026"
    mia.home().follow("Attestera 1 redovisning").reads("Familjen Åberg", "Tillsammans 1 550,00 kr")
    mia.press("Attestera de valda").reads("1 redovisning attesterade, 1 550,00 kr.")
    report = MonthReport.objects.get()
    assert (report.state, report.checked_by, report.attested_by) == ("attested", cast.anna, cast.mia)


def test_whoever_has_checked_or_written_in_does_not_attest(assignment: Assignment, pay: Pay, cast: Cast) -> None:
    report = pay.visit(assignment, FRIDAY, SUNDAY)
    checked = visits.check(pay.submitted(report), by=cast.actor("anna"))
    with pytest.raises(NotAllowed):
        visits.attest(checked, by=cast.actor("anna"))
    MonthReport.objects.update(checked_by=cast.mia)
    with pytest.raises(Refusal, match="Den som har skrivit in eller granskat får inte attestera"):
        visits.attest(checked, by=cast.actor("mia"))
    MonthReport.objects.update(checked_by=cast.anna, entered_by=cast.mia)
    with pytest.raises(Refusal, match="Be en annan chef"):
        visits.attest.each([checked], by=cast.actor("mia"))
    assert MonthReport.objects.get().state == "checked"


def test_a_year_without_fees_can_be_reported_and_not_checked(pay: Pay, cast: Cast, window: Make) -> None:
    """Nobody has entered the fees of 2026: the record is kept, and the sum is refused by name."""
    report = pay.visit(pay.running(starts=date(2026, 9, 1)), FRIDAY, SUNDAY)
    assert report.amount is None
    report = pay.submitted(report)
    with pytest.raises(Blocked, match="arvode för 2026 saknas"):
        visits.check(report, by=cast.actor("anna"))
    window("anna").open(report.get_absolute_url()).reads("Arvode för 2026 saknas")
    Rate.objects.create(code="family-fee-child", year=2026, amount=Decimal(250))
    assert visits.check(report, by=cast.actor("anna")).amount == 1550


def test_sent_back_it_is_mended_behind_the_link(phone: Window, window: Make) -> None:
    phone.fill(what="held", first=str(FRIDAY)).press("Skicka in månaden")
    anna = window("anna").open(MonthReport.objects.get().get_absolute_url())
    anna.press("Skicka tillbaka").fill(reason="Hur många kilometer körde ni?")
    assert MonthReport.objects.get().state == "open"
    letter = Letter.objects.filter(purpose="month_report").latest("pk")
    assert letter.subject == "Rätta redovisningen för oktober 2026"
    assert "kilometer" not in letter.body
    phone.open(path_in(letter)).reads("Hur många kilometer körde ni?")


def test_anna_writes_in_what_she_hears(assignment: Assignment, pay: Pay, window: Make) -> None:
    pay.month(assignment, OCTOBER)
    anna = window("anna").open(MonthReport.objects.get().get_absolute_url())
    anna.press("Skriv in").fill(what="held", first=str(FRIDAY), last=str(SUNDAY), arrives="17:00")
    anna.reads("16 okt 2026 till 18 okt 2026", "kom 17.00")
    anna.follow("16 okt 2026 till 18 okt 2026").fill(last="2026-10-17")
    anna.reads("16 okt 2026 till 17 okt 2026").follow("Stryk").fill(reason="Fel helg")
    anna.reads("Fel helg")
    anna.press("Skicka in månaden").fill()
    assert anna.badge() == "Att granska"


def test_a_cancelled_weekend_pays_by_the_rule(assignment: Assignment, pay: Pay) -> None:
    told = FRIDAY - timedelta(days=1)
    ours = pay.visit(assignment, FRIDAY, SUNDAY, fate="cancelled", cancelled_on=told)
    assert ours.amount == 0  # the volunteer could not
    later = FRIDAY + timedelta(7), SUNDAY + timedelta(7)
    early = pay.visit(assignment, *later, fate="cancelled", cancelled_on=told, by_client=True)
    assert early.amount == 0
    visit = early.visits.last().pk
    late = {"fate": "cancelled", "cancelled_on": later[0], "by_client": True, "visit": visit}
    assert pay.visit(assignment, *later, **late).amount == 125 + 1000


def test_a_contact_person_is_paid_by_the_month(pay: Pay) -> None:
    assignment = pay.running(kind="person", starts=date(2026, 9, 1), approval={"kinds": ["person"]})
    report = pay.visit(assignment, FRIDAY)
    assert report.amount == 987 + 1233
    assert pay.visit(assignment, SUNDAY).amount == 987 + 1233


def test_a_contact_person_who_begins_within_a_month_is_paid_from_the_first_time(pay: Pay) -> None:
    """Appointed at the start of October, together for the first time on the twelfth: twenty days of thirty-one."""
    assignment = pay.running(kind="person", starts=OCTOBER, approval={"kinds": ["person"]})
    Assignment.objects.update(started_on=date(2026, 10, 12))
    report = pay.visit(Assignment.objects.get(pk=assignment.pk), FRIDAY)
    assert report.amount == Decimal("636.77") + Decimal("795.48")


# Terms


@pytest.mark.parametrize(
    ("kind", "terms", "text"),
    [
        ("person", {"category": "weekly", "fee_percent": Decimal(36), "expenses_level": "low"}, "mellan 10 och 35"),
        ("person", {"category": "daily", "fee_percent": Decimal(29), "expenses_level": "low"}, "mellan 30 och 55"),
        ("person", {}, "Ange hur tät kontakten är"),
        ("family", {"extra": Decimal(74), "calculation": "Mat"}, "högst 73 kr per dygn"),
    ],
)
def test_terms_stay_within_the_recommendation(pay: Pay, kind: str, terms: dict[str, Any], text: str) -> None:
    with pytest.raises((Refusal, ValidationError), match=text):
        pay.running(kind=kind, terms=terms or {"pays_mileage": False})


def test_extra_costs_need_a_written_calculation(assignment: Assignment, window: Make) -> None:
    anna = window("anna").open(f"{assignment.get_absolute_url()}ersattning/villkor/")
    anna.fill(starts="2026-11-01", extra="73", status=422)
    assert errors_at(anna.page, "calculation") == ["En tilläggskostnad kräver en skriftlig beräkning."]
    anna.fill(starts="2026-11-01", extra="73", calculation="Specialkost 73 kr om dagen.").reads(
        "73,00 kr", "Specialkost"
    )


# Every state and every step


GIVEN: dict[str, dict[str, Any]] = {"send_back": {"reason": "Fel"}, "correct": {"reason": "Fel"}}


@pytest.mark.parametrize("state", MonthReportState)
@pytest.mark.parametrize("name", sorted(set(MONTH_REPORT) - {"reconsider"}))
def test_a_step_moves_as_the_table_says_or_is_refused(
    assignment: Assignment, pay: Pay, cast: Cast, state: str, name: str
) -> None:
    report = pay.visit(assignment, FRIDAY)
    MonthReport.objects.update(state=state, checked_on=clock.today(), attested_on=clock.today())
    (step,) = (each for each in STEPS[MonthReport].values() if each.move == name)
    sources, target = MONTH_REPORT[name]
    by = cast.actor("mia" if name == "attest" else "anna")
    if state in sources:
        assert step(report, by=by, **GIVEN.get(name, {})).state == target
    else:
        with pytest.raises(WrongState):
            step(report, by=by, **GIVEN.get(name, {}))


@pytest.mark.parametrize("do", ["strike-²", "held-²", f"held-{'9' * 5000}", "strike-", "held-0", "add", "", "\0"])
def test_what_no_button_says_is_refused_and_not_a_fault(phone: Window, do: str) -> None:
    answer = phone.client.post(phone.path, {"do": do, **dict(_token(phone))})
    assert answer.status_code in (200, 422)
    assert not Visit.objects.exists()


def _token(phone: Window) -> list[tuple[str, str]]:
    return [(each.get("name"), each.get("value")) for each in pick(phone.page, "input[name=csrfmiddlewaretoken]")[:1]]
