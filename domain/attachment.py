"""Which files may be sent: kinds and sizes."""

from enum import StrEnum

MAX_BYTES = 20 * 1024 * 1024


class FileKind(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"


# What the content may turn out to be, and what it is then called. Nothing that a reader's machine would run.
ALLOWED: dict[str, FileKind] = {
    "image/jpeg": FileKind.PHOTO,
    "image/png": FileKind.PHOTO,
    "image/webp": FileKind.PHOTO,
    "image/gif": FileKind.PHOTO,
    "image/heic": FileKind.PHOTO,
    "audio/ogg": FileKind.VOICE,
    "audio/mpeg": FileKind.VOICE,
    "audio/mp4": FileKind.VOICE,
    "audio/aac": FileKind.VOICE,
    "audio/webm": FileKind.VOICE,
    "audio/wav": FileKind.VOICE,
    "audio/amr": FileKind.VOICE,
    "video/mp4": FileKind.VIDEO,
    "video/webm": FileKind.VIDEO,
    "video/quicktime": FileKind.VIDEO,
    "video/3gpp": FileKind.VIDEO,
    "application/pdf": FileKind.DOCUMENT,
    "application/msword": FileKind.DOCUMENT,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": FileKind.DOCUMENT,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": FileKind.DOCUMENT,
    "application/vnd.ms-excel": FileKind.DOCUMENT,
    "text/plain": FileKind.DOCUMENT,
}
