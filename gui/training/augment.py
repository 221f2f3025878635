"""Random crops and colours, so that no picture is seen twice the same."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def crops(pixels: Tensor, size: int, dice: torch.Generator) -> Tensor:
    """Random crops, turned left to right by chance, with their colours shifted a little.

    Args:
        pixels: uint8 [N, H, W, 3].
        size: Side of the crops in pixels.
        dice: Source of randomness.

    Returns:
        float32 [N, 3, size, size], 0 to 255.
    """
    count = len(pixels)
    area = 0.35 + 0.65 * torch.rand(count, generator=dice)
    aspect = torch.exp((torch.rand(count, generator=dice) - 0.5) * 0.57)
    high = (area / aspect).sqrt().clamp(max=1)
    wide = (area * aspect).sqrt().clamp(max=1)
    flip = torch.where(torch.rand(count, generator=dice) < 0.5, -1.0, 1.0)
    across = (torch.rand(count, generator=dice) * 2 - 1) * (1 - wide)
    down = (torch.rand(count, generator=dice) * 2 - 1) * (1 - high)
    zero = torch.zeros(count)
    moves = torch.stack((wide * flip, zero, across, zero, high, down), 1).view(count, 2, 3)
    grid = functional.affine_grid(moves, [count, 3, size, size], align_corners=False)
    pictures = functional.grid_sample(
        pixels.permute(0, 3, 1, 2).float(), grid, padding_mode="border", align_corners=False
    )
    return _coloured(pictures, dice)


def _coloured(pictures: Tensor, dice: torch.Generator) -> Tensor:
    count = len(pictures)

    def around_one(spread: float) -> Tensor:
        return 1 + (torch.rand(count, 1, 1, 1, generator=dice) * 2 - 1) * spread

    pictures = pictures * around_one(0.3)
    grey = pictures.mean(dim=1, keepdim=True)
    pictures = grey + (pictures - grey) * around_one(0.35)
    middle = pictures.mean(dim=(1, 2, 3), keepdim=True)
    return (middle + (pictures - middle) * around_one(0.3)).clamp(0, 255)
