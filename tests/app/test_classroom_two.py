"""The classroom script of "Two networks" is clicked through, and says what the page says."""

import re

from rnnviz.runs import find_run
from tests.app.classroom import assert_said, screen, script
from tests.app.driving import visit
from tests.app.test_beside import views

SCRIPT = script("two-networks")


def test_the_script_says_what_the_page_says() -> None:
    """Every bold text of the script is on the page after the choices before it; a newcomer finds all parts."""
    app = visit("beside")
    assert set(views(app)) == {"parting", "rows", "likeness", "intervals", "lines"}
    assert len(views(app)["lines"]["panels"][0]["x"]) == 1 + len(find_run("imdb-lstm").kept_epochs)
    screens = [screen(app)] * 3
    for name, weights, count in (("imdb-gru", None, 8), ("imdb-simple-rnn", None, 1), ("imdb-lstm", "5", 4)):
        app.selectbox(key="be_b").set_value(name).run()
        if weights is not None:
            app.selectbox(key="be_b_at").set_value(weights).run()
        screens += [screen(app)] * count
    assert_said(SCRIPT, screens)
    labels = {label for key in ("be_b", "be_b_at") for label in app.selectbox(key=key).options}
    assert set(re.findall(r"\*([^*]+ %|epoch \d)\*", SCRIPT)) <= labels
