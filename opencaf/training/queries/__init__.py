"""What pages and rulings read about training: a module a question."""
