"""The rows of matching: searches of the district and of the brokerage, whom they propose, and what came of them."""

from datetime import timedelta
from typing import Any

from brokerage import clock
from decisions.models import Client, Decision
from matching.models import (
    Agreement,
    Appointment,
    Assignment,
    CaseCheck,
    ClientMeeting,
    DamageReport,
    Disclosure,
    IntroStep,
    LogEntry,
    Mandate,
    Offer,
    Phase,
    Proposal,
    Shortlist,
    Showing,
    Signature,
)
from matching.pool import wanted_by, weights_in_force
from matching.ranking import Candidate
from matching.showings import keep_candidate, keep_wanted
from recruitment.models import Volunteer
from tests.access.who import BROKERAGE, DISTRICT, SEES_CASES
from tests.access.world import cases, recruitment
from tests.access.world.rows import World

# Until somebody has said yes the brokerage keeps to itself whom it asks.
PRESENTED = ("willing", "chosen", "declined", "appointed")
OFFERS = {"asked": "sent", "call": "call"}  # a yes in all later states


def furnish(world: World, place: str) -> None:
    """An own and a brokered search of each outcome: that goes on, that has found somebody, that was given up."""
    client = world.first("client", place).obj
    for is_brokered in (False, True):
        going_on = add_shortlist(world, place, client, is_brokered=is_brokered)
        for state in ("willing", "chosen", "declined", "call", "asked", "picked"):
            add_proposal(world, place, going_on, state=state)
        found = add_shortlist(world, place, client, is_brokered=is_brokered, state="done")
        add_assignment(world, place, add_proposal(world, place, found, state="appointed"))
        add_shortlist(world, place, client, is_brokered=is_brokered, state="closed")
        world.event(going_on)


def add_shortlist(
    world: World, place: str, client: Client, *, is_brokered: bool = False, state: str = "open", **given: Any
) -> Shortlist:
    word, decision = world.word(), cases.add_decision(world, place, client)
    cases.add_need(world, place, decision)
    ordered = "fulfilled" if state == "done" else "accepted"
    order = cases.add_order(world, place, decision, state=ordered) if is_brokered else None
    fields: dict[str, Any] = {
        "pool": world.at("team")["unit"] if is_brokered else decision.unit,
        "opened_by": world.cast.rut if is_brokered else world.recruiter(place),
        "closed_on": None if state == "open" else clock.today(),
        "closed_reason": f"Ingen fanns {word}" if state == "closed" else "",
    }
    made = Shortlist.objects.create(**world.at(place), decision=decision, order=order, state=state, **(fields | given))
    add_showing(made)
    return world.keep(
        "shortlist",
        place,
        made,
        word,
        hidden_from=DISTRICT if is_brokered else BROKERAGE,
        called=world.of(order or decision).canary,
        is_brokered=is_brokered,
    )


def add_showing(shortlist: Shortlist) -> Showing:
    """A list as it stood; whoever was on it is a number, and nobody of that number is there any more."""
    weights = weights_in_force()
    return Showing.objects.create(
        shortlist=shortlist,
        shown_to=shortlist.opened_by,
        weighting_id=weights.version,
        need=keep_wanted(wanted_by(shortlist, weights)),
        words="Ett barn som gillar djur.",
        candidates=[keep_candidate(Candidate(99_999_998, "", "available", "", None, ",dog,", "", None))],
        picked=[99_999_998],
    )


def add_volunteer(world: World, place: str, shortlist: Shortlist, *, is_presented: bool) -> Volunteer:
    """In the pool that is searched, with two adults; those of the brokerage's are the district's when they say yes."""
    home = "team" if shortlist.is_brokered else place
    made = recruitment.add_volunteer(world, home)
    for part in ("applicant", "partner"):
        member = recruitment.add_member(world, home, made, part)
        if shortlist.is_brokered and is_presented:
            world.show(member, SEES_CASES[place])
    if shortlist.is_brokered and is_presented:
        world.show(made, SEES_CASES[place])
    return made


def add_proposal(world: World, place: str, shortlist: Shortlist, *, state: str = "picked", **given: Any) -> Proposal:
    """What the client says of them is the district's alone, from whichever pool they come."""
    is_presented, today = state in PRESENTED, clock.today()
    volunteer = add_volunteer(world, place, shortlist, is_presented=is_presented)
    word = world.word()
    fields: dict[str, Any] = {
        "met": ["dog"],
        "score": 80,
        "own_view": f"Barnet tycker {word}",
        "child_words": f"Hej {word}!",
        "refusal_words": f"Nej för att {word}",
        "refusal": "person" if state == "declined" else "",
        "met_on": today,
        "starts_on": today,
        "next_contact_on": today + timedelta(days=30),
    }
    made = Proposal.objects.create(
        **world.at(place), shortlist=shortlist, volunteer=volunteer, state=state, **(fields | given)
    )
    hidden_from = BROKERAGE if not shortlist.is_brokered else frozenset() if is_presented else DISTRICT
    name, is_brokered = world.of(volunteer).canary, shortlist.is_brokered
    world.keep("proposal", place, made, word, hidden_from=hidden_from, called=name, is_brokered=is_brokered)
    if state != "picked":
        add_offer(world, place, made, state=OFFERS.get(state, "yes"), hidden_from=hidden_from)
    if is_presented:
        add_check(world, made, word)
        add_meeting(world, place, made)
        add_disclosure(world, place, made)
    world.event(made)
    return made


def add_offer(world: World, place: str, proposal: Proposal, *, state: str, hidden_from: frozenset[str]) -> Offer:
    """The question names nobody and has no canary; the answer is for whoever may see who gave it."""
    word, today = world.word(), clock.today()
    made = Offer.objects.create(
        **world.at(place),
        proposal=proposal,
        text="Vi söker en kontaktfamilj till någon i skolåldern.",
        answer_by=today + timedelta(days=7),
        answered_at=clock.now() if state in ("yes", "no") else None,
        way="link" if state in ("yes", "no") else "",
        reason="time" if state == "no" else "",
        words=f"Vi tänker {word}",
        state=state,
    )
    return world.keep("offer", place, made, word, hidden_from=hidden_from, is_brokered=proposal.shortlist.is_brokered)


def ask_again(world: World, volunteer: Volunteer) -> None:
    """In a search that the brokerage has had, and in an assignment that came of another."""
    place = "bromma_iof"
    for state in ("asked", "appointed"):
        is_done = state == "appointed"
        client = cases.add_client(world, place)
        shortlist = add_shortlist(world, place, client, is_brokered=True, state="done" if is_done else "open")
        made = Proposal.objects.create(**world.at(place), shortlist=shortlist, volunteer=volunteer, state="asked")
        add_offer(world, place, made, state="yes" if is_done else "expired", hidden_from=DISTRICT)
        if is_done:
            add_assignment(world, place, made)


def add_meeting(world: World, place: str, proposal: Proposal) -> ClientMeeting:
    """Booked: where it is, and that it was moved."""
    word = world.word()
    made = ClientMeeting.objects.create(
        **world.at(place),
        proposal=proposal,
        at=clock.now() + timedelta(days=1),
        place=f"Hos oss {word}",
        moves=1,
        moved_by="client",
    )
    return world.keep("clientmeeting", place, made, word, called=world.of(proposal).called)


def add_disclosure(world: World, place: str, proposal: Proposal) -> Disclosure:
    """What they were told before meeting."""
    word, today = world.word(), clock.today()
    made = Disclosure.objects.create(
        **world.at(place),
        decision=proposal.shortlist.decision,
        volunteer=proposal.volunteer,
        stage="more",
        text=f"Barnet gillar {word}",
        consent_by=f"Mor {word}",
        consent_on=today,
        way="link",
        told_by=world.cast.anna,
    )
    return world.keep("disclosure", place, made, word)


def add_check(world: World, proposal: Proposal, word: str) -> CaseCheck:
    """Of the applicant: for LSS a paper in a binder, else the board's own look-up."""
    today, is_lss = clock.today(), proposal.area == "LSS"
    member = proposal.volunteer.members.all()[0]
    kept = (
        {"issued_on": today, "paper_place": f"Pärm {word}", "keep_until": today} if is_lss else {"outcome": "nothing"}
    )
    return CaseCheck.objects.create(
        proposal=proposal, member=member, source="B" if is_lss else "A", on=today, official=world.cast.anna, **kept
    )


def add_assignment(world: World, place: str, proposal: Proposal, **given: Any) -> Assignment:
    """Running, with appointment and agreement."""
    word, today, decision = world.word(), clock.today(), proposal.shortlist.decision
    fields: dict[str, Any] = {"state": "running", "started_on": today, "secretary": world.cast.anna}
    made = Assignment.objects.create(
        **world.at(place),
        decision=decision,
        volunteer=proposal.volunteer,
        proposal=proposal,
        order=proposal.shortlist.order,
        kind="family",
        starts_on=today,
        ending_words=f"Det blev {word}",
        **(fields | given),
    )
    Appointment.objects.create(
        assignment=made,
        decision_maker=world.cast.hedda,
        delegation=f"3.4 {word}",
        decided_on=today,
        recorded_by=world.cast.anna,
    )
    add_agreement(world, place, made, word)
    add_mandate(world, place, made)
    add_damage(world, place, made)
    add_life(world, place, made, word)
    world.event(made)
    return world.keep("assignment", place, made, word, called=world.of(decision).canary)


def add_agreement(world: World, place: str, assignment: Assignment, word: str) -> None:
    """Sent, and not yet signed by the volunteer."""
    agreement = Agreement.objects.create(
        assignment=assignment,
        number=1,
        scheme=f"Varannan helg {word}",
        handover=f"Vid porten {word}",
        included=f"Resor {word}",
        excluded=f"Godis {word}",
        compensation=f"Arvode {word}",
    )
    signed = world.word()
    made = Signature.objects.create(
        **world.at(place), agreement=agreement, part="volunteer", name=f"Familjen {signed}", sent_on=clock.today()
    )
    world.keep("signature", place, made, signed, called=world.of(assignment.decision).canary)


def add_life(world: World, place: str, assignment: Assignment, word: str) -> LogEntry:
    """An introduction that has begun, a phase, and an incident that nobody has closed."""
    today, before = clock.today(), assignment.intro_steps.count()
    IntroStep.objects.create(assignment=assignment, number=before + 1, title=f"Träff {word}", planned_on=today)
    since = today + timedelta(days=before)
    Phase.objects.create(
        assignment=assignment, decision=assignment.decision, variant="short", extent=f"Helger {word}", since=since
    )
    noted = world.word()
    made = LogEntry.objects.create(
        **world.at(place),
        assignment=assignment,
        on=today,
        kind="incident",
        words=f"Ramlade {noted}",
        own_words=f"Det gjorde ont {noted}",
        noted_by=world.cast.anna,
    )
    return world.keep("logentry", place, made, noted, called=world.of(assignment.decision).canary)


def add_mandate(world: World, place: str, assignment: Assignment) -> Mandate:
    """A paper that nobody has signed yet."""
    word = world.word()
    made = Mandate.objects.create(
        **world.at(place),
        assignment=assignment,
        kind="swimming",
        scope=f"Bada i {word}",
        given_by=f"Mor {word}",
        valid_to=clock.today() + timedelta(days=90),
    )
    return world.keep("mandate", place, made, word, called=world.of(assignment.decision).canary)


def add_damage(world: World, place: str, assignment: Assignment) -> DamageReport:
    """Noted, and not sent to the insurance yet."""
    word = world.word()
    made = DamageReport.objects.create(
        **world.at(place),
        assignment=assignment,
        on=clock.today(),
        whose="volunteer",
        what=f"Fönstret gick sönder {word}",
        noted_by=world.cast.anna,
    )
    return world.keep("damagereport", place, made, word, called=world.of(assignment.decision).canary)


def decision_to_search_for(world: World, place: str) -> Decision:
    """One that nobody searches for yet."""
    decision = cases.add_decision(world, place, world.first("client", place).obj)
    cases.add_need(world, place, decision)
    return decision
