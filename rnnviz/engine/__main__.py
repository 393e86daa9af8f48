"""``python -m rnnviz.engine``: compile the engine ahead, as `make` does when it makes the environment."""

import sys

from rnnviz.engine import can_load


def main() -> None:
    """Compile, or say why not."""
    if can_load():
        from rnnviz.engine.preparing import prepare

        prepare()
    else:
        sys.stdout.write("numba cannot be loaded, so Keras trains every network: pip install numba\n")


if __name__ == "__main__":
    main()
