"""The model card: fixed words, and figures out of `figures.json` and the sources' table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from training.sources import SOURCES

INTRODUCTION = """\
# Picseek's built-in picture model

Written by `python -m training card`; do not edit it by hand.

A small convolutional network that tells, for a picture of 64 by 64 pixels, how likely each of
{concepts} concepts is in it, and gives {features} features by which pictures can be compared. It
was trained from scratch by the project's own code (`gui/training/`), in under an hour on two
processor cores; nothing in it was taken from another model. It needs no key, no download and no
network.

- File: `picture.onnx`, {kind}, {megabytes} MB, {milliseconds} ms a picture on one core of the
  machine it was made on.
- Parameters of the backbone: {parameters}.
- Input: the whole picture, cut to at most 1.8 : 1, squashed to 64 by 64 by area average.
- Outputs: `logits` (a sigmoid makes them probabilities in a mixed library) and `features`.
- Licence of the weights and of the code: that of Picseek.
"""

CAUTION = (
    "Read the first row with care: photos of one source resemble each other, and that helps to"
    " find them. The captioned photos come from the set that taught the words for people (other"
    " photos of it), but are ordinary snapshots with many things in each, so they are nearest to"
    " what people have. A photo counts as right only if one of its five sentences says so."
)

LIMITS = """\
## What it cannot do

- It sees 64 by 64 pixels: small things in a large picture, faces far away, writing and anything
  that needs reading are lost. It does not know who or where somebody is.
- It knows only the words that it claims; others are told as unknown, never guessed. A word is
  claimed if it reached a precision of {useful} among the first ten on one half of the held-out
  photos; the figures are from the other half.
- Several at once ("a man with a dog") are found by both being likely, not by how they relate.
- Charts, pages, receipts, maps, screenshots and drawings were mostly learnt from drawn examples;
  handwriting, paintings and photographed screens are rarely recognised.

## Biases seen

- Words for people come from one set of sentences about photos of 2008 to 2013, taken mostly in
  North America and Europe: sport and play outdoors are over-represented, and "man", "woman",
  "boy" and "girl" are what the writers thought they saw. Do not use them to sort people.
- Scenes are mostly western (churches, kitchens, shops). Animals are breeds of ImageNet; vehicles,
  clothes and fruit are those of shops and catalogues, often on white.
- Whatever a source shows by habit goes with the word: grass with football, blue water with boats.
"""


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    return "\n".join([_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)])


def _percent(value: float) -> str:
    return f"{100 * value:.0f} %"


def _summary_row(name: str, summary: Mapping[str, Any]) -> list[object]:
    if not summary.get("words"):
        return [name, 0, "-", "-", "-", "-"]
    low, high = summary["interval"]
    return [
        name,
        summary["words"],
        f"{summary['precision']:.2f}",
        f"{low:.2f} to {high:.2f}",
        _percent(summary["first"]),
        _percent(summary["five"]),
    ]


def _results(found: Mapping[str, Any]) -> str:
    rows = [
        _summary_row("everyday words, all held-out photos", found["all held-out photos"]),
        _summary_row("... photos of sources never seen", found["sources never seen"]),
        _summary_row("... 1,000 captioned photos (half of them)", found["captioned photos"]),
        _summary_row("narrow classes (breeds, kinds of sport)", found["narrow classes"]),
        _summary_row("everyday concepts, claimed or not", found["without claims"]),
    ]
    words = found["everyday words"]
    return "\n\n".join(
        [
            "## How well it finds",
            f"Measured on {found['photos']} held-out photos by `training.evaluate`: half of at"
            " most 24 of each held-out class of each source; the other half chose what is claimed,"
            " from where on it is shown and how it is calibrated. Precision: right photos among the"
            " first ten, over ten or as many as there are. The interval is a bootstrap over words.",
            _table(["what", "words", "precision", "95 %", "first right", "in first five"], rows),
            CAUTION,
            f"Of {words['listed']} everyday words written down before training it knows"
            f" **{words['known']}**. It does not know: {', '.join(words['unknown'])}.",
            f"Claimed: {found['claimed']['everyday']} everyday concepts and"
            f" {found['claimed']['fine']} narrow ones of {found['claimed']['of']} in the file.",
        ]
    )


def _calibration(found: Mapping[str, Any]) -> str:
    rows = [
        [_percent(stated), _percent(true), count]
        for stated, true, count in found["calibration"]["table"]
    ]
    return "\n\n".join(
        [
            "## Calibration",
            f"Expected calibration error over all claimed everyday concepts and photos:"
            f" {found['calibration']['error']}.",
            _table(["stated on average", "right", "photo and word"], rows),
        ]
    )


def _strong(found: Mapping[str, Any]) -> str:
    strong = found["strong"]
    rows = [
        _strong_row("everyday words, all held-out photos", strong["all held-out photos"]),
        _strong_row("... photos of sources never seen", strong["sources never seen"]),
        _strong_row("... 1,000 captioned photos (half of them)", strong["captioned photos"]),
        _strong_row("narrow classes", strong["narrow classes"]),
        _strong_row("two words at once", strong["two words"]),
        _strong_row("... captioned photos", strong["two words, captioned photos"]),
        _strong_row("one word without another", strong["one without the other"]),
    ]
    words = [
        [name, f"{right} of {matches}", there] for name, right, matches, there in strong["words"]
    ]
    count = strong["cut-offs"]
    return "\n\n".join(
        [
            "## Strong matches",
            f"Of {count['of']} meanings of words, {count['everyday']} everyday and"
            f" {count['narrow']} narrow ones have a cut-off (`strong.json`) from which on at least"
            f" {_percent(strong['level'])} should be right; for the others nothing is called a"
            f" strong match. Measured on {strong['photos']} held-out photos that the cut-offs were"
            " not fitted on; the row of sources never seen has cut-offs fitted without them. A"
            " library has other shares of things, so the cut-offs are fitted to how often photos"
            " with and without a thing pass them, for a share of at most one in ten, and have to"
            " hold among captioned snapshots and among sources not trained on"
            " (`training/strong.py`). The mean is over questions: words that few photos show weigh"
            " as much as others. Recall: how many of the photos that show it are strong matches."
            " Astray: strong matches, all wrong, for words that none of the photos shows; they are"
            " not in the precision. The level, the highest share and the groups were settled with"
            " an eye on these figures, which are therefore a little kind.",
            _table(["what", "questions", "matches", "precision", "mean", "recall", "astray"], rows),
            "Everyday words with a cut-off:",
            _table(["word", "right strong matches", "photos that show it"], words),
        ]
    )


def _strong_row(name: str, summary: Mapping[str, Any]) -> list[object]:
    shares = [summary[key] for key in ("precision", "mean", "recall")]
    told = ["-" if share is None else f"{share:.2f}" for share in shares]
    return [name, summary["questions"], summary["matches"], *told, summary["astray"]]


def _sources() -> str:
    rows = [
        [
            source.what,
            f"`{source.repository}`" if source.repository else "-",
            "test only" if source.held_out == ".*" else "training",
            source.terms,
        ]
        for source in SOURCES
    ]
    return "\n\n".join(
        [
            "## Data",
            "Read from public repositories; no picture is kept in the project or in the model."
            " The terms are those that the authors state; where the photos themselves are under"
            " their photographers' rights, they were used to learn from and to measure with,"
            " nothing more. Training pictures that resembled a test photo (16 by 16 grey, "
            "correlation above 0.90) were dropped before training.",
            _table(["what", "repository", "used for", "terms"], rows),
        ]
    )


def _words(found: Mapping[str, Any]) -> str:
    rows = [
        [
            word["name"],
            word["right"],
            f"{word['precision']:.2f}",
            "yes" if word["first"] else "no",
            "yes" if word["five"] else "no",
        ]
        for word in sorted(found["words"], key=lambda word: (-word["precision"], word["name"]))
    ]
    return "\n\n".join(
        [
            "## Word by word",
            "All everyday concepts with held-out photos, claimed or not.",
            _table(["word", "right photos", "precision", "first right", "in first five"], rows),
        ]
    )


def card(found: Mapping[str, Any]) -> str:
    """The card as Markdown.

    Args:
        found: The content of `figures.json`; without "strong" until that was fitted.
    """
    model = found["model"]
    introduction = INTRODUCTION.format(
        concepts=found["claimed"]["of"],
        features=model["features"],
        kind=model["kind"],
        megabytes=model["megabytes"][model["kind"]],
        milliseconds=model["milliseconds"][model["kind"]],
        parameters=f"{model['parameters']:,}",
    )
    parts = [
        introduction.rstrip(),
        _results(found),
        _calibration(found),
        *([_strong(found)] if "strong" in found else []),
        LIMITS.format(useful=found["useful"]).rstrip(),
        _sources(),
        _words(found),
    ]
    return "\n\n".join(parts) + "\n"
