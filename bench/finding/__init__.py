"""Finding a child, judged: people as a country has them, mistakes as people make them, and who is found."""
