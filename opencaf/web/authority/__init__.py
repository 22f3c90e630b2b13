"""Pages of the administrator: agencies, people, accounts. Nothing of a case is shown here."""
