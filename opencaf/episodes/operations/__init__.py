"""What happens in an episode: one operation a step, each with its permission, rule, rows and trail."""
