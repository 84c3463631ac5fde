"""Pages about what a volunteer is told of a client, step by step: to tell more, to tell all, and to read it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from brokerage import clock, pages
from brokerage.access import Request, linked, requires
from brokerage.pages.wording import day, moment
from matching.forms.meetings import ReadForm, TellForm
from matching.models import Disclosure
from matching.views.crumbs import crumbs_of, crumbs_under
from matching.workflow import meetings as workflow
from matching.workflow.messages import channels_to

_W = Disclosure.Way


@requires("proposals.decide", fetch=lambda rows: rows.for_page())
def proposal_tell_more(request: Request, row: Any) -> HttpResponse:
    by_link = channels_to(row.volunteer) and not row.shortlist.decision.client.is_protected
    ways = ((_W.LINK,) if by_link else ()) + (_W.MEETING, _W.PHONE)
    form = TellForm(
        request.POST if request.method == "POST" else None,
        ways=tuple(each.value for each in ways),
        initial={"text": row.shortlist.decision.need.words, "consent_on": clock.today()},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.tell_more(by=request.actor, proposal=row, **given),
        title="Berätta mer",
        lead=f"{row.volunteer.name} har sagt ja och får veta det som behövs inför träffen. Skriv inte vem det gäller.",
        crumbs=crumbs_of(row, "Berätta mer", decides=True),
        submit="Berätta",
        back=row.get_absolute_url(),
        done=workflow.tell_more.done,
        next_url=lambda done: row.get_absolute_url(),
    )


@requires("assignments.work", fetch=lambda rows: rows.for_page())
def assignment_tell_all(request: Request, row: Any) -> HttpResponse:
    form = TellForm(
        request.POST if request.method == "POST" else None,
        ways=tuple(each.value for each in (_W.MEETING, _W.PHONE, _W.PAPER)),
        initial={"text": _suggested(row), "consent_on": clock.today(), "way": _W.MEETING.value},
    )
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.tell_all(by=request.actor, assignment=row, **given),
        title="Lämna det som behövs",
        lead="Det som uppdraget kräver, och inget mer. Det sparas här vad som lämnades, när och av vem.",
        crumbs=crumbs_under(row, "Uppgifter"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.tell_all.done,
        next_url=lambda done: row.get_absolute_url(),
    )


def _suggested(row: Any) -> str:
    """The heads of what is mostly needed; the facts are filled in by whoever knows them."""
    client = row.decision.client
    lines = [client.identity.name, f"Omfattning: {row.decision.extent}."]
    if client.communication:
        lines.append(f"Kommunikation: {client.communication}.")
    return "\n".join([*lines, "Hälsa, allergier och medicin: ", "Det här tycker barnet om: ", "Det här är svårt: "])


@linked("disclosures.read")
def disclosure_read(request: Request, row: Disclosure) -> HttpResponse:
    """What the volunteer is told, behind a link of its own; a button says that it is read."""
    if not workflow.is_readable(row):
        return render(request, "public/expired.html", status=410)
    form = ReadForm(request.POST if request.method == "POST" else None, initial={"version": row.version})
    return pages.verb_page(
        request,
        form,
        lambda given: workflow.confirm_read(row, by=request.actor, **given),
        title="Mer inför träffen",
        lead="Det som står här är bara till för er. Ni får inte föra det vidare, inte heller om det inte blir av.",
        submit=workflow.confirm_read.label,
        back="",
        done="Tack, vi har antecknat att ni har läst",
        next_url=lambda done: request.path,
        template="matching/disclosure_read.html",
        public=True,
        text=row.text,
        read_at=row.read_at,
    )


def told(offers: Iterable[Any], disclosures: Iterable[Any], *, knows: bool) -> list[dict[str, Any]]:
    """All that a volunteer has been told, the question first; the words of what came later are the district's alone."""
    found = [
        {
            "when": day(each.sent_on),
            "what": "Förfrågan, utan namn",
            "how": "Per telefon" if each.is_by_phone else "Länk i brev eller SMS",
            "text": each.text,
        }
        for each in offers
    ]
    for each in disclosures:
        by = f", av {each.told_by.name}" if knows else ""
        read = f", läst {moment(each.read_at)}" if each.read_at else ""
        found.append(
            {
                "when": day(each.told_on),
                "what": each.get_stage_display(),
                "how": f"{each.get_way_display()}{by}{read}",
                "text": each.text if knows else "",
                "consent": f"Samtycke av {each.consent_by}, {day(each.consent_on)}" if knows else "",
            }
        )
    return found
