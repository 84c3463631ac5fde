"""The forms of clients and decisions, by noun."""
