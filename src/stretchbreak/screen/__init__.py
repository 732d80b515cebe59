"""What is seen: each picture is a function of a view; one canvas sends only what changed of it."""
