"""Sixteen float32 numbers at once: a type for numba that becomes one register, or several where they are short.

Plain loops are left to the compiler's own judgement, which keeps no block of a matrix product in registers. Inside a
compiled function a vector is loaded, computed with by ``+ - * /``, and stored; a place is counted in numbers from the
beginning of an array, which has to be contiguous.
"""

import operator
from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.core.errors import TypingError
from numba.core.typing.templates import AbstractTemplate, infer_global, signature
from numba.extending import intrinsic as numbas_intrinsic
from numba.extending import lower_builtin, models, register_model

__all__ = ["WIDTH", "clamp", "load", "multiply_add", "nearest_half", "root", "spread", "spread_at", "store"]

WIDTH = 16
"""Numbers in a vector."""


class _VectorType(types.Type):
    def __init__(self) -> None:
        super().__init__(name="Vector16")


_VECTOR = _VectorType()
_IR = ir.VectorType(ir.FloatType(), WIDTH)


@register_model(_VectorType)
class _VectorModel(models.PrimitiveModel):
    def __init__(self, manager: Any, kind: Any) -> None:
        super().__init__(manager, kind, _IR)


class _OfTwoVectors(AbstractTemplate):
    def generic(self, arguments: Any, _keywords: Any) -> Any:
        return signature(_VECTOR, *arguments) if arguments == (_VECTOR, _VECTOR) else None


def _operator(function: Any, instruction: str) -> None:
    infer_global(function)(type(f"_{instruction}", (_OfTwoVectors,), {}))

    @lower_builtin(function, _VectorType, _VectorType)
    def lower(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return getattr(builder, instruction)(*arguments)


for _function, _instruction in (
    (operator.add, "fadd"),
    (operator.sub, "fsub"),
    (operator.mul, "fmul"),
    (operator.truediv, "fdiv"),
):
    _operator(_function, _instruction)


def _pointer(context: Any, builder: Any, kind: Any, array: Any, place: Any, to: Any) -> Any:
    if kind.layout != "C" or kind.dtype != types.float32:
        raise TypingError(f"A vector lies in a contiguous array of float32, not in {kind}.")
    data = cgutils.create_struct_proxy(kind)(context, builder, array).data
    return builder.bitcast(builder.gep(data, [place]), to.as_pointer())


def _spread(builder: Any, number: Any) -> Any:
    one = builder.insert_element(ir.Constant(_IR, ir.Undefined), number, ir.Constant(ir.IntType(32), 0))
    zeros = ir.Constant(ir.VectorType(ir.IntType(32), WIDTH), [0] * WIDTH)
    return builder.shuffle_vector(one, ir.Constant(_IR, ir.Undefined), zeros)


def _call(builder: Any, name: str, arguments: Any) -> Any:
    """Call a function of LLVM's own, of vectors."""
    kind = ir.FunctionType(_IR, [_IR] * len(arguments))
    return builder.call(cgutils.get_or_insert_function(builder.module, kind, f"llvm.{name}.v{WIDTH}f32"), arguments)


def intrinsic(function: Callable[..., Any]) -> Any:
    """What numba makes of a function that says its types and writes its instructions; nobody calls it outside."""
    return numbas_intrinsic(function)


@intrinsic
def load(_typing: Any, array: Any, place: Any) -> Any:
    """Vector that begins at a place of an array."""

    def generate(context: Any, builder: Any, made: Any, arguments: Any) -> Any:
        array_, place_ = arguments
        found = builder.load(_pointer(context, builder, made.args[0], array_, place_, _IR))
        found.align = 4
        return found

    return _VECTOR(array, types.intp), generate


@intrinsic
def store(_typing: Any, array: Any, place: Any, vector: Any) -> Any:
    """Write a vector into an array."""

    def generate(context: Any, builder: Any, made: Any, arguments: Any) -> Any:
        array_, place_, vector_ = arguments
        builder.store(vector_, _pointer(context, builder, made.args[0], array_, place_, _IR)).align = 4
        return context.get_dummy_value()

    return types.none(array, types.intp, _VECTOR), generate


@intrinsic
def spread(_typing: Any, number: Any) -> Any:
    """Vector of one number."""

    def generate(_context: Any, builder: Any, _made: Any, arguments: Any) -> Any:
        return _spread(builder, arguments[0])

    return _VECTOR(types.float32), generate


@intrinsic
def spread_at(_typing: Any, array: Any, place: Any) -> Any:
    """Vector of the one number that stands at a place of an array."""

    def generate(context: Any, builder: Any, made: Any, arguments: Any) -> Any:
        array_, place_ = arguments
        number = builder.load(_pointer(context, builder, made.args[0], array_, place_, ir.FloatType()))
        return _spread(builder, number)

    return _VECTOR(array, types.intp), generate


@intrinsic
def multiply_add(_typing: Any, left: Any, right: Any, added: Any) -> Any:
    """Sum of left · right and what is added, rounded once."""

    def generate(_context: Any, builder: Any, _made: Any, arguments: Any) -> Any:
        return _call(builder, "fma", arguments)

    return _VECTOR(_VECTOR, _VECTOR, _VECTOR), generate


@intrinsic
def root(_typing: Any, vector: Any) -> Any:
    """Square roots."""

    def generate(_context: Any, builder: Any, _made: Any, arguments: Any) -> Any:
        return _call(builder, "sqrt", arguments)

    return _VECTOR(_VECTOR), generate


@intrinsic
def clamp(_typing: Any, vector: Any, limit: Any) -> Any:
    """Each number, or ±limit where it is beyond; nan stays nan."""

    def generate(_context: Any, builder: Any, _made: Any, arguments: Any) -> Any:
        vector_, limit_ = arguments
        least = builder.fneg(limit_)
        below = builder.select(builder.fcmp_ordered("<", vector_, least), least, vector_)
        return builder.select(builder.fcmp_ordered(">", below, limit_), limit_, below)

    return _VECTOR(_VECTOR, _VECTOR), generate


@intrinsic
def nearest_half(_typing: Any, vector: Any) -> Any:
    """Each number rounded to the nearest float16, ties to even, in integers, as every processor has them."""

    def generate(_context: Any, builder: Any, _made: Any, arguments: Any) -> Any:
        kind = ir.VectorType(ir.IntType(32), WIDTH)

        def every(number: int) -> Any:
            return ir.Constant(kind, [number] * WIDTH)

        (vector_,) = arguments
        bits = builder.bitcast(vector_, kind)
        size = builder.and_(bits, every(0x7FFFFFFF))
        odd = builder.and_(builder.lshr(size, every(13)), every(1))
        rounded = builder.and_(builder.add(builder.add(size, every(0xFFF)), odd), every(0xFFFFE000))
        infinite = every(0x7F800000)
        finite = builder.select(builder.icmp_unsigned("<", rounded, every(0x47800000)), rounded, infinite)  # 2¹⁶
        normal = builder.bitcast(builder.or_(finite, builder.and_(bits, every(0x80000000))), _IR)
        shift = ir.Constant(_IR, [0.75] * WIDTH)  # whose last bit is 2⁻²⁴, as that of the smallest float16
        small = builder.fsub(builder.fadd(vector_, shift), shift)
        return builder.select(builder.icmp_unsigned("<", size, every(0x38800000)), small, normal)  # 2⁻¹⁴

    return _VECTOR(_VECTOR), generate
