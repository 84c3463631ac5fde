"""The verbs of clients and decisions, by noun."""
