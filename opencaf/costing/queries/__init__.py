"""Reads of costing: an authority's catalogue, rates, times, and the inputs of the engine made from them."""
