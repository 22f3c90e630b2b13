"""What happens in an authority's own affairs."""
