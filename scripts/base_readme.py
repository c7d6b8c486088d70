"""The README of the base model: a model card whose figures come from the run that made it."""

from string import Template
from typing import Any

KINDS = {"de": "German statutes", "en": "English prose", "chat": "generated chats"}

_TEXT = Template("""---
license: apache-2.0
language:
- de
- en
library_name: transformers
pipeline_tag: text-generation
datasets:
- german-federal-statutes
- english-public-domain-prose
- ftcheck-generated-chats
tags:
- llama
- provenance
---

# $name $version

A causal language model of $parameters parameters for German and English, trained from nothing on
text whose origin is known in full. It exists so that the demo and the tests of ftcheck run offline
on a model whose papers are complete. It is not a useful assistant.

## Use

Meant for: trying out fine-tuning, leak probes and reports. Not meant for: answering people, giving
legal advice, or any use where a wrong answer matters.

```python
from transformers import AutoModelForCausalLM, AutoTokenizer

model = AutoModelForCausalLM.from_pretrained(folder)
tokenizer = AutoTokenizer.from_pretrained(folder)
```

## Make

Llama architecture: width $width, $layers layers, $heads heads, feed-forward width $inner, context
$context, tied embeddings. Byte-level BPE with $vocab tokens, one token per digit. Control tokens:
`<|pad|>`, `<|end|>` (stop), `<|system|>`, `<|user|>`, `<|assistant|>`. There is no start token. The
chat template marks the assistant's text and its `<|end|>` for training. Weights are stored as
bfloat16 and loaded as float32.

## Sources

| name | holder | ground or licence | bytes | tokens after cleaning | SHA-256 |
|---|---|---|---|---|---|
$sources

The German texts are official works, which have no copyright in Germany (§ 5(1) UrhG). The authors
of the English works have been dead for more than 70 years (§ 64 UrhG). Bytes and hash of an English
work are those of its documents in the file before cleaning; `card.json` names the file.

Left out before training:

$left_out

About 2 % of each source, in blocks of about 4,000 characters, is held out; lines that also stand in
the training part were taken out of the held-out part.

## Training

```
$command
```

- $steps steps of $batch tokens, $tokens_seen tokens in all: half German statutes, a quarter English
  prose, a quarter chats. That is about $de_epochs times the German and $en_epochs times the English
  text.
- The first three quarters of the steps read windows of 256 tokens, the rest windows of $context.
- Muon for the matrices of the layers (learning rate $muon_lr, weight decay $weight_decay), AdamW
  for embeddings and norms (learning rate $lr); warm-up, level, linear fall; bfloat16 autocast.
- Weights of step $chosen, chosen by the mean bits per byte of the German and English held-out
  text. The same text is reported below.
- Compute: $flops FLOP (6 x parameters x tokens). Hardware: $hardware, $seconds s. Energy: $energy.
- The seed fixes corpus, split, chats and batches. Weights are not the same bit for bit on other
  hardware.

## Evaluation

| held-out text | tokens | nats per token | bits per byte |
|---|---|---|---|
$losses

The generated chats come from templates, so their held-out loss says only that the templates and the
control tokens were learned.

## Personal data

The prose holds fictional characters, and now and then a historical person; the statutes name
institutions and, rarely, historical persons or persons an institution is named after. Contact
details, and the notices naming artists, that were found in the sources were left out by rule. The
sentences written for this project name nobody; quotations and dialogues in the generated chats come
from the cleaned sources. No check proves that no name of a living person is left in the official
texts.

## Limits

German is the language of statutes plus a few hundred simple sentences; English is that of novels
from 1890 to 1909, with the views of their time. Facts in its answers are not to be relied on. The
training was short: outside the practised questions, sentences often break off or make no sense,
and simple questions about facts are mostly answered wrongly.
""")


def readme(card: dict[str, Any], metrics: dict[str, Any], config: Any) -> str:
    """Return the text of the README.

    Args:
        card: content of card.json.
        metrics: content of metrics.json.
        config: configuration of the model.
    """
    settings = metrics["settings"]
    command = "python scripts/train_base_model.py --corpus DIR --out DIR"
    for key, value in settings.items():
        command += f" \\\n    --{key.replace('_', '-')} {value}"
    energy = metrics["gpu_energy_wh"]
    sources = [
        f"| {s['name']} | {s['holder']} | {s['licence']} | {s['bytes']:,} | {s['tokens']:,} "
        f"| `{s['sha256']}` |"
        for s in card["sources"]
    ]
    losses = [
        f"| {KINDS[kind]} | {row['tokens']:,} | {row['nats_per_token']:.3f} "
        f"| {row['bits_per_byte']:.3f} |"
        for kind, row in card["metrics"].items()
    ]
    left_out = [f"- {count} lines: {why}" for why, count in metrics["left_out_lines"].items()]
    german = card["sources"][0]["tokens"]
    english = sum(source["tokens"] for source in card["sources"][1:-1])
    return _TEXT.substitute(
        name=card["name"],
        version=card["version"],
        parameters=f"{card['parameters']:,}",
        width=config.hidden_size,
        layers=config.num_hidden_layers,
        heads=config.num_attention_heads,
        inner=config.intermediate_size,
        context=config.max_position_embeddings,
        vocab=card["vocab_size"],
        sources="\n".join(sources),
        left_out="\n".join(left_out),
        command=command,
        steps=card["steps"],
        batch=f"{settings['batch_tokens']:,}",
        tokens_seen=f"{card['tokens_seen']:,}",
        de_epochs=round(0.5 * card["tokens_seen"] / german, 1),
        en_epochs=round(0.25 * card["tokens_seen"] / english, 1),
        muon_lr=settings["muon_lr"],
        lr=settings["lr"],
        weight_decay=settings["weight_decay"],
        chosen=metrics["chosen_step"],
        flops=card["flops"],
        hardware=card["hardware"],
        seconds=metrics["seconds"],
        energy="not measured" if energy is None else f"{energy} Wh, GPU alone, by its own counter",
        losses="\n".join(losses),
    )
