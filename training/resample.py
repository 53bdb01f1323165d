"""Centred reductions and separable blurs as matrices: a batch of pictures is reduced by two multiplications.

A matrix [n, m] takes a line of m samples to n; sample i of n is centred at (i + 0.5) * m / n - 0.5 of m, the convention
of Pillow, MATLAB's imresize and the engine. Edges are repeated.
"""

import functools
import math

import torch


def _cubic(t, a=-0.5):
    t = t.abs()
    inner = (a + 2) * t**3 - (a + 3) * t**2 + 1
    outer = a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a
    return torch.where(t < 1, inner, torch.where(t < 2, outer, torch.zeros_like(t)))


def _lanczos(t):
    return torch.where(t.abs() < 3, torch.sinc(t) * torch.sinc(t / 3), torch.zeros_like(t))


# name: (function, support in units of the coarser grid)
KERNELS = {
    "bicubic": (_cubic, 2.0),
    "lanczos": (_lanczos, 3.0),
    "triangle": (lambda t: (1 - t.abs()).clamp(min=0), 1.0),
    "box": (lambda t: (t.abs() <= 0.5).float(), 0.5),
    "hamming": (lambda t: torch.where(t.abs() < 1, torch.sinc(t) * (0.54 + 0.46 * torch.cos(math.pi * t)), torch.zeros_like(t)), 1.0),
}


@functools.lru_cache(maxsize=None)
def softness(kernel):
    """the variance of a reduction kernel in pixels of the reduced picture, 0 where it sharpens: bicubic keeps edges, a triangle
    blurs them like a Gaussian of 0.41 pixels"""
    function, support = KERNELS[kernel]
    t = torch.linspace(-support, support, 20001)
    w = function(t)
    variance = float((w * t**2).sum() / w.sum())
    return variance if variance > 1e-3 else 0.0


def _banded(centres, weights_of, reach, length):
    """rows of weights around `centres`, with what falls outside 0..length-1 added to the edge samples"""
    taps = torch.arange(-reach, length + reach, dtype=torch.float32)
    w = weights_of(taps[None] - centres[:, None])
    w = w / w.sum(1, keepdim=True)
    inside = w[:, reach : reach + length].clone()
    inside[:, 0] += w[:, :reach].sum(1)
    inside[:, -1] += w[:, reach + length :].sum(1)
    return inside


@functools.lru_cache(maxsize=1024)
def reduction(n, m, kernel):
    """[n, m]: m samples to n, n <= m, antialiased with a named kernel"""
    f = m / n
    function, support = KERNELS[kernel]
    centres = (torch.arange(n, dtype=torch.float32) + 0.5) * f - 0.5
    return _banded(centres, lambda d: function(d / f), math.ceil(support * f) + 1, m)


def gaussian(m, sigma):
    """[m, m]: a Gaussian of standard deviation `sigma` samples"""
    if sigma < 0.05:
        return torch.eye(m)
    return _banded(torch.arange(m, dtype=torch.float32), lambda d: torch.exp(-0.5 * (d / sigma) ** 2), math.ceil(4 * sigma), m)


def apply(picture, rows, columns):
    """picture [B, C, H, W], rows [B, h, H] or [h, H], columns [B, w, W] or [w, W] -> [B, C, h, w]"""
    b, c, h, w = picture.shape
    x = torch.matmul(picture.reshape(b, c * h, w), columns.transpose(-1, -2))
    x = x.view(b, c, h, -1).transpose(2, 3).reshape(b, -1, h)
    x = torch.matmul(x, rows.transpose(-1, -2))
    return x.view(b, c, -1, rows.shape[-2]).transpose(2, 3)
