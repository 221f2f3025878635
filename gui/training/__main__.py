"""The steps of training on the command line; each stores what it makes, and resumes.

python -m training --work DIR ingest        gather photos and sentences out of fetched repositories
python -m training --work DIR text          the sentence encoder
python -m training --work DIR encoder       the pretrained picture encoder, at eight bits
python -m training --work DIR features      look at all photos
python -m training --work DIR sentences     vectors of all sentences and names
python -m training --work DIR joint         learn the joint space of pictures and sentences
python -m training --work DIR polish        go on with it, mostly on richly described photos
python -m training --work DIR words         learn a direction for each meaning of words
python -m training --work DIR calibration   fit probabilities
python -m training --work DIR second        learn a second joint space
python -m training --work DIR activations   activations of described photos before the last block
python -m training --work DIR branch        fine-tune a branch of the encoder for the second space
python -m training --work DIR branch-features  features of the branch, of described and test photos
python -m training --work DIR both          join both spaces: their sum is right more often
python -m training --work DIR export        write the model's files
python -m training --work DIR strong        fit strong matches
python -m training --work DIR evaluate      measure them
python -m training --work DIR card          write the model card
python -m training --work DIR all           all of these, in this order
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Callable
from pathlib import Path

from training import steps
from training.material import Paths

STEPS: dict[str, Callable[[Paths], None]] = {
    "ingest": steps.gather,
    "text": steps.text,
    "encoder": steps.encoder,
    "features": steps.look,
    "sentences": steps.sentences,
    "joint": steps.joint_space,
    "polish": steps.polish,
    "words": steps.words,
    "calibration": steps.calibrate,
    "second": steps.second,
    "activations": steps.activate,
    "branch": steps.branch,
    "branch-features": steps.branch_features,
    "both": steps.both,
    "tokens": steps.read_tokens,
    "text-side": steps.learn_text_side,
    "export": steps.export,
    "strong": steps.strong,
    "evaluate": steps.evaluate,
    "card": steps.write_card,
}


_FOLDERS = {
    "data": ("data", "sources, and parallel/"),
    "mirror": ("mirror", "bare repositories of the sources, OWNER+NAME/repo"),
    "captioned": ("captioned-photos", "test photos: captions.txt and images/"),
    "text": ("text", "the sentence encoder"),
    "classes": ("imagenet-classes.txt", "names of the picture encoder's classes, one a line"),
    "model": ("model", "what is written"),
}


def _paths(options: argparse.Namespace) -> Paths:
    chosen = {name: getattr(options, name) or options.work / _FOLDERS[name][0] for name in _FOLDERS}
    return Paths(work=options.work, wordnet=options.wordnet, judging=options.judging, **chosen)


def main() -> None:
    """Run one step, or all."""
    parser = argparse.ArgumentParser(
        prog="training", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--work", type=Path, required=True, help="what is computed and stored")
    for name, (usual, what) in _FOLDERS.items():
        parser.add_argument(f"--{name}", type=Path, help=f"{what} (in WORK: {usual})")
    parser.add_argument("--judging", type=Path, help="grey prints of photos never to learn from")
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    parser.add_argument("step", choices=[*STEPS, "all"])
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    chosen = STEPS.values() if options.step == "all" else [STEPS[options.step]]
    for step in chosen:
        step(_paths(options))


if __name__ == "__main__":
    main()
