"""What `./doithoai audit verify` says."""

from collections.abc import Mapping

from domain.audit import Broken, Fault, Subject
from domain.commune import VIETNAM
from storage.audit import Checked

# One sentence for each thing that may be wrong; {link} is the link that does not hold.
_SAYS: Mapping[Fault, str] = {
    Fault.GAP: "{link} does not follow the one before it: rows are missing, or were put in.",
    Fault.PREVIOUS: "{link} is not chained to the row before it: that one was changed or exchanged.",
    Fault.CHANGED: "{link} was changed after it was written.",
    Fault.ENTRY_GONE: "{link} speaks of an entry that is no longer in the thread.",
    Fault.ENTRY_CHANGED: "{link} speaks of an entry whose kind, moment or department was changed afterwards.",
    Fault.CONTENT_CHANGED: "{link} speaks of an entry whose words or files were changed afterwards.",
    Fault.NOT_LOGGED: "{link} has an entry in its thread that is not on the log.",
    Fault.SEAL_GAP: "{link} does not follow the one before it: seals are missing.",
    Fault.SEAL_PREVIOUS: "{link} is not chained to the seal before it: that one was changed or exchanged.",
    Fault.SEAL_CHANGED: "{link} was changed after it was made.",
    Fault.SEALED_ROWS: "{link} covers another number of rows than are there: rows were taken away or put in.",
    Fault.SEALED_DIGEST: "{link} covers other rows than are there: rows were exchanged.",
}


def report(checked: Checked, slugs: Mapping[int, str], code: str | None) -> list[str]:
    """What was looked through, and what is wrong; `code` is that of the petition where one is concerned."""
    looked = f"{checked.rows:,} rows, {checked.seals:,} seals"
    if checked.broken is not None:
        return [f"BROKEN after {looked}.", sentence(checked.broken, slugs, code)]
    lines = [f"The log holds: {looked}."]
    for seal in checked.last:
        lines.append(f"  {slugs.get(seal.commune_id, seal.commune_id)}: seal {seal.n} {seal.hash.hex()}")
    if checked.last:
        lines.append("Written down elsewhere, a seal proves later that nothing before it was changed: --seal HASH")
    return lines


def sentence(broken: Broken, slugs: Mapping[int, str], code: str | None) -> str:
    commune = slugs.get(broken.commune_id, str(broken.commune_id))
    at = f" of {broken.at.astimezone(VIETNAM):%d/%m/%Y %H:%M:%S}" if broken.at else ""
    if not broken.subject:
        return _SAYS[broken.fault].format(link=f"{commune}: seal {broken.n}{at}")
    whose = (
        f"petition {code}" if broken.subject == Subject.PETITION and code else f"{broken.subject} {broken.subject_id}"
    )
    row = f", row {broken.n}{at}" if broken.n else at
    return _SAYS[broken.fault].format(link=f"{commune}: {whose}{row}")
