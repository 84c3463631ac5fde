"""How two enquiries are known to be of the same person: by telephone and by e-mail. Pure."""

import re

LEAST = 7  # fewer figures than that are no telephone number


def phone_key(phone: str) -> str:
    """«+46 70-174 06 05» and «070-174 06 05» are one number; what is too short to be one is nobody's."""
    figures = re.sub(r"\D", "", phone.replace("(0)", ""))
    for abroad in ("0046", "46"):
        if figures.startswith(abroad) and len(figures) > len(abroad) + LEAST:
            figures = "0" + figures.removeprefix(abroad).removeprefix("0")
            break
    return figures[:20] if len(figures) >= LEAST else ""


def email_key(email: str) -> str:
    """An address in small letters: to a mailbox it makes no difference."""
    return email.strip().lower()
