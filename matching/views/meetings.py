"""Pages about meeting before the choice: booked, moved, held or called off; and the words to the child."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse

from brokerage import clock, pages
from brokerage.access import Request, requires
from brokerage.pages.pdf import pdf_response
from brokerage.pages.wording import day, moment
from matching.agreements import organisation_of
from matching.forms.meetings import BookForm, CallOffForm, ChildWordsForm, HeldForm, MoveForm
from matching.plainwords import for_the_child
from matching.pool import kind_of
from matching.states import ClientMeetingState
from matching.views.crumbs import crumbs_of
from matching.workflow import meetings as workflow
from matching.workflow.proposals import write_to_child


def _crumbs(proposal: Any, last: str) -> Any:
    return crumbs_of(proposal, last, decides=True)


@requires("proposals.decide", fetch=lambda rows: rows.for_page())
def proposal_book_meeting(request: Request, row: Any) -> HttpResponse:
    form = BookForm(request.POST if request.method == "POST" else None, is_secret=workflow.is_secret(row))
    secret = " Platsen skrivs inte in: den säger ni i telefon." if workflow.is_secret(row) else ""
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.book(by=request.actor, proposal=row, **given),
        title="Boka en träff",
        lead=f"{row.volunteer.name} får tiden, och inget annat, i brev eller SMS.{secret}",
        crumbs=_crumbs(row, "Boka en träff"),
        submit="Boka",
        back=row.get_absolute_url(),
        done=workflow.book.done,
    )


@requires("clientmeetings.work", fetch=lambda rows: rows.for_page())
def clientmeeting_move(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.move,
        partial(MoveForm, is_secret=workflow.is_secret(row.proposal)),
        lead=f"Bokad {moment(row.at)}.",
        initial={"moved_by": ""},
        crumbs=_crumbs(row.proposal, "Flytta träffen"),
    )


@requires("clientmeetings.work", fetch=lambda rows: rows.for_page())
def clientmeeting_hold(request: Request, row: Any) -> HttpResponse:
    lead = f"{row.proposal.volunteer.name}, {moment(row.at)}."
    crumbs = _crumbs(row.proposal, "Träffen har varit")
    return pages.step_page(request, row, workflow.hold, HeldForm, lead=lead, crumbs=crumbs)


@requires("clientmeetings.work", fetch=lambda rows: rows.for_page())
def clientmeeting_call_off(request: Request, row: Any) -> HttpResponse:
    lead = "Är det klienten som ställer in, gång på gång, kan det vara en orsak till att beslutet inte är verkställt."
    crumbs = _crumbs(row.proposal, "Ställ in träffen")
    return pages.step_page(request, row, workflow.call_off, CallOffForm, lead=lead, crumbs=crumbs)


@requires("proposals.decide", fetch=lambda rows: rows.for_page())
def proposal_write_to_child(request: Request, row: Any) -> HttpResponse:
    """The purpose in plain words; a suggestion by age and purpose stands there to write over."""
    client = row.shortlist.decision.client
    return pages.edit_page(
        request,
        row,
        write_to_child,
        ChildWordsForm,
        lead=f"Till {client.identity.name}: varför, vad som händer nu, och att det går bra att säga nej.",
        initial={"child_words": row.child_words or _suggested(row)},
        crumbs=_crumbs(row, "Till barnet"),
    )


def _suggested(row: Any) -> str:
    decision = row.shortlist.decision
    kind = kind_of(decision)
    who = decision.client.identity
    return for_the_child(who.name, who.age(), kind, list(decision.purposes), row.volunteer.name) if kind else ""


@requires("proposals.decide", read=True, fetch=lambda rows: rows.for_page())
def proposal_child_pdf(request: Request, row: Any) -> HttpResponse:
    """The words to the child on paper, in large letters."""
    if not row.child_words:
        raise Http404
    client = row.shortlist.decision.client
    context = {
        "title": "Till dig",
        "text": row.child_words,
        "sender": organisation_of(row.unit, is_secret=client.is_protected),
        "on": clock.today(),
    }
    return pdf_response("matching/proposal_child_pdf.html", context, f"till-barnet-{row.pk}.pdf")


TONES = {ClientMeetingState.BOOKED: "accent", ClientMeetingState.HELD: "good", ClientMeetingState.CANCELLED: "warn"}


def shown(meeting: Any, *, knows: bool) -> dict[str, Any]:
    """A meeting as its proposal's page shows it; what the client says is the district's alone."""
    said = [f"Flyttad {meeting.moves} gånger" if meeting.moves > 1 else "Flyttad" if meeting.moves else ""]
    if meeting.moved_by:
        said[0] += f", senast av {meeting.get_moved_by_display().lower()}"
    if meeting.cancelled_on:
        said.append(f"Inställd {day(meeting.cancelled_on)} av {meeting.get_cancelled_by_display().lower()}")
    return {
        "pk": meeting.pk,
        "at": moment(meeting.at),
        "place": meeting.place if knows and not workflow.is_secret(meeting.proposal) else "",
        "said": ". ".join(part for part in said if part),
        "words": meeting.cancelled_words if knows else "",
        "own_view": meeting.own_view if knows else "",
        "impression": meeting.impression if knows else "",
        "is_booked": meeting.state == ClientMeetingState.BOOKED,
        "state": meeting.get_state_display(),
        "tone": TONES[meeting.state],
    }
