"""What the tests ask of the runs that ship: figures that change whenever these are trained anew."""

from rnnviz.runs import find_run

__all__ = ["held_out"]


def held_out(run: str) -> str:
    """Held-out accuracy of a shipped run as every page writes it."""
    return f"{100 * find_run(run).record.metrics['test_accuracy']:.1f} %"
