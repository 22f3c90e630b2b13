"""Registers of other systems and their links with children."""

from opencaf.linkage.models.links import LINKED, WORDS, LinkState, Register, RegisterLink

__all__ = ["LINKED", "WORDS", "LinkState", "Register", "RegisterLink"]
