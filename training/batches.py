"""Batches of damaged crops: made where the crops lie on a GPU, in rounds by all cores on a CPU."""

import random
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, Dataset

from degrade import Shares, degrade

MARGIN = 16  # crops are damaged with a margin, so that the 8-pixel grid lies anywhere
ROUND = 64  # batches of a round


def windows(crops, count, scale, patch):
    """`count` random sharp windows, turned and mirrored: [count, 3, P, P] float 0..255 on the crops' device"""
    side = (patch + MARGIN) * scale
    out = []
    for i in torch.randint(len(crops), (count,)).tolist():
        top, left = (random.randint(0, crops.shape[-1] - side) for _ in "yx")
        c = torch.rot90(crops[i, :, top : top + side, left : left + side], random.randrange(4), (1, 2))
        out.append(c.flip(2) if random.random() < 0.5 else c)
    return torch.stack(out).float()


def levels(crops, count, scale, patch, shares=Shares()):
    """input [B, 3, p, p] and truth [B, 3, sp, sp] in whole 0..255, condition [B, 3]"""
    sharp = windows(crops, count, scale, patch)
    x, condition, _ = degrade(sharp, patch + MARGIN, shares)
    top, left = (random.randint(0, MARGIN) for _ in "yx")
    y = sharp[..., top * scale : (top + patch) * scale, left * scale : (left + patch) * scale]
    return x[..., top : top + patch, left : left + patch], y, condition


def pairs(*arguments):
    """`levels` in 0..1"""
    x, y, condition = levels(*arguments)
    return x / 255, y / 255, condition


def planes(crops, count, scale, patch, shares):
    """`levels` as bytes, channels last; the truth in planes as the network's tail makes it [B, 3ss, p, p]"""
    x, y, condition = levels(crops, count, scale, patch, shares)
    as_bytes = lambda t: t.byte().contiguous(memory_format=torch.channels_last)
    return as_bytes(x), as_bytes(F.pixel_unshuffle(y, scale)), condition


class Round(Dataset):
    """a round of what `make` makes"""

    def __init__(self, make):
        self.make = make

    def __len__(self):
        return ROUND

    def __getitem__(self, _):
        return self.make()


def _start(worker):
    seed = time.time_ns() + 7919 * worker
    random.seed(seed)
    np.random.seed(seed % 2**32)
    torch.manual_seed(seed)
    torch.set_num_threads(1)


def endless(make, device, workers, uses=1):
    """What `make` makes, without end. On a CPU all cores make a round, then all cores train on it, `uses` times: where a third process
    makes crops beside them, two threads that wait for each other at every convolution lose half their time."""
    if device == "cuda":
        while True:
            yield make()
    loader = DataLoader(Round(make), batch_size=None, num_workers=workers, persistent_workers=True, worker_init_fn=_start)
    while True:
        made = list(loader)
        for _ in range(uses):
            random.shuffle(made)
            yield from made
