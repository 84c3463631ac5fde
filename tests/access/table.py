"""The second witness: who may open which page about which place, written by hand and not taken from any rules.py.

A new page is added here by somebody who knows who should see it. When this table and the rules disagree, one is wrong.
"""

Places = frozenset[str]
Who = dict[str, Places]

# The places that rows belong to: unit and programme area. A row of "bromma" has no area: it is the whole unit's.
PLACES = {
    "team": ("Resursteamen", ""),
    "bromma": ("Bromma", ""),
    "bromma_iof": ("Bromma", "IoF"),
    "bromma_lss": ("Bromma", "LSS"),
    "farsta_iof": ("Farsta", "IoF"),
}
# Clients and their cases belong to a district's programme area, always.
DISTRICTS = ("bromma_iof", "bromma_lss", "farsta_iof")
ANYWHERE: Places = frozenset(PLACES)
TEAM, IOF, LSS, FARSTA = (
    frozenset({"team"}),
    frozenset({"bromma", "bromma_iof"}),
    frozenset({"bromma", "bromma_lss"}),
    frozenset({"farsta_iof"}),
)

# Where everybody works.
HOME = {
    **dict.fromkeys(("hedda", "anna", "mia"), "bromma_iof"),
    **dict.fromkeys(("rut", "disa", "eva", "ria", "adam", "anonymous"), "team"),
    "lo": "bromma_lss",
    "olle": "farsta_iof",
}

# Adam stands nowhere, and Eva at the invoices alone: neither volunteers nor clients are any of their business.
RECRUIT: Who = {"rut": TEAM, "anna": IOF, "lo": LSS, "olle": FARSTA}
DECIDE: Who = {"disa": TEAM, "mia": IOF}
READ: Who = RECRUIT | DECIDE
CASE_WORK: Who = {"hedda": IOF, "anna": IOF, "lo": LSS, "olle": FARSTA}
CASE_READ: Who = CASE_WORK | {"mia": IOF}
ORDER: Who = {"mia": IOF}
UNORDER: Who = {"mia": IOF, "anna": IOF, "lo": LSS, "olle": FARSTA}
BROKER: Who = {"rut": ANYWHERE}  # of every district, once it is placed, and without a name
BROKERAGE = frozenset({"rut"})
INVOICE: Who = {"eva": ANYWHERE}  # the one thing that Eva sees: sums and order numbers, nobody's name
PAY: Who = INVOICE | {"mia": IOF}
REVIEW: Who = {"ria": TEAM | IOF | LSS}
STAFF: Who = dict.fromkeys(
    ("hedda", "anna", "mia", "olle", "lo", "rut", "disa", "eva", "ria", "adam"), ANYWHERE
)  # everybody who is logged in
PUBLIC: Who = STAFF | {"anonymous": ANYWHERE}
NOBODY: Who = {}

PAGES: dict[str, Who] = {
    "home": STAFF,
    "account": STAFF,
    "demo_letters": NOBODY,  # outside of the demo city it does not exist
    "healthz": PUBLIC,
    "readyz": PUBLIC,
    "organisation:letters": RECRUIT,
    "organisation:letter": RECRUIT,
    "organisation:units": STAFF,
    "organisation:events": REVIEW,
    "orders:orders": CASE_READ,
    "orders:order": CASE_READ,
    "orders:order_place": ORDER,
    "orders:order_withdraw": UNORDER,
    "orders:order_draft": CASE_WORK,
    "orders:order_cards": BROKER,
    "orders:order_card": BROKER,
    "orders:order_accept": BROKER,
    "invoicing:invoices": PAY,
    "invoicing:invoice_month": INVOICE,
    "invoicing:invoice": PAY,
    "invoicing:invoice_pdf": PAY,
    "invoicing:invoice_credit": INVOICE,
    "invoicing:creditnote_pdf": PAY,
    "invoicing:charges": PAY,
    "decisions:clients": CASE_READ,
    "decisions:client_register": CASE_WORK,
    "decisions:client": CASE_READ,
    "decisions:client_edit": CASE_WORK,
    "decisions:client_add_guardian": CASE_WORK,
    "decisions:client_record_consent": CASE_WORK,
    "decisions:client_withdraw_consent": CASE_WORK,
    "decisions:decision_record": CASE_WORK,
    "decisions:decisions": CASE_READ,
    "decisions:decision": CASE_READ,
    "decisions:decision_describe_need": CASE_WORK,
    "decisions:decision_execute": CASE_WORK,
    "decisions:decision_interrupt": CASE_WORK,
    "decisions:decision_resume": CASE_WORK,
    "decisions:decision_end": CASE_WORK,
    "recruitment:interest": PUBLIC,
    "recruitment:interest_thanks": PUBLIC,
    "recruitment:recruitment_report": RECRUIT,
    "recruitment:enquiries": RECRUIT,
    "recruitment:enquiry_register": RECRUIT,
    "recruitment:enquiry": RECRUIT,
    "recruitment:enquiry_contact": RECRUIT,
    "recruitment:enquiry_note_contact": RECRUIT,
    "recruitment:enquiry_invite": RECRUIT,
    "recruitment:enquiry_attend": RECRUIT,
    "recruitment:enquiry_miss": RECRUIT,
    "recruitment:enquiry_uninvite": RECRUIT,
    "recruitment:enquiry_open_vetting": RECRUIT,
    "recruitment:enquiry_close": RECRUIT,
    "recruitment:enquiry_reopen": RECRUIT,
    "recruitment:enquiry_edit": RECRUIT,
    "recruitment:enquiry_hand_over": RECRUIT,
    "recruitment:meetings": RECRUIT,
    "recruitment:meeting_plan": RECRUIT,
    "recruitment:meeting": RECRUIT,
    "recruitment:informationmeeting_hold": RECRUIT,
    "recruitment:informationmeeting_cancel": RECRUIT,
    "recruitment:campaigns": RECRUIT,
    "recruitment:campaign_start": RECRUIT,
    "recruitment:campaign": RECRUIT,
    "recruitment:campaign_edit": RECRUIT,
    "recruitment:vettings": READ,
    "recruitment:vetting_open_named": RECRUIT,
    "recruitment:vetting": READ,
    "recruitment:vetting_note_consent": RECRUIT,
    "recruitment:vetting_record_check": RECRUIT,
    "recruitment:vetting_name_reference": RECRUIT,
    "recruitment:vetting_record_interview": RECRUIT,
    "recruitment:vetting_record_visit": RECRUIT,
    "recruitment:vetting_propose": RECRUIT,
    "recruitment:vetting_approve": DECIDE,
    "recruitment:vetting_send_back": DECIDE,
    "recruitment:vetting_refuse": DECIDE,
    "recruitment:vetting_withdraw": RECRUIT,
    "recruitment:vetting_note_told": RECRUIT,
    "recruitment:reference_take": RECRUIT,
    "recruitment:reference_drop": RECRUIT,
    "recruitment:volunteers": READ,
    "recruitment:volunteer": READ,
    "recruitment:volunteer_edit": RECRUIT,
    "recruitment:volunteer_describe": RECRUIT,
    "recruitment:volunteer_add_member": RECRUIT,
    "recruitment:volunteer_member_moved": RECRUIT,
    "recruitment:volunteer_pause": RECRUIT,
    "recruitment:volunteer_resume": RECRUIT,
    "recruitment:volunteer_leave": RECRUIT,
}
# Nobody decides about their own investigation: these pages are closed to whoever has led it.
BY_ANOTHER = {"recruitment:vetting_approve", "recruitment:vetting_send_back", "recruitment:vetting_refuse"}

# Who may ever read the name of which kind of row, on whatever page, in whatever file.
NAMES: dict[str, Who] = {
    "campaign": RECRUIT,
    "meeting": RECRUIT,
    "enquiry": RECRUIT,
    "letter": RECRUIT,
    "volunteer": READ,
    "member": READ,
    "vetting": READ,
    "reference": READ,
    "client": CASE_READ,
    "decision": CASE_READ,
    "order": CASE_READ | BROKER,  # its number, and what the district has tried; never whose it is
    "charge": PAY,
    "invoice": PAY,
    "creditnote": PAY,
}
