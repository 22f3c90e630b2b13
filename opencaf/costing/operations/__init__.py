"""What people do with an authority's costing data."""
