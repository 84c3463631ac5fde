"""Clients, decisions, needs, and the law that they rest on."""

from decisions.models.clients import Client, ClientIdentity, ClientPlace, Consent, Guardian
from decisions.models.decisions import Decision, Interruption, Need
from decisions.models.law import Cause, LegalGround

__all__ = [
    "Cause",
    "Client",
    "ClientIdentity",
    "ClientPlace",
    "Consent",
    "Decision",
    "Guardian",
    "Interruption",
    "LegalGround",
    "Need",
]
