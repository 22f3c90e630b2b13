"""What coordinators do with registers: link them, judge what is doubtful, take a link away."""
