"""The addresses of orders: the district's own, and the brokerage's cards."""

from django.urls import path

from brokerage.orders import views

app_name = "orders"

urlpatterns = [
    path("bestallningar/", views.orders, name="orders"),
    path("bestallningar/<int:pk>/", views.order, name="order"),
    path("bestallningar/<int:pk>/lagg/", views.order_place, name="order_place"),
    path("bestallningar/<int:pk>/aterta/", views.order_withdraw, name="order_withdraw"),
    path("beslut/<int:pk>/bestall/", views.order_draft, name="order_draft"),
    path("formedla/", views.order_cards, name="order_cards"),
    path("formedla/<int:pk>/", views.order_card, name="order_card"),
    path("formedla/<int:pk>/ta/", views.order_accept, name="order_accept"),
]
