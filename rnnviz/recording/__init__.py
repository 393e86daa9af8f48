"""Recording a network while it reads: states, gates and verdict after every word."""

from rnnviz.recording.encoding import MOST_CHARACTERS, Review
from rnnviz.recording.limits import check_reviews, check_work, reviews_at_once
from rnnviz.recording.record import record
from rnnviz.recording.recording import Kind, LayerRecording, Recording

__all__ = [
    "MOST_CHARACTERS",
    "Kind",
    "LayerRecording",
    "Recording",
    "Review",
    "check_reviews",
    "check_work",
    "record",
    "reviews_at_once",
]
