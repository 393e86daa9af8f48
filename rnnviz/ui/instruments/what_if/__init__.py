"""What if: the review edited, its words in other orders, and what this network makes of negation and order."""
