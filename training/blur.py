"""Lens and motion blur of known strength: the strength is the standard deviation of the kernel, averaged over x and y."""

import math
import random

import torch
import torch.nn.functional as F


def _strength(kernel):
    r = kernel.shape[0] // 2
    axis = torch.arange(-r, r + 1, dtype=torch.float32)
    varx = (kernel.sum(0) * axis**2).sum() - (kernel.sum(0) * axis).sum() ** 2
    vary = (kernel.sum(1) * axis**2).sum() - (kernel.sum(1) * axis).sum() ** 2
    return math.sqrt(float(varx + vary) / 2)


def disc(radius):
    """a lens out of focus: an evenly lit disc, its rim antialiased"""
    r = math.ceil(radius) + 1
    y, x = torch.meshgrid(torch.arange(-r, r + 1.0), torch.arange(-r, r + 1.0), indexing="ij")
    k = (radius + 0.5 - torch.sqrt(x * x + y * y)).clamp(0, 1)
    return k / k.sum()


def motion(length, angle):
    """a straight move during the exposure"""
    r = math.ceil(length / 2) + 1
    y, x = torch.meshgrid(torch.arange(-r, r + 1.0), torch.arange(-r, r + 1.0), indexing="ij")
    along = (x * math.cos(angle) + y * math.sin(angle)).abs()
    across = (y * math.cos(angle) - x * math.sin(angle)).abs()
    k = (1 - across).clamp(min=0) * (length / 2 + 0.5 - along).clamp(0, 1)
    return k / k.sum()


def random_kernel(sigma):
    """a disc or a move of about `sigma` samples; returns (kernel, its true strength)"""
    if random.random() < 0.65:
        k = disc(2 * sigma)
    else:
        # A line of length l has variance l²/12 along itself and none across: averaged over the axes, l²/24.
        k = motion(min(sigma, 3.5) * math.sqrt(24), random.uniform(0, math.pi))
    return k, _strength(k)


def blur(picture, kernel):
    """picture [C, H, W] -> the same size, edges repeated"""
    r = kernel.shape[0] // 2
    x = F.pad(picture[:, None], (r, r, r, r), mode="replicate")
    return F.conv2d(x, kernel.to(picture.device)[None, None])[:, 0]
