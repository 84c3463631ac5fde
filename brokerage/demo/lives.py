"""How assignments live in the demo city: introduced, followed in a log, with papers; and who keeps all the others."""

from datetime import timedelta
from decimal import Decimal

from brokerage import clock
from brokerage.access import Actor
from brokerage.demo.builder import Builder, place_among
from brokerage.organisation.models import Membership, Role
from decisions.models import Client, Guardian
from matching.forms.papers import INSURANCE
from matching.introductions import usual_steps
from matching.mandates import TEXTS
from matching.models import Assignment, OnCallNumber, Proposal
from matching.workflow import agreements, damages, living, mandates
from matching.workflow.messages import channels_to

SPREAD, WEEK, ADULT = 9, timedelta(weeks=1), 18
JOUR = (("Socialjouren", "08-508 00 112", "kvällar, nätter och helger", 4),)  # a made-up number


def childs_best(proposal: Proposal) -> str:
    """The note that an appointment for a child needs."""
    is_child = proposal.shortlist.decision.client.identity.age() < ADULT
    return "Har själv sagt ja efter träffen. Lugnt hem, van vid barn, och nära skolan." if is_child else ""


def wait_for_signatures(assignment: Assignment, *, by: Actor) -> None:
    """The agreement is sent where it can be; the introduction begins, and its first step is to be evaluated."""
    if not agreements.not_by_link(assignment) and channels_to(assignment.volunteer):
        agreements.send_agreement(assignment, by=by)
    living.plan_introduction(assignment, by=by, steps=list(usual_steps(assignment.kind, clock.today())))


def introduce(assignment: Assignment, *, by: Actor, started_ago: int) -> None:
    """The usual steps; those whose day has come are evaluated, and what goes on is in the log."""
    first = clock.today()
    living.plan_introduction(assignment, by=by, steps=list(usual_steps(assignment.kind, first)))
    moments = [clock.today() + WEEK * number for number in range(4)]
    words = ("Alla var med. Barnet ritade hela tiden.", "Fick se sitt rum.", "Ville stanna längre.", "Sov gott.")
    for number, (moment, said) in enumerate(zip(moments, words, strict=True), 1):
        if moment >= clock.today() + timedelta(days=started_ago) or number > assignment.intro_steps.count():
            break
        with clock.at(moment):
            living.evaluate_step(
                assignment, by=by, number=number, done_on=clock.today(), went_well=True, evaluation=said
            )


def follow(builder: Builder, assignment: Assignment, *, by: Actor) -> None:
    """Calls, the child's own, and an incident that was looked into; a phase and two papers."""
    with builder.on(builder.back(6)):
        for kind, words, own in (
            ("call", "Det går bra. Familjen undrar över skollovet.", ""),
            ("child", "Ringde och frågade om hunden är frisk.", "Jag ville bara höra att hon mår bra."),
            ("incident", "Ramlade från cykeln och slog i knät. Föräldern är uppringd.", ""),
        ):
            living.note(by=by, assignment=assignment, on=clock.today(), kind=kind, words=words, own_words=own)
        damages.report_damage(
            by=by,
            assignment=assignment,
            on=clock.today(),
            whose="volunteer",
            what="Cykeln föll mot en bil på gården när vi kom hem, och lacken fick en repa.",
            is_injury=False,
            cost=Decimal(3200),
        )
    with builder.on(builder.back(5)):
        incident = assignment.log.filter(kind="incident")[0]
        living.close_incident(incident, by=by, measures="Såret är omsett. Hjälm är inköpt, och familjen vet.")
        living.begin_phase(
            assignment,
            by=by,
            variant="person" if "person" in assignment.kind else "family",
            extent=assignment.decision.extent,
            since=clock.today(),
            why="Som i beslutet, efter inskolningen.",
        )
        until = clock.today() + timedelta(days=300)
        for kind in ("swimming", "medicine"):
            scope = TEXTS[kind]
            made = mandates.write_mandate(by=by, assignment=assignment, kind=kind, scope=scope, valid_to=until)
            if kind == "swimming":
                mandates.sign_mandate(made, by=by, signed_on=clock.today())


def complement(builder: Builder) -> None:
    """One family is a komplementfamilj since last week: the second agreement is written, and waits to be signed."""
    rows = Assignment.objects.running().filter(unit__name="Bromma", area="IoF", kind="family", phases=None)
    rows = rows.filter(decision__client__protection="none", decision__client__guardians__ended_on=None)
    for row in rows.exclude(decision__client__guardians=None).order_by("pk")[:20]:
        client, by = row.decision.client, builder.acting("anna")
        if client.identity.age() >= ADULT or (row.decision.valid_to and row.decision.valid_to < builder.today):
            continue
        terms = "Mamma och familjens mamma talas vid en gång i veckan, och äter middag ihop en söndag i månaden."
        with builder.on(builder.back(6)):
            facts = {"variant": "complement", "extent": row.decision.extent, "since": clock.today()}
            row = living.begin_phase(row, by=by, parents_terms=terms, why="Mamma vill ha någon att ringa.", **facts)
            agreements.write_parents_agreement(row, by=by, scheme=terms, insurance=INSURANCE, notice_days=14)
        return


def build_lives(builder: Builder) -> None:
    """Each of the others is somebody's, and was reached some week ago; a few have waited too long."""
    OnCallNumber.objects.bulk_create(
        OnCallNumber(label=label, number=number, hours=hours, place=place) for label, number, hours, place in JOUR
    )
    free = Assignment.objects.taking_place().filter(secretary=None)
    for each in Membership.objects.on(builder.today).filter(role=Role.CONTACT_SECRETARY).order_by("pk"):
        free.filter(unit=each.unit_id, area__in=each.areas).update(secretary=each.user_id)
    place = place_among(Assignment.objects.all())
    running = Assignment.objects.running().annotate(turn=place % SPREAD, rare=place % (SPREAD * 5))
    running = running.filter(reached_on=None)
    for turn in range(SPREAD - 1):
        day = builder.back(3 + 5 * turn)
        running.filter(turn=turn, started_on__lte=day).update(reached_on=day)
    late = running.filter(turn=SPREAD - 1, started_on__lte=builder.back(70))
    late.filter(rare=SPREAD - 1).update(reached_on=builder.back(70))
    complement(builder)
    late.exclude(rare=SPREAD - 1).update(reached_on=builder.back(45))
    give_deputies()


def give_deputies() -> None:
    """Some adults by LSS have a god man or a förvaltare."""
    known = (("deputy", "Gunilla Sand"), ("trustee", "Rolf Lindgren"), ("deputy", "Parisa Ek"))
    grown = Client.objects.filter(unit__name="Bromma", area="LSS", birth_year__lte=clock.today().year - ADULT - 1)
    Guardian.objects.bulk_create(
        Guardian(client=one, kind=kind, name=name, phone=f"070-174 06 9{number}")
        for number, (one, (kind, name)) in enumerate(zip(grown.order_by("pk"), known, strict=False))
    )
