"""Small models that really find names, made in a few seconds for the tests of the engines."""

from __future__ import annotations

import json
import random
from pathlib import Path

GIVEN = ("Claudia", "Giulia", "Marko", "Ondine", "Tarik", "Wanda")
FAMILY = ("Beckmann", "Rossini", "Vidmar", "Delorme", "Yildirim", "Kowal")
TOWNS = ("Hamburg", "Torino", "Maribor", "Lyon", "Izmir", "Gdansk")
OTHERS = "ieri gestern ha hat chiamato angerufen il das pacco Paket non ist arrivato da aus".split()
CONTEXT = 64
"""Tokens that the tiny models read at once, their marks included."""


def token_classifier(folder: Path, *, labels: tuple[str, ...] = ("PER", "LOC")) -> Path:
    """Train a two-layer BERT that tags persons and towns, and save it as safetensors."""
    import torch
    from transformers import BertConfig, BertForTokenClassification

    tokenizer = save_tokenizer(folder)
    # On a busy machine two threads of torch wait for each other far longer than they work.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    names = ["O", *(f"{mark}-{label}" for label in labels for mark in "BI")]
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=CONTEXT,
        id2label=dict(enumerate(names)),
        label2id={name: number for number, name in enumerate(names)},
    )
    model = BertForTokenClassification(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3)
    draw = random.Random(0)
    for _ in range(70):
        words, tags = zip(*(_sentence(draw) for _ in range(16)), strict=True)
        batch = tokenizer(list(words), is_split_into_words=True, padding=True, return_tensors="pt")
        wanted = torch.tensor(
            [
                [-100 if word is None else tags[row][word] for word in batch.word_ids(row)]
                for row in range(len(words))
            ]
        )
        loss = model(**batch, labels=wanted).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    model.save_pretrained(folder)
    torch.set_num_threads(threads)
    return folder


def gliner_folder(folder: Path) -> Path:
    """Train a small GLiNER that finds persons and places; needs the package `gliner`."""
    import torch
    from gliner import GLiNER
    from transformers import BertConfig

    backbone = folder.parent / f"{folder.name}-backbone"
    backbone.mkdir()
    tokenizer = save_tokenizer(backbone)
    BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=CONTEXT,
    ).save_pretrained(backbone)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    config = {
        "model_name": str(backbone), "name": "tiny", "hidden_size": 32, "max_width": 4,
        "max_len": 40, "max_types": 5, "dropout": 0.0, "span_mode": "markerV0", "fine_tune": True,
        "vocab_size": -1, "subtoken_pooling": "first", "words_splitter_type": "whitespace",
        "has_rnn": False, "max_neg_type_ratio": 1, "class_token_index": -1,
        "model_type": "gliner_uni_encoder_span",
    }  # fmt: skip
    gliner = GLiNER.from_config(config, backbone_from_pretrained=False)
    collate = gliner.data_collator_class(
        gliner.config, data_processor=gliner.data_processor, prepare_labels=True
    )
    optimizer = torch.optim.AdamW(gliner.model.parameters(), lr=3e-3)
    gliner.model.train()
    draw = random.Random(0)
    for _ in range(150):
        batch = collate([_gliner_item(draw) for _ in range(16)])
        tensors = {key: value for key, value in batch.items() if hasattr(value, "shape")}
        gliner.model(**tensors).loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    gliner.model.eval()
    folder.mkdir(exist_ok=True)
    gliner.save_pretrained(str(folder), safe_serialization=True)
    torch.set_num_threads(threads)
    return folder


def _gliner_item(draw: random.Random) -> dict[str, object]:
    """Return a sentence as GLiNER learns from it: words, and spans with both ends included."""
    words, tags = _sentence(draw)
    spans = []
    for at, tag in enumerate(tags):
        if tag in (1, 3):
            end = at
            while end + 1 < len(tags) and tags[end + 1] == tag + 1:
                end += 1
            spans.append([at, end, "person" if tag == 1 else "location"])
    return {"tokenized_text": list(words), "ner": spans}


def save_tokenizer(folder: Path):  # type: ignore[no-untyped-def]
    """Save a word-piece tokenizer that knows the words above whole and all others by letters."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    letters = [chr(code) for code in range(33, 127)]
    known = [*marks, *letters, *(f"##{letter}" for letter in letters)]
    known += [word for word in (*OTHERS, *GIVEN, *TOWNS) if word not in known]
    # Family names are left to pieces, so that a model tags parts of words.
    inner = Tokenizer(
        models.WordPiece(
            {piece: number for number, piece in enumerate(known)},
            unk_token="[UNK]",
            max_input_chars_per_word=100,
        )
    )
    inner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    inner.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B [SEP]",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)],
    )
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=inner,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=CONTEXT,
    )
    tokenizer.save_pretrained(folder)
    return tokenizer


def spacy_pipeline(folder: Path, *, upper: bool, lang: str = "xx") -> Path:
    """Train a small spaCy pipeline with a name recogniser of one of the two kinds."""
    import spacy
    from spacy.training import Example
    from spacy.util import fix_random_seed

    fix_random_seed(0)
    nlp = spacy.blank(lang)
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 32,
        "maxout_pieces": 2,
        "use_upper": upper,
        "tok2vec": {"@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None,
                    "width": 48, "depth": 2, "embed_size": 500, "window_size": 1,
                    "maxout_pieces": 3, "subword_features": True},
    }  # fmt: skip
    nlp.add_pipe("ner", config={"model": model})
    draw = random.Random(0)
    examples = []
    for _ in range(200):
        words, tags = _sentence(draw)
        marks = {0: "O", 1: "B-PER", 2: "I-PER", 3: "B-LOC", 4: "I-LOC"}
        doc = nlp.make_doc(" ".join(words))
        examples.append(Example.from_dict(doc, {"entities": _bilou([marks[tag] for tag in tags])}))
    nlp.initialize(lambda: examples)
    for _ in range(6):
        draw.shuffle(examples)
        for start in range(0, len(examples), 20):
            nlp.update(examples[start : start + 20])
    nlp.to_disk(folder)
    return folder


def edit_json(path: Path, **changes: object) -> None:
    """Set keys of a JSON file."""
    content = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**content, **changes}), encoding="utf-8")


def _sentence(draw: random.Random) -> tuple[list[str], list[int]]:
    words: list[str] = []
    tags: list[int] = []
    for _ in range(draw.randint(1, 3)):
        for _ in range(draw.randint(1, 5)):
            words.append(draw.choice(OTHERS))
            tags.append(0)
        if draw.random() < 0.5:
            words += [draw.choice(GIVEN), draw.choice(FAMILY)]
            tags += [1, 2]
        else:
            words.append(draw.choice(TOWNS))
            tags.append(3)
    return words, tags


def _bilou(tags: list[str]) -> list[str]:
    result = []
    for number, tag in enumerate(tags):
        goes_on = number + 1 < len(tags) and tags[number + 1].startswith("I-")
        if tag == "O":
            result.append("O")
        elif tag.startswith("B-"):
            result.append(("B-" if goes_on else "U-") + tag[2:])
        else:
            result.append(("I-" if goes_on else "L-") + tag[2:])
    return result
