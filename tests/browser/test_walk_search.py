"""From a need to a running assignment and its end, as the district does it on screen; and the way through an order."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from brokerage import clock
from brokerage.charges.models import Charge
from brokerage.letters.models import Letter
from recruitment.models import Volunteer
from tests.browser.desk import Desk
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.conftest import made, needed, path, pooled, searched

__all__ = ["client_made", "decided", "made", "needed", "path", "pooled", "searched"]

Make = Callable[..., Any]
TODAY = date(2026, 11, 22)
CHECK = "Belastnings- och misstankeregistret, nämndens slagning"
CHILD = "Kajsa Kanariefågel"
BEST = "Kajsa vill själv, och de bor nära."


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=clock.STOCKHOLM)


def link_in_the_letter_to(volunteer: Volunteer) -> str:
    """What the volunteer clicks on, read from the outbox."""
    letter = Letter.objects.filter(purpose="offer", receiver_key=volunteer.pk).latest("pk")
    (address,) = re.findall(r"https?://\S+/svar/\S+", letter.body)
    return address.removeprefix(settings.BASE_URL.rstrip("/"))


def choose(desk: Desk, *names: str) -> Desk:
    for name in names:
        desk.main.get_by_label(f"Välj {name}", exact=True).check()
    return desk.press("Välj ut").reads("Utvalda att fråga.")


def ask_the_picked(desk: Desk) -> None:
    desk.follow("Fråga de utvalda").reads("ser inte vilka andra som tillfrågas").press("Skicka")
    desk.reads("Förfrågan är på väg.", "Tillfrågad")


def look_up(desk: Desk, *people: str) -> None:
    for person in people:
        desk.follow(f"{CHECK}: {person}").fill(outcome="nothing").press("Spara")
        desk.reads("Registerkontroll antecknad.")


@pytest.mark.django_db(transaction=True)
def test_the_own_search(desk_of: Callable[..., Desk], cast: Cast, needed: Make, pooled: Make) -> None:
    """Anna searches and asks, two answer by the link, the child chooses, Hedda appoints; at last the family quits."""
    with clock.at(morning(TODAY)):
        decision = needed()
        ek = pooled("Familjen Ek", traits=("smoke-free", "dog"), email="ek@post.example")
        alm = pooled("Familjen Alm", email="alm@post.example")
        pooled("Familjen Bok", traits=())

        anna = desk_of("anna")
        anna.open(decision.get_absolute_url()).follow("Sök i egna poolen").press("Sök i egna poolen")
        anna.reads("Sökning påbörjad.", "2 uppfyller alla krav", "Familjen Bok")
        anna.main.get_by_label("Välj Familjen Ek", exact=True).check()
        anna.press("Välj ut").reads("Välj två eller tre, eller skriv varför det bara blir en.")
        choose(anna, "Familjen Alm")
        ask_the_picked(anna)
        search = anna.path

        public = desk_of()
        public.open(link_in_the_letter_to(ek)).reads("En förfrågan till er", "Ett barn som gillar djur.")
        public.never_reads(CHILD, "Familjen Alm", "BRO-2026-0001")
        public.press("Nej, inte den här gången").reads("Välj varför det inte passar")
        public.fill(words="Gärna på söndagar.").press("Ja, berätta mer").reads("Tack, ni har svarat ja")
        public.open(link_in_the_letter_to(alm)).press("Ring mig").reads("Vi ringer er")

        anna.open("/").reads("Familjen Alm").open(search).follow("Familjen Alm").reads("Vill bli uppringd")
        anna.follow("Anteckna svar").fill(answer="no", reason="time").press("Spara").reads("Svaret är antecknat.")

        hedda = desk_of("hedda")
        hedda.open(search).follow("Familjen Ek").reads("Gärna på söndagar.", CHILD, "Har sagt ja")
        hedda.follow("Klienten väljer").fill(own_view="Vill gärna dit igen.").fill(starts_on=TODAY.isoformat())
        hedda.press("Klienten väljer").reads("Vald av klienten", "Vill gärna dit igen.")
        hedda.follow("Utse").reads(f"{CHECK} saknas för Karin Åberg.")
        hedda.fill(delegation="3.4", childs_best=BEST).press("Utse").reads(f"{CHECK} saknas för Per Åberg.")
        assert hedda.value_of("delegation") == "3.4"
        hedda.follow("Familjen Ek")
        look_up(hedda, "Karin Åberg", "Per Åberg")
        hedda.follow("Utse").fill(delegation="3.4", childs_best=BEST).press("Utse")
        hedda.reads("Utsedd.", "Utsedd, inte påbörjat", BEST)

        hedda.follow("Skriv avtalet").fill(scheme="Varannan helg.", compensation="Arvode 900 kr.").press("Spara")
        hedda.reads("Avtal skrivet.", "Inte undertecknat", "Klientens exemplar (PDF)")
        hedda.follow("Avtalet är undertecknat").press("Spara").reads("Avtal undertecknat.")
        hedda.follow("Anteckna första gången").fill(started_on=TODAY.isoformat()).press("Anteckna första gången")
        hedda.reads("Uppdraget har börjat.", "Pågår").open(decision.get_absolute_url()).reads("Familjen Ek")
        decision.refresh_from_db()
        assert (decision.state, decision.due_on) == ("executed", None)

    with clock.at(morning(TODAY + timedelta(days=30))):
        hedda = desk_of("hedda")
        hedda.open("/uppdrag/").follow("BRO-2026-0001").follow("Avsluta uppdraget")
        hedda.fill(ended_on=(TODAY + timedelta(days=29)).isoformat(), ending="volunteer").press("Avsluta uppdraget")
        hedda.reads("Uppdraget avslutat.", "Uppdragstagaren slutar")
        decision.refresh_from_db()
        assert (decision.state, decision.waiting_since) == ("interrupted", TODAY + timedelta(days=30))
        hedda.open(decision.get_absolute_url()).reads("Avbrott")
    assert not Charge.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_way_through_an_order(desk_of: Callable[..., Desk], cast: Cast, needed: Make, pooled: Make) -> None:
    """Anna asks for help, Mia places the order, Rut searches and never learns for whom; the district meets a yes."""
    with clock.at(morning(TODAY)):
        decision = needed()
        ek = pooled("Familjen Ek", by="rut", traits=("smoke-free", "dog"), email="ek@post.example")
        pooled("Familjen Alm", by="rut", email="alm@post.example")
        pooled("Familjen Bok", by="anna")

        anna, mia, rut = desk_of("anna"), desk_of("mia"), desk_of("rut")
        anna.open(decision.get_absolute_url()).follow("Beställ av Resursteamen")
        anna.fill(basis="child", tried="Frågat alla i egna poolen.").press("Skriv beställning")
        order = anna.path
        mia.open(order).follow("Lägg beställningen").press("Lägg beställningen")
        number = decision.orders.get().number

        rut.open("/formedla/").follow(number).press("Ta mig an beställningen")
        rut.follow("Börja söka").press("Börja söka").reads("Sökning påbörjad.", "2 uppfyller alla krav")
        rut.never_reads(CHILD, "Familjen Bok", "BRO-2026-0001")
        choose(rut, "Familjen Ek", "Familjen Alm")
        ask_the_picked(rut)
        rut.follow("Familjen Ek").reads("Tillfrågad").never_reads(CHILD, "BRO-2026-0001")
        proposal = rut.path
        anna.open(proposal, status=404)

        desk_of().open(link_in_the_letter_to(ek)).press("Ja, berätta mer").reads("Tack, ni har svarat ja")
        rut.open(proposal).reads("Har sagt ja").never_reads(CHILD)
        anna.open(decision.get_absolute_url()).reads("Resursteamen föreslår").follow("Familjen Ek").reads(CHILD)
        anna.follow("Klienten väljer").fill(starts_on=TODAY.isoformat()).press("Klienten väljer")
        look_up(anna, "Karin Åberg", "Per Åberg")
        anna.follow("Utse").fill(decision_maker=str(cast.hedda.pk), delegation="3.4", childs_best=BEST).press("Utse")
        anna.reads("Utsedd.")
        anna.reads(f"beställning {number}")
        rut.open(proposal).reads("Utsedd").never_reads(CHILD, "BRO-2026-0001")
        rut.open("/sokningar/").reads("Någon är utsedd")
    assert Charge.objects.get().text == f"Beställning {number}"
