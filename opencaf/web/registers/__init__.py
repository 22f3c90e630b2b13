"""Old registers: chosen, tried, brought in, taken back, and what stood in them."""
