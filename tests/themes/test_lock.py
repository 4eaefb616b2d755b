"""The lock: what did not change stays byte for byte, what cannot be read is named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vocli.errors import VocliError
from vocli.model import Codebook, Lock, Side, Status, Theme
from vocli.themes import Found, Material, build_lock, dump_lock, load_lock, refine

A = Theme("T01", "届かない", terms=(("届かない", 1.0), ("配達", 0.5)), examples=("水が来ない",))
B = Theme("T02", "入れない", terms=(("ログイン", 2.0),), must=("画面 AND 開かない",))
VECTORS = {
    text: np.eye(4, dtype=np.int8)[i] * 100
    for i, text in enumerate(["水が来ない", "新しい文", "違う文"])
}
MATERIAL = Material(
    "janome",
    "e 1",
    0.6,
    {Side.COMPLAINT: {"届かない": 1.5, "配達": 2.0}},
    frozenset({"k"}),
    VECTORS,
)


def build(*themes: Theme, before: Lock | None = None, material: Material = MATERIAL) -> Lock:
    return build_lock(Codebook("c.toml", themes, (), ""), before, material)


def test_what_is_no_lock_is_named() -> None:
    for text in (
        "",
        "[]",
        "{}",
        '{"format": 99}',
        dump_lock(build(A)).replace('"seats"', '"sets"'),
    ):
        with pytest.raises(VocliError) as failed:
            load_lock(text, "c.lock")
        assert failed.value.code == "VOC-E352"
        assert failed.value.where == "c.lock"


def test_a_lock_reads_back_as_it_was() -> None:
    once = dump_lock(build(A, B, before=build(A)))
    assert dump_lock(load_lock(once, "c.lock")) == once


def test_names_owners_and_notes_make_no_new_edition() -> None:
    before = build(A, B)
    renamed = build(replace(A, name="別名", owners=("物流",), note="注"), B, before=before)
    assert dump_lock(renamed) == dump_lock(before)


def test_the_order_of_themes_does_not_matter() -> None:
    assert dump_lock(build(A, B)) == dump_lock(build(B, A))


def test_a_changed_definition_gets_a_seat_and_the_others_keep_theirs() -> None:
    before = build(A, B)
    after = build(replace(A, examples=(*A.examples, "新しい文")), B, before=before)
    assert after.edition == before.edition + 1
    old, kept, new = after.seats
    assert (old.theme_id, old.until) == ("T01", 2)
    assert kept == before.seats[1]
    assert (new.theme_id, new.generation, new.parents) == ("T01", 2, (0,))
    # Moved towards the new example, and not twice towards the one that it knows.
    assert new.centroid is not None
    assert new.centroid[1] > 0
    assert new.centroid[0] == pytest.approx(10 * new.centroid[1], rel=1e-4)


def test_a_counter_example_pushes_once() -> None:
    before = build(A)
    once = build(replace(A, counter_examples=("違う文",)), before=before)
    twice = build(replace(A, counter_examples=("違う文",), never=("x",)), before=once)
    pushed, same = once.seats[-1].centroid, twice.seats[-1].centroid
    assert pushed is not None
    assert same is not None
    assert pushed[2] < 0
    assert same.tolist() == pytest.approx(pushed.tolist(), abs=1e-5)


def test_retiring_and_taking_up_again() -> None:
    before = build(A, B)
    gone = build(replace(A, status=Status.RETIRED), B, before=before)
    assert [seat.theme_id for seat in gone.seats if not seat.until] == ["T02"]
    back = build(A, B, before=gone)
    assert back.seats[-1].theme_id == "T01"
    assert back.seats[-1].generation > gone.seats[0].until


def test_new_words_are_known_from_their_generation_on() -> None:
    before = build(A)
    after = build(A, replace(B, terms=(("新型", 1.0),)), before=before)
    assert "新型" not in after.words(Side.COMPLAINT, 1)
    assert after.words(Side.COMPLAINT, 2)["新型"] == 2.0  # as rare as the rarest
    assert after.words(Side.COMPLAINT, 1) == before.words(Side.COMPLAINT, 1)


def test_a_term_is_kept_as_the_tokenizer_cuts_it() -> None:
    cut = replace(MATERIAL, spelled={"ログイン": ("ログ", "イン")})
    assert [term for term, _ in build(B, material=cut).seats[0].terms] == ["イン", "ログ"]


def test_what_was_found_goes_before_what_examples_tell() -> None:
    found = Found(np.array([0, 0, 0, 1], dtype=np.float32), 0.8)
    material = replace(MATERIAL, found={"T01": found})
    (seat,) = build(replace(A, side=Side.PRAISE), material=material).seats
    assert seat.middle == 0.8
    assert seat.centroid is found.centroid
    assert build(A, material=material).seats[0].middle == 0.0  # only praise needs one


def test_refining_follows_sure_voices_and_not_a_few() -> None:
    from scipy import sparse

    seats = build(A).seats
    rows = np.array([[70, 70, 0, 0]] * 6, dtype=np.int8)
    none = sparse.csr_matrix((6, 0))
    moved = refine(seats, none, [], rows, np.arange(6), 0.6)["T01"].centroid
    still = refine(seats, none[:2], [], rows[:2], np.arange(2), 0.6)["T01"].centroid
    assert moved is not None
    assert still is not None
    assert moved[1] > 0.1
    assert still[1] == 0.0
