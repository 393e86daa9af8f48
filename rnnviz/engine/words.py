"""The words of a batch as the first layer reads them: in a table of x·W + b, or, where inputs are dropped, each use."""

import numpy as np

from rnnviz.engine.blocks import Block
from rnnviz.engine.steps import add_squares_to_rows, add_to_rows
from rnnviz.shapes import Floats

__all__ = ["Words"]


class Words:
    """Vectors of the words of a batch.

    Parameters
    ----------
    vectors
        One for each row of the batch's table.
    dropped
        Whether parts of them are dropped, other ones in each review: then no product with them can be shared.
    """

    def __init__(self, vectors: Floats, *, dropped: bool) -> None:
        self.vectors, self.dropped = vectors, dropped
        each = vectors if dropped else vectors[:0]
        self.gradients = np.zeros_like(each), np.zeros_like(each)

    @property
    def of_table(self) -> Floats | None:
        """What a table is made of; None without one."""
        return None if self.dropped else self.vectors

    def read(self, block: Block) -> Floats | None:
        """Vectors that a block reads, (steps, 8, width); None where they are looked up in the table."""
        return self.vectors[block.places] if self.dropped else None

    def add(self, block: Block, cotangents: Floats | None) -> None:
        """Add what a block says of vectors that were dropped from, and the squares of each use of a word."""
        if self.dropped and cotangents is not None:
            gradients, squares = self.gradients
            add_to_rows(cotangents, block.places, gradients)
            add_squares_to_rows(cotangents, block.places, squares)
