"""Did it need a state? A run beside networks without one that were trained on exactly its reviews."""

from typing import Any

import streamlit as st

from rnnviz.errors import RnnvizError
from rnnviz.explanation import ContrastRow, ContrastTable, Proportion, contrast_table
from rnnviz.runs import RUN, Run, contrast_specs
from rnnviz.ui.drawing.axes import round_range, ticks
from rnnviz.ui.drawing.colours import both_inks
from rnnviz.ui.frame.messages import plain, said, show_error
from rnnviz.ui.frame.session import run_labels
from rnnviz.ui.instruments.grammar import misleads
from rnnviz.ui.instruments.measuring import offer_measuring
from rnnviz.ui.instruments.views.intervals import (
    Estimate,
    IntervalsColumn,
    IntervalsPayload,
    IntervalsRow,
    intervals_view,
)
from rnnviz.ui.instruments.words import contrast_names
from rnnviz.ui.train import contrast_table_words as words
from rnnviz.ui.train.contrast_words import findings
from rnnviz.ui.train.follow import is_live
from rnnviz.ui.train.shown import find_shown

__all__ = ["show_contrasts"]


def show_contrasts(name: str) -> None:
    """Show whether a trained run needed its state, or let its visitor find out; nothing of one that is not trained."""
    job = find_shown(name)
    if is_live(job) or not (job.path / "run.json").is_file() or not job.run.model_file.is_file():
        return
    try:
        _ = job.run.record, job.run.history
    except RnnvizError:  # said above, where the run is followed
        return
    try:
        table = contrast_table(job.run)
        sources = {str(kind): spec.keras_source() for kind, spec in contrast_specs(job.run.record).items()}
    except RnnvizError as error:
        show_error(said(error))
        return
    st.subheader(words.title(), anchor=False)
    if table is None:
        offer_measuring(name, words.not_there(name), there=_is_there, work="contrast")
        return
    label = run_labels([name], short=True)[name]
    first, *more = findings(table, label)
    st.markdown(f"**{plain(first)}** {plain(' '.join(more))}")
    intervals_view(contrasts_payload(table, label), key="contrasts")
    _show_table(table, label)
    st.caption(plain(words.left_out(table)))
    with st.expander(words.built_title(), icon=":material/layers:"):
        for kind, explained in words.kinds_explained().items():
            st.markdown(plain(explained))
            if kind in sources:
                st.code(sources[kind], language="python", wrap_lines=True)
    misleads(words.misleads())


def _is_there(run: Run) -> bool:
    return contrast_table(run) is not None


# ---- the picture ----


def contrasts_payload(table: ContrastTable, run: str) -> IntervalsPayload:
    """Accuracy of the run and of all without a state, as written and with the words shuffled, the best on top."""
    ranked = sorted((table.run, *table.contrasts), key=lambda row: -row.accuracy.hits)
    rows: list[IntervalsRow] = [
        {
            "name": row.name,
            "label": called(row, run),
            "floor": row.name != RUN,
            "chosen": row.name == RUN,
            "values": [_estimate(row.accuracy), _estimate(row.shuffled)],
        }
        for row in ranked
    ]
    title = words.picture_title(table)
    ends = [end for row in rows for one in row["values"] for end in (one["low"], one["high"])]
    written, shuffled = words.picture_columns()
    return {
        "title": title,
        "help": words.picture_help(),
        "told": title,
        "columns": [_column("as_written", *written, ends), _column("shuffled", *shuffled, ends)],
        "rows": rows,
        "colours": both_inks(),
    }


def called(row: ContrastRow, run: str) -> str:
    """What a row is called."""
    return run if row.name == RUN else contrast_names()[row.name]


def _estimate(share: Proportion) -> Estimate:
    mean, (low, high) = share.share, share.interval  # whose end may be off by a rounding where all are right
    return {"mean": 100 * mean, "low": 100 * min(low, mean), "high": 100 * max(high, mean)}


def _column(name: str, title: str, better: str, ends: list[float]) -> IntervalsColumn:
    low, high = round_range(min(ends), max(ends))
    return {"name": name, "title": title, "better": better, "low": low, "high": high, "ticks": ticks(low, high)}


# ---- the table ----


def _show_table(table: ContrastTable, run: str) -> None:
    labels, helps = words.columns(), words.column_helps()
    formats = {"right": "%.1f", "shuffled": "%.1f", "parameters": "localized", "seconds": "%.1f"}
    st.dataframe(
        [table_row(row, run) for row in table.rows],
        hide_index=True,
        placeholder="–",
        column_config={
            name: st.column_config.NumberColumn(labels[name], format=formats[name], help=helps.get(name))
            if name in formats
            else st.column_config.Column(labels[name], help=helps.get(name))
            for name in labels
        },
    )


def table_row(row: ContrastRow, run: str) -> dict[str, Any]:
    """What stands in the columns for a network."""
    return {
        "network": called(row, run),
        "right": 100 * row.accuracy.share,
        "interval": words.interval(*row.accuracy.interval),
        "against": words.against(row),
        "seeds": words.seeds(row),
        "shuffled": 100 * row.shuffled.share,
        "order": words.reads_order(row),
        "parameters": row.parameters,
        "seconds": row.seconds,
        "epochs": row.epochs or None,
    }
