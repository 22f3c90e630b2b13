"""Benchmarks: each is a command that makes its world, measures, and ends non-zero where a target is missed.

A benchmark starts its parts as programs of their own, whose environment leads to its own database;
in such a program Django begins here, before models are imported.
"""

import os

import django

BEGUN_BY = "OPENCAF_BENCH"

if os.environ.get(BEGUN_BY):
    django.setup()
