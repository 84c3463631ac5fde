"""The state machines of matching: shortlists, proposals, offers and assignments."""

from django.db import models


class ShortlistState(models.TextChoices):
    OPEN = "open", "Söks"
    DONE = "done", "Någon är utsedd"
    CLOSED = "closed", "Avslutad"


SHORTLIST = {
    # step      from                      to
    "finish": ({ShortlistState.OPEN}, ShortlistState.DONE),
    "close": ({ShortlistState.OPEN}, ShortlistState.CLOSED),
}


class ProposalState(models.TextChoices):
    PICKED = "picked", "Utvald"
    ASKED = "asked", "Tillfrågad"
    CALL = "call", "Vill bli uppringd"
    WILLING = "willing", "Har sagt ja"
    UNWILLING = "unwilling", "Har sagt nej"
    SILENT = "silent", "Svarade inte i tid"
    CHOSEN = "chosen", "Vald av klienten"
    DECLINED = "declined", "Klienten tackade nej"
    APPOINTED = "appointed", "Utsedd"
    RELEASED = "released", "Tackad, inte vald"
    DROPPED = "dropped", "Borttagen"


_P = ProposalState
IN_PLAY = {_P.PICKED, _P.ASKED, _P.CALL, _P.WILLING, _P.SILENT, _P.CHOSEN}
UNANSWERED = {_P.ASKED, _P.CALL}  # while one of its offers is open
PRESENTED = {_P.WILLING, _P.CHOSEN, _P.DECLINED, _P.APPOINTED}

PROPOSAL = {
    "ask": ({_P.PICKED, _P.SILENT}, _P.ASKED),
    "agree": ({_P.ASKED, _P.CALL}, _P.WILLING),
    "pass_on": ({_P.ASKED, _P.CALL}, _P.UNWILLING),
    "await_call": ({_P.ASKED}, _P.CALL),
    "fall_silent": ({_P.ASKED, _P.CALL}, _P.SILENT),
    "drop": ({_P.PICKED, _P.SILENT}, _P.DROPPED),
    "choose": ({_P.WILLING}, _P.CHOSEN),
    "decline": ({_P.WILLING, _P.CHOSEN}, _P.DECLINED),
    "appoint": ({_P.CHOSEN}, _P.APPOINTED),
    "release": (IN_PLAY - {_P.PICKED}, _P.RELEASED),
}


class OfferState(models.TextChoices):
    SENT = "sent", "Väntar på svar"
    CALL = "call", "Vill bli uppringd"
    YES = "yes", "Ja"
    NO = "no", "Nej"
    EXPIRED = "expired", "Inget svar i tid"
    WITHDRAWN = "withdrawn", "Återtagen"


_O = OfferState
OPEN_OFFER = {_O.SENT, _O.CALL}

OFFER = {
    "say_yes": (OPEN_OFFER, _O.YES),
    "say_no": (OPEN_OFFER, _O.NO),
    "ask_for_call": ({_O.SENT}, _O.CALL),
    "expire": ({_O.SENT}, _O.EXPIRED),
    "withdraw": (OPEN_OFFER, _O.WITHDRAWN),
}


class ClientMeetingState(models.TextChoices):
    BOOKED = "booked", "Bokad"
    HELD = "held", "Har varit"
    CANCELLED = "cancelled", "Inställd"


_C = ClientMeetingState
CLIENT_MEETING = {
    "hold": ({_C.BOOKED}, _C.HELD),
    "call_off": ({_C.BOOKED}, _C.CANCELLED),
}


class AssignmentState(models.TextChoices):
    PLANNED = "planned", "Utsedd, inte påbörjat"
    RUNNING = "running", "Pågår"
    ENDED = "ended", "Avslutat"
    CANCELLED = "cancelled", "Blev inte av"


_A = AssignmentState
# These take a place of the volunteer's.
TAKES_PLACE = {_A.PLANNED, _A.RUNNING}
ALIVE = {_A.PLANNED, _A.RUNNING}

ASSIGNMENT = {
    "start": ({_A.PLANNED}, _A.RUNNING),
    "cancel": ({_A.PLANNED}, _A.CANCELLED),
    "end": ({_A.RUNNING}, _A.ENDED),
}


class MonthReportState(models.TextChoices):
    OPEN = "open", "Redovisas"
    SUBMITTED = "submitted", "Att granska"
    CHECKED = "checked", "Att attestera"
    ATTESTED = "attested", "Attesterad"


_M = MonthReportState

MONTH_REPORT = {
    "submit": ({_M.OPEN}, _M.SUBMITTED),
    "check": ({_M.SUBMITTED}, _M.CHECKED),
    "send_back": ({_M.SUBMITTED, _M.CHECKED}, _M.OPEN),
    "attest": ({_M.CHECKED}, _M.ATTESTED),
    "correct": ({_M.ATTESTED}, _M.OPEN),
    "reconsider": ({_M.CHECKED, _M.ATTESTED}, _M.SUBMITTED),
}


class CallState(models.TextChoices):
    OPEN = "open", "Öppen"
    CLOSED = "closed", "Avslutad"


CALL = {"close": ({CallState.OPEN}, CallState.CLOSED)}


class WishState(models.TextChoices):
    OPEN = "open", "Önskat"
    MET = "met", "Avslutat"


WISH = {"meet": ({WishState.OPEN}, WishState.MET)}
