"""The benchmark of understanding: what `./doithoai route` takes to load, and for a message."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from json import dumps

import psutil

from bot.bench.figures import Figure, Findings, machine, print_line, show

ROUNDS = 20
# One that is as long as reading goes, without an end of a sentence: the worst a person can send.
LONGEST = "đường hỏng nước bẩn sổ đỏ chậm quá xã ơi " * 2_500


def understanding() -> int:
    """Print the figures; return 1 when a message was not answered, otherwise 0."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    findings = Findings()
    print_line(machine("not used"))
    from understanding.training import everything

    texts = [example.text for example in everything()]
    _loading(findings)
    _messages(findings, texts)
    show(findings)
    return 1 if findings.wrong else 0


def _loading(findings: Findings) -> None:
    """From the start of the process to the first answer, and the memory it takes then."""
    begun = time.perf_counter()
    command = [sys.executable, "-P", "-m", "bot", "route"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:  # noqa: S603  our own
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{dumps({'id': 1, 'text': 'Cầu treo bản Nà Pồng mục ván'})}\n".encode())
        process.stdin.flush()
        answered = process.stdout.readline()
        took = time.perf_counter() - begun
        memory = psutil.Process(process.pid).memory_info().rss / 2**20
        process.stdin.close()
    findings.check("first message answered", answered.count(b"xay-dung-giao-thong"), 1)
    findings.add(Figure("start of ./doithoai route to its first answer", took, "s", most=1.5))
    findings.add(Figure("memory of ./doithoai route then", memory, "MB", most=150))


def _messages(findings: Findings, texts: list[str]) -> None:
    from bot.route import route

    lines = [dumps({"id": at, "text": text}) for at, text in enumerate(texts)]
    list(route(lines))
    times = sorted(_timed(lines))
    findings.add(Figure("a message, on average", 1000 * sum(times) / len(times), "ms", most=5))
    findings.add(Figure("a message, 99 of 100", 1000 * times[len(times) * 99 // 100], "ms", most=5))
    longest = min(_timed([dumps({"id": 0, "text": LONGEST})]))
    findings.add(Figure("a message of 100,000 characters", 1000 * longest, "ms"))
    findings.check("messages answered", len(list(route(lines))), len(lines))


def _timed(lines: list[str]) -> Iterator[float]:
    """Seconds of processor time for each line, the least of several rounds: others use the machine too."""
    from bot.route import answer

    for line in lines:
        least = float("inf")
        for _ in range(max(2, ROUNDS // len(lines))):
            begun = time.process_time()
            answer(line)
            least = min(least, time.process_time() - begun)
        yield least
