"""Pages of reports: the money, what volunteers are paid, and what is ordered and not yet charged."""
