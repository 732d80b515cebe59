"""Ways to reach a user who looks elsewhere. None of them waits, fails loudly, or writes into the picture."""
