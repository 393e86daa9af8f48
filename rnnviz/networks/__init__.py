"""Networks: what they are made of (`NetworkSpec`, `StackSpec`) and, with weights, how they read (`Network`)."""

from rnnviz.networks.backward import LayerStateGradients, LogitGradients, logit_gradients
from rnnviz.networks.epoch_file import read_epoch_file
from rnnviz.networks.keras_file import open_archive, read_checkpoint, read_keras_file
from rnnviz.networks.keras_model import build_keras_model, build_stateless_model
from rnnviz.networks.keras_writer import OptimizerState, keras_file
from rnnviz.networks.layer import LayerSpec, LayerSummary, WeightSpec
from rnnviz.networks.network import LayerTrajectory, Network, sigmoid
from rnnviz.networks.numpy_file import read_array
from rnnviz.networks.optimizers import KERAS_RATES
from rnnviz.networks.protocol import Layer, LayerGradients, LayerPlan, layers_vjp
from rnnviz.networks.recurrent import RecurrentLayer, StackLayer
from rnnviz.networks.spec import NetworkSpec
from rnnviz.networks.stack import StackProblem, StackSpec
from rnnviz.networks.stack_text import read_stack, write_stack
from rnnviz.networks.stateless import (
    STATELESS_KINDS,
    Contributions,
    StatelessKind,
    StatelessNetwork,
    StatelessSpec,
    Window,
)
from rnnviz.networks.stateless_weights import stateless_network
from rnnviz.networks.untrained import LayerRun, StackRun, UntrainedStack, first_weights
from rnnviz.networks.weight_file import MOST_WEIGHT_BYTES
from rnnviz.networks.work import MOST_READING_BYTES, MOST_READING_SECONDS, Work, batch_multiplications, reading_work

__all__ = [
    "KERAS_RATES",
    "MOST_READING_BYTES",
    "MOST_READING_SECONDS",
    "MOST_WEIGHT_BYTES",
    "STATELESS_KINDS",
    "Contributions",
    "Layer",
    "LayerGradients",
    "LayerPlan",
    "LayerRun",
    "LayerSpec",
    "LayerStateGradients",
    "LayerSummary",
    "LayerTrajectory",
    "LogitGradients",
    "Network",
    "NetworkSpec",
    "OptimizerState",
    "RecurrentLayer",
    "StackLayer",
    "StackProblem",
    "StackRun",
    "StackSpec",
    "StatelessKind",
    "StatelessNetwork",
    "StatelessSpec",
    "UntrainedStack",
    "WeightSpec",
    "Window",
    "Work",
    "batch_multiplications",
    "build_keras_model",
    "build_stateless_model",
    "first_weights",
    "keras_file",
    "layers_vjp",
    "logit_gradients",
    "open_archive",
    "read_array",
    "read_checkpoint",
    "read_epoch_file",
    "read_keras_file",
    "read_stack",
    "reading_work",
    "sigmoid",
    "stateless_network",
    "write_stack",
]
