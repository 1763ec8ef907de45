"""Scripts of SQL: several statements in one file."""


def statements(script: str) -> list[str]:
    """The statements of a script without its comments; what stands between ``$$`` and ``$$`` stays together."""
    found, open_ = [], ""
    for part in script.split(";\n"):
        open_ += part
        if open_.count("$$") % 2:
            open_ += ";\n"
            continue
        bare = "\n".join(line for line in open_.split("\n") if not line.startswith("--")).strip()
        if bare:
            found.append(bare)
        open_ = ""
    return found
