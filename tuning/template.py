"""Chat templates: a conversation as token ids, and where the assistant's turns stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from compliance.errors import ModelFolderError, TuneError

DEFAULT_TEMPLATE = """\
{%- if bos_token -%}{{- bos_token -}}{%- endif -%}
{%- for message in messages -%}
{{- message['role'] | capitalize + ':\n' -}}
{%- if message['role'] == 'assistant' -%}
{%- generation -%}{{- message['content'] + eos_token -}}{%- endgeneration -%}
{%- else -%}
{{- message['content'] -}}
{%- endif -%}
{{- '\n\n' -}}
{%- endfor -%}
{%- if add_generation_prompt -%}{{- 'Assistant:\n' -}}{%- endif -%}
"""
"""For bases without a template of their own: roles as plain words, no new tokens."""

# Stands for a text in a rendered turn, so that what comes before it can be told apart.
_MARK = "\ue000text\ue000"
_GENERATION = re.compile(r"\{%-?\s*generation\s*-?%\}")


class Renderer:
    """Turns messages and texts into token ids with one tokenizer."""

    def __init__(self, tokenizer: Any) -> None:
        if tokenizer.eos_token_id is None:
            raise ModelFolderError(
                "the tokenizer has no end-of-text token",
                why="an answer could not be taught to end",
                fix="set eos_token in the model's tokenizer_config.json",
            )
        self.tokenizer = tokenizer
        self.own_template = isinstance(tokenizer.chat_template, str)
        self.template: str = tokenizer.chat_template if self.own_template else DEFAULT_TEMPLATE
        self._marked = _GENERATION.search(self.template) is not None
        control = {str(token) for token in tokenizer.all_special_tokens}
        control |= {
            token.content for token in tokenizer.added_tokens_decoder.values() if token.special
        }
        self._control = re.compile("|".join(map(re.escape, sorted(control, reverse=True))))

    def has_control_token(self, texts: Iterable[str]) -> bool:
        """Tell whether a text holds a token that only the template may set."""
        return any(self._control.search(text) for text in texts)

    def plain(self, prompt: str, completion: str) -> tuple[list[int], list[int]]:
        """Return the ids of the prompt, and of the completion with its stop token."""
        # Encoded apart, so that no token spans both and the prompt at use is the prompt learned.
        bos = self.tokenizer.bos_token_id
        head = [] if bos is None else [bos]
        head += self.tokenizer.encode(prompt, add_special_tokens=False)
        answer = self.tokenizer.encode(completion, add_special_tokens=False)
        return head, [*answer, self.tokenizer.eos_token_id]

    def before(self, turns: Sequence[Mapping[str, Any]], role: str) -> str | None:
        """Return the text up to where a turn of `role` begins to speak after `turns`.

        None when the template cannot render such a conversation.
        """
        try:
            plain = [_plain_message(turn, "") for turn in turns]
            text, _ = self._render([*plain, {"role": role, "content": _MARK}], None, "")
        except TuneError:
            return None
        head, mark, _ = text.partition(_MARK)
        return head if mark else None

    def chat(
        self, messages: Sequence[Mapping[str, Any]], *, tools: Any, record_id: str
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """Return the ids of a conversation, and start and end of each assistant turn in them.

        Raises:
            TuneError: the template cannot render it, or hides where an answer starts and ends.
        """
        turns = [_plain_message(message, record_id) for message in messages]
        self._refuse_unseen(turns, tools, record_id)
        text, spans = (self._marked_spans if self._marked else self._prefix_spans)(
            turns, tools, record_id
        )
        encoded = self.tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        ids: list[int] = encoded["input_ids"]
        found = [_tokens_between(encoded["offset_mapping"], span) for span in spans]
        for start, end in found:
            if self.tokenizer.eos_token_id not in ids[start:end]:
                raise TuneError(
                    f"the chat template does not teach the stop token (record {record_id!r})",
                    why="a model that never learns to stop answers without end",
                    fix="put the stop token between generation and endgeneration in the template",
                )
        return ids, found

    def _marked_spans(
        self, turns: list[dict[str, Any]], tools: Any, record_id: str
    ) -> tuple[str, list[tuple[int, int]]]:
        """Render with a template that marks its answers by `{% generation %}`."""
        text, spans = self._render(turns, tools, record_id)
        answers = sum(turn["role"] == "assistant" for turn in turns)
        if len(spans) != answers:
            raise TuneError(
                f"the chat template marks {len(spans)} of {answers} answers in {record_id!r}",
                why="what is not marked would not be learned, and nobody would see it",
                fix="repair the generation marks in the model's chat template",
            )
        return text, spans

    def _prefix_spans(
        self, turns: list[dict[str, Any]], tools: Any, record_id: str
    ) -> tuple[str, list[tuple[int, int]]]:
        """Render with a template without marks: an answer is what its turn adds to the prompt."""
        text, _ = self._render(turns, tools, record_id)
        spans = []
        for number, turn in enumerate(turns):
            if turn["role"] != "assistant":
                continue
            before, _ = self._render(turns[:number], tools, record_id, prompt=True)
            after, _ = self._render(turns[: number + 1], tools, record_id)
            if not (after.startswith(before) and text.startswith(after)):
                raise TuneError(
                    f"the chat template hides where an answer starts (record {record_id!r})",
                    why="it renders earlier turns differently once later ones follow",
                    fix="mark the answers with generation and endgeneration in the chat template",
                )
            spans.append((len(before), len(after)))
        return text, spans

    def _render(
        self, turns: list[dict[str, Any]], tools: Any, record_id: str, *, prompt: bool = False
    ) -> tuple[str, list[tuple[int, int]]]:
        from jinja2 import TemplateError
        from transformers.utils.chat_template_utils import render_jinja_template

        try:
            rendered, spans = render_jinja_template(
                conversations=[turns],
                tools=tools,
                chat_template=self.template,
                return_assistant_tokens_mask=self._marked,
                add_generation_prompt=prompt,
                **self.tokenizer.special_tokens_map,
            )
        except (TemplateError, TypeError, KeyError, ValueError) as error:
            raise TuneError(
                f"the chat template cannot render record {record_id!r} ({type(error).__name__})",
                fix="use roles and an order of turns that the model's chat template knows",
            ) from error
        return rendered[0], [(start, end) for start, end in spans[0]] if self._marked else []

    def _refuse_unseen(self, turns: list[dict[str, Any]], tools: Any, record_id: str) -> None:
        """Refuse what the template would leave out without a word."""
        named = {name for turn in turns for name in turn if name not in {"role", "content"}}
        if tools:
            named.add("tools")
        # Fields like `name` carry no text to learn; these do.
        unseen = sorted(
            name for name in named & {"tool_calls", "tools"} if name not in self.template
        )
        if unseen:
            raise TuneError(
                f"the chat template has no place for {', '.join(unseen)} (record {record_id!r})",
                why="they would be left out of training in silence",
                fix="use a base model whose template knows tools, or convert the records",
            )


def _plain_message(message: Mapping[str, Any], record_id: str) -> dict[str, Any]:
    """Return a message whose content is one text."""
    content = message.get("content")
    if isinstance(content, list):
        parts = [part.get("text") if isinstance(part, Mapping) else None for part in content]
        if not all(isinstance(part, str) for part in parts):
            raise TuneError(f"record {record_id!r} holds a message part that is not text")
        content = "".join(str(part) for part in parts)
    if content is None:
        content = ""
    if not isinstance(content, str):
        raise TuneError(f"record {record_id!r} holds a message whose content is not text")
    return {**{k: v for k, v in message.items() if v is not None}, "content": content}


def _tokens_between(offsets: Sequence[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    """Return the range of tokens that hold a character of `span`."""
    start, end = span
    inside = [
        number
        for number, (first, last) in enumerate(offsets)
        if first < end and last > start and last > first
    ]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def new_template(tokenizer: Any) -> str | None:
    """Return the template that stands in for one that the tokenizer lacks; None if it has one."""
    renderer = Renderer(tokenizer)
    return None if renderer.own_template else renderer.template
