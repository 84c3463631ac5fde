"""The app of orders: a district asks the brokerage to find someone."""

from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = "brokerage.orders"
    label = "orders"
    verbose_name = "Beställningar"
