"""Drawn crops of what photographs show too seldom: woven and printed patterns, regular to the last thread as no noise is, however
fine; smooth things with sharp outlines, on which the faintest noise or grid is all that there is to see; and long thin lines."""

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


def painted(picture, mask):
    """a new gradient where a larger mask is white, with antialiased outlines"""
    size = len(picture)
    share = np.asarray(mask.resize((size, size), Image.BOX), np.float32)[..., None] / 255
    return picture * (1 - share) + gradient(size) * share


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
        picture = painted(picture, mask)
    return picture.round().clip(0, 255).astype(np.uint8)


def frame(size):
    """a random affine frame for drawings: turns, slants and stretches points given in 0..size"""
    angle, slant = random.choice([0, 0, random.uniform(-0.3, 0.3), random.uniform(0, math.pi)]), random.choice([0, random.uniform(-0.4, 0.4)])
    c, s = math.cos(angle), math.sin(angle)
    middle = size / 2

    def place(points):
        return [(middle + c * (x - middle + slant * (y - middle)) - s * (y - middle), middle + s * (x - middle) + c * (y - middle)) for x, y in points]

    return place


def rounded(left, top, right, bottom, radius):
    """the outline of a box with rounded corners, closed"""
    corners = ((right, bottom, 0), (left, bottom, 1), (left, top, 2), (right, top, 3))
    outline = []
    for x, y, quarter in corners:
        cx, cy = x + (radius if x == left else -radius), y + (radius if y == top else -radius)
        for step in range(5):
            angle = (quarter + step / 4) * math.pi / 2
            outline.append((cx + radius * math.cos(angle), cy + radius * math.sin(angle)))
    return [*outline, outline[0]]


def keys(size, place, draw, width):
    """rows of boxes with thin outlines, as of a keyboard, a grille or the windows of a house"""
    wide, tall = (random.uniform(0.06, 0.3) * size for _ in "xy")
    gap = random.choice([0, random.uniform(0, 0.3)])
    radius = random.choice([0, random.uniform(0, 0.3)]) * min(wide, tall)
    rows = range(math.ceil(1.6 * size / tall))
    for row in rows:
        offset = random.choice([0, random.uniform(0, wide)]) - 0.3 * size
        for column in range(math.ceil(1.6 * size / wide)):
            left, top = offset + column * wide, row * tall - 0.3 * size
            draw.line(place(rounded(left, top, left + wide * (1 - gap), top + tall * (1 - gap), radius)), fill=255, width=width, joint="curve")


def bars(size, place, draw, width):
    """parallel lines at even or uneven distances, as of a ruler, a vent or a bar code"""
    even, at = random.random() < 0.6, -0.4 * size
    pitch = random.uniform(2.2, 12) * width
    ends = random.choice([(-0.5, 1.5), (random.uniform(0, 0.4), random.uniform(0.5, 1))])
    while at < 1.4 * size:
        draw.line(place([(at, ends[0] * size), (at, ends[1] * size)]), fill=255, width=width if even else random.randint(1, 3) * width)
        at += pitch if even else random.uniform(2, 7) * width


def strokes(size, place, draw, width):
    """single lines, arcs and rings"""
    for _ in range(random.randint(4, 16)):
        points = [(random.uniform(-0.2, 1.2) * size, random.uniform(-0.2, 1.2) * size) for _ in "ab"]
        if random.random() < 0.5:
            draw.line(points, fill=255, width=width)
        else:
            radius = random.uniform(0.04, 0.6) * size
            (x, y), begin = points[0], random.uniform(0, 360)
            draw.arc((x - radius, y - radius, x + radius, y + radius), begin, begin + random.choice([360, random.uniform(40, 300)]), fill=255, width=width)


def lines(size):
    """thin straight and bent lines, one or two kinds, on a soft ground: [size, size, 3] uint8. Small networks make them wavy where
    they have seen too few."""
    picture = gradient(size)
    for _ in range(random.choice([1, 1, 2])):
        mask = Image.new("L", (size * 3, size * 3))
        width = max(1, round(3 * math.exp(random.uniform(math.log(0.8), math.log(9)))))
        random.choice([keys, keys, bars, strokes])(size * 3, frame(size * 3), ImageDraw.Draw(mask), width)
        picture = painted(picture, mask)
    return picture.round().clip(0, 255).astype(np.uint8)


DRAWINGS = (pattern, things, lines, lines)


def drawing(size):
    """one of all of these"""
    return random.choice(DRAWINGS)(size)
