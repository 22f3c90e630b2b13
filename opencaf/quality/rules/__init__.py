"""What is looked for in the records: one described rule each, read in one statement (docs/adr/0045)."""
