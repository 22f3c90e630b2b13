"""Registers of other systems: what was linked, and what somebody has to judge."""
