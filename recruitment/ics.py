"""A calendar file (RFC 5545) of one meeting, which every phone and calendar opens. Pure."""

from datetime import UTC, datetime, timedelta

_WIDEST = 75  # octets of a line; longer ones go on in the next, after a blank


def calendar_file(*, uid: str, title: str, place: str, starts_at: datetime, minutes: int, stamp: datetime) -> bytes:
    """One event, in UTC: then a phone shows it in its own time, and no time zone has to be written down."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Formedlingen//SV",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(starts_at + timedelta(minutes=minutes))}",
        f"SUMMARY:{_text(title)}",
        f"LOCATION:{_text(place)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    for sign in ("\\", ";", ","):
        value = value.replace(sign, f"\\{sign}")
    return " ".join(value.split())


def _folded(line: str) -> str:
    parts, room = [""], _WIDEST
    for char in line:
        size = len(char.encode())
        if size > room:
            parts.append("")
            room = _WIDEST - 1
        parts[-1] += char
        room -= size
    return "\r\n ".join(parts)
