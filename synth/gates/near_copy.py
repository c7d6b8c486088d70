"""Near copy: a child carries no long run of text over from a record that is not its parent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compliance.dataset.record import Record
from synth.gates.base import ACCEPT, Context, Verdict, changed_texts
from synth.sentences import Library, split
from synth.text import collapsed


class NearCopy:
    """Looks for runs shared with other records that the child did not get from its own parent.

    Every record is indexed by blocks of half a run, one every half run, so any shared run of full
    length holds at least one whole block: one look-up per position finds it, and no two records
    are compared as a whole. Case, spaces and slot numbers do not count. Sentences that stand in
    enough groups are nobody's own and are left out.
    """

    name = "near_copy"

    def __init__(self, records: Sequence[Record], library: Library, *, run: int) -> None:
        """Index the records.

        Args:
            records: all training records.
            library: knows the well-supported sentences.
            run: characters from which on a shared run counts.
        """
        self._library = library
        self._run = run
        self._block = run // 2
        self._texts: list[str] = []
        self._index: dict[str, list[tuple[int, int]]] = {}
        self._around: dict[str, frozenset[str]] = {}
        for record in records:
            for field in record.fields():
                self._add(collapsed(field.text))

    def check(self, child: Record, parent: Record, context: Context) -> Verdict:
        """Return `verbatim_run` (reject) when a run of another record came in."""
        own = "\n".join(collapsed(field.text) for field in parent.fields())
        for text in changed_texts(child, parent).values():
            for segment in self._segments(text):
                if self._foreign_run(segment, own):
                    return Verdict("reject", "verbatim_run")
        return ACCEPT

    def remember(self, child: Record, parent: Record) -> None:
        """Nothing to remember: siblings are the duplicates gate's and the budget's matter."""

    def _add(self, text: str) -> None:
        number = len(self._texts)
        self._texts.append(text)
        step = self._run - self._block + 1
        for start in range(0, len(text) - self._block + 1, step):
            block = text[start : start + self._block]
            self._index.setdefault(block, []).append((number, start))

    def _segments(self, text: str) -> Iterator[str]:
        """Yield what is left between the well-supported sentences, as long as a run."""
        run: list[str] = []
        for sentence in split(text):
            if self._library.supported(sentence.text):
                yield from self._long(run)
                run = []
            else:
                run.append(collapsed(sentence.text))
        yield from self._long(run)

    def _long(self, run: list[str]) -> Iterator[str]:
        text = " ".join(run)
        if len(text) >= self._run:
            yield text

    def _foreign_run(self, segment: str, own: str) -> bool:
        hits = [
            segment[at : at + self._block]
            if segment[at : at + self._block] in self._index
            else None
            for at in range(len(segment) - self._block + 1)
        ]
        for at in range(len(segment) - self._run + 1):
            inside = {hit for hit in hits[at : at + self._run - self._block + 1] if hit is not None}
            if not inside:
                continue
            window = segment[at : at + self._run]
            if window not in own and any(window in self._runs(block) for block in inside):
                return True
        return False

    def _runs(self, block: str) -> frozenset[str]:
        """Return every run of full length around an indexed block, over all records."""
        if block not in self._around:
            self._around[block] = frozenset(
                self._texts[number][begin : begin + self._run]
                for number, start in self._index[block]
                for begin in range(max(0, start + self._block - self._run), start + 1)
                if begin + self._run <= len(self._texts[number])
            )
        return self._around[block]
