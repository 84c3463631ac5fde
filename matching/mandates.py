"""What a power of attorney and each permission says in its standard words. Pure.

A guardian decides in the child's personal matters (FB 6:11), and may let somebody else do what this paper says. What
only a guardian can consent to (an operation, a vaccination, a passport) is no matter for such a paper.
"""

from matching.models import Mandate

_K = Mandate.Kind
TEXTS: dict[str, str] = {
    _K.POWER: "Hämta ut barnets läkemedel på apotek, och följa med barnet till vårdcentral, tandläkare och "
    "akutmottagning och där ta emot den information som behövs just då.",
    _K.MEDICINE: "Ge följande medicin: (namn, mängd, när). Receptfritt febernedsättande enligt förpackningen: ja/nej.",
    _K.SWIMMING: "Bada tillsammans med uppdragstagaren. Barnet kan simma: ja/nej. Flytväst eller armpuffar: ja/nej.",
    _K.PHOTO: "Ta bilder till barnet och familjen. Bilder läggs inte ut på nätet och skickas inte till andra.",
    _K.TRAVEL: "Resa med uppdragstagaren till: (vart och när). Resor utanför Sverige kräver ett eget medgivande.",
    _K.HAIRCUT: "Klippa barnets hår, så som barnet vill.",
    _K.OTHER: "",
}
TITLES = {_K.POWER: "Fullmakt"}
PERMISSION = "Medgivande"
LIMIT = (
    "Papperet ger ingen rätt att samtycka till operation, vaccination eller annat som vårdnadshavaren själv ska "
    "avgöra. Det kan tas tillbaka när som helst, muntligt eller skriftligt, hos socialtjänsten."
)


def title_of(mandate: Mandate) -> str:
    """«Fullmakt», or «Medgivande: bada»."""
    if mandate.kind in TITLES:
        return TITLES[_K(mandate.kind)]
    return f"{PERMISSION}: {mandate.get_kind_display().lower()}"
