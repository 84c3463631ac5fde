"""The purpose of an intervention in plain words, for the child itself: why, what happens now, and that a no is fine.

Pure. It names the child and whom it will meet, so that it belongs to the district alone. A draft: whoever knows the
child writes it over. Source: SoL (2025:400) 3:2–3 (a child is informed, in a way that it can understand).
"""

from recruitment.models import Kind

SMALL, YOUNG = 9, 15  # below nine shorter sentences; from fifteen another tone
_WHO = {
    Kind.CONTACT_FAMILY: ("en kontaktfamilj", "Det är en familj som du får vara hos ibland."),
    Kind.SHORT_TERM_FAMILY: ("en korttidsfamilj", "Det är en familj som du får bo hos ibland, några dagar i taget."),
    Kind.CONTACT_PERSON: ("en kontaktperson", "Det är en vuxen som träffar dig och gör saker som du tycker om."),
    Kind.QUALIFIED: ("en kontaktperson", "Det är en vuxen som finns där för dig, ofta och när det är svårt."),
}
# Never as the parent's fault, and never as the child's: it is for the child's own sake.
_WHY = {
    "relief": "Alla familjer behöver vila ibland. Du får göra roliga saker med någon annan, och hemma vilar de.",
    "change": "De vuxna hemma får tid att öva på det som är svårt. Det är deras sak, inte din.",
    "companion": "Du får någon att göra saker tillsammans med.",
    "school": "Du får någon som hjälper dig med skolan.",
    "network": "Du får fler vuxna som du känner och kan lita på.",
    "safety": "Du får en vuxen till som bryr sig om hur du har det.",
}


def for_the_child(name: str, age: int, kind: Kind, purposes: list[str], whom: str) -> str:
    """A letter to the child; `whom` is who it is going to meet."""
    what, means = _WHO[kind]
    first = name.split()[0]
    why = [_WHY[code] for code in purposes if code in _WHY]
    if age < SMALL:
        why = why[:1]
    choice = (
        "Du bestämmer om du säger ja. Säger du nej är det helt i sin ordning, och ingen blir ledsen på dig."
        if age >= YOUNG
        else "Du får säga vad du tycker. Känns det inte bra säger du det, och ingen blir ledsen på dig."
    )
    lines = [
        f"Hej {first}!",
        f"Du ska få {what}. {means}",
        *why,
        f"Först träffas ni: du och {whom}. Någon som du känner är med hela tiden.",
        choice,
        "Det är inte ditt fel att du får det här. Du får det för att det ska vara bra för dig.",
    ]
    if age >= SMALL:
        lines.append("Du kan alltid ringa din handläggare och berätta hur det är, också sedan ni har börjat.")
    return "\n\n".join(lines)
