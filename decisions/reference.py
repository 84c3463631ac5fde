"""The grounds and causes that a migrated database holds.

Sources: SoL (2001:453) 3:6 b, 4:1; SoL (2025:400) 11:1, 11:4, 13:7, 34:1; LSS (1993:387) 9 §, 28 f §;
LVU (1990:52) 22 §.
That 11:4 and LVU 22 § are not reported is read from the wording of SoL 34:1. The causes are the house's own list:
IVO's is not published.
"""

from datetime import date

from brokerage.organisation.reference import put_in
from decisions.models import Cause, Instrument, LegalGround

_OLD, _NEW = date(2025, 6, 30), date(2025, 7, 1)
_2002, _2007, _LSS = date(2002, 1, 1), date(2007, 1, 1), date(1994, 1, 1)
_PERSON, _FAMILY, _QUALIFIED = "kontaktperson", "kontaktfamilj", "särskilt kvalificerad kontaktperson"

GROUNDS: tuple[tuple[str, str, str, str, str, int | None, bool, date, date | None], ...] = (
    # code, law, ground, appointed under, intervention, below age, reportable, from, to
    ("sol2001-person", "SoL 2001:453", "4 kap. 1 §", "3 kap. 6 b § 1 st", _PERSON, None, True, _2002, _OLD),
    ("sol2001-family", "SoL 2001:453", "4 kap. 1 §", "3 kap. 6 b § 1 st", _FAMILY, None, True, _2002, _OLD),
    ("sol2001-qualified", "SoL 2001:453", "4 kap. 1 §", "3 kap. 6 b § 2 st", _QUALIFIED, 21, True, _2007, _OLD),
    ("sol2025-person", "SoL 2025:400", "11 kap. 1 §", "13 kap. 7 § 1 st", _PERSON, None, True, _NEW, None),
    ("sol2025-family", "SoL 2025:400", "11 kap. 1 §", "13 kap. 7 § 1 st", _FAMILY, None, True, _NEW, None),
    ("sol2025-qualified", "SoL 2025:400", "11 kap. 1 §", "13 kap. 7 § 2 st", _QUALIFIED, 21, True, _NEW, None),
    ("sol2025-extra-person", "SoL 2025:400", "11 kap. 4 §", "13 kap. 7 § 1 st", _PERSON, None, False, _NEW, None),
    ("sol2025-extra-family", "SoL 2025:400", "11 kap. 4 §", "13 kap. 7 § 1 st", _FAMILY, None, False, _NEW, None),
    ("lss-person", "LSS 1993:387", "9 § 4", "", _PERSON, None, True, _LSS, None),
    ("lss-short-family", "LSS 1993:387", "9 § 6", "", "korttidsvistelse: korttidsfamilj", None, True, _LSS, None),
    ("lss-short-home", "LSS 1993:387", "9 § 6", "", "korttidsvistelse: korttidshem", None, True, _LSS, None),
    ("lss-short-camp", "LSS 1993:387", "9 § 6", "", "korttidsvistelse: läger", None, True, _LSS, None),
    ("lvu-qualified", "LVU 1990:52", "22 §", "", _QUALIFIED, 20, False, _2007, None),
)

_SUPPLY, _CLIENT, _OFFICE = Cause.Side.SUPPLY, Cause.Side.CLIENT, Cause.Side.ADMINISTRATION
CAUSES: tuple[tuple[str, str, str], ...] = (
    ("no-provider", "Ingen lämplig person eller familj finns", _SUPPLY),
    ("no-match", "Föreslagen, men parterna passade inte ihop", _SUPPLY),
    ("provider-quit", "Uppdragstagaren har slutat", _SUPPLY),
    ("vetting-pending", "Utredning av uppdragstagare pågår", _SUPPLY),
    ("refused", "Den enskilde har tackat nej till ett skäligt erbjudande", _CLIENT),
    ("wishes", "Den enskilde har mycket specifika önskemål", _CLIENT),
    ("no-show", "Upprepade återbud", _CLIENT),
    ("not-ready", "Den enskilde kan inte ta emot insatsen nu", _CLIENT),
    ("dropped-early", "Den enskilde avsade sig utsedd person efter kort tid", _CLIENT),
    ("postpones", "Den enskilde vill vänta", _CLIENT),
    ("consent", "Samtycke saknas", _CLIENT),
    ("staff", "Kontaktsekreterare saknas", _OFFICE),
    ("admin", "Handläggningen", _OFFICE),
    ("other", "Annan orsak", _OFFICE),
)

# Free to use, as far as is known [from memory]; only the total is kept, never the questions.
INSTRUMENTS: tuple[tuple[str, str, int, int, bool, int, str], ...] = (
    # code, name, lowest, highest, more is better, from age, terms
    ("own-scale", "Egen skala: hur har du det?", 0, 10, True, 4, "Fri."),
    ("who5", "WHO-5, välbefinnande", 0, 100, True, 9, "Fri för icke-kommersiellt bruk (WHO)."),
    ("ladder", "Cantrils stege, livet just nu", 0, 10, True, 11, "Fri."),
    ("loneliness", "UCLA-3, ensamhet", 3, 9, False, 16, "Fri för forskning och uppföljning."),
    ("attendance", "Närvaro i skolan, procent", 0, 100, True, 6, "Skolans uppgift."),
    ("subjects", "Godkända ämnen i skolan", 0, 20, True, 12, "Skolans uppgift."),
)


def load(using: str = "default") -> None:
    """Put in what is missing."""
    names = ("code", "law", "ground", "appointed_under", "intervention", "below_age", "reportable", "starts", "ends")
    put_in(LegalGround, "code", [dict(zip(names, row, strict=True)) for row in GROUNDS], using)
    put_in(
        Cause,
        "code",
        [
            {"code": code, "name": name, "side": side, "position": place}
            for place, (code, name, side) in enumerate(CAUSES)
        ],
        using,
    )
    columns = ("code", "name", "low", "high", "more_is_better", "youngest", "terms", "position")
    rows = [dict(zip(columns, (*row, place), strict=True)) for place, row in enumerate(INSTRUMENTS)]
    put_in(Instrument, "code", rows, using)
