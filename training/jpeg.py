"""JPEG as a batch of tensor operations, so that pictures are compressed where they lie (CPU or GPU).

What the Independent JPEG Group's encoder and decoder do: YCbCr of JFIF, 4:2:0 or 4:4:4, 8x8 DCT, the tables of Annex K
scaled by quality, rounding to whole steps; on the way back triangular chroma upsampling, rounding to 0..255. Entropy
coding loses nothing and is left out. Within one grey level of Pillow on average (test_degrade.py).
"""

import math

import torch
import torch.nn.functional as F

LUMA = [
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
    18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
]  # fmt: skip
CHROMA = [
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99, 99, 99, 99,
] + [99] * 32  # fmt: skip
TO_YCC = [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]]
TO_RGB = [[1, 0, 1.402], [1, -0.344136, -0.714136], [1, 1.772, 0]]


def tables(quality, base):
    """[B, 8, 8] quantisation steps for qualities [B] (1..100)"""
    q = quality.float()
    scale = torch.where(q < 50, 5000 / q, 200 - 2 * q)
    base = torch.tensor(base, dtype=torch.float32, device=q.device).view(1, 8, 8)
    return ((base * scale.view(-1, 1, 1) + 50) / 100).floor().clamp(1, 255)


def _dct(device):
    k, n = torch.meshgrid(torch.arange(8.0), torch.arange(8.0), indexing="ij")
    d = torch.cos((2 * n + 1) * k * math.pi / 16) / 2
    d[0] /= math.sqrt(2)
    return d.to(device)


def _quantise(plane, steps):
    """plane [B, H, W] (sides multiples of 8, centred on 0) through the DCT, whole steps, and back"""
    b, h, w = plane.shape
    d = _dct(plane.device)
    blocks = plane.view(b, h // 8, 8, w // 8, 8).transpose(2, 3)
    steps = steps.view(b, 1, 1, 8, 8)
    coefficients = torch.round(d @ blocks @ d.T / steps) * steps
    return (d.T @ coefficients @ d).transpose(2, 3).reshape(b, h, w)


def _triangle(plane):
    """[B, H, W] to twice the size, weights 3/4 and 1/4 (libjpeg's "fancy" upsampling)"""
    up = F.interpolate(plane[:, None], scale_factor=2, mode="bilinear", align_corners=False)
    return up[:, 0]


def jpeg(picture, quality, subsample):
    """picture [B, 3, H, W] in 0..255 (sides multiples of 16), quality [B], subsample [B] bool (4:2:0) -> the decoded JPEG"""
    matrix = torch.tensor(TO_YCC, device=picture.device)
    ycc = torch.einsum("kc,bchw->bkhw", matrix, picture)
    ycc = (ycc.round() - torch.tensor([128.0, 0, 0], device=picture.device).view(1, 3, 1, 1)).contiguous()
    luma = _quantise(ycc[:, 0].contiguous(), tables(quality, LUMA))
    steps = tables(quality, CHROMA)
    chroma = []
    for c in (1, 2):
        plane = ycc[:, c].contiguous()
        full = _quantise(plane, steps)
        half = _quantise(F.avg_pool2d(plane[:, None], 2)[:, 0].contiguous(), steps)
        chroma.append(torch.where(subsample.view(-1, 1, 1), _triangle(half), full))
    ycc = torch.stack([luma + 128, *chroma], 1)
    rgb = torch.einsum("kc,bchw->bkhw", torch.tensor(TO_RGB, device=picture.device), ycc)
    return rgb.round().clamp(0, 255)
