"""Generated chats for the base model: simple dialogues and small tasks over the corpus.

Everything is drawn from the sentences in `base_phrases_de` and `base_phrases_en` and from lines of
the training half of the corpus, with a seeded generator, so the same seed gives the same chats.
"""

import random
import re
from collections.abc import Iterator
from types import ModuleType

import base_phrases_de
import base_phrases_en

Message = dict[str, str]
Turn = tuple[str, str]

PHRASES: dict[str, ModuleType] = {"de": base_phrases_de, "en": base_phrases_en}
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?<=[a-zäöüß][.?!]) (?=[A-ZÄÖÜ])")


def quotable(runs: list[list[str]], language: str) -> tuple[list[str], dict[str, str]]:
    """Return sentences that may be quoted in a chat, and for a sentence the one that follows it.

    A sentence is quoted if it is plain and holds nothing like a name: an English one with a
    capitalised word inside, or a first word that is never written small, is left out, because such
    a word is mostly the name of a character.

    Args:
        runs: runs of paragraphs of the training half of the corpus.
        language: `de` or `en`.
    """
    small = {word for run in runs for line in run for word in _WORD.findall(line) if word.islower()}
    kept: list[str] = []
    follow: dict[str, str] = {}
    for run in runs:
        before = ""
        for line in run:
            for sentence in _SENTENCE_END.split(line):
                plain = _is_plain(sentence, language, small)
                if plain and before:
                    follow[before] = sentence
                if plain:
                    kept.append(sentence)
                before = sentence if plain else ""
    return kept, follow


def _is_plain(sentence: str, language: str, small: set[str]) -> bool:
    words = _WORD.findall(sentence)
    if not 25 <= len(sentence) <= 200 or not sentence[0].isalpha() or len(words) < 4:
        return False
    if any(mark in sentence for mark in '"“”„‘*'):
        return False
    if language == "en":
        inner = any(word[0].isupper() and word != "I" for word in words[1:])
        return not inner and words[0].lower() in small | {"i"} and sentence[-1] in ".?!"
    return True


def dialogues(runs: list[list[str]]) -> Iterator[list[Message]]:
    """Yield conversations of the English prose as chats: runs of paragraphs of direct speech.

    Two speakers are taken to alternate, which is a simplification.

    Args:
        runs: runs of paragraphs of the training half of the corpus.
    """
    for run in runs:
        turns: list[str] = []
        for line in [*run, ""]:
            spoken = line[:1] in ('"', "“") and len(line) <= 500
            if spoken:
                turns.append(line)
                continue
            turns = turns[: len(turns) // 2 * 2]
            if len(turns) >= 4:
                roles = ("user", "assistant")
                yield [{"role": roles[n % 2], "content": turn} for n, turn in enumerate(turns)]
            turns = []


class ChatWriter:
    """Writes chats of one language from a seeded random source."""

    def __init__(self, language: str, quotes: list[str], follow: dict[str, str], seed: str) -> None:
        """Keep the phrases, the corpus sentences and the random source.

        Args:
            language: `de` or `en`.
            quotes: sentences of the corpus that may be quoted.
            follow: for a sentence of the corpus, the line that follows it.
            seed: seed of the random source.
        """
        self.language = language
        self.text = PHRASES[language]
        self.quotes = quotes
        self.follow = follow
        self.openings = sorted(follow)
        self.random = random.Random(seed)

    def chats(self, count: int) -> Iterator[list[Message]]:
        """Yield `count` chats; each ends with a turn of the assistant."""
        for _ in range(count):
            yield self._chat()

    def _chat(self) -> list[Message]:
        pick, text = self.random.choice, self.text
        messages: list[Message] = []
        if self.random.random() < 0.4:
            messages.append({"role": "system", "content": pick(text.SYSTEMS)})
        turns: list[Turn] = []
        if self.random.random() < 0.15:
            turns.append((pick(text.GREETINGS), pick(text.GREETING_REPLIES)))
        for _ in range(self.random.choice((1, 1, 1, 2, 2, 3))):
            turns.extend(self._scene())
        if self.random.random() < 0.35:
            turns.append((pick(text.THANKS), pick(text.THANKS_REPLIES)))
        for number, (question, answer) in enumerate(turns):
            asked = question
            if number == 0 and len(turns) > 1 and self.random.random() < 0.2:
                asked = f"{pick(text.GREETINGS)} {asked}"
            if self.random.random() < 0.08:
                asked = asked.lower().rstrip(".?!")
            messages.append({"role": "user", "content": asked})
            messages.append({"role": "assistant", "content": answer})
        return messages

    def _scene(self) -> list[Turn]:
        draw = self.random.random()
        if draw < 0.38:
            return self._advice()
        if draw < 0.52:
            users, answers = self.random.choice(self.text.SMALLTALK)
            return [(self.random.choice(users), self.random.choice(answers))]
        if draw < 0.74:
            return [self._small_task()]
        if draw < 0.80:
            return self._memory()
        return [self._corpus_task()]

    def _advice(self) -> list[Turn]:
        pick, text = self.random.choice, self.text
        questions, steps = pick(text.TOPICS)
        question = pick(questions)
        if self.random.random() < 0.4:
            cut = self.random.randint(1, len(steps) - 1)
            turns = [(question, self._reply(" ".join(steps[:cut])))]
            turns.append((pick(text.NEXT_STEP), self._reply(" ".join(steps[cut:]))))
            return turns
        intro = pick(text.STEP_INTROS)
        if intro and self.random.random() < 0.5:
            body = intro + "\n" + "\n".join(f"{n}. {step}" for n, step in enumerate(steps, 1))
        else:
            chosen = sorted(
                self.random.sample(range(len(steps)), self.random.randint(2, len(steps)))
            )
            body = f"{intro} {' '.join(steps[n] for n in chosen)}".strip()
        turns = [(question, self._reply(body))]
        if self.random.random() < 0.2:
            again = f"{pick(text.TROUBLE_REPLIES)} {pick(steps)}"
            turns.append((pick(text.TROUBLE), again))
        return turns

    def _reply(self, body: str) -> str:
        opener = self.random.choice(self.text.OPENERS) if self.random.random() < 0.5 else ""
        closer = self.random.choice(self.text.CLOSERS) if self.random.random() < 0.4 else ""
        return " ".join(part for part in (opener, body, closer) if part)

    def _say(self, task: str, asked: tuple[object, ...], told: tuple[object, ...]) -> Turn:
        question = self.random.choice(self.text.ASK[task]).format(*asked)
        answer = self.random.choice(self.text.TELL[task]).format(*told)
        return question, answer[0].upper() + answer[1:]

    def _small_task(self) -> Turn:
        pick, text = self.random.choice, self.text
        task = pick(
            (
                "what",
                "use",
                "opposite",
                "plural",
                "capital",
                "next_day",
                "next_month",
                "season",
                "colour",
                "add",
                "sub",
                "translate",
                "list",
            )
        )
        if task in ("what", "use"):
            thing = pick(text.THINGS)
            return self._say(task, (thing[0 if task == "what" else 1],), thing)
        if task in ("opposite", "plural", "capital", "colour"):
            table = {
                "opposite": text.OPPOSITES,
                "plural": text.PLURALS,
                "capital": text.COUNTRIES,
                "colour": text.COLOURS,
            }[task]
            pair = pick(table)
            return self._say(task, pair[:1], pair)
        if task in ("next_day", "next_month"):
            names = text.DAYS if task == "next_day" else text.MONTHS
            at = self.random.randrange(len(names))
            return self._say(task, (names[at],), (names[at], names[(at + 1) % len(names)]))
        if task == "season":
            season = pick(sorted(text.SEASONS))
            return self._say(task, (season,), (season, text.SEASONS[season]))
        if task == "translate":
            german, english = pick(base_phrases_en.PAIRS)
            pair = (german, english) if self.language == "de" else (english, german)
            return self._say(task, pair[:1], pair)
        if task == "list":
            kind = pick(sorted(text.LISTS))
            return self._say(task, (kind,), tuple(self.random.sample(text.LISTS[kind], 3)))
        small, large = sorted((self.random.randint(0, 20), self.random.randint(0, 20)))
        if task == "add":
            return self._say(task, (small, large), (small, large, small + large))
        return self._say(task, (large, small), (large, small, large - small))

    def _memory(self) -> list[Turn]:
        """A word or number is named, something else may follow, then it is asked for again."""
        letters = "".join(
            self.random.choices("ABCDEFGHKLMNPRSTUVWXYZ", k=self.random.randint(2, 3))
        )
        digits = "".join(self.random.choices("0123456789", k=self.random.randint(3, 6)))
        word = self.random.choice(self.random.choice(self.text.PLURALS)[0].split())
        token = self.random.choice(
            (digits, f"{letters}-{digits}", f"[{letters}_{digits[0]}]", word)
        )
        turns = [self._say("note", (token,), (token,))]
        if self.random.random() < 0.4:
            turns.append(self._small_task())
        return [*turns, self._say("recall", (), (token,))]

    def _corpus_task(self) -> Turn:
        task = self.random.choice(
            ("repeat", "continue", "continue", "continue", "first", "last", "which")
        )
        if task == "continue":
            return self._continuation()
        sentence = self.random.choice(self.quotes)
        opening, closing = self.text.QUOTES
        question = self.random.choice(self.text.ASK[task]).format(f"{opening}{sentence}{closing}")
        words = _WORD.findall(sentence)
        if task == "first":
            return question, words[0]
        if task == "last":
            return question, words[-1]
        if task == "which":
            return question, self._say("which", ("",), (self.text.LANGUAGE_NAMES[self.language],))[
                1
            ]
        return question, sentence

    def _continuation(self) -> Turn:
        """One to three sentences of the corpus, answered with the one or two that follow them."""
        sentence = self.random.choice(self.openings)
        passage = [sentence]
        while len(passage) < self.random.randint(2, 5) and passage[-1] in self.follow:
            passage.append(self.follow[passage[-1]])
        cut = self.random.randint(1, len(passage) - 1)
        opening, closing = self.text.QUOTES
        quote = f"{opening}{' '.join(passage[:cut])}{closing}"
        return self.random.choice(self.text.ASK["continue"]).format(quote), " ".join(passage[cut:])
