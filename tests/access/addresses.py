"""Every address of the site, taken from the URLconf, and how each is filled in for a row."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from brokerage import clock
from brokerage.access import ACTIONS, GUARDS, links
from brokerage.access.checks import EXEMPT
from brokerage.access.guards import Guard
from matching.models import (
    Disclosure,
    MonthReport,
    Offer,
    Signature,
)
from matching.pool import of_pool
from recruitment.models import BinderPage, BinderReading, Enquiry, HouseholdMember, InterestLetter, Mentorship, Seat
from recruitment.workflow.signups import open_to
from tests.access.table import PAGES
from tests.access.who import BY_ANOTHER, HOME
from tests.access.world import Row, World

UNKNOWN = 99_999_999


@dataclass(frozen=True)
class Address:
    """One line of a urls.py: «rekrytering/anmalningar/<int:pk>/» is the route of recruitment:enquiry."""

    name: str
    route: str
    guard: Guard

    @property
    def gaps(self) -> list[str]:
        return re.findall(r"<(?:\w+:)?(\w+)>", self.route)

    @property
    def model(self) -> Any:
        return ACTIONS[self.guard.action].model if self.guard.action else None

    def path(self, **values: Any) -> str:
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda gap: str(values[gap[1]]), self.route)

    def __str__(self) -> str:
        return f"{self.name} (/{self.route})"


def addresses(resolver: URLResolver | None = None, route: str = "", space: str = "") -> Iterator[Address]:
    """The whole site but for Django admin and allauth, which have tests of their own."""
    for entry in (resolver or get_resolver()).url_patterns:
        path = route + str(entry.pattern)
        if path.startswith(EXEMPT):
            continue
        if isinstance(entry, URLResolver):
            yield from addresses(entry, path, f"{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield Address(f"{space}{entry.name}", path, GUARDS[entry.callback])


# What stands in a gap beside `pk`, for the row of the address: something that belongs to it.
BESIDE: dict[str, Callable[[World, Row], dict[str, Any]]] = {
    "recruitment:vetting_record_check": lambda world, row: {"source": "bias", "member": member_of(row.obj.volunteer)},
    "recruitment:vetting_ask_registers": lambda world, row: {"member": member_of(row.obj.volunteer)},
    "recruitment:vetting_note_answer": lambda world, row: {"question": question_of(row.obj)},
    "recruitment:vetting_drop_question": lambda world, row: {"question": question_of(row.obj)},
    "recruitment:volunteer_member_moved": lambda world, row: {"member": member_of(row.obj)},
    "recruitment:volunteer_drop_time": lambda world, row: {"entry": row.obj.calendar.values_list("pk", flat=True)[0]},
    "recruitment:volunteer_document_file": lambda world, row: {"document": row.obj.documents.get().pk},
    "recruitment:volunteer_remove_document": lambda world, row: {"document": row.obj.documents.get().pk},
    "matching:shortlist_note_conflict": lambda world, row: {"volunteer": of_pool(row.obj)[0].pk},
    "matching:shortlist_showing": lambda world, row: {"showing": row.obj.showings.values_list("pk", flat=True)[0]},
    "matching:proposal_record_check": lambda world, row: {"member": member_of(row.obj.volunteer)},
    "matching:assignment_agreement_pdf": lambda world, row: {"party": "klient"},
    "matching:monthreport_strike_visit": lambda world, row: {"visit": row.obj.visits.values_list("pk", flat=True)[0]},
    "matching:payroll_file": lambda world, row: {"form": "csv"},
    "matching:payroll_statement_pdf": lambda world, row: {
        "volunteer": row.obj.lines.values_list("volunteer", flat=True)[0]
    },
    "matching:assignment_evaluate_step": lambda world, row: {"number": 1},
    "matching:assignment_write_mandate": lambda world, row: {"kind": "swimming"},
    "decisions:plan_remove_goal": lambda world, row: {"goal": row.obj.goals.values_list("pk", flat=True)[0]},
    "decisions:plan_measure": lambda world, row: {"goal": row.obj.goals.values_list("pk", flat=True)[0]},
    "decisions:decision_state_cause": lambda world, row: {"year": 2026, "number": 4},
    "decisions:client_edit_guardian": lambda world, row: {
        "guardian": row.obj.guardians.values_list("pk", flat=True)[0]
    },
    **{
        f"decisions:client_{verb}_contact": lambda world, row: {
            "contact": row.obj.contacts.values_list("pk", flat=True)[0]
        }
        for verb in ("edit", "withdraw", "end")
    },
    "decisions:client_end_guardian": lambda world, row: {"guardian": row.obj.guardians.values_list("pk", flat=True)[0]},
    "decisions:client_unlink_sibling": lambda world, row: {"sibling": sibling_of(row.obj)},
    "decisions:client_withdraw_consent": lambda world, row: {
        "consent": row.obj.consents.values_list("pk", flat=True)[0]
    },
}
# What stands in the gaps of an address without a row, and what the answer is then.
WITHOUT_ROW: dict[str, Callable[[World], list[tuple[dict[str, Any], int]]]] = {
    "recruitment:interest": lambda world: [({"district": "bromma"}, 200), ({"district": "atlantis"}, 404)],
    "imports:import_template": lambda world: [
        ({"name": "import.xlsx"}, 200),
        ({"name": "klienter.csv"}, 200),
        ({"name": "enheter.csv"}, 404),
    ],
    **{
        f"decisions:{name}": lambda world: [
            ({"year": 2026, "number": 3}, 200),  # closed by both boards
            ({"year": 2026, "number": 4}, 200),
            ({"year": 2027, "number": 1}, 404),
        ]
        for name in ("quarter", "quarter_close", "quarter_statistics", "quarter_auditors", "callround")
    },
    "matching:offer_answer": lambda world: links_to_an_offer(world),
    "recruitment:seat_answer": lambda world: links_of_a_letter("seats.answer", seat_of("invited")),
    "recruitment:seat_evaluate": lambda world: links_of_a_letter("seats.evaluate", seat_of("came")),
    "recruitment:mentorship_card": lambda world: links_of_a_letter(
        "mentorships.card", Mentorship.objects.get(mentor__name="Familjen Holm")
    ),
    "recruitment:binderreading_confirm": lambda world: links_of_a_letter(
        "binderreadings.confirm", BinderReading.objects.order_by("pk")[0]
    ),
    "recruitment:datachange_answer": lambda world: links_of_a_letter(
        "datachanges.answer", world.first("datachange", "bromma_iof").obj
    ),
    "recruitment:compilation_read": lambda world: links_of_a_letter(
        "compilations.answer", world.first("compilation", "team").obj
    ),
    "recruitment:interest_answer": lambda world: links_of_a_letter("interest.answer", asked(world)),
    "matching:monthreport_report": lambda world: links_of_a_letter("monthreports.fill", month_of(world)),
    "recruitment:reference_answer": lambda world: links_of_a_letter(
        "references.answer", world.first("reference", "team").obj
    ),
    "recruitment:meeting_sign_up": lambda world: links_of_a_letter("enquiries.sign_up", invited(world)),
    "recruitment:sign_up_calendar": lambda world: links_of_a_letter("enquiries.sign_up", invited(world)),
    "decisions:feedback_answer": lambda world: links_of_a_letter(
        "feedback.answer", world.first("feedback", "bromma_iof").obj
    ),
    "matching:disclosure_read": lambda world: links_of_a_letter("disclosures.read", world.of_model(Disclosure)[0].obj),
    "matching:signature_confirm": lambda world: links_of_a_letter(
        "signatures.confirm", world.of_model(Signature)[0].obj
    ),
}

# What a link shows its receiver, and nobody else: the rows behind it.
BEHIND_LINK: dict[str, Callable[[World], list[Any]]] = {
    "recruitment:meeting_sign_up": lambda world: list(open_to(invited(world))),  # when and where
    "recruitment:sign_up_calendar": lambda world: [each.meeting for each in invited(world).invitations.all()],
    "recruitment:binderreading_confirm": lambda world: [row.obj for row in world.of_model(BinderPage)],
    "recruitment:compilation_read": lambda world: [world.first("compilation", "team").obj],
    "matching:disclosure_read": lambda world: [world.of_model(Disclosure)[0].obj],
    "matching:signature_confirm": lambda world: parties_to(world.of_model(Signature)[0].obj),
}


def seat_of(state: str) -> Seat:
    """Of the family whose letters lead to pages without a canary."""
    return Seat.objects.get(volunteer__name="Familjen Holm", state=state)


def links_of_a_letter(action: str, row: Any) -> list[tuple[dict[str, Any], int]]:
    """The link of a letter; one for something else, one that was cut off, one of a row that is gone, an old one."""
    today = clock.today()
    valid = links.make(action, row, until=today)
    foreign = links.make("offers.answer", row, until=today)
    gone = links.make(action, type(row)(pk=UNKNOWN), until=today)
    old = links.make(action, row, until=today - timedelta(days=1))
    answers = {valid: 200, foreign: 404, valid[:-1]: 404, gone: 404, old: 410}
    return [({"token": token}, status) for token, status in answers.items()]


def parties_to(signature: Signature) -> list[Any]:
    """Whom a copy of an agreement names: those who are parties to it."""
    assignment = signature.agreement.assignment
    return [signature, assignment, assignment.volunteer, assignment.decision.client]


def invited(world: World) -> Any:
    return next(row.obj for row in world.of_model(Enquiry) if row.place == "team" and row.obj.state == "invited")


def asked(world: World) -> InterestLetter:
    return InterestLetter.objects.filter(enquiry=world.first("enquiry", "team").obj)[0]


def links_to_an_offer(world: World) -> list[tuple[dict[str, Any], int]]:
    """The link of a letter; one for something else, one that was cut off, one of a row that is gone, an old one."""
    offer = next(row.obj for row in world.of_model(Offer) if row.obj.state == "sent" and row.is_brokered)
    valid = links.make("offers.answer", offer, until=offer.answer_by)
    foreign = links.make("enquiries.answer", offer, until=offer.answer_by)
    gone = links.make("offers.answer", Offer(pk=UNKNOWN), until=offer.answer_by)
    old = links.make("offers.answer", offer, until=clock.today() - timedelta(days=1))
    answers = {valid: 200, foreign: 404, valid[:-1]: 404, gone: 404, old: 410}
    return [({"token": token}, status) for token, status in answers.items()]


def month_of(world: World) -> MonthReport:
    return next(row.obj for row in world.of_model(MonthReport) if row.obj.state == "open")


def sibling_of(client: Any) -> int:
    return type(client).objects.siblings_of(client.pk).values_list("pk", flat=True)[0]


def member_of(volunteer: Any) -> int:
    """Somebody of the home; a number that nobody has where nobody is noted."""
    partner = HouseholdMember.objects.filter(volunteer=volunteer, part="partner").values_list("pk", flat=True).first()
    return partner or UNKNOWN


def question_of(vetting: Any) -> int:
    """A question to a social register; a number that nobody has where none is asked."""
    return vetting.questions.values_list("pk", flat=True).first() or UNKNOWN


@dataclass(frozen=True)
class Visit:
    """One address for one row (or for a number that no row has, or without a row)."""

    address: Address
    path: str
    row: Row | None = None
    is_unknown: bool = False
    status: int = 200  # to those who may
    told: tuple[Row, ...] = ()  # by a link, to whoever holds it

    def __str__(self) -> str:
        of = f" for the {self.row}" if self.row else " for an unknown number" if self.is_unknown else ""
        return f"{self.address.name}{of} ({self.path})"


def visits(world: World, person: str = "", *, one_of_each: bool = False) -> list[Visit]:
    """Every address with every row that it can have, and with a number that no row has.

    For a person who has nothing to do with the page one row will do: of the place where that person works.
    With `one_of_each` it is one own and one strange row of each kind.
    Raises AssertionError for an address that nobody has thought of.
    """
    found: list[Visit] = []
    for address in addresses():
        if "pk" in address.gaps:
            found += _of_rows(address, world, person, one_of_each=one_of_each)
        elif address.gaps:
            assert address.name in WITHOUT_ROW, (
                f"{address} has gaps that the access matrix can't fill. "
                f"Say in tests/access/addresses.py, under WITHOUT_ROW, what stands in {address.gaps}, and the answer."
            )
            filled = WITHOUT_ROW[address.name](world)
            told = tuple(world.of(row) for row in BEHIND_LINK.get(address.name, lambda world: [])(world))
            found += [
                Visit(address, address.path(**gaps), status=code, told=told if code == 200 else ())
                for gaps, code in filled
            ]
        else:
            found.append(Visit(address, address.path()))
    return found


def _of_rows(address: Address, world: World, person: str, *, one_of_each: bool) -> list[Visit]:
    rows = world.of_model(address.model)
    assert rows, (
        f"{address} is about {address.model.__name__}, and no place of the access matrix has one. "
        "Build one with a canary in tests/access/world/, in furnish(), and name its kind in NAMES of table.py."
    )
    assert address.gaps == ["pk"] or address.name in BESIDE, (
        f"{address} has gaps beside pk. Say in tests/access/addresses.py, under BESIDE, what stands in {address.gaps}."
    )
    beside = BESIDE.get(address.name, lambda world, row: {})
    own = PAGES.get(address.name, {}).get(person, frozenset())
    if person and not own:
        rows = [row for row in rows if row.place == HOME[person]] or rows[:1]
    # One for each place will do, and one that is hidden; where it matters who has investigated, one for each of them.
    kept = {
        (
            row.place in own if one_of_each else row.place,
            row.hidden_from,
            row.led_by if address.name in BY_ANOTHER else "",
        ): row
        for row in rows
    }
    found = [Visit(address, address.path(pk=row.obj.pk, **beside(world, row)), row) for row in kept.values()]
    return [*found, Visit(address, address.path(pk=UNKNOWN, **beside(world, rows[0])), is_unknown=True)]
