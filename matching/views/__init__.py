"""The pages of matching, by noun."""
