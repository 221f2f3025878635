"""Drives that are unplugged, swapped and put back keep their pictures; deletions take effect."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.indexing import drives
from tests.support.mounts import in_mount_namespace, needs_mounts

SCENARIOS = [
    drives.below_a_chosen_folder,
    drives.an_empty_one_in_its_place,
    drives.a_stray_picture_below_the_mount_point,
    drives.two_cards_in_turn,
    drives.pulled_during_the_first_run,
    drives.the_chosen_folder_itself,
    drives.a_link_to_a_drive,
    drives.another_part_of_the_same_file_system,
    drives.deletions_on_a_drive_that_is_there,
    drives.forgotten_by_the_user,
]


@needs_mounts
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.__name__)
def test_a_drive(scenario: Callable[[Path], None], tmp_path: Path) -> None:
    in_mount_namespace(scenario, tmp_path)
