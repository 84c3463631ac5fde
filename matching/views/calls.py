"""Pages about calls to the other districts, and about wishes to whoever recruits."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from brokerage import clock, pages
from brokerage.access import Request, permits, requires
from brokerage.organisation.fields import called
from brokerage.organisation.models import Role, Trait
from brokerage.organisation.people import unit_of
from brokerage.pages import Action, Column, Empty, Listing
from brokerage.pages.wording import day
from matching import wording
from matching.forms.searches import CallForm, MeetForm, ReplyForm, WishForm
from matching.sketch import sketch
from matching.states import CallState, WishState
from matching.views.shortlists import title_of
from matching.workflow import calls as workflow

TONES = {CallState.OPEN: "accent", CallState.CLOSED: "calm", WishState.OPEN: "accent", WishState.MET: "calm"}
HAS_TONES = {"yes": "good", "maybe": "warn", "no": "calm"}


CALLS = Listing(
    title="Efterlysningar",
    lead="Behov som andra inte har någon till. Ingen nämns vid namn.",
    columns=(
        Column("Söker", str, link=True, sub=lambda row: row.asked_by),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Svar", lambda row: row.answers, kind="number"),
        Column("Kan ha någon", lambda row: row.hopes, kind="number"),
        Column("Efterlyst", lambda row: row.posted_on, kind="date", sort="posted_on"),
        Column("Svar senast", lambda row: row.answer_by, kind="date", sort="answer_by"),
    ),
    order="answer_by",
    empty=Empty("Ingen efterlysning", "När en sökning inte hittar någon kan behovet efterlysas hos alla."),
)
WISHES = Listing(
    title="Önskemål från sökningar",
    lead="De som sökningarna saknar i poolen.",
    columns=(
        Column("Önskas", str, link=True, sub=lambda row: row.get_client_area_display()),
        Column("Helst i", lambda row: row.where),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Önskat", lambda row: row.wished_on, kind="date", sort="wished_on"),
    ),
    order="-wished_on",
    empty=Empty("Inget önskas", "Önskemål kommer från sökningar som inte hittar någon."),
)
CRUMBS = (("Efterlysningar", "/efterlysningar/"),)
WISH_CRUMBS = (("Önskemål", "/onskat/"),)


def _search_crumbs(row: Any, last: str) -> tuple[tuple[str, str | None], ...]:
    return (("Sökningar", "/sokningar/"), (title_of(row), row.get_absolute_url()), (last, None))


@requires("shortlists.work", read=True, fetch=lambda rows: rows.for_page().select_related("decision__client__identity"))
def shortlist_post_call(request: Request, row: Any) -> HttpResponse:
    """The need as a call to all who recruit."""
    need = sketch(row, Trait.all_words().names())
    initial = {"text": wording.offer_text(need), "answer_by": clock.today() + workflow.ANSWER_CALL_WITHIN}
    return pages.verb_page(
        request,
        CallForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: workflow.post(by=request.actor, shortlist=row, **given),
        title="Efterlys hos de andra stadsdelarna",
        lead="Alla som rekryterar i staden ser efterlysningen och kan svara. Den nämner ingen.",
        crumbs=_search_crumbs(row, "Efterlys"),
        submit=workflow.post.label,
        back=row.get_absolute_url(),
        done=workflow.post.done,
    )


@requires("shortlists.work", read=True, fetch=lambda rows: rows.for_page())
def shortlist_wish(request: Request, row: Any) -> HttpResponse:
    """What the pool does not have, to whoever recruits to it."""
    names, need = Trait.all_words().names(), row.decision.need
    codes = [*need.musts, *need.important, *need.wishes]
    offered = [(code, names.get(code, code)) for code in codes]
    return pages.verb_page(
        request,
        WishForm(
            request.POST if request.method == "POST" else None,
            offered=offered,
            initial={"words": [*need.musts, *need.important]},
        ),
        lambda given: workflow.wish(by=request.actor, shortlist=row, **given),
        title="Önska av rekryteringen",
        lead="Syns hos dem som rekryterar till poolen, tills de avslutar det.",
        crumbs=_search_crumbs(row, "Önska"),
        submit=workflow.wish.label,
        back=row.get_absolute_url(),
        done=workflow.wish.done,
        next_url=lambda done: row.get_absolute_url(),
    )


@requires("calls.view")
def calls(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows.for_list(), CALLS)


@requires("calls.view", read=True, fetch=lambda rows: rows.for_page())
def call(request: Request, row: Any) -> HttpResponse:
    """Whoever asked sees all answers; everybody else the need, and what the own unit has answered."""
    works, replies = permits(request.actor, "calls.work", row), permits(request.actor, "calls.reply", row)
    mine = request.actor.units((Role.CONTACT_SECRETARY, Role.RECRUITER, Role.CASE_OFFICER, Role.DISTRICT_MANAGER))
    actions = []
    if works and any(each.seen_on is None for each in row.replies.all()):
        url = reverse("matching:call_note_seen", args=[row.pk])
        actions.append(Action(workflow.note_seen.label, url, main=True))
    if replies:
        actions.append(Action("Svara", reverse("matching:call_reply", args=[row.pk]), main=True))
    facts = (
        ("Efterlyst av", row.asked_by),
        ("Efterlyst", day(row.posted_on)),
        ("Svar senast", day(row.answer_by)),
        ("Avslutad", day(row.closed_on)),
        ("Område", row.get_area_display()),
    )
    response = pages.detail(
        request,
        row,
        "matching/call.html",
        title=str(row),
        lead="Berätta inte vem någon är förrän ni talas vid.",
        crumbs=(*CRUMBS, (str(row), None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=actions,
        has_next=False,
        facts=pages.chosen(facts),
        works=works,
        replies=[_reply(each) for each in row.replies.all() if works or each.unit_id in mine],
        search=row.shortlist if permits(request.actor, "shortlists.view", row.shortlist) else None,
    )
    if not works:  # who has done what says which district it is
        response.context_data["page"].history = []  # type: ignore[attr-defined]
    return response


def _reply(each: Any) -> dict[str, Any]:
    return {
        "unit": each.unit.name,
        "who": each.replied_by.name,
        "reach": pages.reach(each.replied_by.phone, each.replied_by.email),
        "on": each.replied_on,
        "has": each.get_has_display(),
        "tone": HAS_TONES[each.has],
        "words": each.words,
    }


@requires("calls.reply", fetch=lambda rows: rows.for_page())
def call_reply(request: Request, row: Any) -> HttpResponse:
    standing = request.actor.holds((Role.CONTACT_SECRETARY, Role.RECRUITER))[0]
    area = min(standing.areas) if standing.areas else ""
    unit = unit_of(standing.unit_id)
    before = next((each for each in row.replies.all() if (each.unit_id, each.area) == (unit.pk, area)), None)
    initial = {"version": row.version, **({"has": before.has, "words": before.words} if before else {})}
    return pages.verb_page(
        request,
        ReplyForm(request.POST if request.method == "POST" else None, initial=initial),
        lambda given: workflow.reply(row, by=request.actor, unit=unit, area=area, **given),
        title="Svara på efterlysningen",
        lead=str(row),
        crumbs=(*CRUMBS, (str(row), row.get_absolute_url()), ("Svara", None)),
        submit=workflow.reply.label,
        back=row.get_absolute_url(),
        done=workflow.reply.done,
    )


@requires("calls.work", fetch=lambda rows: rows.for_page())
def call_note_seen(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.note_seen,
        pages.VersionedForm,
        lead="Då försvinner påminnelsen om nya svar.",
        crumbs=(*CRUMBS, (str(row), row.get_absolute_url()), ("Läst", None)),
    )


@requires("calls.work", fetch=lambda rows: rows.for_page())
def call_close(request: Request, row: Any) -> HttpResponse:
    crumbs = (*CRUMBS, (str(row), row.get_absolute_url()), ("Avsluta", None))
    return pages.step_page(request, row, workflow.close, lead="Ingen behöver svara mer.", crumbs=crumbs)


@requires("wishes.work")
def wishes(request: Request, rows: Any) -> HttpResponse:
    return pages.listing(request, rows.for_list(), WISHES)


@requires("wishes.work", fetch=lambda rows: rows.for_list().select_related("wished_by"))
def recruitmentwish(request: Request, row: Any) -> HttpResponse:
    facts = (
        ("Som", row.get_kind_display()),
        ("För klient inom", row.get_client_area_display()),
        ("Klientens ålder", row.ages),
        ("Helst i", row.where),
        ("Gärna", called(Trait.all_words().names(), row.words)),
        ("Önskat", f"{day(row.wished_on)} av {row.wished_by}" if row.where else day(row.wished_on)),
        ("Avslutat", day(row.met_on)),
    )
    return pages.detail(
        request,
        row,
        "matching/recruitmentwish.html",
        title=str(row),
        lead="Önskemål från en sökning som inte hittar någon.",
        crumbs=(*WISH_CRUMBS, (str(row), None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        facts=pages.chosen(facts),
        search=row.shortlist if permits(request.actor, "shortlists.view", row.shortlist) else None,
    )


@requires("wishes.work")
def recruitmentwish_meet(request: Request, row: Any) -> HttpResponse:
    crumbs = (*WISH_CRUMBS, (str(row), row.get_absolute_url()), ("Avsluta", None))
    return pages.step_page(request, row, workflow.meet, MeetForm, crumbs=crumbs)
