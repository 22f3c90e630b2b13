"""The package in which a case moves to another authority: parts, lock and receipt (docs/transfer.md)."""
