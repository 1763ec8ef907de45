"""The command line (placeholder until the commands are written)."""

import sys


def main() -> int:
    match sys.argv[1:]:
        case ["test", *arguments]:
            from bot import checks

            return checks.run(arguments)
        case _:
            print("usage: doithoai test [pytest arguments]")
            return 0
