"""What the page "Clinic" says of epochs and reviews."""

import pytest

from rnnviz.ui.clinic import words


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((1, 1), "Epoch 2 wins 1 review and loses 1: validation accuracy does not change"),
        ((2_000, 1), "Epoch 2 wins 2,000 reviews and loses 1: validation accuracy rises to 87.5 %"),
        ((0, 1_000), "Epoch 2 wins 0 reviews and loses 1,000: validation accuracy falls to 87.5 %"),
        (None, "After epoch 2 the network is right on 87.5 % of 5,000 reviews"),
    ],
)
def test_a_title_says_where_the_accuracy_goes(change: tuple[int, int] | None, told: str) -> None:
    """Up, down or nowhere; the first epoch has none before it."""
    assert words.columns_title(2, 0.875, 5_000, change) == told


def test_a_title_tells_a_shift_of_all_verdicts() -> None:
    """Where centring explains much of what was lost, the title says what is left, and where the verdicts moved to."""
    assert words.columns_title(7, 0.77, 5_000, (656, 743), shifted=(427, -0.8)) == (
        "Epoch 7 wins 656 reviews and loses 743: validation accuracy falls to 77.0 %. Verdicts shifted "
        "towards negative; without that it would lose 427"
    )
    assert "towards positive" in words.columns_title(7, 0.77, 5_000, (656, 743), shifted=(427, 0.8))


def test_the_help_tells_what_was_ever_forgotten() -> None:
    """Reviews that were lost and learnt again are told, and nothing of them where none was lost."""
    assert "2,067 reviews were right and then wrong at some time so far; right again: 1,019" in words.columns_help(
        2_067, 1_019
    )
    assert "right again" not in words.columns_help(0, 0)


def test_a_run_with_braces_in_its_name_is_named_as_it_is() -> None:
    """The sentence on an epoch is filled twice, and the name is no place of it."""
    assert words.no_epoch("{came}").format(came="9", shown="2", known="1, 2") == (
        "{came} kept no weights of an epoch 9; 2 is shown."
    )


@pytest.mark.parametrize(
    ("right", "told"), [([], "never right"), ([3], "right after epoch 3"), ([1, 2, 4], "right after epochs 1, 2, 4")]
)
def test_dots_are_told(right: list[int], told: str) -> None:
    """Which epochs had the review right, for those who cannot see."""
    assert words.history_told(right) == told
