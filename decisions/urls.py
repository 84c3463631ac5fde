"""The addresses of clients and decisions."""

from django.urls import path

from decisions.views import amendments, clients, decisions, executions, plans, reports, situation, statistics

app_name = "decisions"

urlpatterns = [
    path("klienter/", clients.clients, name="clients"),
    path("klienter/ny/", clients.client_register, name="client_register"),
    path("klienter/<int:pk>/", clients.client, name="client"),
    path("klienter/<int:pk>/andra/", clients.client_edit, name="client_edit"),
    path("klienter/<int:pk>/vardnadshavare/", clients.client_add_guardian, name="client_add_guardian"),
    path("klienter/<int:pk>/vardnadshavare/<int:guardian>/", clients.client_edit_guardian, name="client_edit_guardian"),
    path(
        "klienter/<int:pk>/vardnadshavare/<int:guardian>/upphort/",
        clients.client_end_guardian,
        name="client_end_guardian",
    ),
    path("klienter/<int:pk>/syskon/", clients.client_link_sibling, name="client_link_sibling"),
    path("klienter/<int:pk>/syskon/<int:sibling>/", clients.client_unlink_sibling, name="client_unlink_sibling"),
    path("klienter/<int:pk>/samtycke/", clients.client_record_consent, name="client_record_consent"),
    path("klienter/<int:pk>/samtycke/<int:consent>/", clients.client_withdraw_consent, name="client_withdraw_consent"),
    path("klienter/<int:pk>/beslut/", decisions.decision_record, name="decision_record"),
    path("beslut/", decisions.decisions, name="decisions"),
    path("beslut/laget/", situation.situation, name="situation"),
    path("beslut/<int:pk>/", decisions.decision, name="decision"),
    path("beslut/<int:pk>/behov/", decisions.decision_describe_need, name="decision_describe_need"),
    path("beslut/<int:pk>/verkstalld/", executions.decision_execute, name="decision_execute"),
    path("beslut/<int:pk>/delvis/", executions.decision_note_partial, name="decision_note_partial"),
    path("beslut/<int:pk>/omfattning/", amendments.decision_change_extent, name="decision_change_extent"),
    path("beslut/<int:pk>/fornya/", amendments.decision_renew, name="decision_renew"),
    path("beslut/<int:pk>/omprovning/", amendments.decision_review, name="decision_review"),
    path(
        "beslut/<int:pk>/individuell-plan/",
        amendments.decision_note_individual_plan,
        name="decision_note_individual_plan",
    ),
    path("beslut/<int:pk>/avbrott/", executions.decision_interrupt, name="decision_interrupt"),
    path("beslut/<int:pk>/ateruppta/", executions.decision_resume, name="decision_resume"),
    path("beslut/<int:pk>/avsluta/", executions.decision_end, name="decision_end"),
    path("beslut/<int:pk>/plan/", plans.plan_write, name="plan_write"),
    path("beslut/<int:pk>/uppfoljning/", plans.followup_plan, name="followup_plan"),
    path("planer/<int:pk>/", plans.plan, name="plan"),
    path("planer/<int:pk>/andra/", plans.plan_rewrite, name="plan_rewrite"),
    path("planer/<int:pk>/mal/", plans.plan_add_goal, name="plan_add_goal"),
    path("planer/<int:pk>/mal/<int:goal>/ta-bort/", plans.plan_remove_goal, name="plan_remove_goal"),
    path("planer/<int:pk>/mal/<int:goal>/bedom/", plans.plan_measure, name="plan_measure"),
    path("planer/<int:pk>/undertecknad/", plans.plan_agree, name="plan_agree"),
    path("uppfoljningar/", plans.followups, name="followups"),
    path("uppfoljningar/<int:pk>/", plans.followup, name="followup"),
    path("uppfoljningar/<int:pk>/andra/", plans.followup_move, name="followup_move"),
    path("uppfoljningar/<int:pk>/anteckna/", plans.followup_hold, name="followup_hold"),
    path("uppfoljningar/<int:pk>/stall-in/", plans.followup_call_off, name="followup_call_off"),
    path("beslut/<int:pk>/orsak/<int:year>/<int:number>/", reports.decision_state_cause, name="decision_state_cause"),
    path("rapporter/<int:year>/<int:number>/", reports.quarter, name="quarter"),
    path("rapporter/<int:year>/<int:number>/stang/", reports.quarter_close, name="quarter_close"),
    path("rapporter/arende/<int:pk>/", reports.reportedcase, name="reportedcase"),
    path("rapporter/arende/<int:pk>/skickad/", reports.reportedcase_note_sent, name="reportedcase_note_sent"),
    path("rapporter/", statistics.reports, name="reports"),
    path("rapporter/<int:year>/<int:number>/statistik/", statistics.quarter_statistics, name="quarter_statistics"),
]
