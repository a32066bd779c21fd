"""Which condenser writes briefs anew, by the settings; with app.py and translators.py, what names adapters."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from bot.adapters.budget import Budget
from bot.adapters.condense_extractive import ExtractiveCondenser
from bot.adapters.condense_llm import NAME, LlmCondenser
from bot.adapters.translations_file import open_translations
from bot.config import LLM, Settings
from bot.ports import Clock, Condenser, Workers
from bot.translators import language_model


@asynccontextmanager
async def writer(settings: Settings, *, clock: Clock, workers: Workers) -> AsyncIterator[Condenser | None]:
    """The writer that the settings ask for; None where the articles' own sentences are wanted."""
    if settings.condenser != LLM or not (settings.llm_url and settings.llm_model):
        yield None
        return
    async with AsyncExitStack() as stack:
        file = await open_translations(settings.data_dir / "translations.sqlite")
        stack.push_async_callback(file.close)
        model = language_model(settings, settings.llm_url, settings.llm_model, name="the condenser's model")
        paid = settings.llm_key is not None
        budget = Budget(f"{NAME} briefs", file, clock=clock, characters=settings.condense_budget) if paid else None
        made = LlmCondenser(
            model, otherwise=ExtractiveCondenser(workers=workers), file=file, clock=clock, budget=budget
        )
        stack.push_async_callback(made.close)
        yield made
