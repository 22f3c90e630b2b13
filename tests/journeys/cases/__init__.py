"""The four worked cases, entered through the pages step by step."""
