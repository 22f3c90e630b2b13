"""Settings. Whatever is secret or local comes from the environment; without it, service fails closed."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from opencaf.accounts import sign_on
from opencaf.config import postgres
from opencaf.config.elsewhere import refuse_unproved_server
from opencaf.web.shared import policy

BASE_DIR = Path(__file__).resolve().parents[2]


def read(name: str, default: str = "") -> str:
    """Return a setting from the environment."""
    return os.environ.get(name, default)


def claims(name: str, *, default: bool = False) -> bool:
    """Return whether a setting of the environment says yes."""
    return read(name, "1" if default else "0").lower() in {"1", "yes", "true", "on"}


def secret(name: str, stand_in: str) -> str:
    """Return a secret; only a demonstration, a test or mere arithmetic may do without one of its own."""
    value = read(name)
    if value:
        return value
    if DEMONSTRATION or TESTING or COSTING:
        return stand_in
    raise ImproperlyConfigured(f"Set {name} in the environment.")


def database(url: str) -> dict[str, Any]:
    """Return Django's database settings from a postgres:// address."""
    parts = urlsplit(url)
    options = dict(parse_qsl(parts.query))
    refuse_unproved_server(parts.hostname or "", options)
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "opencaf.core.database",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": options.pop("port", str(parts.port or "")),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {**CONNECTION_LIMITS, **PLANNED_ONCE, **options},
    }


PROGRAM = Path(sys.argv[0]).name
TESTING = "pytest" in sys.modules or PROGRAM in {"mypy", "dmypy"} or claims("OPENCAF_TESTING")
DEMONSTRATION = claims("OPENCAF_DEMONSTRATION")
MANAGING = PROGRAM == "manage.py"
COSTING_COMMANDS = {"rate", "unit_costs", "cost_child", "uprate", "reconcile", "cost_case", "capacity"}
COSTING = (
    MANAGING and sys.argv[1:2] != [] and sys.argv[1] in COSTING_COMMANDS
)  # serve nothing, open no database
DEBUG = False
SECRET_KEY = secret("SECRET_KEY", "not-a-secret-used-in-tests-and-demonstrations-only")
FILE_KEYS = secret("OPENCAF_FILE_KEYS", "test:bm90LWEta2V5LXVzZWQtaW4tdGVzdHMtYW5kLWRlbW8=")
SITE_ADDRESS = read("OPENCAF_ADDRESS", "http://127.0.0.1:8000/")
SEAL_ANCHOR = read("OPENCAF_SEAL_ANCHOR", str(BASE_DIR / ".demo" / "seals.txt") if DEMONSTRATION else "")
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

ALLOWED_HOSTS = [host for host in read("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
AS_OWNER = claims("OPENCAF_AS_OWNER")
# A statement that a connection sends again is planned once (docs/adr/0020): the row policies of what it reads
# make planning dearer than running it. A pooler that changes sessions between transactions must know of it.
PLANNED_ONCE: dict[str, Any] = {"server_side_binding": True, "prepare_threshold": 5}
CONNECTION_LIMITS: dict[str, Any] = {
    "connect_timeout": 3,
    "tcp_user_timeout": 4000,
    "keepalives_idle": 10,
    "keepalives_interval": 3,
    "keepalives_count": 2,
    "options": ""
    if AS_OWNER
    else "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=60s",
}
DATABASES = {
    "default": database(
        read("DATABASE_OWNER_URL" if AS_OWNER else "DATABASE_URL")
        or postgres.server().url(
            "opencaf_owner" if AS_OWNER else read("OPENCAF_ROLE", "opencaf_web"), "opencaf"
        )
    )
}

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    *(["django_linear_migrations"] if find_spec("django_linear_migrations") else []),
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "procrastinate.contrib.django",
    "opencaf.core",
    "opencaf.audit",
    "opencaf.outbox",
    "opencaf.files",
    "opencaf.accounts",
    "opencaf.agencies",
    "opencaf.access",
    "opencaf.people",
    "opencaf.directory",
    "opencaf.episodes",
    "opencaf.costing",
    "opencaf.linkage",
    "opencaf.open_export",
    "opencaf.registers",
    "opencaf.quality",
    "opencaf.voices",
    "opencaf.training",
    "opencaf.practice",
    "opencaf.guidance",
    "opencaf.case_audit",
    "opencaf.reports",
    "opencaf.national",
    "opencaf.extracts",
    "opencaf.web",
    *(["opencaf.demo"] if DEMONSTRATION or TESTING else []),
]
MIDDLEWARE = [
    "opencaf.web.shared.policy.BrowserPolicyMiddleware",  # first, so that no answer misses it
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "opencaf.web.shared.policy.RefuseForeignChanges",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "opencaf.web.shared.middleware.WhoIsAsking",
    "opencaf.web.shared.second_factor.SecondFactor",
    "opencaf.web.shared.national_readers.NationalReaders",
    "opencaf.web.shared.admission.Admission",
    "opencaf.web.shared.time_out.InUse",
    "opencaf.web.shared.sent_forms.SentForms",  # last: it asks the view itself
]
ROOT_URLCONF = "opencaf.config.urls"
WSGI_APPLICATION = "opencaf.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "opencaf" / "web" / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "libraries": {"govuk": "opencaf.web.shared.templatetags.govuk"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "opencaf.web.shared.context_processors.frame",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["opencaf.web.account.backends.Accounts"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "opencaf.web.account.passwords.Breached"},
    {"NAME": "opencaf.web.account.passwords.LocalWords"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "opencaf.web.account.adapter.InvitedOnly"
ACCOUNT_FORMS = {
    "login": "opencaf.web.account.forms.SignInForm",
    "reauthenticate": "opencaf.web.account.forms.ReauthenticateForm",
    "change_password": "opencaf.web.account.forms.ChangePasswordForm",
}
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "opencaf.web.account.factors_adapter.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION or TESTING  # a browser takes plain HTTP on localhost only
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # the code before and the one after are taken, each once
MFA_FORMS = {
    "authenticate": "opencaf.web.account.forms.factors.ShowCodeForm",
    "reauthenticate": "opencaf.web.account.forms.factors.ShowCodeAgainForm",
    "activate_totp": "opencaf.web.account.forms.factors.AddAppForm",
    "deactivate_totp": "opencaf.web.account.forms.factors.RemoveAppForm",
    "generate_recovery_codes": "opencaf.web.account.forms.factors.NewRecoveryCodesForm",
    "add_webauthn": "opencaf.web.account.forms.factors.AddPasskeyForm",
    "authenticate_webauthn": "opencaf.web.account.forms.factors.ShowPasskeyForm",
    "reauthenticate_webauthn": "opencaf.web.account.forms.factors.ShowPasskeyAgainForm",
    "login_webauthn": "opencaf.web.account.forms.factors.SignInWithPasskeyForm",
}
SIGN_ON = sign_on.read_providers(read("OPENCAF_SIGN_ON"), over_http=TESTING)
ADMINISTRATORS_NEED_PASSKEY = not DEMONSTRATION  # who tries it out has a code only
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if claims("OPENCAF_BEHIND_PROXY") else 0
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home:my_work"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # they name people: no cookie
SESSION_ENGINE = "opencaf.web.shared.sessions"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 30 * 60  # without use; opencaf.web.shared.sessions knows the whole rule
SESSIONS_AT_ONCE = 3
SESSION_COOKIE_NAME = "__Host-opencaf"
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "opencaf.web.shared.errors.stale_page"
CSRF_TRUSTED_ORIGINS = [origin for origin in read("CSRF_TRUSTED_ORIGINS").split(",") if origin]
SECURE_HSTS_SECONDS = 0 if DEMONSTRATION or TESTING else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_SSL_REDIRECT = not (DEMONSTRATION or TESTING or MANAGING)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if claims("OPENCAF_BEHIND_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = policy.CONTENT_SECURITY_POLICY
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
    },
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j F Y"

STATIC_URL = "/static/"
STATIC_ROOT = Path(read("OPENCAF_STATIC_ROOT", str(BASE_DIR / ".demo" / "static")))
STATICFILES_DIRS = [BASE_DIR / "opencaf" / "web" / "static" / "built"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = TESTING
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Files that are sent stay in memory: nothing of a child is written to a disk unsealed.
FILE_UPLOAD_HANDLERS = ["opencaf.web.shared.uploads.KeptInMemory"]
REGISTERS_WAIT_DAYS = int(read("OPENCAF_REGISTERS_WAIT_DAYS", "30"))  # then the file of an old register goes
CLAMD = read("OPENCAF_CLAMD")  # where a virus scanner listens: host:port, or the path of its socket
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

EMAIL_BACKEND = read(
    "EMAIL_BACKEND",
    "opencaf.outbox.folder.FolderBackend" if DEMONSTRATION else "django.core.mail.backends.smtp.EmailBackend",
)
EMAIL_FILE_PATH = Path(read("EMAIL_FILE_PATH", str(BASE_DIR / ".demo" / "mail")))
EMAIL_HOST = read("EMAIL_HOST", "localhost")
EMAIL_PORT = int(read("EMAIL_PORT", "25"))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = read("EMAIL_HOST_USER"), read("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = claims("EMAIL_USE_TLS")
QUIET_HOURS = not DEMONSTRATION  # who tries it out does not wait until Monday
EMAIL_TIMEOUT = 20  # seconds, within which a mail is handed over or tried again
DEFAULT_FROM_EMAIL = read("DEFAULT_FROM_EMAIL", "opencaf@example.org")
SILENCED_SYSTEM_CHECKS = ["security.W008", "security.W004", "security.W021"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"quiet": {"class": "logging.StreamHandler", "formatter": "short"}},
    "formatters": {
        "short": {
            "()": "opencaf.core.quiet_log.QuietFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "root": {"handlers": ["quiet"], "level": "WARNING"},
    "loggers": {
        "django.request": {"handlers": ["quiet"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": ["quiet"], "level": "ERROR", "propagate": False},
    },
}
