"""Two exact tests of counts; scipy.stats has both, and takes a second to import."""

from math import comb

__all__ = ["fisher_exact", "mcnemar_exact"]


def mcnemar_exact(first_alone: int, second_alone: int) -> float:
    """Chance that n fair coins fall at least as unevenly as these two counts; 1 of none.

    References
    ----------
    McNemar (1947), Note on the sampling error of the difference between correlated proportions or percentages.
    """
    from scipy.special import bdtr

    return min(1.0, 2 * float(bdtr(min(first_alone, second_alone), first_alone + second_alone, 0.5)))


def fisher_exact(hits: int, n: int, other_hits: int, other_n: int) -> float:
    """Chance that hits dealt out among both groups by lot fall in a way that is no likelier than this; two-sided.

    Parameters
    ----------
    hits, n
        Hits of the first group, and how many it has.
    other_hits, other_n
        The same of the second.

    References
    ----------
    Fisher (1935), The logic of inductive inference.
    """
    whole = hits + other_hits
    ways = [
        comb(n, count) * comb(other_n, whole - count) for count in range(max(0, whole - other_n), min(n, whole) + 1)
    ]
    found = comb(n, hits) * comb(other_n, other_hits)
    return sum(way for way in ways if way <= found) / sum(ways)
