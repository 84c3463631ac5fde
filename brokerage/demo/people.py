"""Plausible Swedish people, the same from the same seed. Identity numbers come from the series reserved for tests."""

from datetime import date, timedelta
from random import Random

from django.utils.text import slugify

from brokerage import identity

FIRST = (
    "Alma", "Amina", "Anders", "Astrid", "Bahar", "Bengt", "Carina", "Daniel", "Elif", "Elin", "Emil", "Eva", "Farid", "Fatima", "Fredrik", "Greta",
    "Hanna", "Hassan", "Ida", "Ingrid", "Jamal", "Johan", "Karin", "Khadija", "Lars", "Leila", "Lina", "Magnus", "Maria", "Mats", "Mehmet", "Mikael",
    "Nadia", "Nils", "Olof", "Pernilla", "Rania", "Robert", "Sara", "Selma", "Sofia", "Sven", "Tomas", "Ulla", "Viktor", "Yasmin", "Zara", "Åsa", "Örjan",
)  # fmt: skip
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


class People:
    """A source of people; no two share an identity number."""

    def __init__(self, dice: Random, today: date) -> None:
        self.dice, self.today = dice, today
        self._taken: set[str] = set()

    def name(self) -> tuple[str, str]:
        return self.dice.choice(FIRST), self.dice.choice(LAST)

    def number(self, youngest: int, oldest: int) -> str:
        """An identity number of somebody of that age, never the same twice."""
        while True:
            born = self.today - timedelta(days=self.dice.randrange(youngest * 366, oldest * 365))
            number = identity.made_up(born, self.dice.choice(identity.RESERVED))
            if number not in self._taken:
                self._taken.add(number)
                return number

    def email(self, first: str, last: str) -> str:
        return f"{slugify(first)}.{slugify(last)}{self.dice.randrange(10, 99)}@post.example"

    def phone(self) -> str:
        return f"070-174 06 {self.dice.randrange(5, 99):02}"  # a series that PTS sets aside for fiction

    def street(self) -> str:
        return f"{self.dice.choice(STREETS)} {self.dice.randrange(1, 80)}"
