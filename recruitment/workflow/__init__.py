"""The verbs of recruitment, by noun."""
