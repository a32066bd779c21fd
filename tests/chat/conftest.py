"""The stage that chat tests play on."""

from __future__ import annotations

import pytest

from tests.chat.stage import on_stage


@pytest.fixture
async def stage():
    async with on_stage() as made:
        yield made
