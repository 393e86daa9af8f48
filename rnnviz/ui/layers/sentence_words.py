"""The sentence above the drawing of "Keras layers": what goes through a stack."""

from rnnviz.networks import StackSpec
from rnnviz.ui.language import say, say_count

__all__ = ["what_goes_through"]


def what_goes_through(stack: StackSpec) -> str:
    """Tell what this stack does, in plain words."""
    if stack.problem is not None:
        return say(
            "Keras does not build this stack: layer {layer} reads one vector for every timestep, but layer {below} "
            "returns only its last one. Set return_sequences=True in layer {below}.",
            layer=stack.problem.layer + 1,
            below=stack.problem.layer,
        )
    told = [_last_layer(stack), _what_for(stack), _layers_below(stack), _dense(stack)]
    told.append(
        say(
            "In all there are {parameters:,} parameters, the numbers that training sets.",
            parameters=stack.parameter_count,
        )
    )
    return " ".join(sentence for sentence in told if sentence)


def _last_layer(stack: StackSpec) -> str:
    """What the last recurrent layer returns."""
    last = stack.recurrent[-1]
    counts = [row.parameter_count for row in stack.summary if row.keras_class not in {"Embedding", "Dense"}]
    told = (last.layer.output_features, counts[-1])
    if last.return_sequences:
        returns = _only_returns_a_sequence if len(stack.recurrent) == 1 else _last_returns_a_sequence
    elif stack.num_words is None:
        returns = _only_returns_once_a_sample if len(stack.recurrent) == 1 else _last_returns_once_a_sample
    else:
        returns = _only_returns_once_a_review if len(stack.recurrent) == 1 else _last_returns_once_a_review
    return returns(*told)


def _only_returns_a_sequence(features: int, parameters: int) -> str:
    return say_count(
        features,
        "The recurrent layer returns one vector of {count:,} number for every timestep; its {parameters:,} parameters "
        "are used again at every timestep, so they do not depend on the number of timesteps.",
        "The recurrent layer returns one vector of {count:,} numbers for every timestep; its {parameters:,} "
        "parameters are used again at every timestep, so they do not depend on the number of timesteps.",
        parameters=parameters,
    )


def _only_returns_once_a_review(features: int, parameters: int) -> str:
    return say_count(
        features,
        "The recurrent layer returns one vector of {count:,} number a review; its {parameters:,} parameters are used "
        "again at every timestep, so they do not depend on the number of timesteps.",
        "The recurrent layer returns one vector of {count:,} numbers a review; its {parameters:,} parameters are used "
        "again at every timestep, so they do not depend on the number of timesteps.",
        parameters=parameters,
    )


def _only_returns_once_a_sample(features: int, parameters: int) -> str:
    return say_count(
        features,
        "The recurrent layer returns one vector of {count:,} number a sample; its {parameters:,} parameters are used "
        "again at every timestep, so they do not depend on the number of timesteps.",
        "The recurrent layer returns one vector of {count:,} numbers a sample; its {parameters:,} parameters are used "
        "again at every timestep, so they do not depend on the number of timesteps.",
        parameters=parameters,
    )


def _last_returns_a_sequence(features: int, parameters: int) -> str:
    return say_count(
        features,
        "The last layer returns one vector of {count:,} number for every timestep; its {parameters:,} parameters are "
        "used again at every timestep, so they do not depend on the number of timesteps.",
        "The last layer returns one vector of {count:,} numbers for every timestep; its {parameters:,} parameters are "
        "used again at every timestep, so they do not depend on the number of timesteps.",
        parameters=parameters,
    )


def _last_returns_once_a_review(features: int, parameters: int) -> str:
    return say_count(
        features,
        "The last layer returns one vector of {count:,} number a review; its {parameters:,} parameters are used again "
        "at every timestep, so they do not depend on the number of timesteps.",
        "The last layer returns one vector of {count:,} numbers a review; its {parameters:,} parameters are used "
        "again at every timestep, so they do not depend on the number of timesteps.",
        parameters=parameters,
    )


def _last_returns_once_a_sample(features: int, parameters: int) -> str:
    return say_count(
        features,
        "The last layer returns one vector of {count:,} number a sample; its {parameters:,} parameters are used again "
        "at every timestep, so they do not depend on the number of timesteps.",
        "The last layer returns one vector of {count:,} numbers a sample; its {parameters:,} parameters are used "
        "again at every timestep, so they do not depend on the number of timesteps.",
        parameters=parameters,
    )


def _layers_below(stack: StackSpec) -> str:
    below = len(stack.recurrent) - 1
    if not below:
        return ""
    if below == 1:
        return say("Layer 1 returns its whole sequence, because the layer above reads a vector for every timestep.")
    return say(
        "Layers 1 to {below} return their whole sequence, because the layer above reads a vector for every timestep.",
        below=below,
    )


def _what_for(stack: StackSpec) -> str:
    """What the last recurrent layer's output is good for, where nothing reads it yet."""
    if stack.readout_units is not None:
        return ""
    if stack.recurrent[-1].return_sequences:
        return say("A recurrent layer on top would read just that: one vector for every timestep.")
    return say(
        "What it computed at the earlier timesteps is not returned: a verdict needs one vector, a recurrent layer on "
        "top would need them all."
    )


def _dense(stack: StackSpec) -> str:
    units = stack.readout_units
    if units is None:
        return ""
    told = {"units": units, "parameters": stack.summary[-1].parameter_count}
    if not stack.recurrent[-1].return_sequences:
        if units == 1:
            return say(
                "The Dense layer makes one number between 0 and 1 of it, with {parameters:,} parameters.", **told
            )
        return say("The Dense layer makes {units:,} shares of 1 of it, with {parameters:,} parameters.", **told)
    if units == 1:
        return say(
            "The Dense layer makes one number between 0 and 1 of each of them, with {parameters:,} parameters.", **told
        )
    return say("The Dense layer makes {units:,} shares of 1 of each of them, with {parameters:,} parameters.", **told)
