"""The pages of clients and decisions, by noun."""
