"""Sharp crops to damaged inputs of known damage, a batch at a time, on the CPU or the GPU.

blur -> reduction -> (a JPEG, reduced once more) -> noise -> JPEG or WebP -> (JPEG again). What was done is the condition:
compression (100 - quality) / 100, noise sigma / 25 on the 0..255 scale, blur sigma / 2 in input pixels, where the softness of
the reduction's own kernel counts like any other (variances add). A JPEG that is reduced by f after saving counts compression / f, and of two compressions the stronger one.
"""

import io
import math
import random
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from blur import blur, random_kernel
from jpeg import jpeg
from resample import apply, gaussian, reduction, softness

REDUCTIONS = {"bicubic": 0.6, "lanczos": 0.16, "box": 0.09, "hamming": 0.06, "triangle": 0.09}


@dataclass
class Shares:
    """how often each damage happens"""

    blur: float = 0.35
    lens: float = 0.25  # of the blurred: disc or motion in place of a Gaussian
    chain: float = 0.08  # saved as JPEG at a larger size, then reduced
    noise: float = 0.15
    jpeg: float = 0.42
    webp: float = 0.03
    twice: float = 0.15  # of the compressed: saved as JPEG once more
    clean: float = 0.0  # only reduced, by the centred bicubic; the others share what is left
    faint: float = 0.0  # noise and compression too weak to be told: sigma up to 1, JPEG of quality 97 to 100


def undamaged(clean):
    """for weights that see neither noise nor compression: `clean` of the crops are only reduced, of the others most are blurred"""
    return Shares(clean=clean, blur=0.6, chain=0, noise=0, jpeg=0, webp=0, faint=0.2)


def quality():
    return int(random.triangular(30, 95, 75))


def save_jpeg(x, qualities, subsample, offset=(0, 0)):
    """JPEG of any size [B, 3, H, W]; `offset` moves the 8-pixel grid"""
    h, w = x.shape[-2:]
    dx, dy = offset
    pad = (dx, -(w + dx) % 16, dy, -(h + dy) % 16)
    y = jpeg(F.pad(x, pad, mode="replicate"), torch.tensor(qualities, device=x.device), torch.tensor(subsample, device=x.device))
    return y[..., dy : dy + h, dx : dx + w]


def save_webp(x, quality):
    """WebP of one picture [3, H, W] through Pillow"""
    picture = Image.fromarray(x.permute(1, 2, 0).byte().cpu().numpy())
    buffer = io.BytesIO()
    picture.save(buffer, "WEBP", quality=quality, method=2)
    back = np.asarray(Image.open(io.BytesIO(buffer.getvalue())).convert("RGB"))
    return torch.from_numpy(back.copy()).permute(2, 0, 1).to(x)


def noise_like(x, sigma):
    """sensor noise of standard deviation `sigma` for [3, H, W]: grey or coloured, even or grained, stronger in the light or not"""
    n = torch.randn(3 if random.random() < 0.6 else 1, *x.shape[1:], device=x.device)
    if random.random() < 0.3:  # demosaicked and reduced in the phone: neighbours are alike
        n = apply(n[None], *[gaussian(s, random.uniform(0.4, 0.8)).to(x.device) for s in x.shape[1:]])[0]
    if random.random() < 0.3:
        n = n * (x / 255 + 0.1).sqrt()
    return n * (sigma / n.std().clamp(min=1e-4))


def degrade(sharp, size, shares=Shares()):
    """sharp [B, 3, P, P] in 0..255 -> (input [B, 3, size, size], condition [B, 3], quality of the file's tables [B] or 0)"""
    batch, _, full, _ = sharp.shape
    scale, device = full / size, sharp.device
    condition, tables = np.zeros((batch, 3), np.float32), np.zeros(batch, np.float32)
    clean = np.random.rand(batch) < shares.clean
    chance = lambda p: (np.random.rand(batch) < p) & ~clean
    blurred, lens, chained = chance(shares.blur), chance(shares.lens), chance(shares.chain)
    middle = round(size * random.uniform(1.1, min(2.2, scale)))
    second = random.choice(["bicubic", "lanczos", "triangle"])
    lines, sources, chain_lines = [], list(sharp), {}
    for i in range(batch):
        sigma = random.uniform(0.2, 1.6) if blurred[i] else 0.0
        kernel = "bicubic" if clean[i] else random.choices(list(REDUCTIONS), list(REDUCTIONS.values()))[0]
        soft = torch.eye(full)
        if blurred[i] and lens[i]:
            k, strength = random_kernel(sigma * scale)
            sources[i], sigma = blur(sharp[i], k), strength / scale
        elif blurred[i]:
            soft = gaussian(full, sigma * scale)
        kernels = softness(kernel) * (size / middle) ** 2 + softness(second) if chained[i] else softness(kernel)
        condition[i, 2] = math.sqrt(sigma**2 + kernels) / 2
        target = middle if chained[i] else size
        line = reduction(target, full, kernel) @ soft
        if chained[i]:
            chain_lines[i] = line
            line = torch.zeros(size, full)
        lines.append(line)
    lines = torch.stack(lines).to(device)
    x = apply(torch.stack(sources), lines, lines)
    if chain_lines:
        at = list(chain_lines)
        first = torch.stack([chain_lines[i] for i in at]).to(device)
        larger = apply(torch.stack([sources[i] for i in at]), first, first).round().clamp(0, 255)
        qs = [quality() for _ in at]
        saved = save_jpeg(larger, qs, [random.random() < 0.7 for _ in at])
        again = reduction(size, middle, second).to(device)
        x[at] = apply(saved, again, again)
        condition[at, 0] = [(100 - q) / 100 * size / middle for q in qs]
    x = x.round().clamp(0, 255)
    for i in np.flatnonzero(chance(shares.noise)):
        sigma = random.uniform(1, 18)
        condition[i, 1] = sigma / 25
        x[i] = (x[i] + noise_like(x[i], sigma)).round().clamp(0, 255)
    for _ in range(2):  # once, and again with other pictures' grids
        at = np.flatnonzero(chance(shares.jpeg if _ == 0 else shares.twice) & ((_ == 0) | (condition[:, 0] > 0)))
        if len(at):
            qs = [quality() if _ == 0 else random.randint(80, 96) for _i in at]
            offset = (0, 0) if _ == 0 else (random.randrange(8), random.randrange(8))
            x[at] = save_jpeg(x[at], qs, [random.random() < 0.7 for _i in at], offset)
            condition[at, 0] = np.maximum(condition[at, 0], [(100 - q) / 100 for q in qs])
            tables[at] = qs
    for i in np.flatnonzero(chance(shares.faint)):
        x[i] = (x[i] + noise_like(x[i], random.uniform(0.2, 1))).round().clamp(0, 255)
        if random.random() < 0.5:
            x[i] = save_jpeg(x[i : i + 1], [random.randint(97, 100)], [random.random() < 0.5])[0]
    for i in np.flatnonzero(chance(shares.webp) & (tables == 0) & (condition[:, 0] == 0)):
        q = quality()
        x[i] = save_webp(x[i], q)
        condition[i, 0] = (100 - q) / 100
    return x, torch.from_numpy(condition).to(device), torch.from_numpy(tables).to(device)
