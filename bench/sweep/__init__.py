"""A sweep for canaries: every record has words of its own, and somebody of every role looks everywhere."""
