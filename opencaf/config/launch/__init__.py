"""Serves the demonstration: what `make demo` runs once everything is installed.

Starts PostgreSQL (unless DATABASE_URL names one), brings the database up to date, loads the
demonstration, starts the worker and the site, and at Ctrl-C stops all that it started.
"""
