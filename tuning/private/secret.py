"""Chance that nobody can repeat: for the noise, and for who takes part in a step.

Who knew the state of the generator could subtract the noise, so the project's seed must not be
behind it. PyTorch's own generator on the CPU takes 32 bits of a seed, which can be tried out; here
256 bits of the operating system's entropy key a cipher, whose stream is drawn from.
"""

from __future__ import annotations

import math
import os

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from numpy.typing import NDArray

_SUMMED = 4


class Secret:
    """A stream of random numbers, AES-256 in counter mode."""

    def __init__(self, key: bytes | None = None) -> None:
        """Begin.

        Args:
            key: 32 bytes. Only tests give one; None takes the entropy of the operating system.
        """
        cipher = Cipher(algorithms.AES256(key or os.urandom(32)), modes.CTR(bytes(16)))
        self._stream = cipher.encryptor()

    def chosen(self, count: int, rate: float) -> list[int]:
        """Return which of `count` take part, in order, each on its own with probability `rate`."""
        return [int(i) for i in np.flatnonzero(self._uniform(count) <= rate)]

    def normal(self, count: int) -> NDArray[np.float64]:
        """Return standard normal numbers.

        Each is a sum of four divided by two, so that the gaps between the floating-point numbers
        that one draw can give say next to nothing about what it was added to.

        Basis: Box & Muller 1958; Holohan & Braghin 2021, arXiv:2107.10138.
        """
        half = -(-count // 2)
        total = np.zeros(2 * half)
        for _ in range(_SUMMED):
            radius = np.sqrt(-2 * np.log(self._uniform(half)))
            angle = 2 * np.pi * self._uniform(half)
            total[:half] += radius * np.cos(angle)
            total[half:] += radius * np.sin(angle)
        numbers: NDArray[np.float64] = total[:count] / math.sqrt(_SUMMED)
        return numbers

    def _uniform(self, count: int) -> NDArray[np.float64]:
        """Return numbers in (0, 1], multiples of 2 ** -53."""
        words = np.frombuffer(self._stream.update(bytes(8 * count)), dtype=np.uint64)
        whole = (words >> np.uint64(11)) + np.uint64(1)
        numbers: NDArray[np.float64] = whole.astype(np.float64) * 2.0**-53
        return numbers
