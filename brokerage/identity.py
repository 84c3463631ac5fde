"""Identity numbers: personnummer, samordningsnummer and IVO's temporary number; reading, checking, writing.

Sources: folkbokföringslagen (1991:481) 18 §; lagen (2022:1697) om samordningsnummer; IVO's instruction for reports of
decisions not executed (temporary number: the third character of the suffix is even for a woman, odd for a man).
"""

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from brokerage import clock

_NUMBER = re.compile(
    r"^(?P<century>1[89]|20)?(?P<year>\d{2})(?P<month>\d{2})(?P<day>\d{2})(?P<sign>[-+]?)(?P<birth>\d{3})(?P<check>\d)$",
    re.ASCII,
)
_TEMPORARY = re.compile(r"^(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})-(?P<suffix>T(?:F\d{2}|\d{3}))$", re.ASCII)
RESERVED = range(980, 1000)  # birth numbers that Skatteverket sets aside for tests


class InvalidIdentity(ValueError):
    """The text is not an identity number; the message is a Swedish sentence for the person who typed it."""


@dataclass(frozen=True)
class Identity:
    """A checked identity number; `text` is YYYYMMDD-NNNN (or YYYYMMDD-Tnnn), the form that is stored."""

    text: str
    kind: str  # "personnummer" | "samordningsnummer" | "tillfälligt"
    born: date
    is_woman: bool

    @property
    def is_reserved(self) -> bool:
        """Whether the number comes from the series reserved for tests."""
        return self.kind != "tillfälligt" and int(self.text[9:12]) in RESERVED

    def __str__(self) -> str:
        return self.text


def check_digit(nine_digits: str) -> int:
    """The tenth digit by the Luhn rule, from YYMMDDNNN."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine_digits))
    return -sum(value // 10 + value % 10 for value in doubled) % 10


def parse(text: str, *, temporary: bool = False) -> Identity:
    """Read an identity number as people write it, ten or twelve digits. IVO's temporary number only when asked for.

    Raises InvalidIdentity.
    """
    squeezed = re.sub(r"\s", "", text).upper().replace("–", "-")
    if temporary and (match := _TEMPORARY.match(squeezed)):
        born = _day(int(match["year"]), int(match["month"]), int(match["day"]))
        return Identity(squeezed, "tillfälligt", born, int(match["suffix"][2]) % 2 == 0)
    if not (match := _NUMBER.match(squeezed)):
        raise InvalidIdentity("Skriv numret som ÅÅÅÅMMDD-NNNN.")
    day = int(match["day"])
    kind = "samordningsnummer" if day > 60 else "personnummer"
    year = _year(match)
    born = _day(year, int(match["month"]), day - 60 if day > 60 else day)
    if check_digit(f"{year % 100:02}{match['month']}{match['day']}{match['birth']}") != int(match["check"]):
        raise InvalidIdentity("Numret stämmer inte: kontrollsiffran är fel.")
    stored = f"{year:04}{match['month']}{match['day']}-{match['birth']}{match['check']}"
    return Identity(stored, kind, born, int(match["birth"]) % 2 == 0)


def _year(match: re.Match[str]) -> int:
    if match["century"]:
        return int(match["century"] + match["year"])
    this_year = clock.today().year
    year = this_year - this_year % 100 + int(match["year"])
    if year > this_year:
        year -= 100
    return year - 100 if match["sign"] == "+" else year


def _day(year: int, month: int, day: int) -> date:
    try:
        born = date(year, month, day)
    except ValueError:
        raise InvalidIdentity("Numret har ett födelsedatum som inte finns.") from None
    if born > clock.today():
        raise InvalidIdentity("Numret har ett födelsedatum i framtiden.")
    return born


def temporary(born: date, *, is_woman: bool, taken: Container[str] = ()) -> str:
    """The first of IVO's temporary numbers that is free for this birthday. Raises ValueError when none is."""
    for place in range(1, 1000):
        number = f"{born:%Y%m%d}-T{place:03}"
        if parse(number, temporary=True).is_woman is is_woman and number not in taken:
            return number
    raise ValueError(f"All temporary numbers of {born} are taken.")


def made_up(born: date, birth_number: int, *, coordination: bool = False) -> str:
    """A number from the reserved series for demo and tests. Raises ValueError outside the series."""
    if birth_number not in RESERVED:
        raise ValueError("Demo and tests use birth numbers 980–999 only.")
    day = born.day + (60 if coordination else 0)
    nine = f"{born:%y%m}{day:02}{birth_number}"
    return f"{born:%Y%m}{day:02}-{birth_number}{check_digit(nine)}"


_LIKELY = re.compile(
    r"(?<!\d)(?:1[89]|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]|6[1-9]|[78]\d|9[01])(?: ?[-+–] ?| )?"
    r"(?:\d{4}|T[F\d]\d{2})(?!\d)"
)


def mentions(text: str) -> bool:
    """Whether a free text holds something that reads as an identity number, right or mistyped."""
    return _LIKELY.search(text) is not None
