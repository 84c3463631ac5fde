"""What is done with a client: registered, put right, guardians and consents."""

from datetime import date
from typing import Any

from django.db.models import Q

from brokerage import clock, identity
from brokerage.access import Actor, permitted
from brokerage.organisation.models import Trait, Unit
from brokerage.workflow import Refusal, creates, edits, insert
from decisions import rules as rules  # fills the matrix before a verb names an action of it
from decisions.consents import ADULT
from decisions.models import Client, ClientIdentity, ClientPlace, Consent, Guardian, Siblings
from decisions.workflow.contacts import forget_places


@creates("clients.register", label="Registrera klient", done="Klienten registrerad")
def register(
    *,
    by: Actor,
    unit: Unit,
    area: str,
    name: str,
    number: str = "",
    born: date | None = None,
    sex: str = "",
    protection: str,
    interpreter: Trait | None,
    communication: str,
    phone: str = "",
    email: str = "",
) -> tuple[Any, ...]:
    """A person becomes a client of the unit's programme area; without a number, under a temporary one by IVO's rule."""
    known = identity.parse(number or _temporary(born, sex), temporary=True)
    client = Client(
        unit=unit,
        area=area,
        birth_year=known.born.year,
        sex=Client.Sex.GIRL if known.is_woman else Client.Sex.BOY,
        protection=protection,
        interpreter=interpreter,
        communication=communication,
    )
    return client, ClientIdentity(
        client=client, unit=unit, area=area, name=name, number=known.text, phone=phone, email=email
    )


@edits(
    "clients.work",
    fields=("protection", "interpreter", "communication"),
    label="Ändra uppgifter",
    done="Uppgifter ändrade",
)
def edit(
    client: Client,
    *,
    by: Actor,
    name: str,
    phone: str,
    email: str,
    street: str = "",
    postcode: str = "",
    town: str = "",
) -> None:
    """What is known of the client is put right. With protected identity every place is taken away at once."""
    person = client.identity
    person.name, person.phone, person.email = name, phone, email
    person.save()
    place = {"street": street, "postcode": postcode, "town": town}
    if client.is_protected:
        if any(place.values()):
            raise Refusal("Adressen till någon med skyddade personuppgifter skrivs inte in i systemet.")
        forget_places(client)
    if any(place.values()):
        ClientPlace.objects.update_or_create(client=client, defaults=place)
    else:
        ClientPlace.objects.filter(client=client).delete()


def _temporary(born: date | None, sex: str) -> str:
    """The next temporary number that nobody in the city has, or has had."""
    if born is None or not sex:
        raise Refusal("Ange numret, eller födelsedag och kön för den som saknar nummer.")
    if born > clock.today():
        raise Refusal("Födelsedagen kan inte ligga i framtiden.")
    begins = f"{born:%Y%m%d}-T"
    held = ClientIdentity.objects.filter(Q(number__startswith=begins) | Q(temporary__startswith=begins))
    taken = {number for pair in held.values_list("number", "temporary") for number in pair}
    return identity.temporary(born, is_woman=sex == Client.Sex.GIRL, taken=taken)


@edits("clients.work", label="Ange personnummer", done="Personnummer angivet")
def give_number(client: Client, *, by: Actor, number: str) -> None:
    """The real number has come. What is reported already goes on under the temporary one, as IVO asks."""
    person = client.identity
    if not person.is_temporary:
        raise Refusal("Klienten har redan ett personnummer.")
    known = identity.parse(number)
    person.temporary, person.number, person.numbered_on = person.number, known.text, clock.today()
    person.save()
    client.birth_year = known.born.year
    client.sex = Client.Sex.GIRL if known.is_woman else Client.Sex.BOY


@edits("clients.work", label="Lägg till vårdnadshavare eller god man", done="Tillagd")
def add_guardian(client: Client, *, by: Actor, **fields: Any) -> None:
    """Somebody who has custody of the child, or is god man or förvaltare of the client."""
    guardian = Guardian(client=client, **fields)
    _may_be(client, guardian)
    insert(guardian)


@edits("clients.work", label="Ändra vårdnadshavare eller god man", done="Ändrat")
def edit_guardian(client: Client, *, by: Actor, guardian: Guardian, **fields: Any) -> None:
    """What is known of a guardian is put right."""
    _of(client, guardian)
    was = guardian.kind
    for name, value in fields.items():
        setattr(guardian, name, value)
    if guardian.kind != was:  # whoever was a guardian of a child that is of age now can still become protected
        _may_be(client, guardian)
    insert(guardian)


@edits("clients.work", label="Har upphört", done="Avslutat")
def end_guardian(client: Client, *, by: Actor, guardian: Guardian, ended_on: date) -> dict[str, date]:
    """Somebody has no custody, or is no god man, from a day: from then on the consent of the others is what counts."""
    _of(client, guardian)
    if ended_on > clock.today():
        raise Refusal("Dagen kan inte ligga i framtiden.")
    guardian.ended_on = ended_on
    insert(guardian)
    return {"on": ended_on}


@edits("clients.work", label="Lägg till syskon", done="Syskon tillagt")
def link_sibling(client: Client, *, by: Actor, number: str) -> dict[str, int]:
    """A sibling who is a client of the same programme area: only among those whom one works with oneself."""
    others = permitted(by, "clients.work").filter(unit=client.unit_id, area=client.area)
    sibling = others.filter(identity__number=number).first()
    if sibling is None:
        raise Refusal("Ingen klient hos er har det personnumret. Registrera syskonet först.")
    first, second = sorted((client.pk, sibling.pk))
    insert(Siblings(first_id=first, second_id=second))
    return {"sibling": sibling.pk}


@edits("clients.work", label="Ta bort länken till syskonet", done="Länken borttagen")
def unlink_sibling(client: Client, *, by: Actor, sibling: Client) -> dict[str, int]:
    """They are no siblings after all."""
    first, second = sorted((client.pk, sibling.pk))
    Siblings.objects.filter(first=first, second=second).delete()
    return {"sibling": sibling.pk}


@edits("clients.work", label="Anteckna samtycke", done="Samtycke antecknat")
def record_consent(
    client: Client, *, by: Actor, guardian: Guardian | None, given_on: date, unable: str = ""
) -> dict[str, bool]:
    """A guardian, or the client, consents; or somebody asks for whoever manifestly can't (LSS 8 §)."""
    if given_on > clock.today():
        raise Refusal("Samtycket kan inte ligga i framtiden.")
    if guardian:
        _of(client, guardian)
        if not guardian.is_there_on(given_on):
            what = "Vårdnaden" if guardian.is_in_custody else "Uppdraget"
            raise Refusal(f"{what} hade upphört den dagen.")
    if Consent.objects.on(given_on).filter(client=client, guardian=guardian).exists():
        raise Refusal("Samtycket finns redan.")
    insert(Consent(client=client, guardian=guardian, given_on=given_on, unable=unable if guardian else ""))
    return {"own": guardian is None}


@edits("clients.work", label="Återta samtycke", done="Samtycke återtaget")
def withdraw_consent(client: Client, *, by: Actor, consent: Consent, withdrawn_on: date) -> dict[str, bool]:
    """A consent is withdrawn, from a day."""
    if withdrawn_on > clock.today() or withdrawn_on < consent.given_on:
        raise Refusal("Dagen måste ligga mellan den dag samtycket lämnades och i dag.")
    changed = Consent.objects.filter(pk=consent.pk, client=client, withdrawn_on=None).update(withdrawn_on=withdrawn_on)
    if not changed:
        raise Refusal("Samtycket är redan återtaget.")
    return {"own": consent.guardian_id is None}


def _of(client: Client, guardian: Guardian) -> None:
    if guardian.client_id != client.pk:
        raise Refusal("Vårdnadshavaren hör till en annan klient.")


def _may_be(client: Client, guardian: Guardian) -> None:
    if guardian.is_in_custody and client.identity.age() >= ADULT:
        raise Refusal("Klienten är myndig och har ingen vårdnadshavare.")
