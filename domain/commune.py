"""A commune as it set itself up: hamlets, departments, topics, hours and periods."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class HamletKind(StrEnum):
    THON = "thon"
    BAN = "ban"
    XOM = "xom"
    AP = "ap"
    TO_DAN_PHO = "to-dan-pho"
    KHU_PHO = "khu-pho"


class DayKind(StrEnum):
    OFF = "off"
    WORK = "work"


@dataclass(frozen=True)
class CalendarDay:
    """A day off, or a day worked although the office is usually shut; its name may be empty."""

    day: date
    kind: DayKind
    name: str = ""


class CommuneKind(StrEnum):
    XA = "xa"
    PHUONG = "phuong"
    DAC_KHU = "dac-khu"


@dataclass(frozen=True)
class Hamlet:
    key: str
    name: str
    kind: HamletKind


@dataclass(frozen=True)
class Department:
    """An office that answers; `external` bodies and the `upper_level` are reached outside the chat.

    With `approval` its head looks at an answer before it goes out, where its head is in the chat.
    """

    key: str
    name: str
    external: bool = False
    upper_level: bool = False
    approval: bool = True


@dataclass(frozen=True)
class Topic:
    """A field of life and the department that answers for it; `words` point to it in what people write.

    With `chair_approves` answers go out when the chair has looked at them, instead of the department's head.
    """

    key: str
    name: str
    department: str
    others: tuple[str, ...] = ()
    answer_working_days: int | None = None
    words: tuple[str, ...] = ()
    chair_approves: bool = False

    def __hash__(self) -> int:
        """Of the key alone: what is remembered per commune is looked up by its topics, with all their words."""
        return hash(self.key)


@dataclass(frozen=True)
class Template:
    """A message that Zalo has approved: `facts` are pairs of its parameter and our fact, `price` in VND."""

    id: str
    facts: tuple[tuple[str, str], ...]
    price: int


@dataclass(frozen=True)
class ZaloAccount:
    """The commune's Official Account, with its templates by kind of notice.

    `ask_to_tap` lets people be asked to press once before they could no longer be written to.
    """

    app_id: str
    oa_id: str
    app_secret_env: str
    oa_secret_env: str
    templates: tuple[tuple[str, Template], ...] = ()
    ask_to_tap: bool = True

    def template(self, kind: str) -> Template | None:
        return dict(self.templates).get(kind)


@dataclass(frozen=True)
class Hours:
    """A daily span of local time; a span that ends before it starts runs over midnight."""

    start: time
    end: time

    def holds(self, moment: time) -> bool:
        """Tell whether `moment` lies in the span (start included, end not)."""
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


@dataclass(frozen=True)
class Answering:
    """Periods of answering: seconds in which an answer can be taken back, days in which its author may ask again.

    `again_working_days` is the period for an answer to who asked again, `extension_working_days` the one extension.
    An author who does not reply to a question is asked once more after `repeat_question_working_days`; after
    `unreplied_working_days` the department goes on without.
    """

    undo_seconds: int = 60
    again_within_days: int = 30
    again_working_days: int = 5
    extension_working_days: int = 10
    repeat_question_working_days: int = 5
    unreplied_working_days: int = 10


@dataclass(frozen=True)
class FollowUp:
    """Periods after a dialogue: calendar days until the conclusion notice, and until a department says when it will be
    done what the notice sets no day for; working days in which a question of the Front is answered.
    """

    conclusion_days: int = 5
    progress_days: int = 5
    question_working_days: int = 5


@dataclass(frozen=True)
class Rights:
    """By when what people ask about their own data is answered, and carried out (Decree 356/2025, art. 5)."""

    respond_working_days: int = 2
    carry_out_days: int = 15


@dataclass(frozen=True)
class Retention:
    """How long things are kept: petitions' personal data after they were closed, and files that nothing refers to.

    `message_days` are for what was sent, `chat_days` for what web chats show of the past, `delivery_days` for what
    channels delivered, `archive_days` for copies of somebody's data that wait to be fetched.
    """

    petition_years: int = 5
    file_days: int = 30
    message_days: int = 180
    chat_days: int = 730
    delivery_days: int = 7
    archive_days: int = 7


@dataclass(frozen=True)
class Office:
    """Where people go themselves with what is no petition; what is empty goes without saying, or is not known."""

    name: str = ""
    address: str = ""
    hours: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Duty:
    """Who is on duty day and night: a title without a name, a telephone, and the department whose people are told."""

    title: str
    phone: str
    department: str | None = None


@dataclass(frozen=True)
class Commune:
    """`id` is the administrative code as a number: names of communes repeat, codes do not."""

    id: int
    slug: str
    name: str
    kind: CommuneKind
    province: str
    code_prefix: str
    venue: str
    quiet_hours: Hours
    digest_at: time
    answer_working_days: int
    speaker_limit: int
    working_weekdays: tuple[int, ...] = (1, 2, 3, 4, 5)
    chairs: tuple[str, ...] = ()
    office_hours: tuple[Hours, ...] = ()
    hamlets: tuple[Hamlet, ...] = ()
    departments: tuple[Department, ...] = ()
    topics: tuple[Topic, ...] = ()
    # The commune's own corrections of the working calendar; what is said last of a day counts.
    days: tuple[CalendarDay, ...] = ()
    # The law's own numbers (72/2025, art. 43), and when people are reminded.
    notice_days: int = 7
    publish_days: int = 10
    dialogues_a_year: int = 1
    remind_days_before: tuple[int, ...] = (7, 3, 1, 0)
    chair_told_after: int = 3
    answering: Answering = Answering()
    follow_up: FollowUp = FollowUp()
    rights: Rights = Rights()
    retention: Retention = Retention()
    # By what they hear: denunciations of whom, complaints.
    offices: tuple[tuple[str, Office], ...] = ()
    duty: Duty | None = None
    telegram_token_env: str | None = None
    zalo: ZaloAccount | None = None
    zalo_bot_token_env: str | None = None
    sample: bool = False

    def __hash__(self) -> int:
        """Of the code alone, for the same reason."""
        return hash(self.id)

    @property
    def commune_id(self) -> int:
        """A commune is of itself: so may be asked who may do something with all of a kind."""
        return self.id

    @property
    def code(self) -> str:
        """The administrative code as it is written: five digits."""
        return f"{self.id:05d}"

    @property
    def announces_by_template(self) -> bool:
        return self.zalo is not None and self.zalo.template("announcement") is not None

    @cached_property
    def _hamlets(self) -> dict[str, Hamlet]:
        return {hamlet.key: hamlet for hamlet in self.hamlets}

    @cached_property
    def _departments(self) -> dict[str, Department]:
        return {department.key: department for department in self.departments}

    @cached_property
    def _topics(self) -> dict[str, Topic]:
        return {topic.key: topic for topic in self.topics}

    def hamlet(self, key: str | None) -> Hamlet | None:
        return self._hamlets.get(key) if key else None

    def department(self, key: str) -> Department:
        """Return the department; one that was removed since keeps its key as its name."""
        return self._departments.get(key) or Department(key, key)

    def topic(self, key: str) -> Topic:
        """Return the topic; one that was removed since keeps its key as its name and has no department."""
        return self._topics.get(key) or Topic(key, key, "")

    def has_department(self, key: str) -> bool:
        return key in self._departments

    def office(self, key: str) -> Office:
        """What the commune says of an office; nothing where it says nothing."""
        return dict(self.offices).get(key, Office())

    def answer_days(self, topic: str) -> int:
        """Working days within which an answer on `topic` is due."""
        return self.topic(topic).answer_working_days or self.answer_working_days

    def is_quiet(self, moment: datetime) -> bool:
        """Tell whether nobody should be disturbed by reminders at `moment` (aware)."""
        return self.quiet_hours.holds(moment.astimezone(VIETNAM).time())

    def quiet_until(self, moment: datetime) -> datetime | None:
        """When the quiet hours that hold `moment` (aware) are over; None when there are none."""
        if not self.is_quiet(moment):
            return None
        local = moment.astimezone(VIETNAM)
        over = datetime.combine(local.date(), self.quiet_hours.end, VIETNAM)
        return over if over > local else over + timedelta(days=1)
