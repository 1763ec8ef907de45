"""Ways to reach people: a table of who is reached how, and what must hold whatever is known of them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.notice import NoticeKind
from domain.reach import BY_TEMPLATE, WAYS, WINDOWS, Chat, Contact, Way, mobile_number, next_way

NOW = datetime(2025, 11, 14, 1, 0, tzinfo=UTC)
ZALO = WINDOWS["zalo"]
_W, _K = Way, NoticeKind


def zalo(days: float | None = 1, *, reachable: bool = True) -> Chat:
    """A chat on Zalo in which somebody was heard so many days ago."""
    return Chat(1, "186", "zalo", None if days is None else NOW - timedelta(days=days), reachable)


def telegram(days: float = 300, *, reachable: bool = True) -> Chat:
    return Chat(2, "77", "telegram", NOW - timedelta(days=days), reachable)


def all_ways(kind: NoticeKind, contact: Contact, templates: frozenset[str] = frozenset()) -> list[Way]:
    """Every way in turn, when each of them fails."""
    tried: list[Way] = []
    while (way := next_way(kind, contact, tried, templates, NOW)) is not None:
        tried.append(way)
    return tried


@pytest.mark.parametrize(
    ("heard", "cost", "is_open"),
    [
        pytest.param(timedelta(), 0, True, id="just-now"),
        pytest.param(timedelta(hours=48) - timedelta(seconds=1), 0, True, id="end-of-the-free-time"),
        pytest.param(timedelta(hours=48), 55, True, id="after-it"),
        pytest.param(timedelta(days=7) - timedelta(seconds=1), 55, True, id="end-of-the-window"),
        pytest.param(timedelta(days=7), 55, False, id="closed"),
        pytest.param(None, 55, False, id="never-heard"),
    ],
)
def test_how_long_zalo_lets_us_write_and_what_it_costs(heard: timedelta | None, cost: int, is_open: bool) -> None:
    at = None if heard is None else NOW - heard
    assert (ZALO.cost(at, NOW), ZALO.is_open(at, NOW)) == (cost, is_open)
    assert Chat(1, "186", "zalo", at).is_open(NOW) is is_open
    # Other channels let us write at any time.
    assert Chat(1, "186", "telegram", at).is_open(NOW)


ANY = frozenset({"answer", "announcement"})


@pytest.mark.parametrize(
    ("kind", "contact", "templates", "ways"),
    [
        pytest.param(_K.ANSWER, Contact(zalo(6.9)), {}, [_W.CHAT, _W.CALL], id="still-open"),
        pytest.param(_K.ANSWER, Contact(zalo(8)), {}, [_W.CALL], id="nothing-but-a-call"),
        pytest.param(_K.ANSWER, Contact(zalo(8)), ANY, [_W.TEMPLATE, _W.CALL], id="a-template"),
        pytest.param(_K.QUESTION, Contact(zalo(8)), ANY, [_W.CALL], id="no-template-for-this-kind"),
        pytest.param(
            _K.ANSWER, Contact(zalo(8), (telegram(),), "84900000000", heads=(5,)), ANY,
            [_W.TEMPLATE, _W.TEMPLATE_PHONE, _W.OTHER_CHAT, _W.HAMLET_HEAD, _W.CALL], id="everything",
        ),
        pytest.param(
            _K.ANSWER, Contact(telegram(reachable=False), (zalo(8),), "84900000000"), ANY,
            [_W.TEMPLATE, _W.TEMPLATE_PHONE, _W.CALL], id="blocked-here-a-template-there",
        ),
        pytest.param(
            _K.ANSWER, Contact(telegram(reachable=False), phone="84900000000"), ANY, [_W.TEMPLATE_PHONE, _W.CALL],
            id="a-telephone-only",
        ),
        pytest.param(_K.CHANGE, Contact(zalo(8), (zalo(9), telegram())), {}, [_W.OTHER_CHAT, _W.CALL], id="open-one"),
        pytest.param(_K.CHANGE, Contact(zalo(8), (zalo(9),)), {}, [_W.CALL], id="the-other-is-closed-too"),
        pytest.param(_K.REMINDER, Contact(None, heads=(5,)), {}, [_W.HAMLET_HEAD, _W.CALL], id="no-chat-at-all"),
        pytest.param(
            _K.ANSWER, Contact(zalo(8), phone="84900000000", heads=(5,), consented=False), ANY, [],
            id="consent-withdrawn",
        ),
        pytest.param(_K.ANSWER, Contact(zalo(8), may_be_called=False), {}, [], id="the-name-is-hidden"),
        pytest.param(
            _K.ANNOUNCEMENT, Contact(zalo(8), (telegram(),), heads=(5,)), ANY, [_W.TEMPLATE, _W.OTHER_CHAT],
            id="announcements-go-to-nobody-else",
        ),
        pytest.param(
            _K.PROGRESS, Contact(zalo(8), (telegram(),), heads=(5,)), ANY, [_W.OTHER_CHAT],
            id="news-that-nobody-has-to-act-on",
        ),
    ],
)  # fmt: skip
def test_who_is_reached_how(kind: NoticeKind, contact: Contact, templates: frozenset[str], ways: list[Way]) -> None:
    assert all_ways(kind, contact, frozenset(templates)) == ways


CHATS = st.builds(
    Chat,
    st.integers(1, 3),
    st.just("186"),
    st.sampled_from(["zalo", "zalo-bot", "telegram", "web"]),
    st.none() | st.timedeltas(timedelta(), timedelta(days=30)).map(lambda ago: NOW - ago),
    st.booleans(),
)
CONTACTS = st.builds(
    Contact,
    st.none() | CHATS,
    st.lists(CHATS, max_size=3).map(tuple),
    st.none() | st.just("84900000000"),
    st.booleans(),
    st.lists(st.integers(1, 9), max_size=2).map(tuple),
    st.booleans(),
)
KINDS = st.sampled_from(list(NoticeKind))
TEMPLATES = st.frozensets(st.sampled_from([kind.value for kind in NoticeKind]))


@given(KINDS, CONTACTS, TEMPLATES)
def test_ways_end_keep_their_order_and_use_nothing_that_is_not_there(
    kind: NoticeKind, contact: Contact, templates: frozenset[str]
) -> None:
    ways = all_ways(kind, contact, templates)
    assert ways == [way for way in WAYS[kind] if way in ways]
    if _W.CHAT in ways:
        assert contact.chat is not None
        assert contact.chat.is_open(NOW)
    if _W.OTHER_CHAT in ways:
        other = contact.other(NOW)
        assert other is not None
        assert other.is_open(NOW)
    assert not BY_TEMPLATE & set(ways) or kind in templates
    if not contact.consented:
        assert set(ways) <= {_W.CHAT, _W.OTHER_CHAT}
    if kind in (_K.ANNOUNCEMENT, _K.PROGRESS):
        assert not {_W.HAMLET_HEAD, _W.CALL} & set(ways)
    elif contact.consented and contact.may_be_called:
        assert ways[-1] is _W.CALL


@given(CHATS, st.timedeltas(timedelta(), timedelta(days=30)))
def test_what_is_closed_does_not_open_by_itself_and_never_gets_cheaper(chat: Chat, later: timedelta) -> None:
    assert chat.is_open(NOW) or not chat.is_open(NOW + later)
    if chat.window:
        assert chat.window.cost(chat.heard_at, NOW) <= chat.window.cost(chat.heard_at, NOW + later)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0901 234 567", "84901234567"),
        ("+84 901.234.567", "84901234567"),
        ("84901234567", "84901234567"),
        ("0248 888 9999", "842488889999"),
        ("+1 202 555 0100", None),
        ("0084901234567", None),
        ("090", None),
        ("", None),
        (None, None),
    ],
)
def test_telephones_as_zalo_wants_them(written: str | None, number: str | None) -> None:
    assert mobile_number(written) == number
