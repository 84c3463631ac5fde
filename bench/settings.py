"""The house's own settings, with the reference beside it: the same process, the same database."""

import os
from typing import Any

CALLERS = "ALLOWED_HOSTS BASE_URL BIND DEBUG DEMO EMAIL_URL IDLE_MINUTES MFA_REQUIRED SECRET_KEY"
OURS = {
    "ALLOWED_HOSTS": "localhost",
    "MFA_REQUIRED": "0",
    "PLAIN_HTTP": "1",
    "SECRET_KEY": "only for the bench, and for nothing that anybody could reach",
}
# What `startproject` gives, and what the reference runs behind.
PLAIN_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "bench.reference.at_home",
]
PLAIN_CONTEXT = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]


def configure(folder: str) -> None:
    """Set Django up on a database in this folder, whatever the caller's environment says."""
    for name in CALLERS.split():
        os.environ.pop(name, None)
    os.environ |= {**OURS, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}

    import django  # noqa: PLC0415 — all of these read the environment when they are imported
    from django.conf import settings  # noqa: PLC0415

    from brokerage import settings as house  # noqa: PLC0415

    given: dict[str, Any] = {name: value for name, value in vars(house).items() if name.isupper()}
    # As on PostgreSQL in production: a file opened for each request would count for both, and hide a difference.
    given["DATABASES"]["default"]["CONN_MAX_AGE"] = None
    given["TEMPLATES"] += [
        {
            "NAME": "reference",
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [house.BASE_DIR / "bench" / "templates"],
            "OPTIONS": {"context_processors": PLAIN_CONTEXT},
        }
    ]
    given["STORAGES"]["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    given["STATIC_ROOT"] = folder
    given["PASSWORD_HASHERS"] = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.configure(**given)
    django.setup()
