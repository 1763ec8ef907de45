"""A strict fake of Zalo that speaks HTTP: Official Account, templates by phone, and Bot Platform."""

from tests.fakes.zalo.people import Acting
from tests.fakes.zalo.server import FakeZalo
from tests.fakes.zalo.world import (
    App,
    Bot,
    BotGroup,
    Button,
    File,
    Group,
    Line,
    OfficialAccount,
    Person,
    Template,
)

__all__ = [
    "Acting",
    "App",
    "Bot",
    "BotGroup",
    "Button",
    "FakeZalo",
    "File",
    "Group",
    "Line",
    "OfficialAccount",
    "Person",
    "Template",
]
