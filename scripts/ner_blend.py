"""Average the weights of two versions of the name model, so that neither's strengths are lost.

    python scripts/ner_blend.py OLD NEW SHARE OUT

SHARE is the part of NEW, 0 to 1. It works where NEW was trained on from OLD, and gives a pipeline
without cards; `train_ner.py --report-only` writes them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from ner_card import LABELS
from ner_report import write_strings


def main() -> None:
    """Read two pipelines and write their average.

    Raises:
        ValueError: the two have other layers or labels.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("share", type=float)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    blended = spacy.load(args.new)
    pipes = [nlp.get_pipe("ner") for nlp in (spacy.load(args.old), blended)]
    layers = [list(pipe.model.walk()) for pipe in pipes]
    if pipes[0].move_names != pipes[1].move_names or len(layers[0]) != len(layers[1]):
        raise ValueError("the two models have other labels or layers")
    for old, new in zip(*layers, strict=True):
        for name in new.param_names:
            both = (1 - args.share) * old.get_param(name) + args.share * new.get_param(name)
            new.set_param(name, both)
    blended.to_disk(args.out, exclude=["vectors", "lookups"])
    write_strings(args.out, LABELS)


if __name__ == "__main__":
    main()
