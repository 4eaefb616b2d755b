"""The history: facts and masked evidence of every week, in one file that a crash cannot break."""

from vocli.history.keep import keep_codebook, new_contacts, write_mentions, write_run
from vocli.history.recall import newest_day, oldest_day, recall, recall_contacts
from vocli.history.store import Store, is_history, open_store

__all__ = [
    "Store",
    "is_history",
    "keep_codebook",
    "new_contacts",
    "newest_day",
    "oldest_day",
    "open_store",
    "recall",
    "recall_contacts",
    "write_mentions",
    "write_run",
]
