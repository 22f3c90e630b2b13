"""A large invented authority, made in sets by the owner: families, episodes at every stage.

Not the demonstration (which operations make and people look at): only sizes and shapes are true to
life, the words are the same everywhere.
"""
