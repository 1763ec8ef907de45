"""The letter that invites to a dialogue (giấy mời, form 01 of decree 59/2023)."""

from dataclasses import dataclass

from documents.official import Head, Meeting, Recipients, Signature


@dataclass(frozen=True)
class InvitationLetter:
    """`to` are those invited, `contents` what it is about, `enclosed` the papers sent along.

    `contact` is whom to turn to, as it is to be written, e.g. "đ/c Lê Thị Hoa, Văn phòng HĐND-UBND, ĐT 0238…".
    """

    head: Head
    meeting: Meeting
    to: tuple[str, ...]
    contents: tuple[str, ...]
    contact: str
    recipients: Recipients
    signature: Signature
    enclosed: tuple[str, ...] = ()
