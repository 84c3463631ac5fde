"""The reference data that a migrated database holds: the city's units with their mergers, and the vocabulary.

Loaded after every migrate, idempotently: a missing row is put in, a row that somebody has changed stays as it is.
Source of the units: the city's decisions on district boards 2007, 2020 and 2023; the names of 2012 from memory.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.apps import AppConfig
from django.db import connections, models
from django.db.models.signals import post_migrate
from django.utils.text import slugify

from brokerage import names
from brokerage.organisation.models import Trait, Unit

_2007, _2020, _2023 = date(2007, 1, 1), date(2020, 7, 1), date(2023, 7, 1)
BROKERAGE = "Resursteamen"
BROKERAGE_STARTS = date(2012, 8, 15)
DISTRICTS: tuple[tuple[str, date, date | None, str], ...] = (
    # name, first day, last day, successor
    ("Rinkeby-Kista", _2007, date(2023, 6, 30), "Järva"),
    ("Spånga-Tensta", _2007, date(2023, 6, 30), "Järva"),
    ("Hässelby-Vällingby", _2007, None, ""),
    ("Bromma", _2007, None, ""),
    ("Kungsholmen", _2007, None, ""),
    ("Norrmalm", _2007, date(2023, 6, 30), "Norra innerstaden"),
    ("Östermalm", _2007, date(2023, 6, 30), "Norra innerstaden"),
    ("Södermalm", _2007, None, ""),
    ("Enskede-Årsta-Vantör", _2007, None, ""),
    ("Skarpnäck", _2007, None, ""),
    ("Farsta", _2007, None, ""),
    ("Älvsjö", _2007, date(2020, 6, 30), "Hägersten-Älvsjö"),
    ("Hägersten-Liljeholmen", _2007, date(2020, 6, 30), "Hägersten-Älvsjö"),
    ("Skärholmen", _2007, None, ""),
    ("Hägersten-Älvsjö", _2020, None, ""),
    ("Järva", _2023, None, ""),
    ("Norra innerstaden", _2023, None, ""),
)

# Whose people live close enough to be «next door», read off the map: a border on land or a bridge between them.
NEIGHBOURS: dict[str, tuple[str, ...]] = {
    "Hässelby-Vällingby": ("Bromma", "Järva"),
    "Bromma": ("Järva", "Kungsholmen"),
    "Kungsholmen": ("Norra innerstaden", "Södermalm", "Hägersten-Älvsjö"),
    "Norra innerstaden": ("Södermalm",),
    "Södermalm": ("Hägersten-Älvsjö", "Enskede-Årsta-Vantör", "Skarpnäck"),
    "Enskede-Årsta-Vantör": ("Hägersten-Älvsjö", "Skarpnäck", "Farsta"),
    "Skarpnäck": ("Farsta",),
    "Hägersten-Älvsjö": ("Skärholmen",),
}

_G = Trait.Group
# Seen from where somebody lives and who is in the home: nobody is asked about it.
SEEN = {"same-age", "near-same", "near-next"}
TRAITS: tuple[tuple[str, str, str, bool], ...] = (
    # group, code, word, must never be softened
    *((_G.LANGUAGE, f"lang-{code}", word, False) for code, word in (
        ("sv", "svenska"), ("en", "engelska"), ("ar", "arabiska"), ("so", "somaliska"), ("fi", "finska"), ("fa", "persiska"),
        ("ckb", "kurdiska (sorani)"), ("ti", "tigrinska"), ("es", "spanska"), ("pl", "polska"), ("tr", "turkiska"),
        ("uk", "ukrainska"), ("ru", "ryska"), ("prs", "dari"), ("syr", "syrianska"), ("sgn", "svenskt teckenspråk"),
    )),
    *((_G.NEED, code, word, False) for code, word in (
        ("npf", "neuropsykiatrisk funktionsnedsättning"), ("autism", "autism"), ("intellectual", "intellektuell funktionsnedsättning"),
        ("mobility", "rörelsenedsättning"), ("epilepsy", "epilepsi"), ("anxiety", "oro och ångest"), ("psychosis", "psykossjukdom"),
        ("addiction-home", "missbruk i hemmet"), ("violence-home", "våld i hemmet"), ("newly-arrived", "nyanländ"),
        ("lgbtq", "hbtqi-kompetens"), ("teenager", "tonåringar"), ("siblings", "syskon tillsammans"), ("aac", "alternativ kommunikation (AKK)"),
        ("hearing", "hörselnedsättning"), ("vision", "synnedsättning"), ("diabetes", "diabetes"),
    )),
    (_G.NEED, "protected", "van vid skyddade personuppgifter", True),
    *((_G.SCHEDULE, code, word, False) for code, word in (
        ("weekend-even", "varannan helg, jämna veckor"), ("weekend-odd", "varannan helg, udda veckor"), ("weekend-any", "varannan helg, jämna eller udda veckor"), ("weekend-monthly", "en helg i månaden"),
        ("weekday-evening", "vardagskvällar"), ("weekday-day", "dagtid på vardagar"), ("weekday-night", "en natt i veckan på vardagar"), ("public-holidays", "storhelger"), ("holidays", "skollov"), ("summer", "sommarveckor"), ("acute", "med kort varsel"),
    )),
    *((_G.HOME, code, word, hard) for code, word, hard in (
        ("no-pets", "inga husdjur (allergi)", True), ("no-dog", "ingen hund (allergi)", True), ("no-cat", "ingen katt (allergi)", True), ("dog", "hund", False), ("cat", "katt", False), ("smoke-free", "rökfritt", True),
        ("accessible", "tillgängligt hem", False), ("own-room", "eget rum", False), ("garden", "trädgård", False),
        ("no-children", "inga egna barn hemma", False), ("no-small-children", "inga egna småbarn", False), ("same-age", "barn i samma ålder", False),
    )),
    *((_G.INTEREST, code, word, False) for code, word in (
        ("football", "fotboll"), ("swimming", "simning"), ("nature", "natur och friluftsliv"), ("animals", "djur"), ("music", "musik"), ("film", "film och bio"),
        ("gaming", "dataspel"), ("cooking", "matlagning"), ("art", "bild och hantverk"), ("reading", "läsning"), ("theatre", "teater"), ("riding", "ridning"),
    )),
    *((_G.PRACTICAL, code, word, False) for code, word in (
        ("car", "bil"), ("homework", "läxhjälp"), ("school", "stöd i skolämnen"), ("pick-up", "kan hämta och lämna"), ("woman", "kvinna"), ("man", "man"),
    )),
    *((_G.NEAR, code, word, False) for code, word in (
        ("near-same", "bor i samma stadsdel"), ("near-next", "bor i samma stadsdel eller en angränsande"),
    )),
)  # fmt: skip


def load(using: str = "default") -> None:
    """Put in what is missing."""
    units = {unit.code: unit for unit in Unit.objects.using(using).exclude(code=None)}
    wanted = {slugify(row[0]): row for row in ((BROKERAGE, BROKERAGE_STARTS, None, ""), *DISTRICTS)}
    new = [
        Unit(
            code=code,
            name=name,
            name_key=names.key(name),
            starts=starts,
            ends=ends,
            kind=Unit.Kind.BROKERAGE if name == BROKERAGE else Unit.Kind.DISTRICT,
        )
        for code, (name, starts, ends, _) in wanted.items()
        if code not in units
    ]
    if new:
        units |= {unit.code: unit for unit in Unit.objects.using(using).bulk_create(new)}
        for unit in new:
            unit.successor = units.get(slugify(wanted[str(unit.code)][-1]))
        Unit.objects.using(using).bulk_update([unit for unit in new if unit.successor], ["successor"])
    put_in(
        Trait,
        "code",
        [
            {
                "group": group,
                "code": code,
                "name": word,
                "name_key": names.key(word),
                "is_hard": hard,
                "is_asked": code not in SEEN,
                "position": place,
            }
            for place, (group, code, word, hard) in enumerate(TRAITS)
        ],
        using,
    )


def beside(code: str) -> frozenset[str]:
    """The codes of the districts next door to a district of today; nothing for one that is not on the map."""
    return _BESIDE.get(code, frozenset())


_PAIRS = {(slugify(one), slugify(other)) for one, others in NEIGHBOURS.items() for other in others}
_BESIDE = {
    code: frozenset(other for pair in _PAIRS for one, other in (pair, pair[::-1]) if one == code)
    for code in {each for pair in _PAIRS for each in pair}
}


def after_migrate(config: AppConfig, loader: Callable[..., None], model: type[models.Model]) -> None:
    """Run a loader after every migrate that leaves its table standing (a migration backwards takes it away)."""

    def receiver(using: str = "default", **_: Any) -> None:
        if model._meta.db_table in connections[using].introspection.table_names():
            loader(using)

    post_migrate.connect(receiver, sender=config, weak=False)


def put_in(model: type[models.Model], key: str, rows: list[dict[str, Any]], using: str = "default") -> None:
    """Insert the rows whose key is not there yet: two queries."""
    there = set(model._base_manager.using(using).values_list(key, flat=True))
    model._base_manager.using(using).bulk_create([model(**row) for row in rows if row[key] not in there])
