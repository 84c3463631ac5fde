"""The addresses of orders: the district's own, and the brokerage's cards."""

from django.urls import path

from brokerage.orders.views import messages, orders, service_orders

app_name = "orders"

urlpatterns = [
    path("bestallningar/", orders.orders, name="orders"),
    path("bestallningar/<int:pk>/", orders.order, name="order"),
    path("bestallningar/<int:pk>/lagg/", orders.order_place, name="order_place"),
    path("bestallningar/<int:pk>/aterta/", orders.order_withdraw, name="order_withdraw"),
    path("beslut/<int:pk>/bestall/", orders.order_draft, name="order_draft"),
    path("formedla/", orders.order_cards, name="order_cards"),
    path("formedla/<int:pk>/", orders.order_card, name="order_card"),
    path("formedla/<int:pk>/ta/", orders.order_accept, name="order_accept"),
    path("bestallningar/<int:pk>/skriv/", messages.order_write, name="order_write"),
    path("formedla/<int:pk>/skriv/", messages.order_card_write, name="order_card_write"),
    path("tjanster/", service_orders.services, name="services"),
    path("tjanster/bestall/", service_orders.service_draft, name="service_draft"),
    path("tjanster/<int:pk>/", service_orders.service, name="service"),
    path("tjanster/<int:pk>/lagg/", service_orders.serviceorder_place, name="serviceorder_place"),
    path("tjanster/<int:pk>/ta/", service_orders.serviceorder_accept, name="serviceorder_accept"),
    path("tjanster/<int:pk>/levererad/", service_orders.serviceorder_deliver, name="serviceorder_deliver"),
    path("tjanster/<int:pk>/borja/", service_orders.serviceorder_begin, name="serviceorder_begin"),
    path("tjanster/<int:pk>/avsluta/", service_orders.serviceorder_stop, name="serviceorder_stop"),
    path("tjanster/<int:pk>/aterta/", service_orders.serviceorder_withdraw, name="serviceorder_withdraw"),
    path("tjanster/<int:pk>/skriv/", messages.service_write, name="service_write"),
    path("meddelanden/<int:pk>/last/", messages.message_note_read, name="message_note_read"),
]
