"""A database elsewhere proves by a certificate that it is ours, or nothing starts (docs/security.md)."""

from django.core.exceptions import ImproperlyConfigured

HERE = {"", "localhost", "127.0.0.1", "::1"}


def refuse_unproved_server(host: str, options: dict[str, str]) -> None:
    """Raise ImproperlyConfigured for the address of a database elsewhere that need not prove who it is."""
    named = [host, *options.get("host", "").split(","), *options.get("hostaddr", "").split(",")]
    elsewhere = any(one not in HERE and not one.startswith("/") for one in named)
    if elsewhere and options.get("sslmode") != "verify-full":
        raise ImproperlyConfigured(
            "The database is on another machine. Add sslmode=verify-full to its address, and sslrootcert= "
            "where this machine does not know who signed its certificate (docs/security.md)."
        )
