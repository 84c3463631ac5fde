"""What stands in the way of asking, appointing and starting, in sentences; pages show them, and steps obey them.

Sources: SoL (2025:400) 13:7 (appointing; the qualified contact person), 21:1 (consent), 11:1 (no appointment without a
grant); förordning (1999:1134) 11 § p. 8 a (the board's own look-up in the case of appointing); LSS 8 §.
"""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from brokerage import clock
from brokerage.pages.wording import day
from brokerage.workflow import Problem
from decisions.models import Client, Decision
from decisions.models.decisions import Weight
from decisions.problems import HEAVY, consent_of
from decisions.states import DecisionState
from matching.bonds import bond_between
from matching.models import Assignment, ClientMeeting, Conflict, LogEntry, Offer, Proposal, Shortlist
from matching.pool import kind_of
from matching.states import TAKES_PLACE, AssignmentState
from matching.variants import WARN_BEFORE, Variant
from recruitment.models import Approval, Check, HouseholdMember, Kind, Source, Volunteer
from recruitment.problems import waits_after_move
from recruitment.requirements import Plan, Requirement, check_of, checked_people, track_for
from recruitment.states import VolunteerState

OFTEN = 2


def before_searching(decision: Decision) -> list[Problem]:
    """Why nobody can be searched for yet."""
    found = []
    if decision.state not in (DecisionState.WAITING, DecisionState.INTERRUPTED):
        found.append(Problem("Beslutet väntar inte på någon."))
    if not hasattr(decision, "need"):
        found.append(Problem("Behovet är inte beskrivet. Utan det kan ingen sökas."))
    if kind_of(decision) is None:
        found.append(Problem("Insatsen utförs inte av en uppdragstagare: det finns ingen att söka."))
    return found


def search_problems(shortlist: Shortlist) -> list[Problem]:
    """What to think of in a search that goes on."""
    found = []
    if shortlist.order and shortlist.order.state == "withdrawn":
        found.append(Problem("Beställningen är återtagen. Avsluta sökningen och tacka dem som har tillfrågats."))
    if shortlist.decision.state not in (DecisionState.WAITING, DecisionState.INTERRUPTED):
        found.append(Problem("Beslutet väntar inte längre på någon. Avsluta sökningen."))
    return found


def before_asking(proposal: Proposal) -> list[Problem]:
    """Why the volunteer should not be asked just now: more open questions than free places (nobody is promised twice).

    Whoever asks may say why it is done all the same. It names no other search: that may be somebody else's.
    """
    free = places_on(proposal, clock.today()) - taken_places(proposal)
    volunteer = proposal.volunteer
    waiting = Offer.objects.open().filter(proposal__volunteer=volunteer.pk).count()
    if free <= 0:
        return [Problem(f"{volunteer} har ingen ledig plats just nu.")]
    if waiting >= free:
        places = "en ledig plats" if free == 1 else f"{free} lediga platser"
        asked = "en obesvarad förfrågan" if waiting == 1 else f"{waiting} obesvarade förfrågningar"
        return [Problem(f"{volunteer} har {places} och redan {asked}.")]
    return []


def cancelled_often(proposal: Proposal) -> list[Problem]:
    """That the client has called off more than once: one of the causes of a decision not executed."""
    meetings = proposal.meetings.all()
    times = sum(each.state == "cancelled" and each.cancelled_by == ClientMeeting.Side.CLIENT for each in meetings)
    if times < OFTEN:
        return []
    why = "Det kan vara en orsak till att beslutet inte är verkställt: ange den i beslutet."
    return [Problem(f"Klienten har ställt in {times} träffar. {why}", blocking=False)]


def case_checks(proposal: Proposal, *, on: date) -> list[Requirement]:
    """The register checks that the law asks for in this case, each adult for itself; done or not.

    A check counts that was made in this case by that day: in a vetting for this named assignment, or here, and what was
    found here last decides. The pool's own extract never does.
    """
    decision, track = proposal.shortlist.decision, track_of(proposal, on=on)
    if track is None:
        why = "ingen lag ger rätt till utdrag för uppdraget"
        return [Requirement("none", "Ingen lagstadgad kontroll", why, "Behövs inte", "good")]
    made = [
        *Check.objects.filter(
            vetting__volunteer=proposal.volunteer_id, vetting__case_reference=decision.case_reference
        ).select_related("official"),
        *proposal.checks.all(),
    ]
    by_then = [each for each in made if each.on <= on]
    return [check_of(track, each, by_then) for each in people_to_check(proposal)]


def people_to_check(proposal: Proposal) -> list[HouseholdMember]:
    """Whom the registers are asked about: every adult of a family's home, else the applicant alone."""
    kind = kind_of(proposal.shortlist.decision)
    plan = Plan(kinds=frozenset({kind or ""}), areas=frozenset({proposal.area}), on=clock.today(), ages=range(0))
    return checked_people(plan, list(proposal.volunteer.members.all()))


def track_of(proposal: Proposal, *, on: date) -> Source | None:
    """The legal track of this case."""
    decision = proposal.shortlist.decision
    age = decision.client.identity.age(on)
    kind = kind_of(decision) or ""
    starts_on = proposal.starts_on or on
    return track_for(kind, proposal.area, client_age=age, on=starts_on, in_home=proposal.in_clients_home)


def before_appointing(proposal: Proposal, *, on: date, checks: Sequence[Requirement] | None = None) -> list[Problem]:
    """Why the volunteer can't be appointed for the client on a day; and what to think of when they can.

    `checks` are those of `case_checks` on that day, for whoever has them already.
    """
    decision = proposal.shortlist.decision
    found = _about_decision(decision, on)
    found += _about_volunteer(proposal, on)
    taken = taken_places(proposal)
    if taken >= places_on(proposal, on):
        found.append(Problem(f"{proposal.volunteer} har ingen ledig plats."))
    found += _about_weight(proposal, on, taken)
    found += _about_weekends(proposal)
    consent = consent_of(decision, on)
    if consent.sentence:
        found.append(Problem(consent.sentence, blocking=not consent.suffices))
    asked = case_checks(proposal, on=on) if checks is None else checks
    found += [Problem(each.missing) for each in asked if each.missing]
    return found


def _about_weight(proposal: Proposal, on: date, taken: int) -> list[Problem]:
    """What the need asks, against what the volunteer can bear: too heavy a need waits for the manager's word.

    Source: FoU Nordväst's report (the intervention was not meant for too severe problems, and is used for them).
    """
    need, volunteer = proposal.shortlist.decision.need, proposal.volunteer
    if need.weight == Weight.ORDINARY:
        return []
    found = []
    if need.is_too_heavy:
        found.append(Problem(HEAVY))
    approval = approval_on(proposal, on)
    asked = {*need.musts, *need.important, *need.wishes}
    if approval and not asked & set(approval.traits):
        said = f"Behovet är krävande, och godkännandet nämner inget av det som {volunteer} då behöver klara."
        found.append(Problem(said, blocking=False))
    if taken:
        said = f"Behovet är krävande, och {volunteer} har redan uppdrag. Tala om vad de orkar, och om handledning."
        found.append(Problem(said, blocking=False))
    return found


def _about_weekends(proposal: Proposal) -> list[Problem]:
    """A weekend that one assignment takes every other week is not another's, however many places there are."""
    wanted = [code for code in ("weekend-even", "weekend-odd") if code in proposal.shortlist.decision.need.musts]
    if not wanted:
        return []
    running = Assignment.objects.taking_place().filter(volunteer=proposal.volunteer_id)
    taken = {code for musts in running.values_list("decision__need__musts", flat=True) for code in musts or ()}
    weeks = {"weekend-even": "jämna", "weekend-odd": "udda"}
    return [
        Problem(f"{proposal.volunteer} har redan ett uppdrag helgerna {weeks[code]} veckor.")
        for code in wanted
        if code in taken
    ]


def _about_decision(decision: Decision, on: date) -> list[Problem]:
    found = []
    if decision.state == DecisionState.ENDED:
        found.append(Problem("Beslutet är avslutat. Utan ett beslut om insatsen kan ingen utses."))
    elif decision.state == DecisionState.EXECUTED:
        found.append(Problem("Beslutet verkställs redan. Utse bara en till om beslutet omfattar det.", blocking=False))
    if on < decision.decided_on:
        found.append(Problem(f"Ingen kan utses före beslutet den {day(decision.decided_on)}."))
    if decision.valid_to and on > decision.valid_to:
        found.append(Problem(f"Beslutet gick ut den {day(decision.valid_to)}."))
    below = decision.ground.below_age
    if below and decision.client.identity.age(on) >= below:
        found.append(Problem(f"Insatsen kan bara ges den som är under {below} år."))
    return found


def _about_volunteer(proposal: Proposal, on: date) -> list[Problem]:
    volunteer, decision = proposal.volunteer, proposal.shortlist.decision
    if why := conflict_between(decision.client, volunteer):
        return [Problem(f"{volunteer} kan inte utses: jäv. {why}")]
    if volunteer.state not in (VolunteerState.AVAILABLE, VolunteerState.CASE_ONLY):
        return [Problem(f"{volunteer} är inte tillgänglig: {volunteer.get_state_display().lower()}.")]
    approval = approval_on(proposal, on)
    if approval is None:
        return [Problem(f"{volunteer} har inget godkännande som gäller den {day(on)}.")]
    found = []
    kind = kind_of(decision)
    if kind is None or kind not in approval.kinds:
        found.append(Problem(f"{volunteer} är inte godkänd som {Kind(kind).label.lower() if kind else 'det'}."))
    if proposal.area not in approval.client_areas:
        found.append(Problem(f"{volunteer} är inte godkänd för klientens programområde."))
    age = decision.client.identity.age(on)
    if not approval.age_from <= age <= approval.age_to:
        scope = f"{approval.age_from}–{approval.age_to} år"
        found.append(Problem(f"{volunteer} är godkänd för klienter på {scope}, och klienten är {age} år."))
    if kind == Kind.SHORT_TERM_FAMILY and not approval.nights:
        found.append(Problem(f"{volunteer} är inte godkänd för att ta emot över natt."))
    found += waits_after_move(volunteer, approval)
    if approval.conditions:
        found.append(Problem(f"Godkännandet har villkor: {approval.conditions}", blocking=False))
    return found


def conflict_between(client: Client, volunteer: Volunteer) -> str:
    """The conflict of interest of these two, noted or seen, as a sentence; nothing where there is none."""
    noted = Conflict.objects.filter(client=client, volunteer=volunteer).first()
    if noted:
        return f"{noted.get_ground_display()}."
    seen = bond_between(client, volunteer)
    return f"{volunteer} {seen}." if seen else ""


def approval_on(proposal: Proposal, on: date) -> Approval | None:
    """The latest approval in force on a day that counts for this case."""
    reference = proposal.shortlist.decision.case_reference
    for each in proposal.volunteer.approvals.all():  # the latest first
        if each.decided_on <= on <= each.valid_until and each.case_reference in ("", reference):
            return each
    return None


def places_on(proposal: Proposal, on: date) -> int:
    approval = approval_on(proposal, on)
    return approval.places if approval else 0


def taken_places(proposal: Proposal) -> int:
    """How many of the volunteer's places are taken now."""
    return Assignment.objects.taking_place().filter(volunteer=proposal.volunteer_id).count()


def about_life(assignment: Assignment, log: Sequence[LogEntry], *, on: date) -> list[Problem]:
    """What to think of in an assignment that lives: nothing of it stops anything."""
    found = []
    if assignment.secretary_id is None:
        found.append("Ingen är ansvarig för uppdraget. Lämna över det till någon.")
    last = last_reached(assignment)
    if assignment.started_on and (on - last).days >= 7 * settings.SILENT_WEEKS:
        found.append(f"Uppdragstagaren har inte nåtts på {(on - last).days // 7} veckor.")
    found += [f"En händelse den {day(each.on)} är inte avslutad." for each in log if _is_open(each)]
    phase = next(reversed(assignment.phases.all()), None)
    if phase and phase.until and phase.until - on <= WARN_BEFORE:
        over = "slutade" if phase.until < on else "slutar"
        found.append(f"{phase.get_variant_display()} {over} {day(phase.until)}: förläng, byt form eller avsluta.")
    if phase and (limit := phase.about_jour(on)):
        found.append(limit)
    return [Problem(text, blocking=False) for text in found]


def last_reached(assignment: Assignment) -> date:
    """When the volunteer was reached, here or as noted on the volunteer's own page; else the first time together, and
    of what was imported the day of that.
    """
    began = max(assignment.started_on or assignment.starts_on, assignment.appointment.recorded_on)
    return max(assignment.reached_on or began, assignment.volunteer.last_contact_on or date.min)


def _is_open(entry: LogEntry) -> bool:
    return entry.kind == LogEntry.Kind.INCIDENT and entry.closed_on is None


def before_starting(assignment: Assignment) -> list[Problem]:
    """What to think of before the first time together is noted."""
    if assignment.state != AssignmentState.PLANNED:
        return []
    if assignment.decision.state == DecisionState.ENDED:
        return [Problem("Beslutet är avslutat: uppdraget kan inte börja. Anteckna att det inte blev av.")]
    return about_agreements(assignment)


def about_approval(assignment: Assignment) -> list[Problem]:
    """An approval that has run out ends no assignment silently: it is said here, and somebody has to do something."""
    last = max((each.valid_until for each in assignment.volunteer.approvals.all()), default=None)
    if last is None or last >= clock.today() or assignment.state not in TAKES_PLACE:
        return []
    text = f"Godkännandet gick ut {day(last)}. Uppdraget fortsätter, men inget nytt kan börja: se till att det förnyas."
    return [Problem(text, blocking=False)]


def about_agreements(assignment: Assignment) -> list[Problem]:
    """Which agreement is not written, or not signed by all; of a komplementfamilj there are two."""
    wanted = [("child", "Avtalet")]
    if has_two_agreements(assignment):
        wanted.append(("parents", "Avtalet om stöd till föräldrarna"))
    found = []
    for about, name in wanted:
        agreement = assignment.agreement_on(about)
        if agreement is None:
            found.append(Problem(f"{name} är inte skrivet.", blocking=False))
        elif agreement.signed_on is None:
            found.append(Problem(f"{name} är inte undertecknat.", blocking=False))
    return found


def has_two_agreements(assignment: Assignment) -> bool:
    """A komplementfamilj: the parents' own support is agreed on apart. No query where phases are fetched."""
    latest = next(iter(assignment.phases.all()[::-1]), None)
    return latest is not None and latest.variant == Variant.COMPLEMENT
