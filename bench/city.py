"""A city large enough to measure in: the demo city, and each of its rows many times over."""

from collections.abc import Callable
from copy import copy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.management import call_command
from django.db import connection, models

from bench.reference import Payment
from brokerage import clock, identity
from brokerage.access import Actor
from brokerage.audit.models import Event
from brokerage.charges.models import Charge
from brokerage.demo.city import build_city
from brokerage.demo.sizes import WHOLE
from brokerage.imports import blanks
from brokerage.imports.columns import CASES
from brokerage.imports.models import ImportBatch, ImportFile
from brokerage.invoicing.models import Invoice, Objection
from brokerage.invoicing.workflow import run_month
from brokerage.letters.models import Letter
from brokerage.orders.models import Order, ServiceOrder
from brokerage.organisation.models import Unit, User
from decisions.models import (
    Client,
    ClientIdentity,
    Consultation,
    Decision,
    FollowUp,
    Network,
    Opinion,
    Plan,
    ReportedCase,
)
from matching.models import Assignment, Call, MonthReport, Payroll, Proposal, RecruitmentWish, Shortlist
from recruitment.models import (
    Campaign,
    Concern,
    DataChange,
    Enquiry,
    InformationMeeting,
    Mentorship,
    Routine,
    Training,
    Transfer,
    Vetting,
    Volunteer,
)


def build(scale: int = 1) -> None:
    """Migrate the empty database and fill it: the demo city, and so many times what it has and what is added here.

    At scale 1 well under a minute, nearly all of it migrations and the demo city.
    """
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    build_city(size=WHOLE.times(scale))
    rut = User.objects.get(email="rut@demo.example")
    _fill_the_team(rut.memberships.get().unit_id, scale)
    _fill_the_district(scale)
    _fill_the_accounts()
    _fill_the_imports()
    _fill_the_reference(rut)


LARGEST = "search"  # the shortlist over the largest pool


def more(row: Any, count: int, **vary: Callable[[int], Any]) -> list[Any]:
    """So many copies of a row; `vary` gives a field its value in each."""
    made = []
    for number in range(count):
        one = copy(row)
        one._state = models.base.ModelState()
        one.pk, one._state.adding = None, True
        for name, value in vary.items():
            setattr(one, name, value(number))
        made.append(one)
    return type(row)._base_manager.bulk_create(made, batch_size=500)


def _fill_the_team(unit_id: int, scale: int) -> None:
    """Recruitment as after some years: thousands of enquiries and letters, hundreds of volunteers in vetting."""
    for model, count in ((Enquiry, 2000), (Volunteer, 200), (Letter, 2000), (InformationMeeting, 200)):
        for state in model._base_manager.filter(unit_id=unit_id).values_list("state", flat=True).distinct():
            more(model._base_manager.filter(unit_id=unit_id, state=state)[0], scale * count // 8)
    campaign = Campaign.objects.filter(unit_id=unit_id)[0]
    ends = [campaign.starts + timedelta(days=number) for number in range(100)]  # most have ended, in a city of any size
    more(campaign, 100, code=lambda number: f"bench-{number}", ends=lambda number: ends[number])
    volunteer = Volunteer.objects.filter(unit_id=unit_id, state="available").latest("pk")
    vetting = Vetting.objects.filter(unit_id=unit_id, state="proposed")[0]
    more(vetting, 200 * scale, enquiry_id=lambda number: None, volunteer_id=lambda number: volunteer.pk)
    more(Event.objects.filter(unit_id=unit_id)[0], 5000 * scale)


def _fill_the_district(scale: int) -> None:
    """More clients and decisions of one programme area, and a placed order for some of them."""
    count = 100 * scale
    decision = Decision.objects.filter(unit__name="Bromma", area="IoF", state="waiting", need__isnull=False)[0]
    need, client, person = decision.need, decision.client, decision.client.identity
    order = Order.objects.filter(state="placed")[0]
    clients = more(client, count)
    born = [date(2012, 1, 1) + timedelta(days=number) for number in range(count)]
    ClientIdentity.objects.bulk_create(
        ClientIdentity(
            client=each,
            unit_id=person.unit_id,
            area=person.area,
            name=f"{person.name} {number}",
            name_key=f"{person.name_key}0{number}",
            number=identity.made_up(born[number], 980, coordination=True),
        )
        for number, each in enumerate(clients)
    )
    decisions = more(
        decision,
        count,
        client_id=lambda number: clients[number].pk,
        case_reference=lambda number: f"BENCH-{number}",
    )
    more(need, count, decision_id=lambda number: decisions[number].pk)
    more(
        order,
        count // 2,
        decision_id=lambda number: decisions[number].pk,
        number=lambda number: f"X-{number}",
        unit_id=lambda number: decision.unit_id,
        area=lambda number: decision.area,
    )


def _fill_the_accounts() -> None:
    """Two years of invoices to every district, and one month that waits: as many, however large the city is."""
    day = clock.today().replace(day=1)
    months = [clock.months_after(day, -back) for back in range(24, 0, -1)]
    Charge.objects.bulk_create(
        Charge(unit=unit, month=month, text=f"Förmedlad, X-{number}", amount=9000, cause=f"{unit.pk}-{month}-{number}")
        for unit in Unit.objects.districts().on(day)
        for month in months
        for number in range(8)
    )
    eva = Actor.of(User.objects.get(email="eva@demo.example"))
    for month in months[:-1]:
        run_month(month, by=eva)


def _fill_the_imports() -> None:
    """Some that were read in, and one that waits with a file of one row."""
    mia = User.objects.get(email="mia@demo.example")
    waiting = ImportBatch.objects.create(
        unit_id=mia.memberships.get().unit_id, area="IoF", uploaded_by=mia, name="klienter.csv"
    )
    ImportFile.objects.create(batch=waiting, name="klienter.csv", content=blanks.csv_of(CASES))
    more(waiting, 100, state=lambda number: "applied", applied_at=lambda number: clock.now())


def _fill_the_reference(user: User) -> None:
    with connection.schema_editor() as editor:
        editor.create_model(Payment)
    Payment.objects.bulk_create(
        Payment(
            number=f"B-{number}",
            receiver=f"Mottagare {number}",
            handled_by=user,
            state=Payment.State.values[number % 3],
            due_on=clock.today() + timedelta(days=number % 90),
            amount=Decimal(number * 37) / 4,
        )
        for number in range(2000)
    )


def rows_of() -> dict[str, int]:
    """For each page about a row, the number of one that is full: the oldest, with contacts, parts and events."""
    team = {"unit__kind": "brokerage"}
    bromma = {"unit__name": "Bromma", "area": "IoF"}

    def fullest(rows: Any, child: str) -> int:
        return rows.annotate(children=models.Count(child)).order_by("-children", "pk").values_list("pk", flat=True)[0]

    vetting = fullest(Vetting.objects.filter(**team, state="open"), "checks")
    client = fullest(Client.objects.filter(**bromma), "consents")
    enquiry = fullest(Enquiry.objects.filter(**team), "contacts")
    own = Shortlist.objects.open().own().filter(**bromma)
    decision = Decision.objects.filter(**bromma, state="waiting", need__isnull=False).values_list("pk", flat=True)[0]
    return {
        "recruitment:enquiry": enquiry,
        "recruitment:enquiry_edit": enquiry,
        "recruitment:enquiry_invite": enquiry,
        "recruitment:enquiry_hand_over": enquiry,
        "recruitment:meeting": fullest(InformationMeeting.objects.filter(**team), "invitations"),
        "recruitment:informationmeeting_hold": fullest(
            InformationMeeting.objects.filter(**team, state="planned"), "invitations"
        ),
        "recruitment:vetting": vetting,
        "recruitment:vetting_propose": vetting,
        "recruitment:volunteer": fullest(Volunteer.objects.filter(**team), "approvals"),
        "recruitment:concern": fullest(Concern.objects.filter(**team), "volunteer"),
        "recruitment:datachange": fullest(DataChange.objects.filter(**team), "fields"),
        "recruitment:transfer": fullest(Transfer.objects.filter(**team), "volunteer"),
        "recruitment:training": fullest(Training.objects.filter(**team), "seats"),
        "recruitment:mentorship": fullest(Mentorship.objects.filter(**team), "family"),
        "recruitment:routine": fullest(Routine.objects.filter(**team), "versions"),
        "recruitment:campaign": fullest(Campaign.objects.filter(**team), "enquiries"),
        "organisation:letter": Letter.objects.order_by("pk").filter(unit_id__isnull=False, area="")[0].pk,
        "decisions:client": client,
        "decisions:decision": decision,
        "decisions:plan": fullest(Plan.objects.filter(**bromma), "goals"),
        "decisions:followup": FollowUp.objects.filter(**bromma).order_by("pk")[0].pk,
        "decisions:reportedcase": ReportedCase.objects.filter(**bromma).order_by("pk")[0].pk,
        "decisions:network": Network.objects.order_by("pk")[0].pk,
        "decisions:consultation": Consultation.objects.filter(**bromma).order_by("pk")[0].pk,
        "decisions:opinion": Opinion.objects.filter(**bromma).order_by("pk")[0].pk,
        "matching:shortlist": fullest(own, "proposals"),
        "matching:shortlist_pool": fullest(own, "proposals"),
        "matching:call": Call.objects.order_by("pk")[0].pk,
        "matching:recruitmentwish": RecruitmentWish.objects.filter(**team).order_by("pk")[0].pk,
        "matching:proposal": fullest(Proposal.objects.filter(shortlist__in=own), "offers"),
        "matching:assignment_life": fullest(Assignment.objects.filter(**bromma), "log"),
        "matching:assignment_pay": fullest(Assignment.objects.filter(**bromma), "month_reports"),
        "matching:monthreport": fullest(MonthReport.objects.filter(**bromma), "visits"),
        "matching:payroll": fullest(Payroll.objects.filter(**bromma), "lines"),
        "matching:assignment": fullest(Assignment.objects.filter(**bromma), "agreements"),
        LARGEST: fullest(Shortlist.objects.open().brokered(), "proposals"),
        "imports:importbatch": ImportBatch.objects.get(state="waiting").pk,
        "orders:order": Order.objects.filter(**bromma)[0].pk,
        "invoicing:invoice": fullest(Invoice.objects.in_force(), "lines"),
        "invoicing:objection": Objection.objects.order_by("pk")[0].pk,
        "charges:charge": fullest(Charge.objects.all(), "lines"),
        "orders:service": fullest(ServiceOrder.objects.filter(state="accepted"), "messages"),
        "orders:order_card": Order.objects.filter(state="placed")[0].pk,
    }
