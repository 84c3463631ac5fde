"""How many queries each main page may make, and how much dearer than a plain Django list it may be.

Every page pays 3 for session, user and roles; a look at a person 4 for its Event (two inserts in a transaction).
A page that needs more is looked at first, and only then given more here.
"""

from dataclasses import dataclass

# Times the CPU of bench/reference.py.
CEILINGS = {"list": 4.0, "detail": 5.0, "search": 10.0}
GROWTH = 1.3  # from scale 1 to 10, of any page but those that read a whole pool
READ_A_POOL = {"search", "plan"}
MOST_BYTES = {"search": 100_000, "plan": 200_000}


@dataclass(frozen=True)
class Page:
    """A main page: who opens it, what shape it has, and its ceiling of queries, whatever is on it."""

    name: str
    who: str
    shape: str  # list | detail | form | report | home | public | search
    queries: int


PAGES = (
    Page("home", "rut", "home", 39),
    Page("recruitment:enquiries", "rut", "list", 5),
    Page("recruitment:enquiry", "rut", "detail", 14),
    Page("recruitment:meetings", "rut", "list", 5),
    Page("recruitment:meeting", "rut", "detail", 7),
    Page("recruitment:vettings", "rut", "list", 5),
    Page("recruitment:vetting", "rut", "detail", 27),
    Page("recruitment:compilation", "rut", "detail", 11),
    Page("recruitment:volunteers", "rut", "list", 7),
    Page("recruitment:volunteer", "rut", "detail", 29),
    Page("recruitment:trainings", "rut", "list", 5),
    Page("recruitment:training", "rut", "detail", 10),
    Page("recruitment:mentorship", "rut", "detail", 11),
    Page("recruitment:routines", "rut", "list", 5),
    Page("recruitment:routine", "rut", "detail", 9),
    Page("recruitment:binder_unread", "rut", "list", 6),
    Page("recruitment:datachange", "rut", "detail", 11),
    Page("recruitment:transfers", "rut", "list", 5),
    Page("recruitment:transfer", "rut", "detail", 12),
    Page("recruitment:concerns", "rut", "list", 9),  # a look is an Event about all on it
    Page("recruitment:concern", "rut", "detail", 11),
    Page("recruitment:campaigns", "rut", "list", 5),
    Page("recruitment:campaign", "rut", "detail", 7),
    Page("recruitment:campaign_report", "rut", "report", 6),
    Page("recruitment:recruitment_report", "rut", "report", 14),
    Page("recruitment:enquiry_register", "rut", "form", 5),
    Page("recruitment:vetting_open_named", "rut", "form", 3),
    Page("recruitment:enquiry_edit", "rut", "form", 10),
    Page("recruitment:enquiry_invite", "rut", "form", 5),
    Page("recruitment:enquiry_hand_over", "rut", "form", 5),
    Page("recruitment:informationmeeting_hold", "rut", "form", 5),
    Page("recruitment:vetting_propose", "rut", "form", 18),
    Page("recruitment:interest", "anonymous", "public", 2),
    Page("organisation:letters", "rut", "list", 5),
    Page("organisation:letter", "rut", "detail", 8),
    Page("organisation:events", "ria", "list", 5),
    Page("organisation:units", "rut", "report", 5),
    Page("imports:imports", "mia", "list", 5),
    Page("imports:importbatch", "mia", "report", 25),  # reads its files anew
    Page("decisions:clients", "anna", "list", 9),
    Page("decisions:client", "anna", "detail", 14),
    Page("decisions:decisions", "anna", "list", 9),
    Page("decisions:decision", "anna", "detail", 29),
    Page("decisions:followups", "anna", "list", 9),
    Page("decisions:followup", "anna", "detail", 11),
    Page("decisions:plan", "anna", "detail", 13),
    Page("decisions:reportedcase", "anna", "detail", 12),
    Page("decisions:consultations", "anna", "list", 5),
    Page("decisions:consultation", "anna", "detail", 8),
    Page("decisions:networks", "anna", "list", 5),
    Page("decisions:network", "anna", "detail", 10),
    Page("decisions:opinion", "anna", "detail", 11),
    Page("decisions:reports", "anna", "report", 5),
    Page("decisions:situation", "mia", "report", 8),
    Page("decisions:causes", "mia", "report", 4),
    Page("decisions:city", "mia", "report", 8),
    Page("decisions:outcomes", "anna", "report", 8),
    Page("orders:orders", "anna", "list", 9),
    Page("orders:order", "anna", "detail", 11),
    Page("orders:order_cards", "rut", "list", 9),
    Page("orders:order_card", "rut", "detail", 12),
    Page("orders:services", "rut", "list", 5),
    Page("orders:service", "rut", "detail", 9),
    Page("matching:shortlists", "anna", "list", 9),
    Page("matching:shortlist", "anna", "search", 12),  # a search, in the pool of a district
    Page("matching:shortlist_pool", "anna", "report", 16),
    Page("matching:calls", "anna", "list", 6),
    Page("matching:call", "anna", "detail", 16),
    Page("matching:wishes", "rut", "list", 5),
    Page("matching:recruitmentwish", "rut", "detail", 8),
    Page("matching:fairness", "anna", "report", 6),
    Page("matching:plan", "rut", "plan", 24),  # reads a whole pool, and what is in play
    Page("matching:proposal", "anna", "detail", 28),
    Page("matching:assignments", "anna", "list", 9),
    Page("matching:assignment", "anna", "detail", 19),
    Page("matching:assignment_life", "anna", "detail", 17),
    Page("matching:assignment_pay", "anna", "detail", 15),
    Page("matching:monthreports", "anna", "list", 9),
    Page("matching:monthreport", "anna", "detail", 25),
    Page("matching:payrolls", "mia", "list", 7),
    Page("matching:payroll", "mia", "detail", 12),
    Page("invoicing:invoices", "eva", "list", 7),
    Page("invoicing:charges", "eva", "list", 7),
    Page("invoicing:invoice", "eva", "detail", 12),
    Page("invoicing:lines", "eva", "list", 7),
    Page("invoicing:objections", "eva", "list", 5),
    Page("invoicing:objection", "eva", "detail", 6),
    Page("invoicing:dispatches", "eva", "list", 5),
    Page("charges:charge", "eva", "detail", 9),
    Page("reports:money", "eva", "report", 16),
    Page("reports:compensation", "eva", "report", 9),
    Page("reports:coming", "mia", "report", 9),
    Page("invoicing:invoice_month", "eva", "report", 7),
)
# The brokerage's search in the city's pool: more than 5,000 volunteers at scale 10.
SEARCH = Page("matching:shortlist", "rut", "search", 12)
QUERIES = {page.name: page.queries for page in PAGES}
