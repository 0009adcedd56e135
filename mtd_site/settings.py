"""All settings of the site. The variables, all optional on a laptop, are listed in README.md."""

import os
import re
import tempfile
import warnings
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent


# Reading the environment


def flag(name: str) -> bool:
    """A boolean variable; unset and empty mean no."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"", "0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def words(name: str, default: str) -> list[str]:
    """A comma-separated variable."""
    value = os.environ.get(name) or default
    return [word.strip() for word in value.split(",") if word.strip()]


def number(name: str) -> int:
    """A whole number from 0 on; unset and empty mean 0."""
    value = os.environ.get(name, "").strip() or "0"
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def rate(name: str, default: str) -> str | None:
    """So many requests in a time, as ``600/minute``; ``off`` for as many as anybody likes."""
    value = os.environ.get(name, "").strip().lower() or default
    if value == "off":
        return None
    if not re.fullmatch(r"[1-9][0-9]{0,8}/(second|minute|hour|day)", value):
        raise ImproperlyConfigured(
            f"{name} must be a number and a time, as in 600/minute, or off, not {value!r}."
        )
    return value


def database() -> dict[str, Any]:
    """The database of ``DATABASE_URL``, else an SQLite file in the project's root."""
    url = os.environ.get("DATABASE_URL", "")
    scheme, separator, _ = url.partition("://")
    if not url:
        config: dict[str, Any] = {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": BASE_DIR / "db.sqlite3",
        }
    elif not separator:
        # The address itself is never repeated in a message: it may hold a password.
        raise ImproperlyConfigured(
            "DATABASE_URL is not an address such as postgresql://user:password@host/name."
        )
    elif scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ImproperlyConfigured(
            f"DATABASE_URL must begin with postgresql:// or sqlite://, not {scheme}://."
        )
    else:
        try:
            config = dict(dj_database_url.parse(url, conn_health_checks=True))
        except ValueError as error:
            raise ImproperlyConfigured(f"DATABASE_URL cannot be read. {error}") from None
    if config["ENGINE"].endswith("sqlite3"):
        # Readers go on while one writes; writers queue instead of failing half way.
        config["OPTIONS"] = {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            **config.get("OPTIONS", {}),
        }
    return config


def kept_secret_key(file: Path) -> str:
    """The key in ``file``, made at the first start.

    Two processes that start at once agree: each writes a draft, and only one draft gets the name.
    """
    try:
        if not file.exists():
            handle, draft = tempfile.mkstemp(prefix=f"{file.name}-", dir=file.parent)
            try:
                with os.fdopen(handle, "w") as stream:  # mkstemp gives it to its owner alone
                    stream.write(get_random_secret_key())
                os.link(draft, file)
            except FileExistsError:
                pass
            finally:
                os.unlink(draft)
        return file.read_text().strip()
    except OSError as error:
        raise ImproperlyConfigured(
            f"No secret key can be kept in {file} ({error.strerror}): set DJANGO_SECRET_KEY."
        ) from None


def secret_key() -> str:
    """The key of the environment, else one kept in an ignored file of this laptop."""
    if key := os.environ.get("DJANGO_SECRET_KEY"):
        return key
    if os.environ.get("DATABASE_URL") and not DEBUG:
        raise ImproperlyConfigured(
            "DJANGO_SECRET_KEY must be set where DATABASE_URL is set and DJANGO_DEBUG is off."
        )
    return kept_secret_key(BASE_DIR / ".secret-key")


# What a laptop or a server decides

DEBUG = flag("DJANGO_DEBUG")
HTTPS = flag("DJANGO_HTTPS")
SECRET_KEY = secret_key()
ALLOWED_HOSTS = words("DJANGO_ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
DATABASES = {"default": database()}

# How many servers in front pass a request on: each adds the address that it saw to a header, and
# whatever stands there beyond them may be forged. Counts of requests are kept in each process,
# unless there is a folder that all processes share.
PROXIES = number("DJANGO_PROXIES")
API_RATE = rate("DJANGO_API_RATE", "1200/minute")
if shared := os.environ.get("DJANGO_CACHE_DIR"):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": BASE_DIR / shared,
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }

# The folder of the five source texts, and the casebook; neither is part of the repository
MTD_SOURCE_TEXTS = BASE_DIR / texts if (texts := os.environ.get("MTD_SOURCE_TEXTS")) else None
MTD_CASEBOOK = BASE_DIR / file if (file := os.environ.get("MTD_CASEBOOK")) else None


# The house

INSTALLED_APPS = [
    # The rooms stand first, so that their templates and commands win over Django's.
    "connections",
    "initiatives",
    "actors",
    "tracks",
    "sources",
    "curation",
    "presentation",
    "curation.site.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "corsheaders",
    "csp",
]

# Only the API is compressed here: the length of a page with a form could betray its token.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "presentation.middleware.CompressAPI",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "curation.middleware.TakeEdition",
    "presentation.middleware.AnswerAPI",
    "curation.middleware.FollowFormerSlugs",
    "sources.middleware.ChooseCollection",
    "tracks.middleware.NameTracks",
]

ROOT_URLCONF = "mtd_site.urls"
WSGI_APPLICATION = "mtd_site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "curation.context_processors.edition",
                "sources.context_processors.collections",
            ],
        },
    },
]

# One form of the admin holds an entry with all its parts; Django's limit is for smaller ones.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
FORM_RENDERER = "presentation.drawing.Renderer"
CSRF_FAILURE_VIEW = "curation.unsaved.csrf_failure"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{validator}"}
    for validator in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]


# Static files: WhiteNoise serves them from where they lie, so nobody has to collect them. (Names
# with a hash would need collecting, and after a forgotten collectstatic show yesterday's look.)

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = True
warnings.filterwarnings("ignore", message="No directory at: .*staticfiles")


# Safety: scripts, styles and pictures come from this host alone, and nothing is inline.

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "script-src": [SELF],
        "style-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

if HTTPS:
    # Only behind a server that speaks HTTPS and sets X-Forwarded-Proto itself.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True


# The API

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_PAGINATION_CLASS": "presentation.pagination.KeysetPagination",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "presentation.negotiation.Negotiation",
    "EXCEPTION_HANDLER": "presentation.problems.answer_problem",
    "NUM_PROXIES": PROXIES,  # with none, a forged X-Forwarded-For evades nothing
}

# Any page of any site may read the API with its visitor's browser; there is nothing to log in to.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ("GET", "HEAD", "OPTIONS")
CORS_ALLOW_HEADERS = ("accept", "if-none-match")
CORS_EXPOSE_HEADERS = (
    "Content-Disposition",
    "ETag",
    "Link",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
    "X-Edition",
)

SPECTACULAR_SETTINGS = {
    "TITLE": "Multi-track diplomacy knowledge base",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "DESCRIPTION": (
        "The tracks of multi-track diplomacy, their actors and peace initiatives, with the "
        "evidence for every statement. Read-only; no key is needed. Lists take the same filters "
        "as the pages; an unknown parameter or value is refused. Dates are EDTF."
    ),
    "LICENSE": {"name": "BSD-3-Clause"},
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "mtd_site.described.describe",
        "mtd_site.examples.show",
    ],
    "ENUM_NAME_OVERRIDES": {
        "LabelStandingEnum": ["exact", "ambiguous", "unmapped"],
        "EntryKindEnum": "connections.search.KINDS",
    }
    | {
        f"{name}KindEnum": f"{path}.Kind"
        for name, path in {
            "Actor": "actors.models.Actor",
            "ActorPoint": "actors.models.ActorPoint",
            "Relationship": "actors.models.Relationship",
            "Conflict": "initiatives.models.Conflict",
            "Handover": "initiatives.models.Handover",
            "Initiative": "initiatives.models.Initiative",
            "InitiativeRelation": "initiatives.models.InitiativeRelation",
            "Outcome": "initiatives.models.Outcome",
            "Disagreement": "sources.models.Disagreement",
            "Erratum": "sources.models.Erratum",
            "ConceptPoint": "tracks.models.ConceptPoint",
            "TrackPoint": "tracks.models.TrackPoint",
            "TrackRelation": "tracks.models.TrackRelation",
        }.items()
    }
    | {"ParticipationRoleEnum": "initiatives.models.Participation.Role"},
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}


LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"django": {"handlers": [], "level": "INFO"}},  # through the root, once
}
