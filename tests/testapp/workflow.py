"""What can be done with a ticket."""

from brokerage import clock
from brokerage.access import Actor
from brokerage.charges.workflow import charge
from brokerage.organisation.models import Unit
from brokerage.workflow import Problem, Refusal, creates, edits, effect, step
from tests.testapp import rules  # noqa: F401 — the steps below ask them
from tests.testapp.models import Note, Ticket
from tests.testapp.states import TICKET, TicketState


def before_sending(ticket: Ticket) -> list[Problem]:
    """What is missing before it can go."""
    found = []
    if not ticket.text:
        found.append(Problem("Ärendet har ingen text."))
    if ticket.slot is None:
        found.append(Problem("Ärendet har ingen plats.", blocking=False))
    return found


@creates("tickets.open", label="Lägg upp ärende", done="Upplagt")
def open_ticket(*, by: Actor, unit: Unit, first_note: str = "", **given: object) -> tuple[Ticket | Note, ...]:
    """Somebody asks a question."""
    ticket = Ticket(unit=unit, **given)
    return (ticket, Note(ticket=ticket, unit=unit, text=first_note)) if first_note else (ticket,)


@edits(
    "tickets.change",
    fields=("name", "area", "code", "slot", "text", "kinds"),
    states={TicketState.DRAFT, TicketState.SENT},
    label="Ändra",
    done="Ändrat",
)
def change(ticket: Ticket, *, by: Actor, shout: bool = False) -> dict[str, bool] | None:
    """The question is put in other words."""
    if shout:
        ticket.text = ticket.text.upper()
    return {"shouted": True} if shout else None


@effect(Note, done="Antecknat")
def jot(ticket: Ticket, *, by: Actor, text: str) -> Note:
    """What was done is noted down."""
    return Note(ticket=ticket, unit=ticket.unit, text=text)


@effect(Ticket, moves=TICKET, move="expire", done="Ersatt")
def replace(ticket: Ticket, *, by: Actor) -> None:
    """Another question is asked instead."""
    ticket.text = ""


@step(TICKET, "send", action="tickets.send", problems=before_sending, label="Skicka", done="Skickat")
def send(
    ticket: Ticket,
    *,
    by: Actor,
    jots: tuple[str, ...] = (),
    owned: bool = False,
    kind: str = "",
    instead_of: Ticket | None = None,
) -> None:
    """The question goes to the one who can answer it."""
    if instead_of:
        replace(instead_of, by=by)
    ticket.sent_on = clock.today()
    if owned:
        ticket.owner_id = by.user_id
    if kind:
        ticket.kinds.append(kind)
    for text in jots:
        jot(ticket, by=by, text=text)


@step(TICKET, "answer", action="tickets.answer", label="Besvara", done="Besvarat")
def answer(ticket: Ticket, *, by: Actor, text: str) -> None:
    """The answer comes, is noted, and costs."""
    jot(ticket, by=by, text=text)
    charge("routine-hour", by=by, unit=ticket.unit, on=clock.today(), text="Svar", cause=f"ticket-{ticket.pk}")
    if text == "vet inte":
        raise Refusal("Det är inget svar.")


@step(TICKET, "close", action="tickets.close", label="Stäng", done="Stängt", direct=True, risky=True)
def close(ticket: Ticket, *, by: Actor, reason: str = "") -> dict[str, str]:
    """Nobody wants to know any more."""
    return {"reason": reason}


@step(TICKET, "expire", action="tickets.expire", label="", done="Förfallet")
def expire(ticket: Ticket, *, by: Actor) -> None:
    """Nobody answered in time."""
