"""The extract for research: children without names, days moved, nobody rarer than the authority allows."""
