"""The verbs of matching, by noun."""
