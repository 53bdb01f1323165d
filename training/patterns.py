"""Crops of woven and printed patterns: regular to the last thread, as no noise is, however fine; photographs show them too seldom."""

import math
import random

import numpy as np


def wave(period, angle, y, x):
    return np.sin((x * math.cos(angle) + y * math.sin(angle)) * 2 * math.pi / period + random.uniform(0, 2 * math.pi))


def pattern(size):
    """two crossing rows of threads in folds, in two colours: [size, size, 3] uint8"""
    y, x = np.mgrid[:size, :size].astype(np.float32)
    period, angle = math.exp(random.uniform(math.log(4.4), math.log(32))), random.uniform(0, math.pi)
    threads = wave(period, angle, y, x)
    kind = random.random()
    if kind < 0.35:
        threads = threads + wave(period * random.uniform(0.7, 1.4), angle + random.choice([math.pi / 2, math.pi / 3]), y, x)
    elif kind < 0.6:
        threads = threads * wave(period, angle + math.pi / 2, y, x)
    if random.random() < 0.3:  # printed: two tones and a soft edge
        threads = np.tanh(threads * random.uniform(2, 6))
    folds = 1 + random.uniform(0, 0.9) * wave(random.uniform(60, 400), random.uniform(0, math.pi), y, x)
    contrast = math.exp(random.uniform(math.log(4), math.log(70)))
    shade = random.uniform(0, 40) * wave(random.uniform(150, 900), random.uniform(0, math.pi), y, x)
    base, tint = np.random.uniform(20, 235, 3), np.random.uniform(0.5, 1, 3) * random.choice([-1, 1])
    picture = base + shade[..., None] + (threads * folds)[..., None] * contrast * tint
    return picture.round().clip(0, 255).astype(np.uint8)
