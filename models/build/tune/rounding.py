"""Rounding of a matrix to 4-bit blocks, in numpy or JAX alike: what is trained is what is shipped."""

BLOCK = 32


def scales_of(blocks, xp):
    """The fp16 scale of each block, as the file holds it: the value of largest size becomes -8."""
    at = xp.argmax(xp.abs(blocks), axis=-1)[..., None]
    scales = (xp.take_along_axis(blocks, at, axis=-1) / -8).astype(xp.float16)
    return xp.where(scales == 0, xp.float16(1), scales)


def rounded(matrix, xp):
    """Integers -8..7 as blocks [rows, n, BLOCK], and their scales [rows, n, 1]."""
    blocks = matrix.reshape(matrix.shape[0], -1, BLOCK)
    scales = scales_of(blocks, xp)
    values = xp.clip(xp.round(blocks / scales.astype(xp.float32)), -8, 7)
    return values, scales
