"""Pages about invoices, by noun."""
