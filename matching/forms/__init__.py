"""The forms of matching, by noun."""
