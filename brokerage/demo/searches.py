"""Searches in every stage, step by step: the district's own, and those that the brokerage works for an order."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from brokerage import clock
from brokerage.access import Actor
from brokerage.demo import cases, lives
from brokerage.demo import meetings as met
from brokerage.demo.builder import Builder, place_among
from brokerage.demo.cases import Grant
from brokerage.demo.plans import build_plan
from brokerage.demo.sizes import Size
from brokerage.orders.models import Order
from brokerage.organisation.models import Role, Trait
from brokerage.organisation.reference import BROKERAGE
from decisions.models import Decision
from matching import wording
from matching.forms.papers import INSURANCE
from matching.models import Assignment, Proposal, Shortlist
from matching.pool import ranked, weights_in_force
from matching.problems import case_checks, people_to_check
from matching.sketch import sketch
from matching.workflow import agreements, assignments, meetings, offers, proposals, shortlists
from recruitment.models import Approval, Volunteer

# How far a search has come; each stage takes in those before it.
STAGES = (
    "open", "picked", "asked", "silent", "call", "willing", "declined", "chosen",
    "appointed", "unsigned", "running", "ended",
)  # fmt: skip
# Days since the decision; the search begins a week later at most.
OWN = (
    ("open", 9), ("picked", 11), ("asked", 12), ("call", 13), ("silent", 26), ("willing", 20), ("chosen", 24),
    ("declined", 31), ("appointed", 29), ("unsigned", 38), ("running", 78), ("ended", 190),
)  # fmt: skip
FAMILIES_FOR = {"open", "asked", "willing"}
# Orders of several districts, some of them Bromma's, so that Anna and Lo see what the brokerage presents.
BROKERED = (
    ("Bromma", "IoF", "person", "willing", 30),
    ("Bromma", "IoF", "family", "chosen", 41),
    ("Bromma", "LSS", "person", "appointed", 44),
    ("Järva", "IoF", "family", "open", 24),
    ("Bromma", "LSS", "person", "willing", 27),
    ("Farsta", "IoF", "family", "willing", 33),
    ("Farsta", "IoF", "person", "chosen", 37),
    ("Södermalm", "LSS", "person", "open", 19),
    ("Skarpnäck", "IoF", "person", "picked", 22),
    ("Skärholmen", "IoF", "family", "asked", 21),
    ("Kungsholmen", "SP", "person", "call", 25),
    ("Järva", "LSS", "person", "silent", 36),
    ("Hägersten-Älvsjö", "IoF", "person", "declined", 42),
    ("Norra innerstaden", "SP", "person", "willing", 28),
    ("Hässelby-Vällingby", "LSS", "person", "unsigned", 52),
    ("Enskede-Årsta-Vantör", "IoF", "family", "picked", 18),
)
FIRST_FEW = 20
FRESH = 16  # days: so short a while ago, that nobody has met yet
DRAFTS = (
    ("Bromma", "IoF", 17),
    ("Bromma", "IoF", 15),
    ("Bromma", "IoF", 13),
    ("Bromma", "LSS", 14),
    ("Farsta", "IoF", 16),
)
PLACED = (("Järva", "IoF", 16), ("Skärholmen", "IoF", 15), ("Södermalm", "SP", 18))


@dataclass(frozen=True)
class Hunt:
    """A search to be: for what, and how far it has come."""

    grant: Grant
    stage: str
    is_brokered: bool = False

    def reaches(self, stage: str) -> bool:
        return STAGES.index(self.stage) >= STAGES.index(stage)


def own(size: Size) -> list[Hunt]:
    """In the own pools of the cast, one in each stage."""
    return [
        Hunt(Grant(unit, area, _kind(area, stage), ago, musts=()), stage)
        for unit, area in cases.PLACES[: size.desks]
        for stage, ago in OWN
    ]


def _kind(area: str, stage: str) -> str:
    return "family" if area == "IoF" and stage in FAMILIES_FOR else "person"


def brokered(size: Size) -> list[Hunt]:
    """For orders of several districts."""
    return [
        Hunt(Grant(unit, area, kind, ago), stage, is_brokered=True)
        for unit, area, kind, stage, ago in BROKERED[: size.brokered]
    ]


def ordered() -> list[tuple[Grant, str]]:
    """Orders that nobody searches for yet."""
    return [(Grant(unit, area, "person", ago), cases.DRAFTED) for unit, area, ago in DRAFTS] + [
        (Grant(unit, area, "person", ago), cases.PLACED) for unit, area, ago in PLACED
    ]


def build_searches(builder: Builder) -> None:
    let_some_choose_sms()
    for grant, stage in ordered():
        decision = cases.build(builder, grant)
        cases.order(builder, grant, decision, stage, ago=builder.dice.randrange(1, 6))
    for hunt in (*brokered(builder.size), *own(builder.size)):
        build(builder, hunt)


def let_some_choose_sms() -> None:
    """Every third volunteer rather reads an SMS, and some of them a letter too."""
    place = place_among(Volunteer.objects.all())
    third = Volunteer.objects.annotate(third=place % 3, ninth=place % 9).filter(third=0)
    third.update(way=Volunteer.Way.SMS)
    third.filter(ninth=0).update(way=Volunteer.Way.BOTH)


def build(builder: Builder, hunt: Hunt) -> Assignment | None:
    """One search from the decision on, as far as its stage says; shorter where the pool has nobody."""
    decision = cases.build(builder, hunt.grant)
    order = None
    if hunt.is_brokered:
        order = cases.order(builder, hunt.grant, decision, cases.ACCEPTED, ago=hunt.grant.ago - 3)
    return Path(builder, hunt).walk(decision, order)


class Path:
    """The way from a need to an assignment; days count from the decision."""

    def __init__(self, builder: Builder, hunt: Hunt) -> None:
        self.builder, self.hunt, self.grant = builder, hunt, hunt.grant
        self.secretary = hunt.grant.secretary(builder)
        self.worker: Actor = builder.acting("rut") if hunt.is_brokered else self.secretary

    def after(self, days: int) -> Any:
        """So many days after the decision, and never later than yesterday."""
        return self.builder.on(self.builder.back(max(self.grant.ago - days, 1)), 11)

    def walk(self, decision: Decision, order: Order | None) -> Assignment | None:
        reaches = self.hunt.reaches
        shortlist = self.open(decision, order)
        if not reaches("picked") or not (picked := self.pick(shortlist)) or not reaches("asked"):
            return None
        self.ask(shortlist, picked)
        if not reaches("silent"):
            return None
        if self.hunt.stage in ("silent", "call"):
            (self.fall_silent if self.hunt.stage == "silent" else self.want_a_call)(picked)
            return None
        proposal = self.answer(picked)
        with self.after(10):
            met.tell_more(proposal, by=self.secretary)
            met.write_to_child(proposal, by=self.secretary)
            if self.hunt.stage == "declined":
                met.call_off(proposal, by=self.secretary)
                met.call_off(proposal, by=self.secretary)
        if self.hunt.stage == "willing":
            with self.builder.on(self.builder.back(1)):
                met.book(proposal, by=self.secretary, days=4)
        if self.hunt.stage == "declined":
            with self.after(15):
                words = "Det blir för långt att åka."
                proposals.decline(proposal, by=self.secretary, refusal="distance", refusal_words=words)
        if not reaches("chosen"):
            return None
        proposal = self.choose(proposal)
        return self.appoint(proposal) if reaches("appointed") else None

    def open(self, decision: Decision, order: Order | None) -> Shortlist:
        with self.after(5):
            if order:
                made = shortlists.open_brokered(by=self.worker, order=order, pool=self.builder.units[BROKERAGE])
            else:
                pool = self.builder.units[self.grant.unit]
                made = shortlists.open_own(by=self.worker, decision=decision, pool=pool)
        return Shortlist.objects.for_page().get(pk=made.pk)

    def pick(self, shortlist: Shortlist) -> list[Proposal]:
        """The best three, or as many as there are."""
        with self.after(6):
            fulfils = ranked(shortlist, weights_in_force(), on=clock.today()).fulfils
            lasting = self.lasting(shortlist, [match.candidate.pk for match in fulfils[:FIRST_FEW]])
            best = lasting[: self.builder.dice.choice((2, 2, 3))]
            if best:
                reason = "Bara en i poolen passar." if len(best) == 1 else ""
                shortlists.pick(shortlist, by=self.worker, volunteers=best, only_one=reason)
        return list(shortlist.proposals.order_by("pk"))

    def lasting(self, shortlist: Shortlist, volunteers: list[int]) -> list[int]:
        """Those who can be appointed too, some weeks later, when the true age is known and not only the year."""
        age = shortlist.decision.client.identity.age()
        fit = Approval.objects.filter(volunteer__in=volunteers, age_from__lte=age, age_to__gt=age)
        fit = fit.filter(valid_until__gt=clock.today() + timedelta(days=30), decided_on__lte=clock.today())
        there = set(fit.values_list("volunteer", flat=True))
        return [pk for pk in volunteers if pk in there]

    def ask(self, shortlist: Shortlist, picked: list[Proposal]) -> None:
        with self.after(7):
            text = wording.offer_text(sketch(shortlist, Trait.all_words().names()))
            beyond = "De andra förfrågningarna gäller senare i vår."  # kept only where it is needed
            last = clock.today() + timedelta(days=7)
            proposals.ask.each(picked, by=self.worker, text=text, answer_by=last, beyond=beyond)

    def fall_silent(self, picked: list[Proposal]) -> None:
        with self.after(15):
            for each in picked:
                offers.expire(each.offers.get(), by=Actor.system("offers"))

    def want_a_call(self, picked: list[Proposal]) -> None:
        with self.after(9):
            offers.ask_for_call(picked[0].offers.get(), by=self.worker, words="Ring gärna efter klockan fem.")

    def answer(self, picked: list[Proposal]) -> Proposal:
        """The first says yes; of the others some say no, and some have not answered yet."""
        with self.after(9):
            offers.say_yes(picked[0].offers.get(), by=self.worker)
            for each in picked[1:]:
                if self.builder.dice.random() < 0.5:
                    offers.say_no(each.offers.get(), by=self.worker, reason="time")
        return Proposal.objects.get(pk=picked[0].pk)

    def choose(self, proposal: Proposal) -> Proposal:
        with self.after(11):
            meeting = met.book(proposal, by=self.secretary, days=2) if self.grant.ago > FRESH else None
        with self.after(14):
            if meeting:
                meetings.hold(meeting, by=self.secretary, own_view="Det kändes bra.", impression="De pratade länge.")
            proposals.choose(
                proposal,
                by=self.secretary,
                met_on=clock.today(),
                starts_on=self.builder.back(self.grant.ago - self.starts_after),
                in_clients_home=False,
                own_view="Tyckte att det kändes bra, och vill träffas igen.",
            )
        return Proposal.objects.for_page().get(pk=proposal.pk)

    @property
    def starts_after(self) -> int:
        """Days from the decision to the planned start: ahead of today for those who have not begun."""
        return 26 if self.hunt.reaches("running") else self.grant.ago + 9

    def appoint(self, proposal: Proposal) -> Assignment:
        officer = self.builder.who(self.grant.unit, self.grant.area, Role.CASE_OFFICER)
        with self.after(20):
            self.check(proposal)
            proposal = Proposal.objects.for_page().get(pk=proposal.pk)
            assignments.appoint(
                proposal,
                by=self.secretary,
                decision_maker=officer,
                delegation="3.3",
                decided_on=clock.today(),
                childs_best=lives.childs_best(proposal),
            )
        assignment = Assignment.objects.get(proposal=proposal)
        if self.hunt.reaches("unsigned"):
            assignment = self.agree(assignment)
        if self.hunt.stage == "unsigned":
            with self.builder.on(self.builder.back(2)):
                lives.wait_for_signatures(assignment, by=self.secretary)
        if self.hunt.reaches("running"):
            with self.after(22):
                lives.introduce(assignment, by=self.secretary, started_ago=self.grant.ago - 22)
            self.thank(assignment)
            with self.after(27):
                assignment = assignments.start(
                    assignment, by=self.secretary, started_on=self.builder.back(self.grant.ago - 26)
                )
            if not self.hunt.is_brokered:
                ago = self.grant.ago - 26
                build_plan(self.builder, assignment.decision, by=self.secretary, owner=officer, started_ago=ago)
                if self.hunt.stage == "running":
                    lives.follow(self.builder, assignment, by=self.secretary)
        if self.hunt.stage == "ended":
            assignment = self.end(assignment)
        return assignment

    def thank(self, assignment: Assignment) -> None:
        """Those who were not chosen have been heard of again, when it was long ago."""
        others = Proposal.objects.filter(shortlist__proposals=assignment.proposal_id, next_contact_on__isnull=False)
        for each in others:
            if each.next_contact_on and each.next_contact_on < self.builder.back(10):
                with self.builder.on(each.next_contact_on, 14):
                    proposals.note_contact(each, by=self.worker, next_contact_on=None)

    def check(self, proposal: Proposal) -> None:
        """The register checks that the law asks for in this case."""
        missing = [each.missing for each in case_checks(proposal, on=clock.today())]
        for member in people_to_check(proposal) if any(missing) else ():
            proposals.record_check(
                proposal,
                by=self.secretary,
                member=member,
                on=clock.today(),
                outcome="nothing",
                issued_on=clock.today() - timedelta(days=20),
                paper_place="Arkivskåpet, pärm 4",
            )

    def agree(self, assignment: Assignment) -> Assignment:
        with self.after(22):
            assignment = agreements.write_agreement(
                assignment,
                by=self.secretary,
                scheme=assignment.decision.extent,
                handover="Familjen lämnar vid porten. Blir det sent: ring en timme före.",
                included="Resor och det som ni gör tillsammans.",
                excluded="Skjuts till träningen, och nöjesfält varje gång.",
                insurance=INSURANCE,
                compensation="Arvode och omkostnader enligt SKR:s rekommendation.",
                notice_days=14,
            )
        if self.hunt.reaches("running"):
            with self.after(25):
                assignment = agreements.sign_agreement(assignment, by=self.secretary, signed_on=clock.today())
        return assignment

    def end(self, assignment: Assignment) -> Assignment:
        """The volunteer stops, and the clock of the decision runs anew."""
        with self.after(self.grant.ago - 41):
            return assignments.end(
                assignment,
                by=self.secretary,
                ended_on=clock.today(),
                ending="volunteer",
                decision_then="interrupted",
                ending_words="Har fått ett nytt arbete i en annan stad.",
            )
