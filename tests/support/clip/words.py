"""Small tokenizers of the same make as CLIP's and SigLIP 2's, from a few words."""

from __future__ import annotations

from pathlib import Path

from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
from tokenizers.models import BPE

START, END = "<|startoftext|>", "<|endoftext|>"
WORDS = ("a", "photo", "of", "cat", "dog", "red", "beach", "two", "dogs")
SENTENCES = (
    "a photo of a cat",
    "Two DOGS on  a\nbeach",
    "naïve café, déjà-vu",
    "1234 red dogs' photo",
    "",
    "   ",
    "cat " * 30,
    "写真 🐈 ünïcödé",
)


def clip_vocabulary() -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Every byte, every byte at a word's end, and what the merges make; END is the last."""
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    vocabulary = [*letters, *(f"{letter}</w>" for letter in letters)]
    merges: list[tuple[str, str]] = []
    for word in WORDS:
        left = word[0]
        for index, letter in enumerate(word[1:], 1):
            right = letter + ("</w>" if index == len(word) - 1 else "")
            if (left, right) not in merges:
                merges.append((left, right))
                vocabulary.append(left + right)
            left += right
    vocabulary = list(dict.fromkeys([*vocabulary, START, END]))
    return {token: number for number, token in enumerate(vocabulary)}, merges


def save_clip_tokenizer(path: Path) -> int:
    """As the ``tokenizer.json`` of CLIP's conversions; returns the id of END."""
    vocabulary, merges = clip_vocabulary()
    made = Tokenizer(
        BPE(
            vocabulary,
            merges,
            continuing_subword_prefix="",
            end_of_word_suffix="</w>",
            unk_token=END,
        )
    )
    made.normalizer = normalizers.Sequence(
        [normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Lowercase()]
    )
    endings = "'s|'t|'re|'ve|'m|'ll|'d"
    pattern = (
        rf"<\|startoftext\|>|<\|endoftext\|>|{endings}|[\p{{L}}]+|[\p{{N}}]|[^\s\p{{L}}\p{{N}}]+"
    )
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(pattern), behavior="removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False),
        ]
    )
    made.decoder = decoders.ByteLevel()
    made.post_processor = processors.RobertaProcessing(
        (END, vocabulary[END]), (START, vocabulary[START]), False, False
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(path))
    return vocabulary[END]


def gemma_vocabulary() -> tuple[dict[str, int], list[tuple[str, str]]]:
    """Special tokens as Gemma numbers them, bytes, letters, and what the merges make."""
    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"]
    letters = [chr(code) for code in range(ord("!"), ord("~") + 1)]
    vocabulary = [*special, *(f"<0x{value:02X}>" for value in range(256)), "▁", *letters]
    merges: list[tuple[str, str]] = []
    for word in WORDS:
        left = "▁"
        for letter in word:
            merges.append((left, letter))
            left += letter
            vocabulary.append(left)
    return {t: n for n, t in enumerate(dict.fromkeys(vocabulary))}, list(dict.fromkeys(merges))


def save_gemma_tokenizer(path: Path) -> int:
    """As the ``tokenizer.json`` of SigLIP 2, which ends in <eos>; returns the id of <pad>."""
    vocabulary, merges = gemma_vocabulary()
    made = Tokenizer(BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    made.normalizer = normalizers.Replace(" ", "▁")
    made.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous", invert=False)
    made.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]
    )
    made.add_special_tokens(["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"])
    made.post_processor = processors.TemplateProcessing(
        single="$A <eos>", pair="$A <eos> $B <eos>", special_tokens=[("<eos>", 1)]
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    made.save(str(path))
    return vocabulary["<pad>"]
