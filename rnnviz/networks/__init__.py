"""Networks: what they are made of (`NetworkSpec`) and, with weights, how they read (`Network`)."""

from rnnviz.networks.keras_file import read_keras_file
from rnnviz.networks.keras_model import build_keras_model
from rnnviz.networks.network import LayerTrajectory, Network, RecurrentLayer, sigmoid
from rnnviz.networks.spec import LayerSpec, LayerSummary, NetworkSpec

__all__ = [
    "LayerSpec",
    "LayerSummary",
    "LayerTrajectory",
    "Network",
    "NetworkSpec",
    "RecurrentLayer",
    "build_keras_model",
    "read_keras_file",
    "sigmoid",
]
