"""Changes to audit forms, rounds, scorings and feedback."""
