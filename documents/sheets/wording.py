"""What an office says on its papers, and how it writes names, days and lists."""

from collections.abc import Iterable
from datetime import datetime

from documents.official import Head, Layout, Meeting, clean_text, short_month
from documents.tones import with_tones
from domain.commune import VIETNAM
from domain.notice import Words, words
from locales import render

LANGUAGE = "vi"


class Wording:
    """The words of one office: in its layout, with its tone marks."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.layout = head.layout
        self.is_party = head.layout is Layout.PARTY

    def say(self, said: Words | str) -> str:
        """Our own words and names, with the tone marks where this office puts them."""
        text = said if isinstance(said, str) else render(said, LANGUAGE)
        return with_tones(clean_text(text), self.head.tones)

    def listed(self, texts: Iterable[str]) -> str:
        """ "a", "a và b", "a, b và c"; with semicolons where there are commas in them."""
        kept = [text.rstrip(" .;,") for text in map(self.say, texts) if text]
        if len(kept) < 2:
            return "".join(kept)
        between = "; " if any("," in text for text in kept) else ", "
        return self.say(words("paper-and", first=between.join(kept[:-1]), last=kept[-1]))

    def meeting(self, meeting: Meeting) -> str:
        """The title of a dialogue inside a sentence."""
        title = self.say(meeting.title).rstrip(" .")
        starts = self.say(words("paper-meeting-starts"))
        return title[0].lower() + title[1:] if title.lower().startswith(starts) and not title.isupper() else title

    def moment(self, at: datetime) -> str:
        """ "07 giờ 30 phút, ngày 30 tháng 8 năm 2026" """
        local = at.astimezone(VIETNAM)
        day = words("paper-day-long", day=f"{local:%d}", month=short_month(local), year=str(local.year))
        return self.say(words("paper-hour", hour=f"{local:%H}", minute=f"{local:%M}", day=day))
