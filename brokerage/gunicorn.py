"""How gunicorn serves: `gunicorn -c python:brokerage.gunicorn brokerage.wsgi`."""

import gc
import os
import sys
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brokerage.settings")
try:
    bind = settings.BIND
except ImproperlyConfigured as error:
    sys.exit(str(error))
# What may be missing when a command runs, but not when the public is served.
if not settings.ALLOWED_HOSTS:
    sys.exit("Inställningen ALLOWED_HOSTS saknas: den ska namnge den värd som användarna skriver i webbläsaren.")
if not settings.PLAIN_HTTP and not settings.BASE_URL.startswith("https://"):
    sys.exit("Inställningen BASE_URL ska börja med https:// (länkarna i breven byggs av den).")

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 60
graceful_timeout = 8
loglevel = "warning"
accesslog = None  # addresses hold the keys of letters and who looked at whom; audit.Event is the log of access
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Sees the addresses that are really bound, --bind on the command line included."""
    hosts = [listener.sock.getsockname() for listener in server.LISTENERS]
    if settings.PLAIN_HTTP and not all(isinstance(host, str) or ip_address(host[0]).is_loopback for host in hosts):
        sys.exit("Inställningen PLAIN_HTTP stänger av TLS och tillåts bara när servern lyssnar på den egna datorn.")


def post_worker_init(worker: Any) -> None:
    """What was loaded at the start stays for good: the collector need not look through it again with every request."""
    gc.collect()
    gc.freeze()
