"""What the pages cost: measured by run.py against reference.py, and held by the tests to the budget."""
