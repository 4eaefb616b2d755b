"""An edit moves the voices of the themes that it touches, and no others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocli.model import Codebook, Lock, Seat, Side, Status, Theme
from vocli.themes import CERTAIN, Material, Rows, build_lock, contest, place_in_seats

LEAST = 0.6
ROWS = 40
MATERIAL = Material("t", "", LEAST, {}, frozenset())


def theme(number: int, **other: object) -> Theme:
    return replace(Theme(f"T{number:02d}", f"n{number}", terms=(("a", 1.0),)), **other)  # type: ignore[arg-type]


def seat(theme_id: str, generation: int = 1, **other: object) -> Seat:
    return replace(Seat(theme_id, Side.COMPLAINT, generation, "", (), None), **other)  # type: ignore[arg-type]


def built(themes: Sequence[Theme], before: Lock | None) -> Lock:
    return build_lock(Codebook("c.toml", tuple(themes), (), ""), before, MATERIAL)


@dataclass(frozen=True)
class State:
    """A codebook while it is edited, and how alike every row is to every seat ever made."""

    themes: tuple[Theme, ...]
    lock: Lock
    likeness: np.ndarray

    def held(self) -> list[str]:
        """The theme of each row."""
        won = contest(self.lock.seats, self.likeness, LEAST).profile
        return [self.lock.seats[i].theme_id if i >= 0 else "" for i in won]


def begun(rng: np.random.Generator) -> State:
    themes = tuple(theme(i) for i in range(1, 6))
    lock = built(themes, None)
    return State(themes, lock, rng.uniform(0, 1, (ROWS, len(lock.seats))))


def edited(state: State, kind: str, rng: np.random.Generator) -> tuple[State, set[str]]:
    """The state after an edit, and the themes that it touches."""
    living = [x for x in state.themes if x.status is not Status.RETIRED]
    one, other = (living[int(i)] for i in rng.choice(len(living), 2, replace=False))
    new = theme(len(state.themes) + 1)
    changes = {
        "add": ({}, [new]),
        "change": ({one.theme_id: replace(one, must=(f"w{rng.integers(999)}",))}, []),
        "retire": ({one.theme_id: replace(one, status=Status.RETIRED)}, []),
        "split": ({}, [replace(new, split_from=one.theme_id)]),
        "merge": (
            {
                one.theme_id: replace(one, merged_from=(*one.merged_from, other.theme_id)),
                other.theme_id: replace(other, status=Status.RETIRED),
            },
            [],
        ),
    }[kind]
    replaced, added = changes
    if kind in ("retire", "merge") and len(living) < 4:
        replaced = {}
    themes = (*(replaced.get(x.theme_id, x) for x in state.themes), *added)
    lock = built(themes, state.lock)
    fresh = rng.uniform(0, 1, (ROWS, len(lock.seats) - len(state.lock.seats)))
    touched = {*replaced, *(x.theme_id for x in added), *(x.split_from for x in added)} - {""}
    return State(themes, lock, np.hstack([state.likeness, fresh])), touched


KINDS = st.lists(
    st.sampled_from(["add", "change", "retire", "split", "merge"]), min_size=1, max_size=6
)


@settings(max_examples=60, deadline=None)
@given(KINDS, st.integers(0, 10_000))
def test_rows_of_themes_that_an_edit_does_not_touch_never_move(kinds: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    state = begun(rng)
    for kind in kinds:
        before = state.held()
        state, touched = edited(state, kind, rng)
        for was, now in zip(before, state.held(), strict=True):
            if was != now:
                assert was in {*touched, ""}
                assert now in {*touched, ""}


@settings(max_examples=30, deadline=None)
@given(KINDS, st.integers(0, 10_000))
def test_what_a_merge_or_a_split_holds_is_what_was_held_before(kinds: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    state = begun(rng)
    for kind in [k for k in kinds if k in ("merge", "split")]:
        before = state.held()
        state, touched = edited(state, kind, rng)
        now = state.held()
        assert [x in touched for x in before] == [x in touched for x in now]


@settings(max_examples=30, deadline=None)
@given(KINDS, st.integers(0, 10_000))
def test_the_order_of_rows_and_their_number_do_not_matter(kinds: list[str], seed: int) -> None:
    rng = np.random.default_rng(seed)
    state = begun(rng)
    for kind in kinds:
        state, _ = edited(state, kind, rng)
    order = rng.permutation(ROWS)
    shuffled = replace(state, likeness=state.likeness[order])
    assert shuffled.held() == [state.held()[i] for i in order]
    doubled = replace(state, likeness=np.repeat(state.likeness, 2, axis=0))
    assert doubled.held() == [x for x in state.held() for _ in range(2)]


def test_a_row_below_the_threshold_is_in_no_theme() -> None:
    placed = contest([seat("T01")], np.array([[LEAST - 0.01], [LEAST]]), LEAST)
    assert placed.profile.tolist() == [-1, 0]
    assert placed.score.tolist() == [0.0, LEAST]


def test_an_added_theme_gets_only_what_was_in_none() -> None:
    seats = [seat("T01"), seat("T02", 2)]
    placed = contest(seats, np.array([[0.7, 0.99], [0.1, 0.99]]), LEAST)
    assert placed.profile.tolist() == [0, 1]
    assert placed.since.tolist() == [1, 2]  # type: ignore[union-attr]


def test_what_a_changed_theme_gives_up_goes_to_no_theme_that_stood() -> None:
    seats = [seat("T01", until=2), seat("T02"), seat("T01", 2, parents=(0,)), seat("T03", 2)]
    placed = contest(seats, np.array([[0.9, 0.8, 0.1, 0.2], [0.9, 0.8, 0.1, 0.7]]), LEAST)
    # The first row falls into none although T02 is near; T03 came with the change and may have the second.
    assert placed.profile.tolist() == [-1, 3]
    assert placed.first.tolist() == [0.9, 0.9]  # type: ignore[union-attr]


def test_a_retired_theme_leaves_its_voices_to_later_themes_only() -> None:
    seats = [seat("T01", until=2), seat("T02"), seat("T03", 3)]
    placed = contest(seats, np.array([[0.9, 0.8, 0.1], [0.9, 0.8, 0.7]]), LEAST)
    assert placed.profile.tolist() == [-1, 2]


@pytest.mark.parametrize(("must", "never", "expected"), [((), ("ない",), -1), (("水漏れ",), (), 0)])
def test_a_rule_speaks_louder_than_likeness(
    must: tuple[str, ...], never: tuple[str, ...], expected: int
) -> None:
    one = seat("T01", must=must, never=never, terms=(("床", 1.0),))
    text = "水漏れで床がぬれて使えない"
    terms = [("天井",)] if must else [("床",)]
    rows = Rows(terms, None, np.array([0]), [text])
    placed = place_in_seats([one], rows, lambda _: {"床": 1.0, "天井": 1.0}, 0.1)
    assert placed.profile.tolist() == [expected]
    assert placed.score.tolist() == [CERTAIN if must else 0.0]


def test_words_that_came_later_do_not_change_what_earlier_themes_see() -> None:
    seats = [seat("T01", terms=(("床", 1.0),)), seat("T02", 2, terms=(("新型", 1.0),))]
    rows = Rows([("床", "新型"), ("新型",)], None, np.array([0, 1]), ["床が新型", "新型"])
    old = place_in_seats(seats[:1], rows, lambda _: {"床": 1.0}, 0.1)
    both = place_in_seats(
        seats, rows, lambda g: {"床": 1.0, **({"新型": 1.0} if g > 1 else {})}, 0.1
    )
    assert old.score[0] == both.score[0] == 1.0
    assert both.profile.tolist() == [0, 1]


def test_no_seats_and_no_rows_are_no_error() -> None:
    empty = Rows([], None, np.array([], dtype=np.int64), [])
    assert place_in_seats([], empty, lambda _: {}, 0.1).profile.tolist() == []
    one = Rows([("a",)], None, np.array([0]), ["a"])
    assert place_in_seats([], one, lambda _: {}, 0.1).profile.tolist() == [-1]
