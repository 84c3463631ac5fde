"""Those around the clients of the demo city, what they think of it, and a network whose hosting goes round."""

from datetime import timedelta
from typing import Any

from brokerage import clock
from brokerage.access import Actor, links
from brokerage.demo.builder import Builder
from decisions.models import Client, Decision, Network
from decisions.workflow import contacts, feedback, networks, practice

GOOD = ("Vi åker ofta till badet.", "De har en hund.", "Det är lugnt där.", "Hen hör av sig när det är viktigt.", "")
CHANGE = ("Vill sova över oftare.", "", "", "Att bli hämtad i tid.", "")
MOST = 14


def build(builder: Builder) -> None:
    hedda = builder.acting("hedda")
    running = Decision.objects.filter(unit=builder.units["Bromma"], area="IoF", state="executed")
    rows = list(running.select_related("client__identity", "ground", "unit").order_by("pk")[:MOST])
    groups = ("parent_ill", "alone", "school", "addicted", "crime")
    for place, row in enumerate(rows):
        row.target_groups, row.assessed_on = [groups[place % len(groups)]], row.decided_on - timedelta(days=3)
    Decision.objects.bulk_update(rows, ["target_groups", "assessed_on"])
    for place, row in enumerate(rows[:-2]):
        said = {"benefit": (3, 2, 3, 1, 2)[place % 5], "heard": (2, 3, 1, 2, 2)[place % 5], "goes_on": "yes"}
        said |= {"good": GOOD[place % len(GOOD)], "change": CHANGE[place % len(CHANGE)]}
        feedback.enter(by=hedda, decision=row, guardian=None, on=clock.today(), **said)
    if rows:
        _around(builder, rows[0].client)
    _ask(builder, rows[-2:])
    _networks(builder)
    _practice(builder)


def _around(builder: Builder, client: Client) -> None:
    anna, consent = (
        builder.acting("anna"),
        {"consent_by": "guardians", "consent_on": clock.today() - timedelta(days=60)},
    )
    place: dict[str, Any] = {} if client.is_protected else {"place": "Ängsskolan"}
    people: tuple[dict[str, Any], ...] = (
        {"circle": "family", "part": "Mormor", "name": "Inger Lund"},
        {"circle": "school", "part": "Mentor", "name": "Pia Holm", "scope": ["exists", "going", "volunteer"], **place},
        {"circle": "health", "part": "Kurator på BUP", "name": "Tomas Ek", "scope": ["plan"], "coordinates": True},
        {"circle": "leisure", "part": "Simtränare", "name": "Lina Berg"},
    )
    for given in people:
        more: dict[str, Any] = consent if given.get("scope") else {}
        contacts.add_contact(client, by=anna, **more, **given)


def _ask(builder: Builder, rows: list[Decision]) -> None:
    """A guardian has answered behind the link: the answer waits to be read."""
    hedda = builder.acting("hedda")
    for row in rows:
        guardian = next(iter(row.client.guardians_on(clock.today())), None)
        if guardian and not feedback.not_by_letter(row, guardian):
            guardian.email = guardian.email or "vardnadshavare@post.example"
            guardian.save(update_fields=["email"])
            until = clock.today() + timedelta(days=14)
            made = feedback.ask(by=hedda, decision=row, guardian=guardian, answer_by=until)
            said = {"good": "Han är gladare på måndagarna.", "change": "Att vi får veta tiderna tidigare."}
            token = links.make("feedback.answer", made, until=until)
            mother = Actor.by_link(links.read(token, "feedback.answer"))
            feedback.answer(made, by=mother, benefit=2, heard=2, goes_on="changed", **said)
            return


def _networks(builder: Builder) -> None:
    anna, lo, olle = (builder.acting(who) for who in ("anna", "lo", "olle"))
    bromma, farsta = builder.units["Bromma"], builder.units["Farsta"]
    words = "Hjälpas åt med svåra uppdrag, dela listor och gå på samma föreläsningar."
    with builder.on(builder.back(80)):
        made: Network = networks.start(
            by=anna,
            unit=bromma,
            name="Kontaktsekreterare över gränserna",
            reach="city",
            areas=["IoF", "LSS"],
            words=words,
        )
        networks.join(made, by=olle, unit=farsta)
        networks.join(made, by=lo, unit=bromma)
        met = networks.plan_meeting(by=anna, network=made, planned_on=clock.today(), theme="Sommaren")
        again = clock.today() + timedelta(days=60)
        minutes = "Vi gick igenom hur helgerna fördelas. Farsta bjuder in till en föreläsning om sömn."
        networks.hold(met, by=anna, present=7, minutes=minutes, next_on=again)
    with builder.on(builder.back(18)):
        met = made.meetings.get(state="planned")
        minutes = "Föreläsning om sömn. Vi delar listan över lägerplatser."
        networks.hold(met, by=olle, present=9, minutes=minutes, next_on=clock.today() + timedelta(days=35))


def _practice(builder: Builder) -> None:
    """Two districts that have looked at their routines, one of them twice; and what children have told in a group."""
    codes = ("secretary", "binder", "groups", "material", "vetting", "intro", "criteria", "together")
    words = "Skriftliga kriterier, och träffar för dem som är nya."
    for days, who, unit, said in (
        (760, "mia", "Bromma", ("yes", "growing", "no", "yes", "yes", "no", "no", "no")),
        (40, "mia", "Bromma", ("yes", "yes", "growing", "revising", "yes", "yes", "growing", "yes")),
        (35, "per", "Farsta", ("yes", "yes", "yes", "yes", "growing", "no", "no", "yes")),
    ):
        with builder.on(builder.back(days)):
            given: dict[str, Any] = {
                "children": 9 + days % 7,
                "words": words,
                "standings": dict(zip(codes, said, strict=True)),
            }
            practice.review(by=builder.acting(who), unit=builder.units[unit], **given)
    with builder.on(builder.back(25)):
        practice.note(
            by=builder.acting("anna"),
            unit=builder.units["Bromma"],
            kind="focus",
            among="children",
            people=6,
            on=clock.today(),
            theme="Att säga hej då",
            words="De vill veta i god tid när det tar slut, och få säga hej då på riktigt.",
        )
