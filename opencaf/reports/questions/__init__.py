"""The questions that reports answer: one module each, which defines its count."""
