"""Drawn crops of what photographs show too seldom: woven and printed patterns, regular to the last thread as no noise is, however
fine; and smooth things with sharp outlines, on which the faintest noise or grid is all that there is to see."""

import math
import random

import numpy as np
from PIL import Image, ImageDraw


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


def gradient(size):
    """a colour that runs softly into another: [size, size, 3]"""
    y, x = np.mgrid[:size, :size].astype(np.float32) / size - 0.5
    angle = random.uniform(0, 2 * math.pi)
    slope = (x * math.cos(angle) + y * math.sin(angle))[..., None]
    return np.random.uniform(15, 240, 3) + slope * random.uniform(0, 90) * np.random.uniform(0.3, 1, 3)


def things(size):
    """shaded discs, boxes and bars with antialiased outlines on a soft ground: [size, size, 3] uint8"""
    picture = gradient(size) if random.random() < 0.7 else np.full((size, size, 3), random.choice([255.0, 255.0, 250.0, 20.0]))
    for _ in range(random.randint(4, 14)):
        mask = Image.new("L", (size * 2, size * 2))
        draw = ImageDraw.Draw(mask)
        left, top = random.uniform(-0.3, 1.8) * size, random.uniform(-0.3, 1.8) * size
        wide, tall = (math.exp(random.uniform(math.log(0.08), math.log(2))) * size for _ in "xy")
        kind = random.choice([draw.ellipse, draw.ellipse, draw.rectangle])
        kind((left, top, left + wide, top + (wide if random.random() < 0.4 else tall)), fill=255)
        if random.random() < 0.6:
            mask = mask.rotate(random.uniform(0, 90), resample=Image.BICUBIC)
        share = np.asarray(mask.resize((size, size), Image.BOX), np.float32)[..., None] / 255
        picture = picture * (1 - share) + gradient(size) * share
    return picture.round().clip(0, 255).astype(np.uint8)
