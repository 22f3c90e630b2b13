"""What is done with the directory: services kept by hand, their waiting times, and feeds brought in."""
