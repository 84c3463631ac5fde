"""The demo city: made-up people, built through the same steps as real work."""
