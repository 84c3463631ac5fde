"""The report of one case in the order of IVO's form: who reports, about whom, about which decision."""

from typing import Any

from brokerage import pages
from brokerage.pages.wording import days
from decisions.models.reports import ENDINGS


def sheet(row: Any, number: str) -> list[tuple[str, list[tuple[str, Any]]]]:
    """What IVO's form asks for, part by part; what is empty is left out."""
    waits = "Beslut" if row.since == row.decided_on else "Avbrott"
    return [
        (
            "Rapportuppgifter",
            [
                ("Nämnd", row.report.unit),
                ("Period", str(row.report.quarter)),
                ("Rapport", row.get_kind_display()),
                (
                    "Avser",
                    f"Avbruten verkställighet från {row.since}" if waits == "Avbrott" else "Ej verkställt beslut",
                ),
            ],
        ),
        (
            "Uppgifter om individen",
            [
                ("Tillfälligt nummer" if "-T" in number else "Personnummer", number),
                ("Kön", row.get_sex_display()),
            ],
        ),
        (
            "Uppgifter om beslutet",
            pages.chosen(
                (
                    ("Lag och lagrum", f"{row.law} {row.ground}"),
                    ("Insats", row.intervention.capitalize()),
                    ("Omfattning", row.extent),
                    ("Beslutsdatum", str(row.decided_on)),
                    ("Datum för avbrott", str(row.since) if waits == "Avbrott" else ""),
                    ("Saknas", row.missing),
                    (ENDINGS[row.ending], str(row.until) if row.until else ""),
                    ("Väntetid", days(row.days)),
                    ("Huvudsaklig orsak", row.cause),
                    ("En orsak till", row.secondary),
                    ("Orsaken med ord", row.words),
                    ("Följden för personen", row.consequence),
                    ("Annat stöd under tiden", row.meanwhile),
                    ("Vad vi har gjort", row.done),
                    ("Erbjudanden", row.offers),
                )
            ),
        ),
    ]
