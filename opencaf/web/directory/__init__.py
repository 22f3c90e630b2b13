"""The directory of services: found, kept, brought in and given away; and the needs that no service meets."""
