"""The impure shell: one room for each piece of the world."""
