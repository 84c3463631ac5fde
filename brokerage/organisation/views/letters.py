"""Pages about letters and their fate."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse

from brokerage import pages
from brokerage.access import Request, links, public, requires
from brokerage.letters.models import Letter
from brokerage.letters.states import State
from brokerage.organisation.filters import LetterFilter
from brokerage.pages import Column, Empty, Listing, Page
from brokerage.pages.wording import moment

TONES = {State.WAITING: "calm", State.SENDING: "calm", State.SENT: "good", State.FAILED: "bad", State.WITHDRAWN: "calm"}
LISTING = Listing(
    title="Brev",
    lead="Brev och SMS som har skickats eller ska skickas, och hur det gick.",
    columns=(
        Column("Rubrik", lambda row: links.without_tokens(str(row)), link=True),
        Column("Till", lambda row: row.address),
        Column("Kanal", lambda row: row.get_channel_display()),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Skrivet", lambda row: row.created_at, kind="date", sort="created_at"),
        Column("Skickat", lambda row: row.sent_at, kind="date", sort="sent_at"),
    ),
    filterset=LetterFilter,
    order="-created_at",
    empty=Empty("Inga brev", "När ett steg skickar ett brev syns det här."),
)


@requires("letters.view")
def letters(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows, LISTING)


@requires("letters.view", read=True)
def letter(request: Request, row: Any) -> HttpResponse:
    """The letter without the key of its link: nobody here signs, answers or reports in the receiver's name."""
    name = links.without_tokens(str(row))
    context = {"page": _page(row, name), "row": row, "body": links.without_tokens(row.body), "facts": _facts(row)}
    return TemplateResponse(request, "organisation/letter.html", context)


def _page(row: Any, name: str) -> Page:
    crumbs = (("Brev", "/brev/"), (name, None))
    return Page(name, crumbs=crumbs, status={"text": row.get_state_display(), "tone": TONES[row.state]})


def _facts(row: Any) -> list[tuple[str, Any]]:
    return pages.chosen(
        (
            ("Till", row.address),
            ("Kanal", row.get_channel_display()),
            ("Skrivet", moment(row.created_at)),
            ("Skickat", moment(row.sent_at)),
            ("Försök", row.attempts or ""),
            ("Fel", row.fault),
        )
    )


@public
def demo_letters(request: Request) -> HttpResponse:
    """In the demo nothing leaves the machine: the latest letters are shown to whoever asks. Nowhere else."""
    if not settings.DEMO:
        raise Http404
    rows = Letter.newest()
    context = {
        "page": Page("Demostadens brev", "Här syns brev och SMS i stället för att skickas."),
        "letters": rows,
        "public": True,
    }
    return TemplateResponse(request, "organisation/demo_letters.html", context)
