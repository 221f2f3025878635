"""What stands for a volume: the same whenever it is connected, and another for any other."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from picseek.engine.filesystem.volumes import (
    Mount,
    NumberedVolumes,
    PresentFiles,
    nearest_existing,
    parsed_mounts,
    system_volumes,
)
from tests.support.volumes import LabelledVolumes

TABLE = rb"""22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
36 22 8:17 /photos /media/my\040stick\134 rw - vfat /dev/sdb1 rw,uid=1000
40 22 0:45 / /mnt/nas rw,relatime shared:9 master:1 - nfs4 nas:/export rw
"""


def test_the_mount_table_is_read() -> None:
    assert parsed_mounts(TABLE) == [
        Mount((8, 2), "/", "/", "ext4", "/dev/sda2"),
        Mount((8, 17), "/photos", "/media/my stick\\", "vfat", "/dev/sdb1"),
        Mount((0, 45), "/", "/mnt/nas", "nfs4", "nas:/export"),
    ]


def test_folders_of_one_disk_lie_on_one_volume(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    volumes = system_volumes()
    found = {volumes.volume_of(str(path), path.stat()) for path in (tmp_path, tmp_path / "a" / "b")}
    assert len(found) == 1
    assert found != {""}


@pytest.mark.skipif(sys.platform != "linux", reason="looks at Linux's own file systems")
def test_other_file_systems_are_other_volumes() -> None:
    volumes = system_volumes()
    found = [volumes.volume_of(path, Path(path).stat()) for path in ("/", "/proc", "/sys")]
    assert len(set(found)) == 3


def test_a_serial_number_is_the_same_whatever_python_reads_it(tmp_path: Path) -> None:
    status = tmp_path.stat()
    wide = os.stat_result((*status[:2], status.st_dev | 1 << 40, *status[3:]))
    found = {NumberedVolumes().volume_of(str(tmp_path), each) for each in (status, wide)}
    assert found == {f"serial:{status.st_dev:08x}"}


def test_the_nearest_folder_that_is_there(tmp_path: Path) -> None:
    volumes = LabelledVolumes({tmp_path: "disk"})
    place = nearest_existing(volumes, str(tmp_path / "gone" / "deep"))
    assert place is not None
    assert (place.path, place.volume) == (str(tmp_path), "disk")


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="links need rights there")
def test_behind_a_link_that_leads_nowhere_nothing_is_known(tmp_path: Path) -> None:
    volumes = LabelledVolumes({tmp_path: "disk"})
    (tmp_path / "nas").symlink_to(tmp_path / "unplugged")
    assert nearest_existing(volumes, str(tmp_path / "nas" / "deep")) is None
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert nearest_existing(volumes, str(tmp_path / "loop" / "deep")) is None


def test_a_path_that_is_too_long_is_not_known(tmp_path: Path) -> None:
    volumes = LabelledVolumes({tmp_path: "disk"})
    assert nearest_existing(volumes, str(tmp_path / "/".join(["d" * 200] * 30))) is None


def test_a_file_on_another_volume_is_not_the_one_that_was_recorded(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").touch()
    present = PresentFiles(LabelledVolumes({tmp_path: "card 2"}))
    assert present.has(tmp_path / "a.jpg", "card 2")
    assert present.has(tmp_path / "a.jpg", "")
    assert not present.has(tmp_path / "a.jpg", "card 1")
    assert not present.has(tmp_path / "b.jpg", "card 2")
    assert not present.has(tmp_path / ("x" * 5000), "card 2")
