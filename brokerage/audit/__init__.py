"""What happened, by whom, about whom: append-only and sealed."""
