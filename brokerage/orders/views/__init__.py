"""Pages about orders, by noun."""
