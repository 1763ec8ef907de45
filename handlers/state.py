"""The state of a conversation as JSON, and back."""

from typing import Any

from handlers.conversation.form import Filling
from handlers.conversation.step import Conversation


def to_json(state: Conversation) -> dict[str, Any]:
    """Plain values; what is empty is left out, so that most states are a few bytes."""
    plain: dict[str, Any] = {}
    if state.screen:
        plain["screen"] = state.screen
    if state.menu:
        plain["menu"] = [list(item) for item in state.menu]
    if state.listed:
        plain["listed"] = True
    if state.filling:
        plain["filling"] = vars(state.filling)
    if state.drafts:
        plain["drafts"] = [vars(draft) for draft in state.drafts]
    if state.loose:
        plain["loose"] = state.loose
    if state.album:
        plain["album"] = state.album
    if state.payload:
        plain["payload"] = state.payload
    if state.wrong:
        plain["wrong"] = state.wrong
    if state.held:
        plain["held"] = state.held
    return plain


def from_json(plain: dict[str, Any]) -> Conversation:
    filling = plain.get("filling")
    return Conversation(
        screen=plain.get("screen", 0),
        menu=tuple((key, label) for key, label in plain.get("menu", ())),
        listed=plain.get("listed", False),
        filling=Filling(**filling) if filling else None,
        drafts=tuple(Filling(**draft) for draft in plain.get("drafts", ())),
        loose=plain.get("loose", {}),
        album=plain.get("album"),
        payload=plain.get("payload", ""),
        wrong=tuple(plain.get("wrong", ())),
        held=plain.get("held", {}),
    )
