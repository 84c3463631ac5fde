"""What a search that finds nobody does, and how an assignment lives, as Anna, Olle and Hedda do it on screen."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from brokerage import clock
from brokerage.letters.models import Letter
from decisions.models import Guardian
from matching.models import Assignment, Proposal
from recruitment.models import Volunteer
from tests.browser.desk import Desk
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided
from tests.matching.conftest import Path, made, needed, path, pooled, searched

__all__ = ["client_made", "decided", "made", "needed", "path", "pooled", "searched"]

Make = Callable[..., Any]
TODAY = date(2026, 11, 22)
CHILD = "Kajsa Kanariefågel"


def morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, 0, tzinfo=clock.STOCKHOLM)


def link_to(kind: str, purpose: str, channel: str = "mail") -> str:
    letter = Letter.objects.filter(purpose=purpose, receiver_kind=kind, channel=channel).latest("pk")
    (address,) = re.findall(r"https?://\S+", letter.body)
    return address.removeprefix(settings.BASE_URL.rstrip("/"))


def nobody_is_found(anna: Desk, olle: Desk, decision: Any) -> str:
    """What stands in the way, tried without a must; and asked of the other districts."""
    anna.open(decision.get_absolute_url()).follow("Sök i egna poolen").press("Sök i egna poolen")
    search = anna.path
    anna.reads("Ingen uppfyller alla krav").follow("Pröva utan bil").reads("Ni prövar utan kravet", "Familjen Ek")
    anna.follow("Tillbaka till alla krav").follow("Efterlys hos de andra").press("Efterlys").reads("Efterlyst")
    olle.open("/").follow("Efterlysningar").follow("Kontaktfamilj").never_reads(CHILD).follow("Svara")
    olle.fill(has="maybe", words="En familj i villa, med bil.").press("Svara").reads("En familj i villa")
    anna.open("/efterlysningar/").follow("Kontaktfamilj").reads("En familj i villa")
    return search


def asked_by_sms(anna: Desk, public: Desk, search: str) -> None:
    Volunteer.objects.filter(name="Familjen Ek").update(traits=["smoke-free", "car"])
    anna.open(search).reads("1 uppfyller alla krav")
    anna.main.get_by_label("Välj Familjen Ek", exact=True).check()
    anna.fill(only_one="Bara en har bil.").press("Välj ut").follow("Fråga de utvalda").reads("får SMS").press("Skicka")
    public.open(link_to("recruitment.volunteer", "offer", "sms")).never_reads(CHILD).press("Ja, berätta mer")
    anna.follow("Så har den gått").reads("Familjen Ek: sa ja").follow("Så såg listan ut").reads("Behovet den dagen")
    anna.open(search).follow("Familjen Ek").follow("Boka en träff")
    anna.fill(at_0=(TODAY + timedelta(days=2)).isoformat(), at_1="15:00", place="Hos oss").press("Boka")
    anna.reads("Träff bokad.", "Hos oss")


def agreed_by_link(anna: Desk, public: Desk, assignment: Assignment) -> None:
    anna.open(assignment.get_absolute_url()).follow("Skriv avtalet").fill(scheme="Varannan helg.").press("Spara")
    anna.follow("Skicka för underskrift").press("Skicka").reads("Avtalet skickat.")
    for kind in ("recruitment.volunteer", "decisions.client"):
        channel = "sms" if kind == "recruitment.volunteer" else "mail"
        public.open(link_to(kind, "agreement", channel)).reads("Varannan helg.").press("Jag godkänner avtalet")
        public.reads("Du godkände avtalet")
    anna.open(assignment.get_absolute_url()).reads("genom länken").follow("Anteckna första gången")
    anna.fill(started_on=TODAY.isoformat()).press("Anteckna första gången").reads("Uppdraget har börjat.")


def introduced_extended_ended(anna: Desk, hedda: Desk, assignment: Assignment) -> None:
    anna.follow("Så går det").follow("Planera inskolningen").press("Spara").reads("Inskolning planerad.")
    first = assignment.intro_steps.order_by("number")[0].title
    anna.follow(first).fill(went_well="1", evaluation="Kajsa ritade hela tiden.").press("Spara")
    anna.reads("Kajsa ritade hela tiden.")
    sport_week = TODAY + timedelta(days=92)
    hedda.open(assignment.get_absolute_url()).follow("Ersättning och besök").follow("Besluta om utökning")
    hedda.fill(first=sport_week.isoformat(), last=(sport_week + timedelta(days=3)).isoformat())
    hedda.fill(extent="Fyra dygn på sportlovet.").press("Besluta").reads("Utökningen är beslutad.", "sportlovet")
    anna.open(assignment.get_absolute_url()).follow("Avsluta uppdraget")
    anna.fill(ended_on=TODAY.isoformat(), ending="moved", client_words="De var snälla.", decision_then="ends")
    anna.press("Avsluta uppdraget").reads("Uppdraget avslutat.", "De var snälla.")


@pytest.mark.django_db(transaction=True)
def test_from_nobody_to_a_life_and_its_end(
    desk_of: Callable[..., Desk], cast: Cast, needed: Make, pooled: Make, path: Path
) -> None:
    with clock.at(morning(TODAY)):
        decision = needed(need={"musts": ["smoke-free", "car"]})
        pooled("Familjen Ek", way="sms", phone="070-174 06 21")
        Guardian.objects.update(email="moa@post.example")
        anna, olle, hedda, public = desk_of("anna"), desk_of("olle"), desk_of("hedda"), desk_of()
        search = nobody_is_found(anna, olle, decision)
        asked_by_sms(anna, public, search)
        anna.follow("Klienten väljer").fill(starts_on=TODAY.isoformat()).press("Klienten väljer").reads("Vald av")
        proposal = Proposal.objects.get()
        path.checked(proposal)
        path.appointed(Proposal.objects.get(), childs_best="Kajsa vill själv.")
        assignment = Assignment.objects.get()
        agreed_by_link(anna, public, assignment)
        introduced_extended_ended(anna, hedda, assignment)
        assert Assignment.objects.get().state == "ended"
