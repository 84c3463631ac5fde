"""The state machines of recruitment: enquiries, meetings, vettings, references and volunteers."""

from django.db import models


class EnquiryState(models.TextChoices):
    NEW = "new", "Ny"
    CONTACTED = "contacted", "Kontaktad"
    INVITED = "invited", "Inbjuden till träff"
    MET = "met", "Har varit på träff"
    VETTING = "vetting", "Utreds"
    JOINED = "joined", "Godkänd"
    CLOSED = "closed", "Avslutad"


OPEN_ENQUIRY = {EnquiryState.NEW, EnquiryState.CONTACTED, EnquiryState.INVITED, EnquiryState.MET}

ENQUIRY = {
    # step            from                                                          to
    "contact": ({EnquiryState.NEW}, EnquiryState.CONTACTED),
    "invite": ({EnquiryState.NEW, EnquiryState.CONTACTED, EnquiryState.MET}, EnquiryState.INVITED),
    "attend": ({EnquiryState.INVITED}, EnquiryState.MET),
    "miss": ({EnquiryState.INVITED}, EnquiryState.CONTACTED),
    "uninvite": ({EnquiryState.INVITED}, EnquiryState.CONTACTED),
    "open_vetting": ({EnquiryState.MET}, EnquiryState.VETTING),
    "join": ({EnquiryState.VETTING}, EnquiryState.JOINED),
    "fall_back": ({EnquiryState.VETTING}, EnquiryState.CLOSED),
    "close": (OPEN_ENQUIRY, EnquiryState.CLOSED),
    "reopen": ({EnquiryState.CLOSED}, EnquiryState.CONTACTED),
}


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Planerad"
    HELD = "held", "Genomförd"
    CANCELLED = "cancelled", "Inställd"


MEETING = {
    "hold": ({MeetingState.PLANNED}, MeetingState.HELD),
    "cancel": ({MeetingState.PLANNED}, MeetingState.CANCELLED),
}


class VettingState(models.TextChoices):
    OPEN = "open", "Pågår"
    PROPOSED = "proposed", "Väntar på beslut"
    APPROVED = "approved", "Godkänd"
    REFUSED = "refused", "Avslag"
    WITHDRAWN = "withdrawn", "Avbruten"


VETTING = {
    "propose": ({VettingState.OPEN}, VettingState.PROPOSED),
    "approve": ({VettingState.PROPOSED}, VettingState.APPROVED),
    "send_back": ({VettingState.PROPOSED}, VettingState.OPEN),
    "refuse": ({VettingState.PROPOSED}, VettingState.REFUSED),
    "withdraw": ({VettingState.OPEN, VettingState.PROPOSED}, VettingState.WITHDRAWN),
}


class ReferenceState(models.TextChoices):
    NAMED = "named", "Inte tagen"
    TAKEN = "taken", "Tagen"
    DROPPED = "dropped", "Utgår"


REFERENCE = {
    "take": ({ReferenceState.NAMED}, ReferenceState.TAKEN),
    "drop": ({ReferenceState.NAMED}, ReferenceState.DROPPED),
}


class VolunteerState(models.TextChoices):
    CANDIDATE = "candidate", "Utreds"
    AVAILABLE = "available", "I poolen"
    CASE_ONLY = "case_only", "Godkänd för ett ärende"
    PAUSED = "paused", "Pausad"
    LEFT = "left", "Har slutat"


VOLUNTEER = {
    "enter": ({VolunteerState.CANDIDATE, VolunteerState.AVAILABLE, VolunteerState.PAUSED}, VolunteerState.AVAILABLE),
    "admit": ({VolunteerState.CANDIDATE}, VolunteerState.CASE_ONLY),
    "turn_away": ({VolunteerState.CANDIDATE}, VolunteerState.LEFT),
    "pause": ({VolunteerState.AVAILABLE}, VolunteerState.PAUSED),
    "resume": ({VolunteerState.PAUSED}, VolunteerState.AVAILABLE),
    "leave": ({VolunteerState.AVAILABLE, VolunteerState.PAUSED, VolunteerState.CASE_ONLY}, VolunteerState.LEFT),
}
