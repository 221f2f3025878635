"""Whether the computer is running on battery."""

from __future__ import annotations

from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
"""Linux. https://docs.kernel.org/power/power_supply_class.html and, for the files,
https://docs.kernel.org/admin-guide/abi-testing.html (sysfs-class-power)"""


def on_battery(supplies: Path = SUPPLIES) -> bool:
    """Whether the computer is running on battery. Blocks: some batteries respond slowly.

    Only implemented on Linux. Elsewhere it returns False, so idle-time work continues on battery,
    at low priority.
    """
    discharging = False
    for supply in sorted(supplies.glob("*")):
        kind = _read(supply / "type")
        if kind in ("Mains", "USB") and _read(supply / "online") not in ("", "0"):
            return False
        if kind == "Battery" and _read(supply / "scope") != "Device":  # not of a mouse or keyboard
            discharging = discharging or _read(supply / "status") == "Discharging"
    return discharging


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):  # unplugged, or no such file
        return ""
