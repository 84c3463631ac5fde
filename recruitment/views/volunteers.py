"""Pages about the volunteers of the pool."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from brokerage import clock, pages
from brokerage.access import ACTIONS, Request, requires
from brokerage.organisation.fields import called, words
from brokerage.organisation.models import Area, Trait
from brokerage.pages import Column, Empty, Listing
from brokerage.pages.wording import day
from recruitment.filters import VolunteerFilter, Which
from recruitment.forms.volunteers import MemberForm, ProfileForm, VolunteerForm
from recruitment.profile import TELLING, profile, telling
from recruitment.requirements import Kind
from recruitment.rules import ON_THE_PAGE, in_own_pool
from recruitment.states import VolunteerState
from recruitment.views import cards
from recruitment.views.cards import CRUMBS, action, crumbs
from recruitment.views.surroundings import exemptions_of, reading_of
from recruitment.views.vettings import TONES as VETTING_TONES
from recruitment.workflow import volunteers as workflow
from recruitment.workflow.renewals import RUNNING, takes_children

TONES = {
    VolunteerState.CANDIDATE: "calm",
    VolunteerState.AVAILABLE: "good",
    VolunteerState.CASE_ONLY: "good",
    VolunteerState.PAUSED: "warn",
    VolunteerState.LEFT: "calm",
}
LISTING = Listing(
    title="Uppdragstagare",
    lead="De som är godkända eller utreds i din pool.",
    columns=(
        Column("Namn", lambda row: row.name, link=True, sort="name_key"),
        Column("Kan vara", lambda row: words(Kind, row.kinds)),
        Column("Läge", lambda row: row.get_state_display(), kind="badge", tone=lambda row: TONES[row.state]),
        Column("Skydd", lambda row: "Skyddad" if row.is_protected else "", kind="badge", tone=lambda row: "warn"),
        Column("I poolen sedan", lambda row: row.joined_on, kind="date", sort="joined_on"),
        Column("Godkänd till", lambda row: row.valid_until, kind="date", sort="valid_until"),
    ),
    filterset=VolunteerFilter,
    order="name_key",
    empty=Empty("Ingen att visa här", "Den som godkänns efter en utredning kommer hit."),
)


@requires("volunteers.view")
def volunteers(request: Request, rows: Any) -> HttpResponse:
    words = Trait.all_words().of_groups(*TELLING)
    columns = _columns(list(words), request.GET.get("which", ""))
    return pages.listing(request, rows.with_validity(), replace(LISTING, columns=columns))


# What the lists of those asked often say more.
ASKED = (
    Column("Frågor", lambda row: row.asked, kind="number", sort="asked"),
    Column("Senast frågad", lambda row: row.asked_last_on, kind="date", sort="asked_last_on"),
)
HEARD = Column("Senast hörd", lambda row: row.heard_on, kind="date", sort="heard_on")
ROOM = Column("Lediga platser", lambda row: row.places - row.taken, kind="number")
MORE: dict[str, Sequence[Column]] = {
    Which.FREE: (ROOM,),
    Which.SILENT: (HEARD,),
    Which.NEVER_CHOSEN: ASKED,
    Which.TOO_OFTEN: ASKED,
}


def _columns(words: Sequence[Trait], which: str) -> list[Column]:
    """The columns of the list, with the most telling words of the profile under what somebody can be."""

    def sub(row: Any) -> str:
        return telling(words, row.traits) if row.has_profile else "Profilen är okänd"

    name, kinds, *others = LISTING.columns
    more = MORE.get(which, ())
    return [name, replace(kinds, sub=sub), *others, *more]


@requires("volunteers.view", read=True, fetch=lambda rows: rows.select_related("place__district", "unit"))
def volunteer(request: Request, row: Any) -> HttpResponse:
    is_own = in_own_pool(request.actor, row, ACTIONS["volunteers.work"].roles)  # shared and borrowed ones are only seen
    works = is_own and row.state != VolunteerState.LEFT
    knows = in_own_pool(request.actor, row, ON_THE_PAGE)  # another unit sees no number, no talk and no client's case
    actions = [action("Ta emot oro", "volunteer_take_in", row, "shield-alert")]
    if works:
        actions = [
            action("Anteckna kontakt", "volunteer_log_contact", row, "message-square-plus", main=True),
            action("Ändra uppgifter", "volunteer_edit", row, "pencil"),
            *actions,
        ]
    approvals = list(row.approvals.for_card())
    vettings = list(row.vettings.for_lines()) if knows else []
    place, words_in_use = getattr(row, "place", None), list(Trait.all_words())
    traits = {word.code: word.name for word in words_in_use}
    facts = pages.chosen(
        (
            ("Kan vara", words(Kind, row.kinds)),
            ("Skydd", row.get_protection_display() if row.is_protected else ""),
            ("Nås helst genom", "" if row.is_protected else row.get_way_display()),
            ("Adress", str(place) if place else ""),
            ("Stadsdel", place.district if place else ""),
            ("Flyttade dit", day(place.since) if place else ""),
            ("Pool", row.unit),
            ("I poolen sedan", day(row.joined_on)),
            ("Senast i kontakt", day(row.last_contact_on)),
        )
    )
    return pages.detail(
        request,
        row,
        "recruitment/volunteer.html",
        title=row.name,
        lead=pages.reach(row.phone, row.email),
        crumbs=(*CRUMBS, (row.name, None)),
        status={"text": row.get_state_display(), "tone": TONES[row.state]},
        actions=actions,
        has_next=False,
        facts=facts,
        works=works,
        profile=profile(words_in_use, row.traits, row.lacks),
        today=clock.today(),
        members=row.members.all(),
        assignments=cards.assignments(request, row),
        calendar=cards.calendar(row, traits),
        offers=cards.offers(request, row),
        support=cards.support(row, knows=knows),
        pools=cards.pools(request, row, works=works),
        asked_data=cards.asked_data(row) if works else [],
        knows=knows,
        contacts=row.contacts.select_related("by").only("volunteer", "on", "way", "note", "by__name")[: cards.MOST]
        if knows
        else [],
        draft=row.drafts.filter(by=request.user).first() if works else None,
        pause=cards.pause(row) if row.state == VolunteerState.PAUSED else [],
        concerns=cards.concerns(request, row),
        letters=cards.letters(request, row),
        approvals=[_approval(each, traits, knows=knows) for each in approvals],
        can_be_jour=works and _can_be_jour(row, approvals, vettings),
        vettings=[(each, VETTING_TONES[each.state]) for each in vettings],
    )


def _can_be_jour(row: Any, approvals: list[Any], vettings: list[Any]) -> bool:
    """Whether the home could be investigated as an emergency home now, and is not one; judged by the rows at hand."""
    in_use = row.state in (VolunteerState.AVAILABLE, VolunteerState.PAUSED)
    last = max((each for each in approvals if not each.case_reference), key=lambda each: each.valid_until, default=None)
    if not in_use or last is None or any(each.state in RUNNING for each in vettings):
        return False
    return not last.as_jour and takes_children(last)


def _approval(each: Any, traits: dict[str, str], *, knows: bool) -> dict[str, Any]:
    """An approval as facts, and whether it is in force."""
    holds = each.valid_until >= clock.today()
    return {
        "title": words(Kind, each.kinds),
        "badge": {"text": f"Gäller till {day(each.valid_until)}", "tone": "good"}
        if holds
        else {"text": f"Gick ut {day(each.valid_until)}", "tone": "bad"},
        "facts": pages.chosen(
            (
                ("För klienter inom", words(Area, each.client_areas)),
                ("Ålder", f"{each.age_from}–{each.age_to} år"),
                ("Antal samtidigt", each.places),
                ("Över natt", "ja" if each.nights else "nej"),
                ("Jourhem", "hemmet är utrett (22 kap. 4 § SoL)" if each.as_jour else ""),
                ("Klarar särskilt", called(traits, each.traits)),
                ("Villkor", each.conditions),
                ("Bara för ärende", each.case_reference if knows or not each.case_reference else "ett annat ärende"),
                ("Undantag", exemptions_of(each.vetting) if knows else ""),
                ("Läst av sökanden", reading_of(each.vetting)),
                ("Beslutat", f"{day(each.decided_on)} av {each.approver}"),
            )
        ),
    }


@requires("volunteers.work", read=True, fetch=lambda rows: rows.select_related("place"))
def volunteer_edit(request: Request, row: Any) -> HttpResponse:
    place = getattr(row, "place", None)
    initial = (
        {"street": place.street, "postcode": place.postcode, "town": place.town, "district": place.district_id}
        if place
        else {}
    )
    return pages.edit_page(request, row, workflow.edit, VolunteerForm, initial=initial, crumbs=crumbs(row, "Ändra"))


@requires("volunteers.work", read=True)
def volunteer_describe(request: Request, row: Any) -> HttpResponse:
    return pages.edit_page(
        request,
        row,
        workflow.describe,
        ProfileForm,
        lead=f"{row.name}. Lämna «Vet inte» där ni inte har frågat: matchningen gissar aldrig.",
        template="recruitment/volunteer_describe.html",
        crumbs=crumbs(row, "Profil"),
    )


@requires("volunteers.work")
def volunteer_add_member(request: Request, row: Any) -> HttpResponse:
    return pages.verb_page(
        request,
        MemberForm(request.POST or None),
        lambda given: workflow.add_member(row, by=request.actor, **given),
        title=workflow.add_member.label,
        lead="En ny vuxen i hemmet behöver egna kontroller.",
        crumbs=crumbs(row, "Person i hemmet"),
        submit="Spara",
        back=row.get_absolute_url(),
        done=workflow.add_member.done,
    )


@requires("volunteers.work")
def volunteer_member_moved(request: Request, row: Any, member: int) -> HttpResponse:
    person = get_object_or_404(row.members.all(), pk=member)
    return pages.verb_page(
        request,
        pages.VersionedForm(request.POST or None, initial={"version": row.version}),
        lambda given: workflow.member_moved(row, by=request.actor, member=person, **given),
        title=f"{person} har flyttat ut",
        lead="Kontrollerna finns kvar i utredningen, men personen räknas inte längre till hemmet.",
        crumbs=crumbs(row, "Har flyttat ut"),
        submit="Anteckna",
        back=row.get_absolute_url(),
        done=workflow.member_moved.done,
    )
