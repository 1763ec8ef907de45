"""What tests of storage share: databases besides the one of the test, empty or migrated."""

import itertools
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack

import asyncpg
import pytest

from storage.embedded import EmbeddedPostgres

_numbers = itertools.count(1)


@pytest.fixture
async def new_dsn(server: EmbeddedPostgres) -> AsyncIterator[Callable[[str], Awaitable[str]]]:
    """Makes a further database, a copy of the one that is named; it is dropped after the test."""
    async with AsyncExitStack() as stack:
        connection = await asyncpg.connect(server.dsn("postgres"))
        stack.push_async_callback(connection.close)

        async def make(template: str) -> str:
            name = f"further_{os.getpid()}_{next(_numbers)}"
            await connection.execute(f"create database {name} template {template} strategy file_copy")
            stack.push_async_callback(connection.execute, f"drop database {name} with (force)")
            return server.dsn(name)

        yield make
