"""Screens and papers: windows full of text, letters, receipts, notes, sheet music."""

from __future__ import annotations

import math
from collections.abc import Sequence

from picseek.demo.canvas import Canvas

LETTER = (
    "Dear Ms Lindqvist,",
    "",
    "thank you for your letter of the second of May. We are",
    "glad to tell you that the garden plot number seven is",
    "yours from the first of June.",
    "",
    "Please bring this letter and a photograph when you come",
    "to collect the key. The office is open on weekdays from",
    "nine to four. The yearly rent of 120 euros is due in July.",
    "",
    "We wish you a green thumb and much sun.",
    "",
    "Kind regards,",
    "",
)
CODE = (
    ("$ picseek index ~/Pictures", "#e8e8e8"),
    ("Looking into /home/ada/Pictures ...", "#8f9aa8"),
    ("4 212 pictures, 38 a second, 1 min 50 s left", "#8f9aa8"),
    ("Done: 4 212 indexed, 3 problems", "#5fd38a"),
    ("", ""),
    ('$ picseek search "red barn in the snow"', "#e8e8e8"),
    ("  1  Holidays/IMG_2041.jpg", "#7fb8ff"),
    ("  2  Farm/red barn.jpg", "#7fb8ff"),
    ("  3  Scans/barn 1958.tif", "#7fb8ff"),
    ("", ""),
    ("$ ls -la notes", "#e8e8e8"),
    ("-rw-r--r-- ada  2048 todo.txt", "#c7ccd3"),
    ("-rw-r--r-- ada   512 recipe.txt", "#c7ccd3"),
    ("$ _", "#e8e8e8"),
)


def editor_window(c: Canvas) -> None:
    """A screenshot: a text editor with a meeting protocol on a blue desktop."""
    c.gradient("#2f6fb8", "#5fa8d8", "#a8d8e8")
    _window(c, (c.wide * 0.1, 9, c.wide * 0.9, 91), "meeting notes.txt", "#ffffff")
    lines = (
        "Meeting notes, 14 March",
        "",
        "Present: Ada, Grace, Linus, Margaret",
        "",
        "1. The new office opens in May.",
        "2. The printer is to be repaired.",
        "3. Budget: 4 800 euros are left.",
        "4. Next meeting on Tuesday at ten.",
        "",
        "To do",
        " - order chairs and two lamps",
        " - write to the landlord",
        " - bake a cake",
    )
    for index, line in enumerate(lines):
        size = 4.2 if index in (0, 9) else 3.5
        c.text(c.wide * 0.1 + 5, 23 + index * 5, line, size, "#24272b")


def terminal(c: Canvas) -> None:
    """A screenshot of a dark terminal with commands."""
    c.gradient("#3b2f5c", "#1d1a33")
    _window(c, (6, 7, c.wide - 6, 93), "ada@laptop: ~", "#15181e", dark=True)
    for index, (line, colour) in enumerate(CODE):
        if line:
            c.text(11, 22 + index * 5, line, 3.5, colour)


def chat(c: Canvas) -> None:
    """A screenshot of a chat with green and white bubbles, on a phone."""
    c.rect(0, 0, c.wide, 100, "#e9e2d8")
    c.rect(0, 0, c.wide, 11, "#1f7a66")
    c.disc(8, 6, 3, "#f2d2b0")
    c.text(13, 6, "Grace", 3.4, "#ffffff")
    talk = (
        (0, "Are you there yet?"),
        (1, "Train is late again"),
        (1, "20 minutes"),
        (0, "Oh no"),
        (0, "I will wait at the cafe"),
        (1, "Thank you!"),
        (1, "Cake for both of us?"),
        (0, "Apple pie!"),
    )
    y = 17.0
    for mine, words in talk:
        width = 6 + len(words) * 1.55
        left = c.wide - 4 - width if mine else 4
        c.rect(left, y, left + width, y + 7, "#d5f5c0" if mine else "#ffffff", 1.6)
        c.text(left + 3, y + 3.5, words, 2.9, "#23282c")
        y += 9
    c.rect(3, 92, c.wide - 3, 98, "#ffffff", 3)
    c.text(7, 95, "Message", 2.8, "#9aa0a6")


def settings_page(c: Canvas) -> None:
    """A screenshot of a phone's settings with blue switches."""
    c.rect(0, 0, c.wide, 100, "#f2f2f6")
    c.text(5, 9, "Settings", 6, "#16181b")
    rows = (
        ("Wi-Fi", 1, "#2f7fe6"),
        ("Bluetooth", 1, "#2f7fe6"),
        ("Flight mode", 0, "#f0932b"),
        ("Notifications", 1, "#e0443a"),
        ("Dark mode", 0, "#4a4f57"),
        ("Location", 1, "#3fae5a"),
        ("Battery saver", 0, "#8a55c0"),
        ("Backup", 1, "#2aa5b0"),
    )
    for index, (name, on, colour) in enumerate(rows):
        y = 16 + index * 10
        c.rect(3, y, c.wide - 3, y + 9, "#ffffff", 1.4)
        c.rect(5, y + 2, 10, y + 7, colour, 1.2)
        c.text(13, y + 4.5, name, 3.3, "#1f2226")
        right = c.wide - 5
        c.rect(right - 8, y + 2.3, right, y + 6.7, "#34c35a" if on else "#d4d6da", 2.2)
        c.disc(right - 2.2 if on else right - 5.8, y + 4.5, 1.8, "#ffffff")


def spreadsheet(c: Canvas) -> None:
    """A screenshot of a spreadsheet with numbers in a grid."""
    c.rect(0, 0, c.wide, 100, "#ffffff")
    c.rect(0, 0, c.wide, 8, "#1e7145")
    c.text(4, 4, "expenses 2024 - Sheet 1", 3.2, "#ffffff")
    width, names = c.wide / 7, ("", "Item", "Jan", "Feb", "Mar", "Apr", "Sum")
    items = (
        "Rent",
        "Power",
        "Water",
        "Phone",
        "Bread",
        "Books",
        "Train",
        "Coffee",
        "Shoes",
        "Gifts",
    )
    for row in range(len(items) + 1):
        y = 8 + row * 8.3
        c.rect(0, y, c.wide, y + 8.3, "#e6efe9" if row == 0 else ("#ffffff", "#f6f9f7")[row % 2])
        amounts = c.rng.integers(12, 480, 4)
        cells = [str(row), items[row - 1], *map(str, amounts), str(amounts.sum())] if row else names
        for column, cell in enumerate(cells):
            anchor = "lm" if column == 1 else "rm"
            at = column * width + (2 if column == 1 else width - 2)
            c.text(at, y + 4.2, cell, 3.1, "#1c2023" if column < 6 else "#1e7145", anchor)
        c.line([(0, y), (c.wide, y)], "#cfd6d2", 0.2)
    for column in range(1, 7):
        c.line([(column * width, 8), (column * width, 100)], "#cfd6d2", 0.2)


def letter(c: Canvas) -> None:
    """A scanned typed letter, black on white, slightly turned."""
    _paper(c, "#f6f4ee")
    c.text(c.wide - 8, 8, "Garden Club Westhill", 2.8, "#333333", "rm")
    c.text(c.wide - 8, 11.5, "5 May 2017", 2.2, "#333333", "rm")
    _typed(c, LETTER, 20, 2.15, 4.2)
    _scribble(c, 9, 79, 18, "#1c2f7a")
    c.turn(0.7, "#dcdad2")


def invoice(c: Canvas) -> None:
    """A scanned invoice with a table and a red stamp."""
    _paper(c, "#fbfaf6")
    c.rect(8, 7, 15, 14, "#c8402f", 1)
    c.text(18, 10.5, "Bicycle Workshop Speiche", 3.2, "#222222")
    c.text(8, 23, "Invoice 2021-0417", 3.6, "#222222")
    rows = (
        ("Inner tube", "8.50"),
        ("Chain", "24.90"),
        ("Brake pads", "17.00"),
        ("Work, 1 h", "54.00"),
        ("VAT 19 %", "19.84"),
        ("Total", "124.24"),
    )
    for index, (what, price) in enumerate(rows):
        y = 33 + index * 6
        c.line([(8, y + 3), (c.wide - 8, y + 3)], "#999999", 0.2)
        c.text(8, y, what, 2.5, "#222222")
        c.text(c.wide - 8, y, price, 2.5, "#222222", "rm")
    c.ring(c.wide * 0.66, 82, 9, 0.8, "#c8242fb0")
    c.text(c.wide * 0.66, 82, "PAID", 4.4, "#c8242f", "mm")
    c.turn(-1.1, "#d6d3cb")


def receipt(c: Canvas) -> None:
    """A crumpled till receipt on a wooden table."""
    c.gradient("#8a5c38", "#77492a")
    c.mottle(0.5, 5, 8)
    left, right = c.wide * 0.22, c.wide * 0.78
    c.rect(left + 2, 5, right + 2, 97, "#00000040")
    c.rect(left, 3, right, 95, "#f4f2ec")
    c.text(c.wide / 2, 10, "CORNER SHOP", 4, "#2b2b2b", "mm")
    goods = (
        ("Apples", "2.49"),
        ("Milk", "1.19"),
        ("Bread", "3.20"),
        ("Cheese", "4.75"),
        ("Coffee", "6.90"),
        ("Soap", "1.05"),
        ("SUM", "19.58"),
        ("CASH", "20.00"),
        ("CHANGE", "0.42"),
    )
    for index, (what, price) in enumerate(goods):
        y = 20 + index * 6.4
        c.text(left + 3, y, what, 3, "#333333")
        c.text(right - 3, y, price, 3, "#333333", "rm")
    for bar in range(34):
        x = left + 6 + bar * (right - left - 12) / 34
        c.rect(x, 82, x + 0.25 + 0.5 * c.rng.random(), 90, "#1c1c1c")
    c.mottle(0.12, 9)


def sheet_music(c: Canvas) -> None:
    """Printed sheet music: staves with black notes."""
    _paper(c, "#f7f2e4")
    c.text(c.wide / 2, 8, "Little Waltz", 4.4, "#1d1d1d", "mm")
    for staff in range(6):
        top = 18 + staff * 13.4
        for line in range(5):
            c.line([(6, top + line * 1.5), (c.wide - 6, top + line * 1.5)], "#333333", 0.15)
        for bar in range(5):
            x = 6 + bar * (c.wide - 12) / 4
            c.line([(x, top), (x, top + 6)], "#333333", 0.25)
        for note in range(14):
            x, y = 10 + note * (c.wide - 20) / 13, top + 1 + 5 * c.rng.random()
            c.ellipse(x, y, 0.95, 0.72, "#161616")
            c.line([(x + 0.85, y), (x + 0.85, y - 5)], "#161616", 0.22)


def sticky_notes(c: Canvas) -> None:
    """Yellow, pink, green and blue sticky notes on a cork board."""
    c.gradient("#c79a63", "#b98850")
    c.mottle(0.5, 2)
    notes = (
        ("#fde25a", ("Call", "mum")),
        ("#f7a8c0", ("Milk", "eggs", "tea")),
        ("#b6e38a", ("Gym", "18:30")),
        ("#9fd3f5", ("Keys!",)),
        ("#fde25a", ("Dentist", "Friday")),
        ("#fbc27a", ("Water", "plants")),
    )
    for index, (colour, words) in enumerate(notes):
        shift = c.rng.random(2) - 0.5
        x = c.wide * (0.06 + 0.32 * (index % 3)) + 5 * shift[0]
        y = 8 + 46 * (index // 3) + 5 * shift[1]
        side = c.wide * 0.25
        c.rect(x + 1, y + 1.4, x + side + 1, y + side + 1.4, "#4a321840")
        c.rect(x, y, x + side, y + side, colour)
        c.polygon(
            [(x + side - 5, y + side), (x + side, y + side - 5), (x + side, y + side)], "#00000025"
        )
        c.disc(x + side / 2, y + 2.5, 1.4, "#d13a34")
        for row, word in enumerate(words):
            c.text(x + side / 2, y + 11 + row * 8, word, 7, "#2b2f3a", "mm")


def whiteboard(c: Canvas) -> None:
    """A whiteboard with a hand-drawn plan in red, blue and green."""
    c.gradient("#f9fafb", "#e8ebee")
    c.rect(0, 94, c.wide, 101, "#a9afb6")
    boxes = (
        ("Idea", 0.1, 22, "#2458c4"),
        ("Draft", 0.42, 22, "#d0342c"),
        ("Test", 0.74, 22, "#2c8f4a"),
        ("Launch", 0.42, 64, "#2458c4"),
    )
    for name, part, y, colour in boxes:
        x, wide = part * c.wide, c.wide * 0.17
        frame = [(x, y), (x + wide, y - 1), (x + wide + 1, y + 17), (x - 0.6, y + 16), (x, y)]
        c.line(frame, colour, 0.8)
        c.text(x + wide / 2, y + 8, name, 6, colour, "mm")
    for start, end in (
        ((0.285, 30), (0.4, 30)),
        ((0.605, 30), (0.72, 30)),
        ((0.8, 41), (0.62, 66)),
    ):
        _arrow(c, (start[0] * c.wide, start[1]), (end[0] * c.wide, end[1]))
    _scribble(c, c.wide * 0.08, 62, 30, "#d0342c")
    _scribble(c, c.wide * 0.08, 72, 24, "#2458c4")
    for index, colour in enumerate(("#d0342c", "#2458c4", "#2c8f4a")):
        c.rect(c.wide * 0.7 + index * 12, 93, c.wide * 0.7 + index * 12 + 9, 95.5, colour, 1)


def handwriting(c: Canvas) -> None:
    """A page of blue handwriting on lined paper."""
    _paper(c, "#fbfaf2")
    for row in range(22):
        c.line([(0, 10 + row * 4.2), (c.wide, 10 + row * 4.2)], "#9cc3e8", 0.18)
    c.line([(9, 0), (9, 100)], "#e58a8a", 0.25)
    for row in range(19):
        _scribble(c, 12, 13.4 + row * 4.2, c.wide - 20 - 18 * c.rng.random(), "#1f3a93")
    c.turn(-0.8, "#cfcabb")


def _window(
    c: Canvas,
    box: tuple[float, float, float, float],
    title: str,
    ground: str,
    *,
    dark: bool = False,
) -> None:
    """A program's window: shadow, title bar, three round buttons."""
    left, top, right, bottom = box
    for spread in range(6):
        c.rect(left - spread, top + 1, right + spread, bottom + spread * 1.2, "#00000010", 3)
    c.rect(left, top, right, bottom, ground, 1.6)
    c.rect(left, top, right, top + 8, "#2a2f38" if dark else "#e4e6ea", 1.6)
    for index, colour in enumerate(("#ff5f57", "#febc2e", "#28c840")):
        c.disc(left + 4 + index * 4, top + 4, 1.3, colour)
    c.text((left + right) / 2, top + 4, title, 3.2, "#c9ced6" if dark else "#4a4e55", "mm")


def _paper(c: Canvas, colour: str) -> None:
    c.rect(0, 0, c.wide, 100, colour)
    c.mottle(0.06, 12)


def _typed(c: Canvas, lines: Sequence[str], top: float, size: float, step: float) -> None:
    for index, line in enumerate(lines):
        c.text(8, top + index * step, line, size, "#26262a")


def _scribble(c: Canvas, x: float, y: float, length: float, colour: str) -> None:
    """A line of handwriting that means nothing, with gaps as between words."""
    start = x
    while start < x + length:
        end = min(x + length, start + 4 + 7 * c.rng.random())
        wild = c.rng.random(3)
        points = []
        for step in range(int((end - start) * 4)):
            at = start + step / 4
            rise = math.sin(at * (3.4 + wild[0])) * 0.8 + math.sin(at * 1.7 + wild[1] * 6) * 0.6
            points.append((at + 0.25 * math.cos(at * 3.4), y - rise))
        if len(points) > 1:
            c.line(points, colour, 0.3)
        start = end + 1.4


def _arrow(c: Canvas, start: tuple[float, float], end: tuple[float, float]) -> None:
    c.line([start, end], "#33373d", 0.8)
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    for side in (-0.5, 0.5):
        tip = (end[0] - 4 * math.cos(angle + side), end[1] - 4 * math.sin(angle + side))
        c.line([end, tip], "#33373d", 0.8)
