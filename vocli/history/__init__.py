"""The history: facts and masked evidence of every week, in one file that a crash cannot break."""

from vocli.history.counts import (
    State,
    count_themes,
    first_known,
    main_themes,
    page_before,
    publish_page,
    unplaced,
    write_mentions,
)
from vocli.history.keep import keep_codebook, new_contacts, write_run
from vocli.history.recall import contents, newest_day, oldest_day, recall, recall_contacts
from vocli.history.store import Store, is_history, open_store

__all__ = [
    "State",
    "Store",
    "contents",
    "count_themes",
    "first_known",
    "is_history",
    "keep_codebook",
    "main_themes",
    "new_contacts",
    "newest_day",
    "oldest_day",
    "open_store",
    "page_before",
    "publish_page",
    "recall",
    "recall_contacts",
    "unplaced",
    "write_mentions",
    "write_run",
]
