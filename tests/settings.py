"""The settings of the tests: the same on every machine, whatever its environment says."""

import os

CALLERS = """ALLOWED_HOSTS BASE_URL BIND CSRF_TRUSTED_ORIGINS DATABASE_URL DEBUG DEFAULT_FROM_EMAIL DEMO EMAIL_URL
ASKED_OFTEN ASKED_TOO_OFTEN SILENT_WEEKS
ENQUIRY_CONTACT_DAYS IDLE_MINUTES LINK_DAYS MFA_REQUIRED PLAIN_HTTP PROXY_COUNT
SECRET_KEY SMS_FROM SMS_URL"""
for name in CALLERS.split():
    os.environ.pop(name, None)
os.environ |= {
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", "sqlite:///var/unused.sqlite3"),
    "MFA_REQUIRED": "0",
    "PLAN_MINUTES": "0",  # the cache outlives a test
    "PLAIN_HTTP": "1",
    "SMS_URL": "memory://",
    "SECRET_KEY": "only for the tests, and for nothing that anybody could reach",
    # Playwright runs an event loop in the thread in which the tests use the ORM.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}

from brokerage.settings import *  # noqa: E402

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # On a file: in memory, the threads of a test would lose writes. One for each run; xdist adds its worker's name.
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", os.getpid())
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "tests" / f"{run}.sqlite3")}

INSTALLED_APPS += ["tests.testapp"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = VAR_DIR / "tests" / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
