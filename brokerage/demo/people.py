"""Plausible Swedish people, the same from the same seed. Identity numbers come from the series reserved for tests."""

from datetime import date, timedelta
from random import Random
from typing import Any

from django.utils.text import slugify

from brokerage import identity

FIRST = (
    "Alma", "Amina", "Anders", "Astrid", "Bahar", "Bengt", "Carina", "Daniel", "Elif", "Elin", "Emil", "Eva", "Farid", "Fatima", "Fredrik", "Greta",
    "Hanna", "Hassan", "Ida", "Ingrid", "Jamal", "Johan", "Karin", "Khadija", "Lars", "Leila", "Lina", "Magnus", "Maria", "Mats", "Mehmet", "Mikael",
    "Nadia", "Nils", "Olof", "Pernilla", "Rania", "Robert", "Sara", "Selma", "Sofia", "Sven", "Tomas", "Ulla", "Viktor", "Yasmin", "Zara", "Åsa", "Örjan",
)  # fmt: skip
# A name that fits the number: of these the birth number is even, of the others odd.
WOMEN = frozenset(
    [
        "Alma",
        "Amina",
        "Astrid",
        "Bahar",
        "Carina",
        "Elif",
        "Elin",
        "Eva",
        "Fatima",
        "Greta",
        "Hanna",
        "Ida",
        "Ingrid",
        "Karin",
        "Khadija",
        "Leila",
        "Lina",
        "Maria",
        "Nadia",
        "Pernilla",
        "Rania",
        "Sara",
        "Selma",
        "Sofia",
        "Ulla",
        "Yasmin",
        "Zara",
        "Åsa",
    ]
)
LAST = (
    "Abdi", "Andersson", "Arslan", "Bergström", "Björk", "Dahlgren", "Demir", "Ekström", "Eriksson", "Fors", "Gustafsson", "Hedlund", "Holmgren", "Hussein",
    "Isaksson", "Jansson", "Johansson", "Karlsson", "Khalil", "Lindahl", "Lindqvist", "Lundgren", "Mohamed", "Mårtensson", "Nilsson", "Norberg", "Nyström",
    "Olsson", "Palm", "Persson", "Rosén", "Sandberg", "Sjöberg", "Söderlund", "Tesfaye", "Wallin", "Warsame", "Yılmaz", "Åberg", "Åkesson", "Öberg", "Östlund",
)  # fmt: skip
STREETS = (
    "Björkvägen",
    "Ekstigen",
    "Granitvägen",
    "Hasselgränd",
    "Kastanjegatan",
    "Lönngatan",
    "Rönnvägen",
    "Videgränd",
)
POSTCODE, TOWN = "123 45", "Stockholm"  # a postcode that nobody has


MESSAGES = (
    "Vi har två egna barn och ett extra rum, och skulle gärna ha någon hos oss någon helg i månaden.",
    "Jag arbetade som fritidsledare i många år och saknar kontakten med ungdomar.",
    "Jag är pensionär och har gott om tid på dagarna.",
    "Vi bor i radhus med trädgård nära skogen. Vi har en gammal snäll hund.",
    "",
)
# What people say of themselves, by group, with how many of each: a family has a home to tell of.
LANGUAGES = ("ar", "so", "fa", "ti", "es", "pl", "tr", "fi", "uk", "sgn")
NEEDS = ("npf", "autism", "intellectual", "anxiety", "newly-arrived", "lgbtq", "teenager", "siblings", "aac")
FREE = ("weekend-even", "weekend-odd", "weekend-monthly", "holidays", "summer", "acute")
SPARE = ("weekday-evening", "weekday-day", "weekend-monthly")
HOUSE = ("dog", "cat", "smoke-free", "accessible", "own-room", "garden", "no-small-children")
LIKES = ("football", "swimming", "nature", "animals", "music", "film", "gaming", "cooking", "art", "reading", "riding")
PRACTICAL = ("car", "homework", "pick-up")


def profile(seed: str, *, is_family: bool) -> dict[str, Any]:
    """The words that hold for somebody, and those that do not; most of the vocabulary is left unknown, as in life.

    The same from the same seed, and the city's other dice do not turn with it.
    """
    dice = Random(seed)
    asked = [
        *(f"lang-{code}" for code in dice.sample(LANGUAGES, dice.choice((0, 0, 1, 1, 2)))),
        *dice.sample(NEEDS, 4),
        *dice.sample(FREE if is_family else SPARE, 2),
        *(dice.sample(HOUSE, 5) if is_family else ()),
        *dice.sample(LIKES, 3),
        *dice.sample(PRACTICAL, 2),
    ]
    speaks = {"lang-sv", "lang-en", *(code for code in asked if code.startswith("lang-"))}
    has = speaks | {code for code in asked if dice.random() < 0.7}
    return {"traits": sorted(has), "lacks": sorted(set(asked) - has)}


_BY_SEX = {is_woman: [name for name in FIRST if (name in WOMEN) == is_woman] for is_woman in (True, False)}


class People:
    """A source of people; no two share an identity number."""

    def __init__(self, dice: Random, today: date, taken: set[str] | None = None) -> None:
        """`taken` are the numbers of everybody else, and those given here are put in it."""
        self.dice, self.today = dice, today
        self.taken = set() if taken is None else taken

    def name(self) -> tuple[str, str]:
        return self.dice.choice(FIRST), self.dice.choice(LAST)

    def number(self, youngest: int, oldest: int) -> str:
        """An identity number of somebody of that age, never the same twice."""
        return self.number_at(self.today, youngest, oldest)

    def number_at(self, day: date, youngest: int, oldest: int) -> str:
        """An identity number of somebody who was of that age on a day; `oldest` itself is not reached."""
        while True:
            born = day - timedelta(days=self.dice.randrange(youngest * 366, oldest * 365))
            number = identity.made_up(born, self.dice.choice(identity.RESERVED))
            if number not in self.taken:
                self.taken.add(number)
                return number

    def name_for(self, number: str, last: str = "") -> str:
        """A full name that fits an identity number."""
        return self.full_name(last, is_woman=int(number[11]) % 2 == 0)

    def full_name(self, last: str = "", *, is_woman: bool) -> str:
        return f"{self.dice.choice(_BY_SEX[is_woman])} {last or self.dice.choice(LAST)}"

    def email(self, first: str, last: str) -> str:
        return f"{slugify(first)}.{slugify(last)}{self.dice.randrange(10, 99)}@post.example"

    def phone(self) -> str:
        return f"070-174 06 {self.dice.randrange(5, 99):02}"  # a series that PTS sets aside for fiction

    def street(self) -> str:
        return f"{self.dice.choice(STREETS)} {self.dice.randrange(1, 80)}"
