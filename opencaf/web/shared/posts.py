"""What a session remembers about the posts of whoever is signed in."""

SEVERAL_POSTS = "several_posts"
