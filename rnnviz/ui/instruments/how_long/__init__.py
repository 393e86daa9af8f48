"""How long: for how many words each word of a review is kept, measured, and what gradient and spectrum say of it."""
