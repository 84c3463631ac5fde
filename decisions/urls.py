"""The addresses of clients and decisions."""

from django.urls import path

from decisions.views import clients, decisions

app_name = "decisions"

urlpatterns = [
    path("klienter/", clients.clients, name="clients"),
    path("klienter/ny/", clients.client_register, name="client_register"),
    path("klienter/<int:pk>/", clients.client, name="client"),
    path("klienter/<int:pk>/andra/", clients.client_edit, name="client_edit"),
    path("klienter/<int:pk>/vardnadshavare/", clients.client_add_guardian, name="client_add_guardian"),
    path("klienter/<int:pk>/samtycke/", clients.client_record_consent, name="client_record_consent"),
    path("klienter/<int:pk>/samtycke/<int:consent>/", clients.client_withdraw_consent, name="client_withdraw_consent"),
    path("klienter/<int:pk>/beslut/", decisions.decision_record, name="decision_record"),
    path("beslut/", decisions.decisions, name="decisions"),
    path("beslut/<int:pk>/", decisions.decision, name="decision"),
    path("beslut/<int:pk>/behov/", decisions.decision_describe_need, name="decision_describe_need"),
    path("beslut/<int:pk>/verkstalld/", decisions.decision_execute, name="decision_execute"),
    path("beslut/<int:pk>/avbrott/", decisions.decision_interrupt, name="decision_interrupt"),
    path("beslut/<int:pk>/ateruppta/", decisions.decision_resume, name="decision_resume"),
    path("beslut/<int:pk>/avsluta/", decisions.decision_end, name="decision_end"),
]
