"""The side of sentences, trained by itself on what pictures' vectors are.

The picture side stays as it is, so vectors that libraries have stored go on answering. How much
each of the joined spaces and the evidence counts is learnt here, too, sentence by sentence.
"""

from __future__ import annotations

import logging
import math
from copy import deepcopy
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

from training.arrays import Floats
from training.sentences import WIDTH
from training.tokens import Tokens
from training.towers import Towers, contrast, linear_layers

_log = logging.getLogger(__name__)
_NAMES, _PAIRS, _EVERY = 256, 256, 2
_SCALE, _LITTLE = 3.3, 0.1
_EVENED, _SPREAD = 4.0, 8.0
"""What products with queries, and what heads read, are divided by to be near one."""


@dataclass(frozen=True, slots=True)
class TextPlan:
    """How the side of sentences is trained.

    Attributes:
        heads: Of attention.
        batch: Sentences a step.
        passes: Over all sentences.
        rate: Largest learning rate; falls to nothing along half a cosine.
        decay: Weight decay.
        names: Weight of the loss on names of classes.
        translated: Weight of the loss on texts that say the same in other languages.
        average: Share of the weights of earlier steps in their running mean, which is the result.
    """

    heads: int = 4
    batch: int = 512
    passes: int = 3
    rate: float = 7e-4
    decay: float = 0.05
    names: float = 0.5
    translated: float = 0.5
    average: float = 0.98


class TextSide(nn.Module):
    """Vectors and states of tokens to unit vectors in the space of pictures.

    Args:
        heads: Of attention.
        before: Towers whose side of sentences is taken over; what heads read adds little at first.
    """

    def __init__(self, heads: int, before: Towers) -> None:
        super().__init__()
        self.queries = nn.Parameter(torch.randn(heads, WIDTH) * 0.3)
        self.means = nn.Parameter(torch.zeros(heads, WIDTH))
        inner, outer = linear_layers(before)
        self.text = nn.Sequential(
            nn.Linear(WIDTH * (1 + heads), inner.out_features),
            nn.GELU(),
            nn.Dropout(0.25),
            nn.Linear(outer.in_features, outer.out_features),
        )
        self.scale = nn.Parameter(torch.tensor(_SCALE))
        self._take_over(inner, outer)

    def _take_over(self, inner: nn.Linear, outer: nn.Linear) -> None:
        first, last = self.text[0], self.text[3]
        with torch.no_grad():
            first.weight[:, :WIDTH] = inner.weight
            first.weight[:, WIDTH:] *= _LITTLE
            first.bias.copy_(inner.bias)
        last.load_state_dict(outer.state_dict())

    def forward(self, vectors: Tensor, states: Tensor, there: Tensor) -> Tensor:
        """Unit vectors [n, content] of texts, as `Tokens.of` returns them."""
        logits = (states @ self.queries.T / _EVENED).masked_fill(~there[..., None], -1e4)
        read = logits.softmax(dim=1).transpose(1, 2) @ states
        evened = (read - self.means) / _SPREAD
        return normalize(self.text(torch.cat([vectors, evened.flatten(1)], dim=1)), dim=1)

    def after_reading(self) -> nn.Sequential:
        """The layers behind attention, for what heads read as it is."""
        made = deepcopy(self.text)
        inner = made[0]
        assert isinstance(inner, nn.Linear)
        with torch.no_grad():
            inner.weight[:, WIDTH:] /= _SPREAD
            inner.bias -= inner.weight[:, WIDTH:] @ self.means.flatten()
        return made


@dataclass(frozen=True)
class TextData:
    """What the side of sentences is trained on.

    Attributes:
        tokens: All texts.
        pictures: float16 [photos, looks, content].
        sentences: Their numbers among the texts.
        of: Which photo each sentence is about.
        classes: Vectors of pictures that are nothing but one class, float32 [classes, content].
        names: Numbers of names of classes.
        members: bool [names, classes]: which classes a name names.
        name_weights: How much each name is to be chosen.
        english: Numbers of texts.
        foreign: Numbers of texts that say the same in other languages.
    """

    tokens: Tokens
    pictures: Tensor
    sentences: Tensor
    of: Tensor
    classes: Tensor
    names: Tensor
    members: Tensor
    name_weights: Tensor
    english: Tensor
    foreign: Tensor


def learn(data: TextData, plan: TextPlan, before: Towers, seed: int = 0) -> TextSide:
    """Train the side of sentences.

    Args:
        data: What to learn from.
        plan: How.
        before: Towers whose side of sentences is gone on from.
        seed: Of all chance.
    """
    torch.manual_seed(seed)
    training = _Training(data, plan, before)
    for number in range(plan.passes):
        _log.info("pass %d: loss %.3f", number, training.run())
    return training.mean.eval()


class _Training:
    """One run over several passes.

    Attributes:
        mean: The running mean of the weights.
    """

    def __init__(self, data: TextData, plan: TextPlan, before: Towers) -> None:
        self._data, self._plan, self._step = data, plan, 0
        self._side = TextSide(plan.heads, before)
        self.mean = deepcopy(self._side)
        self._steps = plan.passes * (len(data.of) // plan.batch)
        self._optimiser = torch.optim.AdamW(
            self._side.parameters(), lr=plan.rate, weight_decay=plan.decay
        )

    def run(self) -> float:
        """One pass over all sentences; returns the mean loss on them."""
        self._side.train()
        batches = torch.randperm(len(self._data.of)).split(self._plan.batch)
        return float(np.mean([
            self._take(batch) for batch in batches if len(batch) == self._plan.batch
        ]))  # fmt: skip

    def _take(self, batch: Tensor) -> float:
        done = self._step / self._steps
        for group in self._optimiser.param_groups:
            factor = min(done / 0.05, 1.0) * (1 + math.cos(math.pi * done)) / 2
            group["lr"] = self._plan.rate * factor
        spoken = _sentences_loss(self._side, self._data, batch)
        loss = spoken
        if self._step % _EVERY == 0:
            loss = loss + _EVERY * _others_loss(self._side, self._data, self._plan)
        self._optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        self._step += 1
        self._average(min(self._plan.average, self._step / (self._step + 1)))
        return spoken.item()

    def _average(self, share: float) -> None:
        with torch.no_grad():
            pairs = zip(self.mean.parameters(), self._side.parameters(), strict=True)
            for old, new in pairs:
                old.lerp_(new, 1 - share)


def _sentences_loss(side: TextSide, data: TextData, batch: Tensor) -> Tensor:
    of = data.of[batch]
    look = torch.randint(0, data.pictures.shape[1], of.shape)
    asked = side(*data.tokens.of(data.sentences[batch]))
    scores = side.scale.exp() * asked @ data.pictures[of, look].float().T
    return contrast(scores, of[:, None] == of[None])


def _others_loss(side: TextSide, data: TextData, plan: TextPlan) -> Tensor:
    total = torch.zeros(())
    if len(data.names):
        total = total + plan.names * _names_loss(side, data)
    if len(data.english):
        total = total + plan.translated * _translated_loss(side, data)
    return total


def _names_loss(side: TextSide, data: TextData) -> Tensor:
    names = torch.multinomial(data.name_weights, _NAMES, replacement=True)
    chosen = torch.multinomial(data.members[names].float(), 1)[:, 0]
    asked = side(*data.tokens.of(data.names[names]))
    scores = side.scale.exp() * asked @ data.classes[chosen].T
    return contrast(scores, data.members[names][:, chosen])


def _translated_loss(side: TextSide, data: TextData) -> Tensor:
    pairs = torch.randint(0, len(data.english), (_PAIRS,))
    with torch.no_grad():
        wanted = side(*data.tokens.of(data.english[pairs]))
    got = side(*data.tokens.of(data.foreign[pairs]))
    return 4 * (1 - (wanted * got).sum(dim=1)).mean()


def with_side(towers: Towers, side: TextSide) -> Towers:
    """Towers whose sentences are what the side makes of a vector and of what heads read."""
    wide = WIDTH * (1 + len(side.queries))
    made = Towers(towers.plan, towers.picture.in_features, towers.evidence, wide)
    made.picture.load_state_dict(towers.picture.state_dict())
    made.text.load_state_dict(side.after_reading().state_dict())
    return made.eval()


def queries_of(side: TextSide) -> Floats:
    """The heads' queries, as `attention.attending` takes them."""
    return np.asarray(side.queries.detach().numpy() / _EVENED, np.float32)
