"""What is done with orders of matches and of other services, and what is written on them."""

from brokerage.orders.problems import price_code
from brokerage.orders.workflow.orders import accept, draft, fulfil, place, price_of, withdraw

__all__ = ["accept", "draft", "fulfil", "place", "price_code", "price_of", "withdraw"]
