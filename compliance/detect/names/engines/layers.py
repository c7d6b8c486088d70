"""The layers of a spaCy name model, faster and with sums that never depend on other texts.

Two things are changed in a loaded pipeline, both without changing what it computes:

- Matrix products. BLIS sums each row of a product in the same order whatever rows stand beside it,
  so short texts are read in batches with it. OpenBLAS and Accelerate are about three times faster,
  but their sums depend on the shape of the whole product; a long text is read alone with them, so
  that the shape is that text's own.
- The vector of a word form depends on the form alone, so it is computed once for each form.

Basis: Goto and van de Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), on why the
order of a sum depends on where a row falls.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController

ALONE = 100
"""Tokens from which a text is read alone: below, calls cost more than products."""
_MOST_FORMS = 60_000
"""Word forms that are kept; 96 numbers of 4 bytes each make that about 25 MB."""
_OF_THE_FORM = frozenset({"LOWER", "NORM", "ORTH", "PREFIX", "SHAPE", "SUFFIX"})


class RowwiseOps(NumpyOps):  # type: ignore[misc]
    """Operations in which a row of a product never depends on the rows of other texts."""

    def __init__(self) -> None:
        super().__init__(use_blis=True)
        self._alone = False
        self._threads = ThreadpoolController()

    @contextmanager
    def one_text(self) -> Iterator[None]:
        """Multiply with the library of numpy while one text is read alone.

        On one thread: how a product is divided among threads would change its sums, too.
        """
        with self._threads.limit(limits=1, user_api="blas"):
            self._alone = True
            try:
                yield
            finally:
                self._alone = False

    def gemm(
        self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False
    ) -> Any:
        """Return the product of two matrices, float32, either of them transposed on request."""
        if not self._alone:
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        left = x.T if trans1 else x
        right = y.T if trans2 else y
        return np.matmul(left, right, out=out) if out is not None else left @ right


def prepare_layers(pipe: Any) -> RowwiseOps | None:
    """Give the layers of a pipe their operations and remember the vectors of word forms.

    Args:
        pipe: a component of a pipeline with a thinc model, changed in place.

    Returns:
        The operations of the encoding layers, to be switched for long texts; None when the model
        has other parts than those known here, and everything is multiplied with BLIS.
    """
    blis, ops = NumpyOps(use_blis=True), RowwiseOps()
    for node in pipe.model.walk():
        node.ops = blis
    if not pipe.model.has_ref("tok2vec"):
        return None
    for node in pipe.model.get_ref("tok2vec").walk():
        if node.has_ref("embed") and node.has_ref("encode"):
            embed, encode = node.get_ref("embed"), node.get_ref("encode")
            if not _depends_on_forms_only(embed):
                return None
            for part in encode.walk():
                part.ops = ops
            pipe.model.replace_node(embed, _remembering(embed))
            return ops
    return None


def _depends_on_forms_only(embed: Any) -> bool:
    first = embed.layers[0] if embed.layers else None
    return (
        first is not None
        and first.name == "extract_features"
        and set(first.attrs["columns"]) <= _OF_THE_FORM
        and not any("static_vectors" in node.name for node in embed.walk())
    )


def _remembering(embed: Any) -> Any:
    """Return a layer like `embed` that computes the vector of a word form once."""
    columns = list(embed.layers[0].attrs["columns"])
    rest = embed.layers[1:]
    rows: dict[bytes, int] = {}
    # Memory that is never written to is never taken.
    table = np.zeros((_MOST_FORMS, embed.get_dim("nO")), dtype="f")

    def vectors(features: Any) -> Any:
        """Return the vectors of rows of features: (forms, columns) → (forms, width)."""
        value: Any = [features]
        for layer in rest:
            value = layer.predict(value)
        return value[0]

    def forward(_model: Any, docs: Any, is_train: bool) -> Any:
        width = 8 * len(columns)
        found = []
        for doc in docs:
            features = np.ascontiguousarray(doc.to_array(columns).reshape(len(doc), -1))
            raw = features.tobytes()
            keys = [raw[at : at + width] for at in range(0, len(raw), width)]
            new = {key: at for at, key in enumerate(keys) if key not in rows}
            if len(rows) + len(new) > _MOST_FORMS:
                rows.clear()
                new = {key: at for at, key in enumerate(keys)}
            if len(new) > _MOST_FORMS:
                found.append(vectors(features))
                continue
            if new:
                first = len(rows)
                table[first : first + len(new)] = vectors(features[list(new.values())])
                rows.update(zip(new, range(first, first + len(new)), strict=True))
            found.append(table[[rows[key] for key in keys]])
        return found, _no_gradient

    return Model("forms", forward, dims={"nO": embed.get_dim("nO")}, ops=embed.ops)


def _no_gradient(_: Any) -> Any:
    raise TypeError("a name engine only reads; it is not trained here")
