"""What happens to what is known of people."""
