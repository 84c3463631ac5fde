"""The agreement in its versions: written, sent to be confirmed, confirmed by each or signed on paper."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.letters.workflow import compose
from brokerage.workflow import Refusal, edits, effect, insert
from matching import rules as rules  # fills the matrix before a verb names an action of it
from matching import wording
from matching.agreements import ADULT, sender, signing_of
from matching.models import Agreement, Assignment, Signature
from matching.states import ALIVE
from matching.workflow.messages import write_to

_P = Signature.Part


@edits("assignments.work", states=ALIVE, label="Skriv avtalet", done="Avtal skrivet")
def write_agreement(assignment: Assignment, *, by: Actor, **terms: Any) -> dict[str, int]:
    """The terms that everybody agrees on: a version of its own, to be signed anew; the one before it is kept."""
    return _written(assignment, Agreement.About.CHILD, by, terms)


@edits(
    "assignments.work",
    states=ALIVE,
    label="Skriv avtalet om stöd till föräldrarna",
    done="Avtal om stöd till föräldrarna skrivet",
)
def write_parents_agreement(assignment: Assignment, *, by: Actor, **terms: Any) -> dict[str, int]:
    """The second agreement of a komplementfamilj: between the guardians, the family and the unit."""
    client = assignment.decision.client
    if client.identity.age() >= ADULT or not client.guardians_on(clock.today()):
        raise Refusal("Det finns ingen vårdnadshavare att sluta avtalet med.")
    return _written(assignment, Agreement.About.PARENTS, by, terms)


def _written(assignment: Assignment, about: str, by: Actor, terms: dict[str, Any]) -> dict[str, int]:
    today, latest = clock.today(), assignment.agreements.filter(about=about).first()
    if latest is not None:
        latest.replaced_on = today
        insert(latest)
    agreement = Agreement(
        assignment=assignment,
        about=about,
        number=latest.number + 1 if latest else 1,
        written_on=today,
        written_by=by.user,
        **terms,
    )
    insert(agreement)
    for part, guardian, name in signing_of(assignment, about):
        place(agreement, by=by, part=part, guardian=guardian, name=name)
    return {"number": agreement.number}


@effect(Signature, done="Ska skriva under")
def place(agreement: Agreement, *, by: Actor, part: str, guardian: Any, name: str) -> Signature:
    """A place for a signature."""
    assignment = agreement.assignment
    return Signature(
        unit_id=assignment.unit_id,
        area=assignment.area,
        agreement=agreement,
        part=part,
        guardian=guardian,
        name=name,
    )


@edits("assignments.work", states=ALIVE, label="Skicka avtalet för underskrift", done="Avtalet skickat")
def send_agreement(assignment: Assignment, *, by: Actor) -> dict[str, int]:
    """Everybody who can be written to gets a link to their own copy, and confirms it there; the unit signs by sending.

    With protected identity on any side nothing is sent: then the agreement is signed on paper.
    """
    _, unsigned = _in_force(assignment)
    if not_by_link(assignment):
        raise Refusal("Någon har skyddade personuppgifter: avtalet skrivs under på papper.")
    until, sent = clock.today() + timedelta(days=settings.LINK_DAYS), 0
    for signature in unsigned:
        if signature.part == _P.UNIT:
            put_name(signature, by=by, way=Signature.Way.STAFF)
        elif _send(signature, assignment, until):
            note_sent(signature, by=by)
            sent += 1
    if not sent:
        raise Refusal("Ingen av dem kan nås med brev eller SMS: skriv ut avtalet och skriv under på papper.")
    return {"sent": sent}


def not_by_link(assignment: Assignment) -> bool:
    """Whether somebody's protection keeps the agreement out of letters."""
    client = assignment.decision.client
    hidden = any(each.protection != "none" for each in client.guardians_on(clock.today()))
    return client.is_protected or assignment.volunteer.is_protected or hidden


def _send(signature: Signature, assignment: Assignment, until: date) -> bool:
    address = links.address("matching:signature_confirm", "signatures.confirm", signature, until=until)
    if signature.part == _P.VOLUNTEER:
        volunteer = assignment.volunteer
        return write_to(volunteer, "agreement", wording.agreement(volunteer, address, until))
    identity = assignment.decision.client.identity
    mail = signature.guardian.email if signature.guardian else identity.email
    if not mail:
        return False
    subject, body = wording.agreement_to(signature.name, sender(assignment), address, until)
    compose(
        purpose="agreement",
        address=mail,
        subject=subject,
        body=body,
        unit_id=assignment.unit_id,
        area=assignment.area,
        receiver=("decisions.client", assignment.decision.client_id),
    )
    return True


@effect(Signature, done="Skickat för underskrift")
def note_sent(signature: Signature, *, by: Actor) -> Signature:
    """Their copy is on its way."""
    signature.sent_on = clock.today()
    return signature


@effect(Signature, done="Underskrivet")
def put_name(signature: Signature, *, by: Actor, way: str) -> Signature:
    """On paper, or as the unit's own."""
    signature.signed_at, signature.way = clock.now(), way
    return signature


@edits("signatures.confirm", label="Jag godkänner avtalet", done="Avtal bekräftat genom länken")
def confirm(signature: Signature, *, by: Actor) -> None:
    """One of those who are to sign says yes behind the link. When all have, the agreement is signed.

    Raises Refusal for a version that another has replaced, and for a guardian of somebody who has come of age.
    """
    versions = Agreement.objects.select_for_update(of=("self",)).select_related("assignment")
    agreement = versions.get(pk=signature.agreement_id)
    if signature.signed_at:
        raise Refusal("Ni har redan godkänt avtalet.")
    if not may_confirm(signature):
        raise Refusal("Avtalet kan inte längre godkännas här. Ring oss.")
    signature.signed_at, signature.way = clock.now(), Signature.Way.LINK
    if not agreement.signatures.unsigned().exclude(pk=signature.pk).exists():
        agreement.signed_on = clock.today()
        insert(agreement)


def may_confirm(signature: Signature) -> bool:
    """Whether the version still stands, nobody has become protected, and whoever signs is still the one to do it."""
    agreement = signature.agreement
    if agreement.replaced_on or agreement.assignment.state not in ALIVE or not_by_link(agreement.assignment):
        return False
    client = agreement.assignment.decision.client
    if signature.guardian is None:
        return True
    return client.identity.age() < 18 and signature.guardian.is_guardian_on(clock.today())


@edits("assignments.work", states=ALIVE, label="Avtalet är undertecknat", done="Avtal undertecknat")
def sign_agreement(assignment: Assignment, *, by: Actor, signed_on: date) -> dict[str, date]:
    """Everybody who had not yet confirmed has signed their copy, on paper."""
    written, unsigned = _in_force(assignment)
    if not all(each.written_on <= signed_on <= clock.today() for each in written):
        raise Refusal("Dagen måste ligga mellan den dag avtalet skrevs och i dag.")
    for signature in unsigned:
        put_name(signature, by=by, way=Signature.Way.PAPER)
    for agreement in written:
        agreement.signed_on = signed_on
        insert(agreement)
    return {"on": signed_on}


def _in_force(assignment: Assignment) -> tuple[list[Agreement], list[Signature]]:
    """What is in force and not signed by all, and who has not; locked in the order in which a link locks them."""
    pending = Signature.objects.unsigned().filter(agreement__assignment=assignment, agreement__replaced_on=None)
    unsigned = list(pending.select_for_update(of=("self",)).order_by("pk"))
    found = assignment.agreements.select_for_update(of=("self",)).filter(replaced_on=None)
    if not found:
        raise Refusal("Skriv avtalet först.")
    return [each for each in found if each.signed_on is None] or list(found), unsigned
