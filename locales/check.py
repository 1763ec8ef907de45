"""The checker of words: `python -m locales.check` holds the Fluent files against each other and the code."""

import ast
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl

from domain.text import fold
from locales import FIRST, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("actions", "bot", "documents", "domain", "handlers", "scheduler", "storage", "web")

MAX_MESSAGE = 900  # characters, the shortest limit of a channel with room for a few facts
MAX_SENTENCE = 220
MAX_LABEL = 40
DAYS_OF_WEEK = 7

# Words that tell a resident nothing.
FORBIDDEN = {
    "vi": "hệ thống|bot|chatbot|token|ID|server|database|click|submit|payload|API",
    "en": "bot|chatbot|token|server|database|submit|payload|API",
}
# What the reader makes of facts itself, without a sentence.
WITHOUT_SENTENCE = frozenset({"verbatim", "lines"})
# Ids that are put together outside Python, or read by the reader itself.
USED_ELSEWHERE = ("typed-", "web-", "telegram-command-", "weekdays", "date-long")
# Official papers are in the first language, whatever their reader has chosen.
ONE_LANGUAGE = ("paper-",)
# As long as what stands for them: a weekday with its date, a date, a time.
FUNCTIONS = {"DAY": "Chủ nhật, ngày 14/11/2025", "DATE": "14/11/2025", "TIME": "07:30"}


# ── the words ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Message:
    """One sentence of one language; `where` is its file and line."""

    language: str
    id: str
    where: str
    pattern: Any

    @property
    def for_people(self) -> bool:
        """Whether people read it; the lists of what they type are read by the program."""
        return not self.id.startswith("typed-")

    def find(self, kind: type) -> list[Any]:
        return [node for node in _nodes(self.pattern) if isinstance(node, kind)]

    @property
    def facts(self) -> set[str]:
        return {node.id.name for node in self.find(ftl.VariableReference)}

    @property
    def moments(self) -> set[str]:
        """The facts that are said as a day or a time."""
        calls = self.find(ftl.FunctionReference)
        return {each.id.name for each in _nodes(calls) if isinstance(each, ftl.VariableReference)}

    @property
    def mentions(self) -> set[str]:
        """Ids of the messages it takes in."""
        return {node.id.name for node in self.find(ftl.MessageReference)}

    def shown(self, others: Mapping[str, "Message"], fact: str) -> str:
        """The longest it can become when every fact is `fact`."""
        return _shown(self.pattern, others, fact)


def _nodes(node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        for each in node:
            yield from _nodes(each)
    elif isinstance(node, ftl.BaseNode):
        yield node
        for each in vars(node).values():
            yield from _nodes(each)


def _shown(node: Any, others: Mapping[str, Message], fact: str) -> str:
    match node:
        case ftl.Pattern():
            return "".join(_shown(element, others, fact) for element in node.elements)
        case ftl.TextElement():
            return str(node.value)
        case ftl.Placeable():
            return _shown(node.expression, others, fact)
        case ftl.StringLiteral() | ftl.NumberLiteral():
            return str(node.parse()["value"])
        case ftl.SelectExpression():
            return max((_shown(variant.value, others, fact) for variant in node.variants), key=len)
        case ftl.FunctionReference():
            return FUNCTIONS.get(node.id.name, fact)
        case ftl.MessageReference() if node.id.name in others:
            return others[node.id.name].shown(others, fact)
        case _:
            return fact


@dataclass
class Files:
    """The Fluent files of a project: messages per language, and what was wrong in reading them."""

    messages: dict[str, dict[str, Message]] = field(default_factory=lambda: {each: {} for each in LANGUAGES})
    problems: list[str] = field(default_factory=list)

    def everything(self) -> Iterator[Message]:
        for messages in self.messages.values():
            yield from messages.values()

    def known(self) -> dict[str, Message]:
        """One message for every id of any language, the first language's where there is one."""
        found: dict[str, Message] = {}
        for language in reversed(LANGUAGES):
            found |= self.messages[language]
        return found


def read_files(root: Path) -> Files:
    """Read ``locales/<language>/*.ftl`` below `root`; syntax errors and ids written twice are problems."""
    files = Files()
    for language in LANGUAGES:
        for path in sorted((root / "locales" / language).glob("*.ftl")):
            name = path.relative_to(root).as_posix()
            text = path.read_text(encoding="utf-8")
            files.problems += _untidy_lines(name, text)
            for entry in FluentParser().parse(text).body:
                where = f"{name}:{_line(text, entry)}"
                if isinstance(entry, ftl.Junk):
                    files.problems.append(f"{where}: not Fluent: {entry.annotations[0].message}")
                elif isinstance(entry, ftl.Term):
                    files.problems.append(f"{where}: -{entry.id.name}: terms are not used here")
                elif isinstance(entry, ftl.Message):
                    _keep(files, Message(language, entry.id.name, where, entry.value))
    return files


def _line(text: str, entry: Any) -> int:
    # A message begins at its id; what its span begins with is the comment above it.
    span = (entry.id if isinstance(entry, ftl.Message) else entry).span
    return text.count("\n", 0, span.start if span else 0) + 1


def _keep(files: Files, message: Message) -> None:
    before = files.messages[message.language].setdefault(message.id, message)
    if before is not message:
        files.problems.append(f"{message.where}: {message.id}: written before, at {before.where}")
    if message.pattern is None:
        files.problems.append(f"{message.where}: {message.id}: has no text")


def _untidy_lines(name: str, text: str) -> Iterator[str]:
    if not unicodedata.is_normalized("NFC", text):
        yield f"{name}: not in Unicode's composed form (NFC)"
    for number, line in enumerate(text.split("\n"), start=1):
        if line != line.rstrip():
            yield f"{name}:{number}: blanks at the end of the line"


# ── the languages against each other ────────────────────────────────────────────────────────────────────


def check_languages(files: Files) -> Iterator[str]:
    """Every language has the same ids, and each id mentions the same facts, days and times as such."""
    for message in files.everything():
        for language in LANGUAGES:
            other = files.messages[language].get(message.id)
            if other is None and message.id.startswith(ONE_LANGUAGE) and message.language == FIRST:
                continue
            if other is None:
                yield f"{message.where}: {message.id}: missing in {language}"
            elif message.language == FIRST and other.facts != message.facts:
                differ = ", ".join(f"${name}" for name in sorted(other.facts ^ message.facts))
                yield f"{other.where}: {message.id}: {FIRST} and {language} differ in {differ}"
            elif message.language == FIRST and other.moments != message.moments:
                differ = ", ".join(f"${name}" for name in sorted(other.moments ^ message.moments))
                yield f"{other.where}: {message.id}: a day or time in one language only: {differ}"


def check_references(files: Files) -> Iterator[str]:
    """What a message takes in exists; only functions that the reader has are called."""
    for message in files.everything():
        for missing in sorted(message.mentions - files.messages[message.language].keys()):
            yield f"{message.where}: {message.id}: takes in {missing}, which does not exist"
        for call in message.find(ftl.FunctionReference):
            if call.id.name not in FUNCTIONS:
                yield f"{message.where}: {message.id}: no function {call.id.name}"


# ── what people read ────────────────────────────────────────────────────────────────────────────────────


def check_lengths(files: Files, labels: frozenset[str] = frozenset()) -> Iterator[str]:
    """Messages, sentences, and what stands on buttons (the ids `labels`)."""
    for message in files.everything():
        if not message.for_people:
            continue
        others = files.messages[message.language]
        if len(message.shown(others, "x" * 40)) > MAX_MESSAGE:
            yield f"{message.where}: {message.id}: longer than {MAX_MESSAGE} characters"
        shown = message.shown(others, "CM25-0042")
        for sentence in re.split(r"(?<=[.!?…])\s+|\n", shown):
            if len(sentence) > MAX_SENTENCE:
                yield f"{message.where}: {message.id}: {len(sentence)} characters in “{sentence[:40]}…”"
        if len(shown) > MAX_LABEL and message.id in labels:
            yield f"{message.where}: {message.id}: {len(shown)} characters on a button, {MAX_LABEL} fit"


def check_typography(files: Files) -> Iterator[str]:
    """Single blanks, curly quotes, the ellipsis as one character."""
    untidy = {"  ": "two blanks", '"': "a straight quote", "...": "three dots instead of …"}
    for message in files.everything():
        text = "\0".join(element.value for element in message.find(ftl.TextElement))
        for wrong, why in untidy.items():
            if wrong in text:
                yield f"{message.where}: {message.id}: {why}"


def check_quotes(files: Files) -> Iterator[str]:
    """A button that a sentence names, in curly quotes, is called so; or it is a word to be typed."""
    lists = [_own_words(message) for message in files.everything() if not message.for_people]
    to_type = {fold(word) for listed in lists for word in listed.split(",")}
    for messages in files.messages.values():
        called = {message.shown(messages, "…") for message in messages.values() if message.for_people}
        for message in messages.values():
            for name in re.findall(r"“([^”\0]+)”", message.shown(messages, "\0")):
                if name not in called and fold(name) not in to_type:
                    yield f"{message.where}: {message.id}: nothing is called “{name}”"


def check_spelling(files: Files, language: str = "vi") -> Iterator[str]:
    """The tone mark of a word stands on the same letter everywhere (huỷ or hủy, not both)."""
    spelt: dict[str, list[tuple[str, Message]]] = defaultdict(list)
    for message in files.messages[language].values():
        if message.for_people:
            for word in re.findall(r"\w+", _own_words(message).lower()):
                spelt[_without_tone_place(word)].append((word, message))
    for found in spelt.values():
        usual, _ = Counter(word for word, _ in found).most_common(1)[0]
        for word, message in found:
            if word != usual:
                yield f"{message.where}: {message.id}: “{word}”, elsewhere “{usual}”"


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def _without_tone_place(word: str) -> str:
    """The word without its tone mark, then the mark: the same for both places it may stand."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(c for c in letters if c in _TONES)
    return unicodedata.normalize("NFC", "".join(c for c in letters if c not in _TONES)) + tones


def check_forbidden(files: Files) -> Iterator[str]:
    """No words of offices and programmers that tell a resident nothing."""
    for language, listed in FORBIDDEN.items():
        pattern = re.compile(rf"\b(?:{listed})\b", re.IGNORECASE)
        for message in files.messages[language].values():
            if message.for_people:
                for word in dict.fromkeys(pattern.findall(_own_words(message))):
                    yield f"{message.where}: {message.id}: “{word}” tells residents nothing"


def _own_words(message: Message) -> str:
    return " ".join(element.value for element in message.find(ftl.TextElement))


def check_lists(files: Files, literals: frozenset[str]) -> Iterator[str]:
    """The weekdays are seven; what people type means one thing, and a thing the program knows."""
    meanings: dict[str, Message] = {}
    for message in files.everything():
        if message.id == "weekdays" and len(_own_words(message).split("|")) != DAYS_OF_WEEK:
            yield f"{message.where}: weekdays: not seven names parted by |"
        if message.for_people:
            continue
        meaning = message.id.removeprefix("typed-").replace("_", ".")
        if meaning not in literals and f"@{meaning}" not in literals:
            yield f"{message.where}: {message.id}: nothing in the program is called {meaning}"
        for word in _own_words(message).split(","):
            before = meanings.setdefault(fold(word), message)
            if before.id != message.id:
                yield f"{message.where}: {message.id}: “{word.strip()}” means {before.id} already"


# ── the code ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Site:
    """A place in the code that says `id`, where ``*`` stands for what is put in.

    `facts` None: it is not written out which are given. `instead`: another id that will do as well.
    """

    where: str
    id: str
    facts: frozenset[str] | None = None
    label: bool = False
    instead: str = ""


@dataclass
class Code:
    """What the code says: where, every text written out in it, and every text put together (with ``*``)."""

    sites: list[Site] = field(default_factory=list)
    literals: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)

    def sites_of(self, ids: Iterable[str]) -> dict[str, list[Site]]:
        """Where each id is said: where it is written out, else where it is put together most precisely."""
        at: dict[str, list[Site]] = defaultdict(list)
        for site in dict.fromkeys(self.sites):
            at[site.id].append(site)
        put_together = sorted((id_ for id_ in at if "*" in id_), key=len, reverse=True)
        found = {}
        for id_ in ids:
            fitting = [] if id_ in self.literals else [each for each in put_together if fnmatchcase(id_, each)]
            found[id_] = at.get(fitting[0] if fitting else id_, [])
        return found

    def labels(self, ids: Iterable[str]) -> frozenset[str]:
        """Those of `ids` that stand on buttons."""
        return frozenset(id_ for id_, sites in self.sites_of(ids).items() if any(site.label for site in sites))


@dataclass(frozen=True)
class Module:
    """A Python file, with what its names and the names of functions anywhere may stand for."""

    name: str
    tree: ast.Module
    bound: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))
    functions: dict[str, list[ast.expr]] = field(default_factory=lambda: defaultdict(list))


_IN_TEMPLATE = re.compile(r"""\bwords\(\s*["']([a-z0-9-]+)["']\s*[,)]""")
_PUT_TOGETHER = re.compile(r"[a-z][a-z0-9*-]*-\*[a-z0-9*-]*")


def read_code(root: Path) -> Code:
    """Read the Python files and page templates of all rooms below `root`."""
    modules, code = [], Code()
    functions: dict[str, list[ast.expr]] = defaultdict(list)
    for path in sorted(path for room in ROOMS for path in (root / room).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        modules.append(Module(path.relative_to(root).as_posix(), tree, functions=functions))
    for module in modules:
        for node in ast.walk(module.tree):
            _bind(module, node)
    for module in modules:
        for node in ast.walk(module.tree):
            _mention(code, module, node)
    for path in sorted(path for room in ROOMS for path in (root / room).rglob("*.html")):
        for id_ in _IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
            code.literals.add(id_)
            code.sites.append(Site(path.relative_to(root).as_posix(), id_))
    return code


def _bind(module: Module, node: ast.AST) -> None:
    """Remember what a name may stand for: what it is set to, what a loop gives it, what functions return."""
    match node:
        case ast.Assign(targets=[target], value=value):
            _bind_target(module, target, value)
        case ast.AnnAssign(target=ast.Name() as target, value=ast.expr() as value):
            _bind_target(module, target, value)
        case ast.For(target=target, iter=ast.Tuple(elts=rows) | ast.List(elts=rows)):
            for row in rows:
                _bind_target(module, target, row)
        case ast.FunctionDef(name=name):
            returns = [each for each in ast.walk(node) if isinstance(each, ast.Return)]
            module.functions[name] += [each.value for each in returns if each.value]


def _bind_target(module: Module, target: ast.expr, value: ast.expr) -> None:
    match target, value:
        case ast.Name(id=name), _:
            module.bound[name].append(value)
        case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
            for each, part in zip(targets, values, strict=True):
                _bind_target(module, each, part)


def _texts(module: Module, node: ast.expr | None, depth: int = 4) -> Iterator[str]:
    """The texts an expression may be, as far as they are written out, with ``*`` for what is put in."""
    if depth == 0:
        return
    match node:
        case ast.Constant(value=str() as text):
            yield text
        case ast.JoinedStr(values=parts):
            text = "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)
            if re.match(r"[a-z]", text):
                yield text
        case ast.IfExp(body=first, orelse=second):
            yield from _texts(module, first, depth)
            yield from _texts(module, second, depth)
        case ast.BoolOp(values=parts) | ast.Dict(values=parts):
            for part in parts:
                yield from _texts(module, part, depth)
        case ast.Name(id=name):
            for value in module.bound.get(name, ()):
                yield from _texts(module, value, depth - 1)
        case ast.Subscript(value=value):
            yield from _texts(module, value, depth)
        case ast.Call(func=ast.Attribute(value=value, attr="get"), args=[_, *otherwise]):
            yield from _texts(module, value, depth)
            for part in otherwise:
                yield from _texts(module, part, depth)


def _mention(code: Code, module: Module, node: ast.AST) -> None:
    match node:
        case ast.Constant(value=str() as text):
            code.literals.add(text)
        case ast.JoinedStr():
            code.patterns.update(filter(_PUT_TOGETHER.fullmatch, _texts(module, node)))
        case ast.Tuple(elts=[first, second]) if isinstance(first, ast.Attribute) or any(_texts(module, first)):
            # An option of a form: its key and its words.
            code.sites += _as_label(module, second)
        case ast.Call(func=ast.Name(id=name)):
            code.sites += _said(module, node, name)


def _as_label(module: Module, node: ast.expr) -> Iterator[Site]:
    match node:
        case ast.Call(func=ast.Name(id="words"), args=[said, *_]):
            yield from (Site(_where(module, node), text, label=True) for text in _texts(module, said))
        case ast.IfExp(body=first, orelse=second):
            yield from _as_label(module, first)
            yield from _as_label(module, second)


def _said(module: Module, call: ast.Call, name: str) -> Iterator[Site]:
    """The ids that a call says, with the facts it gives."""
    given = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    argument = dict(enumerate(call.args)).get
    unknown = any(keyword.arg is None for keyword in call.keywords)
    keywords = None if unknown else frozenset(given)
    where = _where(module, call)

    def sites(node: ast.expr | None, facts: frozenset[str] | None, *, label: bool = False) -> Iterator[Site]:
        return (Site(where, text, facts, label) for text in _texts(module, node))

    match name:
        case "words" | "say":
            yield from sites(argument(0), keywords)
        case "choice":
            yield from sites(argument(1), keywords, label=True)
        case "Choice":
            yield from _as_label(module, argument(1) or given.get("label") or ast.Constant(None))
        case "Words":
            facts = _facts(module, argument(1) or given.get("facts"))
            yield from sites(argument(0) or given.get("id"), facts)
        case "Refused":
            # What storage refuses gets its facts from who asked: storage does not know the name of a file.
            bare = module.name.startswith("storage/") and len(call.args) == 1
            facts = None if bare else _facts(module, argument(1) or given.get("facts"))
            yield from sites(argument(0) or given.get("code"), facts)
        case "Unreadable":
            yield from sites(argument(0) or given.get("why"), frozenset())
        case "GiveUp" | "WindowClosed":
            troubles = list(_texts(module, argument(0) or given.get("trouble")))
            yield from (Site(where, f"trouble-{text}", None, instead=text) for text in troubles)
        case "Step":
            yield from sites(given.get("ask"), _facts(module, given.get("facts")))
            yield from sites(given.get("label"), frozenset(), label=True)
            yield from sites(given.get("skip"), frozenset(), label=True)
        case "Form":
            yield from sites(given.get("review"), _facts(module, given.get("about")))
            yield from sites(given.get("send"), frozenset(), label=True)


def _facts(module: Module, node: ast.expr | None) -> frozenset[str] | None:
    """The names of the facts in a mapping or in what a function returns; None when not written out."""
    match node:
        case None:
            return frozenset()
        case ast.Dict(keys=keys) if all(isinstance(key, ast.Constant) for key in keys):
            return frozenset(str(key.value) for key in keys if isinstance(key, ast.Constant))
        case ast.Lambda(body=body):
            return _facts(module, body)
        case ast.Name(id=name) if name in module.functions:
            returned = [_facts(module, value) for value in module.functions[name]]
            known = [facts for facts in returned if facts is not None]
            # Which of several functions with one name is meant is not known: together they must give enough.
            return frozenset().union(*known) if known and len(known) == len(returned) else None
    return None


def _where(module: Module, node: ast.expr) -> str:
    return f"{module.name}:{node.lineno}"


def check_mentions(files: Files, code: Code) -> Iterator[str]:
    """Everything the code says has words."""
    known = files.known()
    for site in dict.fromkeys(code.sites):
        if not site.id or site.id in WITHOUT_SENTENCE or site.instead in known:
            continue
        if not any(fnmatchcase(id_, site.id) for id_ in known):
            yield f"{site.where}: {site.id}: no such words"


def check_unused(files: Files, code: Code) -> Iterator[str]:
    """Every id is said somewhere: written out, put together, or taken in by another message."""
    taken_in = {id_ for message in files.everything() for id_ in message.mentions}
    said = {site.id for site in code.sites}
    # Elsewhere than in these places a single word may mean anything, e.g. the name of a column.
    said |= {literal for literal in code.literals if "-" in literal}
    for id_, message in files.known().items():
        if id_ in said or id_ in taken_in or id_.startswith(USED_ELSEWHERE):
            continue
        if not any(fnmatchcase(id_, pattern) for pattern in code.patterns):
            yield f"{message.where}: {id_}: nobody says it"


def check_facts(files: Files, code: Code) -> Iterator[str]:
    """Whoever says something gives the facts it mentions.

    Places that put an id together must give enough between them: only a run knows which of them says it.
    """
    known = files.known()
    for id_, sites in code.sites_of(known).items():
        written_out = [[site] for site in sites if site.id == id_]
        for together in written_out or [sites]:
            given = [site.facts for site in together]
            if given and None not in given:
                facts = frozenset(name for each in given for name in each or ())
                lacking = ", ".join(f"${name}" for name in sorted(_wanted(id_, known) - facts))
                if lacking:
                    yield f"{together[0].where}: {id_}: is not given {lacking}"


def _wanted(id_: str, known: Mapping[str, Message], depth: int = 4) -> set[str]:
    """The facts of a message and of those it takes in."""
    if id_ not in known or depth == 0:
        return set()
    return known[id_].facts.union(*(_wanted(each, known, depth - 1) for each in known[id_].mentions))


# ── everything ──────────────────────────────────────────────────────────────────────────────────────────


def check(root: Path) -> list[str]:
    """Return every problem of the project at `root`, each on one line that begins with its place."""
    files, code = read_files(root), read_code(root)
    found = [
        *files.problems,
        *check_languages(files),
        *check_references(files),
        *check_mentions(files, code),
        *check_facts(files, code),
        *check_unused(files, code),
        *check_lengths(files, code.labels(files.known())),
        *check_typography(files),
        *check_quotes(files),
        *check_spelling(files),
        *check_forbidden(files),
        *check_lists(files, frozenset(code.literals)),
    ]
    return sorted(dict.fromkeys(found), key=_place)


def _place(problem: str) -> tuple[str, int, str]:
    name, _, rest = problem.partition(":")
    number = re.match(r"\d+", rest)
    return name, int(number[0]) if number else 0, problem


def main(arguments: Sequence[str]) -> int:
    """Print every problem and a summary; 1 when there was any. An argument is another project's folder."""
    root = Path(arguments[0]) if arguments else ROOT
    problems = check(root)
    for problem in problems:
        print(problem)
    ids = len(read_files(root).known())
    print(f"{ids} ids in {len(LANGUAGES)} languages, problems: {len(problems)}.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
