"""Orders of what the brokerage sells, the cards that it sees of them, and what is written on them."""

from brokerage.orders.models.messages import Message
from brokerage.orders.models.orders import BANDS, Basis, Card, Order, band, card
from brokerage.orders.models.service_orders import Service, ServiceOrder

__all__ = ["BANDS", "Basis", "Card", "Message", "Order", "Service", "ServiceOrder", "band", "card"]
