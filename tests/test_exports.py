"""Public names are sorted, and every one of them can be had."""

import pkgutil
from importlib import import_module

import pytest

import rnnviz

PACKAGES = sorted(module.name for module in pkgutil.iter_modules(rnnviz.__path__, "rnnviz.") if module.ispkg)
MODULES = sorted(
    module.name
    for package in PACKAGES
    for module in pkgutil.walk_packages(import_module(package).__path__, f"{package}.")
    if not package.startswith("rnnviz.ui")
)


def test_the_packages_names_are_sorted_and_importable() -> None:
    """`rnnviz.__all__` is sorted, each name is an attribute, and `dir` lists exactly these."""
    assert rnnviz.__all__ == sorted(rnnviz.__all__)
    assert [name for name in rnnviz.__all__ if getattr(rnnviz, name, None) is None] == []
    assert dir(rnnviz) == rnnviz.__all__
    assert {name for names in rnnviz._HOMES.values() for name in names} == set(rnnviz.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    """The lazy import says which name the package lacks, as Python does."""
    with pytest.raises(AttributeError, match="module 'rnnviz' has no attribute 'colour'"):
        _ = rnnviz.colour


@pytest.mark.parametrize("module", [*PACKAGES, *MODULES, "rnnviz.errors", "rnnviz.palette", "rnnviz.shapes"])
def test_names_of_every_module_are_sorted_and_importable(module: str) -> None:
    """An `__all__` is sorted, constants first, without doubles, and each of its names is there."""
    imported = import_module(module)
    names = getattr(imported, "__all__", [])
    assert len(names) == len(set(names))
    assert [name for name in names if not hasattr(imported, name)] == []
    assert list(names) in (sorted(names), sorted(names, key=lambda name: (not name.isupper(), name)))


@pytest.mark.parametrize("package", [name for name in PACKAGES if not name.startswith("rnnviz.ui")])
def test_every_sub_package_says_what_it_offers(package: str) -> None:
    """Each package has a docstring and an `__all__` that is not empty."""
    imported = import_module(package)
    assert imported.__doc__
    assert imported.__all__


def test_the_errors_are_one_tree() -> None:
    """Every error is a RnnvizError, and those of bad values and missing files are Python's own kinds too."""
    from rnnviz import errors

    for name in errors.__all__:
        assert issubclass(getattr(errors, name), errors.RnnvizError)
        assert name in (errors.__doc__ or "")
    assert issubclass(errors.ConfigurationError, ValueError)
    assert issubclass(errors.DataError, ValueError)
    assert issubclass(errors.ModelNotFoundError, FileNotFoundError)
