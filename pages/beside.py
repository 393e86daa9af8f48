"""Two networks: do they see the same reviews alike, and where do their verdicts part?"""

import streamlit as st

from rnnviz.ui.beside.choose import choose_networks
from rnnviz.ui.beside.show import read_with_both, show_epochs, show_states, show_verdicts

warnings = st.container()
with st.container(horizontal=True, vertical_alignment="bottom", key="strip_beside"):
    chosen = choose_networks(warnings)
pair = read_with_both(chosen)
show_verdicts(chosen, pair, warnings)
show_states(chosen)
show_epochs(chosen)
