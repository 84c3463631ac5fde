"""The addresses of matching: searches, proposals, answers and assignments."""

from django.urls import path

from matching.views import assignments, obstacles, offers, proposals, shortlists

app_name = "matching"

urlpatterns = [
    path("sokningar/", shortlists.shortlists, name="shortlists"),
    path("sokningar/<int:pk>/", shortlists.shortlist, name="shortlist"),
    path("sokningar/<int:pk>/fraga/", shortlists.shortlist_ask, name="shortlist_ask"),
    path("sokningar/<int:pk>/avsluta/", shortlists.shortlist_close, name="shortlist_close"),
    path("sokningar/<int:pk>/poolen/", obstacles.shortlist_pool, name="shortlist_pool"),
    path("sokningar/<int:pk>/jav/<int:volunteer>/", obstacles.shortlist_note_conflict, name="shortlist_note_conflict"),
    path("beslut/<int:pk>/sok/", shortlists.shortlist_open_own, name="shortlist_open_own"),
    path("formedla/<int:pk>/sok/", shortlists.shortlist_open_brokered, name="shortlist_open_brokered"),
    path("forslag/<int:pk>/", proposals.proposal, name="proposal"),
    path("forslag/<int:pk>/fraga/", proposals.proposal_ask, name="proposal_ask"),
    path("forslag/<int:pk>/svar/", offers.proposal_enter_answer, name="proposal_enter_answer"),
    path("forslag/<int:pk>/ta-bort/", proposals.proposal_drop, name="proposal_drop"),
    path("forslag/<int:pk>/valj/", proposals.proposal_choose, name="proposal_choose"),
    path("forslag/<int:pk>/nej/", proposals.proposal_decline, name="proposal_decline"),
    path("forslag/<int:pk>/kontroll/<int:member>/", proposals.proposal_record_check, name="proposal_record_check"),
    path("forslag/<int:pk>/utse/", proposals.proposal_appoint, name="proposal_appoint"),
    path("forslag/<int:pk>/kontakt/", proposals.proposal_note_contact, name="proposal_note_contact"),
    path("svar/<str:token>/", offers.offer_answer, name="offer_answer"),
    path("uppdrag/", assignments.assignments, name="assignments"),
    path("uppdrag/<int:pk>/", assignments.assignment, name="assignment"),
    path("uppdrag/<int:pk>/avtal/", assignments.assignment_write_agreement, name="assignment_write_agreement"),
    path("uppdrag/<int:pk>/undertecknat/", assignments.assignment_sign_agreement, name="assignment_sign_agreement"),
    path("uppdrag/<int:pk>/avtal/<str:party>/", assignments.assignment_agreement_pdf, name="assignment_agreement_pdf"),
    path("uppdrag/<int:pk>/start/", assignments.assignment_start, name="assignment_start"),
    path("uppdrag/<int:pk>/blev-inte-av/", assignments.assignment_cancel, name="assignment_cancel"),
    path("uppdrag/<int:pk>/avsluta/", assignments.assignment_end, name="assignment_end"),
]
