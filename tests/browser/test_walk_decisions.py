"""Kajsa has waited too long: Mia's quarter is closed and told of, and what comes after is planned and followed up."""

from collections.abc import Callable
from typing import Any

import pytest

from decisions.models import Decision
from tests.browser.desk import Desk
from tests.cast import Cast
from tests.decisions.conftest import client_made, decided, waits

__all__ = ["client_made", "decided", "waits"]

Make = Callable[..., Any]
QUARTER = "/rapporter/2026/3/"


@pytest.mark.django_db(transaction=True)
def test_from_a_cause_to_a_follow_up(desk_of: Callable[..., Desk], cast: Cast, waits: Make) -> None:
    decision: Decision = waits()
    anna = desk_of("anna").open("/").follow(f"Ange orsak i {decision.case_reference}")
    anna.fill(words="Ingen familj utan hund.", consequence="", done="Annonserat.").press("Spara")
    anna.reads("behöver rättas")
    cause = anna.main.locator("[name=cause]")
    cause.select_option(label="Ingen lämplig person eller familj finns")
    anna.fill(consequence="Ingen avlastning.").press("Spara").reads("Orsak angiven.")

    mia = desk_of("mia").open(QUARTER).reads("Första rapport")
    mia.follow("Stäng kvartalet").press("Stäng kvartalet").reads("Stängt", "IVO:s lista")
    mia.follow(decision.case_reference).reads("Uppgifter om beslutet", "Ingen avlastning.", "Inte skickad")
    mia.follow("Anteckna skickad").press("Spara").reads("Skickat till IVO den")
    mia.open(f"{QUARTER}statistik/").reads("Till kommunfullmäktige").open(f"{QUARTER}revisorer/")
    mia.open("/rapporter/").open("/rapporter/staden/").reads("färre än 5").never_reads(decision.case_reference)

    anna.open(decision.get_absolute_url()).follow("Anteckna verkställighet").fill(executed_on="2026-11-20")
    anna.press("Anteckna verkställighet").reads("Ingen uppföljning är planerad")
    anna.follow("Skriv plan").fill(purpose="Lugn och ro.", scheme="Varannan helg.").press("Spara")
    anna.follow("Lägg till mål").fill(domain="school", text="Träffa andra vuxna").press("Spara")
    anna.reads("ett sätt, inte ett mål")
    hedda = desk_of("hedda").open(decision.get_absolute_url()).follow("Planera uppföljning")
    hedda.fill(planned_on="2026-12-01", owner=str(cast.hedda.pk)).press("Spara").reads("Planerad")

    hedda.open("/fragor/ny/").fill(to="own", form="family", ages="school", extent="Varannan helg")
    hedda.fill(words="Ett lugnt hem.").press("Ställ frågan").reads("Väntar på svar")
    anna.open("/").follow("Svara på en fråga från Bromma").follow("Svara").fill(answer="search").press("Svara")
    anna.reads("Besvarad")
