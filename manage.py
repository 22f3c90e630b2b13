#!/usr/bin/env python
"""Run Django's commands for OpenCAF."""

import os
import sys

from django.core.management import execute_from_command_line

from opencaf.core.room import with_room

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opencaf.config.settings")
    with_room(execute_from_command_line)(sys.argv)
