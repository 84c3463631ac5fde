"""What invoicing says in words."""


def units_in_words(count: int) -> str:
    """«1 stadsdel», «11 stadsdelar»."""
    return "1 stadsdel" if count == 1 else f"{count} stadsdelar"
