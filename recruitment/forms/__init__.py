"""The forms of recruitment, by noun."""
