"""Conversations: what people come to do, as forms and menus, and what happens when one is finished."""
