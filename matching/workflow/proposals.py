"""What happens to somebody on a shortlist: asked, chosen or declined by the client, thanked, heard of again."""

from datetime import date, timedelta
from typing import Any

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.workflow import Blocked, Refusal, edits, effect, step
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching import wording
from matching.models import CaseCheck, Offer, Proposal
from matching.problems import before_asking, people_to_check, search_problems, track_of
from matching.states import OFFER, PROPOSAL
from matching.workflow.meetings import MEETING, lapse_of
from matching.workflow.messages import channels_to, write_to
from matching.workflow.naming import must_name_nobody
from recruitment.models import HouseholdMember, Volunteer
from recruitment.workflow.checks import keep

ANSWER_WITHIN = timedelta(days=7)
LONGEST_WAIT = timedelta(days=30)
AFTER_NO, AFTER_THANKS, AFTER_DECLINED = timedelta(days=60), timedelta(days=30), timedelta(days=3)


@step(PROPOSAL, "ask", action="proposals.ask", label="Fråga", done="Tillfrågad")
def ask(proposal: Proposal, *, by: Actor, text: str, answer_by: date, beyond: str = "") -> dict[str, Any]:
    """The volunteer is asked in a text that names nobody: by mail or SMS with a link, else somebody calls.

    More open questions than free places are put only with a reason (`beyond`).
    """
    if not clock.today() <= answer_by <= clock.today() + LONGEST_WAIT:
        raise Refusal("Svarsdagen måste ligga inom de närmaste trettio dagarna.")
    must_name_nobody(proposal.shortlist, text)
    if stopped := search_problems(proposal.shortlist):
        raise Blocked(*(each.text for each in stopped))
    _hold_volunteers(proposal)
    crowded = before_asking(proposal)
    if crowded and not beyond:
        raise Refusal(*(f"{each.text} Skriv varför ni frågar ändå, eller vänta." for each in crowded))
    offer = send(proposal, by=by, text=text, answer_by=answer_by, beyond=beyond if crowded else "")
    if not offer.is_by_phone:
        write_to(proposal.volunteer, "offer", wording.question(proposal.volunteer, answer_address(offer), answer_by))
    return {"by_phone": offer.is_by_phone, "beyond": bool(offer.beyond)}


def _hold_volunteers(proposal: Proposal) -> None:
    """Two may ask the same family at the same moment: whoever comes second waits here, and then counts anew.

    All that are asked together are held at once, in the order of their keys: nobody waits for each other in a ring.
    """
    together = Proposal.objects.filter(shortlist=proposal.shortlist_id, state__in=PROPOSAL["ask"][0])
    keys = {proposal.volunteer_id, *together.values_list("volunteer", flat=True)}
    list(Volunteer._base_manager.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk"))


def answer_address(offer: Offer) -> str:
    """The address behind which the question stands and is answered."""
    return links.address("matching:offer_answer", "offers.answer", offer, until=offer.answer_by)


@effect(Offer, done="Förfrågan sänd")
def send(proposal: Proposal, *, by: Actor, text: str, answer_by: date, beyond: str) -> Offer:
    """The question as it was put. Somebody with protected identity, or without an address, is called."""
    return Offer(
        unit_id=proposal.unit_id,
        area=proposal.area,
        proposal=proposal,
        text=text,
        is_by_phone=not channels_to(proposal.volunteer),
        sent_on=clock.today(),
        answer_by=answer_by,
        beyond=beyond,
    )


@effect(Proposal, moves=PROPOSAL, move="agree", done="Har sagt ja")
def agree(proposal: Proposal, *, by: Actor) -> None:
    """The volunteer is willing."""


@effect(Proposal, moves=PROPOSAL, move="pass_on", done="Har sagt nej")
def pass_on(proposal: Proposal, *, by: Actor) -> None:
    """Not this time: they are not lost, somebody is in touch again."""
    proposal.next_contact_on = clock.today() + AFTER_NO


@effect(Proposal, moves=PROPOSAL, move="await_call", done="Vill bli uppringd")
def await_call(proposal: Proposal, *, by: Actor) -> None:
    """The volunteer wants to talk first."""


@effect(Proposal, moves=PROPOSAL, move="fall_silent", done="Svarade inte i tid")
def fall_silent(proposal: Proposal, *, by: Actor) -> None:
    """No answer through the last day: they can be asked again."""


@step(PROPOSAL, "drop", action="proposals.ask", label="Ta bort", done="Borttagen", direct=True, risky=True)
def drop(proposal: Proposal, *, by: Actor) -> None:
    """Is not to be asked after all."""


@effect(Proposal, moves=PROPOSAL, move="drop", done="Borttagen")
def unpick(proposal: Proposal, *, by: Actor) -> None:
    """The search is over, and they were never asked."""


@effect(Proposal, moves=PROPOSAL, move="release", done="Tackad")
def release(proposal: Proposal, *, by: Actor) -> None:
    """Was asked and not needed: thanked, and heard of again."""
    for offer in proposal.offers.filter(state__in=OFFER["withdraw"][0]):
        withdraw(offer, by=by)
    lapse_of(proposal, by=by)
    proposal.next_contact_on = clock.today() + AFTER_THANKS
    write_to(proposal.volunteer, "thanks", wording.thanks(proposal.volunteer))


@effect(Offer, moves=OFFER, move="withdraw", done="Förfrågan återtagen")
def withdraw(offer: Offer, *, by: Actor) -> None:
    """The question is no longer open."""


@step(PROPOSAL, "choose", action="proposals.decide", label="Klienten väljer", done="Vald av klienten")
def choose(
    proposal: Proposal, *, by: Actor, met_on: date, starts_on: date, in_clients_home: bool, own_view: str
) -> None:
    """They have met, and the client wants them. The child's own view is noted (SoL 3:2)."""
    if met_on > clock.today():
        raise Refusal("Träffen kan inte ligga i framtiden.")
    if starts_on < met_on:
        raise Refusal("Uppdraget kan inte börja före träffen.")
    proposal.met_on, proposal.starts_on = met_on, starts_on
    proposal.in_clients_home, proposal.own_view = in_clients_home, own_view


@step(
    PROPOSAL, "decline", action="proposals.decide", label="Klienten tackar nej", done="Klienten tackade nej", risky=True
)
def decline(
    proposal: Proposal, *, by: Actor, refusal: str, refusal_words: str = "", own_view: str = ""
) -> dict[str, str]:
    """The client does not want them. It ends nothing: the clock runs on (SoL 34:1), and the reason is kept."""
    proposal.refusal, proposal.refusal_words = refusal, refusal_words
    proposal.own_view = own_view or proposal.own_view
    proposal.next_contact_on = clock.today() + AFTER_DECLINED
    lapse_of(proposal, by=by)
    return {"refusal": refusal}


@edits("proposals.decide", states=MEETING, label="Anteckna kontroll", done="Registerkontroll antecknad")
def record_check(
    proposal: Proposal,
    *,
    by: Actor,
    member: HouseholdMember,
    on: date,
    outcome: str = "",
    issued_on: date | None = None,
    paper_place: str = "",
) -> dict[str, Any]:
    """The check that the law asks for in this very case. Raises Refusal where it gives none."""
    track = track_of(proposal, on=clock.today())
    if track is None:
        raise Refusal("Ingen lag ger rätt till registerkontroll för det här uppdraget.")
    if member not in people_to_check(proposal):
        raise Refusal(f"{member.name} omfattas inte av kontrollen.")
    check = CaseCheck(proposal=proposal, member=member, source=track, on=on, official=by.user)
    starts_on = proposal.starts_on or clock.today()
    keep(check, {track}, starts_on=starts_on, outcome=outcome, issued_on=issued_on, paper_place=paper_place)
    return {"source": track.value, "member": member.pk}


@edits("proposals.decide", fields=("child_words",), label="Skriv till barnet", done="Skrivet till barnet")
def write_to_child(proposal: Proposal, *, by: Actor) -> None:
    """The purpose in plain words, for the child itself (SoL 3:2)."""


@edits("proposals.ask", fields=("next_contact_on",), label="Anteckna kontakt", done="Kontakt antecknad")
def note_contact(proposal: Proposal, *, by: Actor) -> None:
    """Somebody has been in touch again; an empty day means that it is done."""
    if proposal.next_contact_on and proposal.next_contact_on <= clock.today():
        raise Refusal("Nästa kontakt måste ligga framåt i tiden.")
