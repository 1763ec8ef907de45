"""A strict fake of the Telegram Bot API that speaks HTTP."""

from tests.fakes.telegram.delivery import Pace
from tests.fakes.telegram.people import Button, Line
from tests.fakes.telegram.server import FakeTelegram
from tests.fakes.telegram.world import Bot, Chat, Message, User

__all__ = ["Bot", "Button", "Chat", "FakeTelegram", "Line", "Message", "Pace", "User"]
