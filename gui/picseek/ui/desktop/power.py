"""Whether the computer runs on its battery."""

from __future__ import annotations

from pathlib import Path

SUPPLIES = Path("/sys/class/power_supply")
"""Linux. https://docs.kernel.org/power/power_supply_class.html and, for the files,
https://docs.kernel.org/admin-guide/abi-testing.html (sysfs-class-power)"""


def on_battery(supplies: Path = SUPPLIES) -> bool:
    """Whether the computer runs on its battery. Blocks: some batteries answer slowly.

    Known on Linux only. On macOS and Windows nothing that Picseek needs anyway can tell, so there
    the answer is always no: work for idle time goes on, at low priority.
    """
    discharging = False
    for supply in sorted(supplies.glob("*")):
        kind = _read(supply / "type")
        if kind in ("Mains", "USB") and _read(supply / "online") not in ("", "0"):
            return False
        if kind == "Battery" and _read(supply / "scope") != "Device":  # no mouse's or keyboard's
            discharging = discharging or _read(supply / "status") == "Discharging"
    return discharging


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError):  # it was pulled out, or has no such file
        return ""
