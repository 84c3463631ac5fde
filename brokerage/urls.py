"""The map of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from brokerage import health
from brokerage.home import views as home
from brokerage.organisation.views import letters

# Through our own login, with its rate limits and second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", home.home, name="home"),
    path("mitt-konto/", home.account, name="account"),
    path("demo/brev/", letters.demo_letters, name="demo_letters"),
    path("", include("recruitment.urls")),
    path("", include("brokerage.organisation.urls")),
    path("", include("brokerage.imports.urls")),
    path("", include("brokerage.charges.urls")),
    path("", include("brokerage.orders.urls")),
    path("", include("brokerage.invoicing.urls")),
    path("", include("brokerage.reports.urls")),
    path("", include("decisions.urls")),
    path("", include("matching.urls")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("konto/", include("allauth.urls")),
    path("admin/", admin.site.urls),
]
