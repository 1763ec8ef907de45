"""Draw a photo anew: from standard input to standard output, as a JPEG of at most `LONGEST` points, upright."""

import sys
from io import BytesIO

from PIL import Image, ImageOps

LONGEST = 1280
# More points than any telephone takes: nothing that unpacks to more is opened.
MOST_POINTS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")


def drawn(content: bytes) -> bytes:
    """Raises what Pillow raises for anything that is no photo."""
    Image.MAX_IMAGE_PIXELS = MOST_POINTS // 2  # twice of it is refused
    with Image.open(BytesIO(content), formats=FORMATS) as opened:
        opened.draft("RGB", (2 * LONGEST, 2 * LONGEST))
        upright = ImageOps.exif_transpose(opened)
        upright.thumbnail((LONGEST, LONGEST))
        # Only the points are taken over: no place, no device, no comment, no smaller copy inside.
        bare = Image.new("RGB", upright.size, "white")
        bare.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    written = BytesIO()
    bare.save(written, "JPEG", quality=82, optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(drawn(sys.stdin.buffer.read()))
