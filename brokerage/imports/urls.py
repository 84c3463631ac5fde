"""The addresses of imports."""

from django.urls import path

from brokerage.imports import views

app_name = "imports"

urlpatterns = [
    path("import/", views.imports, name="imports"),
    path("import/ny/", views.import_upload, name="import_upload"),
    path("import/mallar/<str:name>", views.import_template, name="import_template"),
    path("import/<int:pk>/", views.importbatch, name="importbatch"),
    path("import/<int:pk>/las-in/", views.importbatch_apply, name="importbatch_apply"),
    path("import/<int:pk>/kasta/", views.importbatch_drop, name="importbatch_drop"),
]
