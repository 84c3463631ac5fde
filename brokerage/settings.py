"""All settings; the environment says what differs between machines, and a wrong value there is refused by name."""

import logging
import re
import traceback
import warnings
from datetime import timedelta
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import unquote, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()


def refuse(name: str, expected: str) -> NoReturn:
    """Stops the start with one sentence. It never repeats the value, which may be a password."""
    raise ImproperlyConfigured(f"Inställningen {name} {expected}.")


def text(name: str, *, default: str) -> str:
    """An empty variable counts as one that isn't set."""
    return env.str(name, default="").strip() or default


def flag(name: str, *, default: bool) -> bool:
    value = text(name, default=str(default)).lower()
    if value not in {"1", "true", "yes", "on", "0", "false", "no", "off"}:  # environ reads a misspelt «ture» as false
        refuse(name, "ska vara 1 eller 0")
    return value in {"1", "true", "yes", "on"}


def number(name: str, *, default: int, least: int, most: int) -> int:
    value = text(name, default=str(default))
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        refuse(name, f"ska vara ett heltal från {least} till {most}")
    return int(value)


def words(name: str, *, default: list[str]) -> list[str]:
    return [word.strip() for word in env.list(name, default=[]) if word.strip()] or default


def is_origin(value: str) -> bool:
    """Whether this is scheme and host alone, such as https://formedlingen.example."""
    return re.fullmatch(r"https?://([\w.-]+|\[[0-9a-f:]+])(:\d{1,5})?", value) is not None


def is_loopback(bind: str) -> bool:
    """Whether a bind address (host:port or unix:path) can be reached from this machine only."""
    host = bind.rpartition(":")[0].strip("[]")
    try:
        return host in {"localhost", "unix"} or ip_address(host).is_loopback
    except ValueError:
        return False


def secret_key() -> str:
    kept = VAR_DIR / "secret_key"
    value = text("SECRET_KEY", default="") or (kept.read_text().strip() if kept.is_file() else "")
    if not value:
        refuse("SECRET_KEY", "saknas: script/setup skapar en i var/secret_key")
    if len(value) < 50:
        refuse("SECRET_KEY", "ska vara minst 50 tecken lång")
    return value


def database() -> dict[str, Any]:
    example = "ska vara av formen sqlite:///fil eller postgres://namn:lösenord@värd:port/databas"
    url = text("DATABASE_URL", default="sqlite:///var/db.sqlite3")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # environ warns of what it drops, such as the host in sqlite://fil
            found = dict(environ.Env.db_url_config(url))
    except (ValueError, ImproperlyConfigured, UserWarning):
        refuse("DATABASE_URL", example)
    engine, name = found.get("ENGINE"), found.get("NAME")
    if engine == "django.db.backends.sqlite3" and name and name != ":memory:":
        found["NAME"] = str(BASE_DIR / name)
        ours: dict[str, Any] = {
            # Without these four, concurrent writers lose rows to "database is locked".
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    elif engine == "django.db.backends.postgresql" and name:
        found.setdefault("CONN_MAX_AGE", 60)
        found["CONN_HEALTH_CHECKS"] = True
        ours = {"connect_timeout": 10}
    else:
        refuse("DATABASE_URL", example)
    return found | {"OPTIONS": ours | found.get("OPTIONS", {})}


def email() -> dict[str, Any]:
    try:
        found = dict(environ.Env.email_url_config(text("EMAIL_URL", default="smtp://localhost:25")))
    except (ValueError, ImproperlyConfigured):
        refuse("EMAIL_URL", "ska vara av formen smtp+tls://namn:lösenord@värd:port")
    return found


def sms(*, demo: bool) -> dict[str, str]:
    """Which way an SMS goes. Without SMS_URL nobody gets any, and whoever would have is called."""
    value = text("SMS_URL", default="")
    expected = "ska vara console://, memory:// eller https://namn:lösenord@värd/sökväg"
    empty = {"address": "", "user": "", "password": ""}
    if demo or value in {"console://", "memory://"}:
        return {"backend": "dummy" if demo else value.removesuffix("://"), **empty}
    if not value:
        return {"backend": "", **empty}
    try:
        parts = urlsplit(value)
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        refuse("SMS_URL", expected)
    if parts.scheme != "https" and not (parts.scheme == "http" and host in {"localhost", "127.0.0.1"}):
        refuse("SMS_URL", expected)
    if not (host and parts.username and parts.password) or parts.query or parts.fragment:
        refuse("SMS_URL", expected)
    address = f"{parts.scheme}://{host}{port}{parts.path}"
    return {
        "backend": "http",
        "address": address,
        "user": unquote(parts.username),
        "password": unquote(parts.password),
    }


PLAIN_HTTP = flag("PLAIN_HTTP", default=False)
BIND = text("BIND", default="127.0.0.1:8000")
if not re.fullmatch(r"unix:.+|([\w.-]+|\[[0-9a-f:]+]):\d{1,5}", BIND):
    refuse("BIND", "ska vara av formen 127.0.0.1:8000")
if PLAIN_HTTP and not is_loopback(BIND):
    refuse("PLAIN_HTTP", "stänger av TLS och tillåts bara när BIND är den egna datorn (127.0.0.1)")

DEBUG = flag("DEBUG", default=False)
if DEBUG and not PLAIN_HTTP:
    refuse("DEBUG", "tillåts bara vid utveckling, tillsammans med PLAIN_HTTP=1")

DEMO = flag("DEMO", default=False)
MFA_REQUIRED = flag("MFA_REQUIRED", default=not DEMO)
BANK_EVES = words("BANK_EVES", default=["midsommarafton", "julafton", "nyarsafton"])
if not set(BANK_EVES) <= {"midsommarafton", "julafton", "nyarsafton"}:
    refuse("BANK_EVES", "ska vara några av midsommarafton, julafton och nyarsafton, med komma emellan")
INVOICE_FOLDER = Path(text("INVOICE_FOLDER", default=str(VAR_DIR / "invoices")))

IDLE_MINUTES = number("IDLE_MINUTES", default=30, least=1, most=720)
LINK_DAYS = number("LINK_DAYS", default=14, least=1, most=365)
ENQUIRY_CONTACT_DAYS = number("ENQUIRY_CONTACT_DAYS", default=5, least=1, most=365)
SILENT_WEEKS = number("SILENT_WEEKS", default=8, least=1, most=104)
PLAN_MINUTES = number("PLAN_MINUTES", default=15, least=0, most=1440)
ASKED_OFTEN = number("ASKED_OFTEN", default=3, least=1, most=100)
ASKED_TOO_OFTEN = number("ASKED_TOO_OFTEN", default=4, least=1, most=100)
PROXY_COUNT = number("PROXY_COUNT", default=0, least=0, most=9)

SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if PLAIN_HTTP else [])
CSRF_TRUSTED_ORIGINS = words("CSRF_TRUSTED_ORIGINS", default=[])
if not all(is_origin(origin) for origin in CSRF_TRUSTED_ORIGINS):
    refuse("CSRF_TRUSTED_ORIGINS", "ska vara adresser av formen https://värd, åtskilda av komma")
BASE_URL = text("BASE_URL", default="http://localhost:8000").rstrip("/")
if not is_origin(BASE_URL):
    refuse("BASE_URL", "ska vara en adress av formen https://värd, utan sökväg")


INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "lucide",
    "brokerage.audit",
    "brokerage.letters",
    "brokerage.organisation",
    "brokerage.charges",
    "brokerage.orders",
    "brokerage.invoicing",
    "recruitment",
    "decisions",
    "matching",
    "brokerage.imports",
    "brokerage",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "brokerage.access.middleware.actor_middleware",
    "brokerage.access.middleware.idle_middleware",
    "brokerage.access.middleware.second_factor_middleware",
]

ROOT_URLCONF = "brokerage.urls"
WSGI_APPLICATION = "brokerage.wsgi.application"
FORM_RENDERER = "brokerage.pages.renderer.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "brokerage.home.context.frame",
            ],
            "libraries": {"pages": "brokerage.pages.templatetags.pages"},
        },
    },
]

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", "svenska")]
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_NUMBER_FILES = 10


_mail = email()
# Nothing leaves the machine in the demo; a page shows the letters instead.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend" if DEMO else _mail["EMAIL_BACKEND"]
EMAIL_HOST = _mail["EMAIL_HOST"] or "localhost"
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_PORT = _mail["EMAIL_PORT"] or (587 if EMAIL_USE_TLS else 465 if EMAIL_USE_SSL else 25)
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_FILE_PATH = _mail["EMAIL_FILE_PATH"] or None
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM_EMAIL", default="Förmedlingen <ingen-svar@localhost>")
if "@" not in parseaddr(DEFAULT_FROM_EMAIL)[1]:
    refuse("DEFAULT_FROM_EMAIL", "ska vara en e-postadress")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

_sms = sms(demo=DEMO)
SMS_BACKEND, SMS_ADDRESS = _sms["backend"], _sms["address"]
SMS_USER, SMS_PASSWORD = _sms["user"], _sms["password"]
SMS_FROM = text("SMS_FROM", default="Stockholm")
if not re.fullmatch(r"[A-Za-z][A-Za-z0-9]{2,10}|\+[1-9]\d{6,14}", SMS_FROM):
    refuse("SMS_FROM", "ska vara 3–11 bokstäver och siffror, eller ett nummer som börjar med +")


AUTH_USER_MODEL = "organisation.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "brokerage.organisation.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if PLAIN_HTTP else "https"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"interest": "10/h/ip"}  # the public interest form; allauth's own limits stay as they are
ACCOUNT_SESSION_REMEMBER = False  # shared computers: the session ends with the browser, at the latest after 12 hours
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PLAIN_HTTP
MFA_TOTP_ISSUER = "Förmedlingen"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are given by an administrator, not claimed at a sign-up

SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"

SECURE_SSL_REDIRECT = not PLAIN_HTTP
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by the proxy on the inside
SECURE_HSTS_SECONDS = 0 if PLAIN_HTTP else int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = not PLAIN_HTTP
SESSION_COOKIE_SECURE = not PLAIN_HTTP
CSRF_COOKIE_SECURE = not PLAIN_HTTP
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # the browsers' preload list is for the owner of the whole domain to join


class Discreet(logging.Formatter):
    """Says where something went wrong, but neither an exception's text nor an address: both can name persons."""

    def format(self, record: logging.LogRecord) -> str:
        request = getattr(record, "request", None)
        if request is not None and hasattr(record, "status_code"):
            route = getattr(request.resolver_match, "route", "okänd adress")
            record = logging.makeLogRecord(record.__dict__ | {"args": None, "exc_text": None})
            record.msg = f"{getattr(record, 'status_code', '')} {request.method} {route}"
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is logging's)
        parts, error = [], ei[1]
        while error is not None:
            parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(parts))


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": Discreet, "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "discreet"},
        "errors": {"class": "logging.StreamHandler", "formatter": "discreet", "level": "ERROR"},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "django.request": {"handlers": ["errors"], "propagate": False},
        # Their worker sets its own loggers to INFO: only the handler can keep it quiet.
        "django_tasks": {"handlers": ["errors"], "propagate": False},
        "django_tasks_db": {"handlers": ["errors"], "propagate": False},
    },
}
