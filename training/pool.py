"""The sharp crops that training draws from, held in memory: [N, 3, P, P] uint8."""

import glob
import math
import os
import random

import numpy as np
import torch
from PIL import Image

from labels import fonts, label
from patterns import drawing

TYPES = (".jpg", ".jpeg", ".png", ".webp")


def photographs(folders):
    found = [f for d in folders for f in glob.glob(d + "/**/*", recursive=True) if f.lower().endswith(TYPES)]
    if not found:
        raise SystemExit(f"no photographs (JPEG, PNG, WebP) in {', '.join(folders)}")
    return sorted(found)


def activity(crop):
    y = crop.mean(2)
    return np.abs(np.diff(y, axis=0)).mean() + np.abs(np.diff(y, axis=1)).mean()


def busiest(picture, size, tries, calm=0.0):
    """the busier half of `tries` random crops, and a share of the others; flat ones teach nothing"""
    crops = []
    for _ in range(tries):
        top = random.randint(0, picture.shape[0] - size)
        left = random.randint(0, picture.shape[1] - size)
        c = picture[top : top + size, left : left + size]
        crops.append((activity(c), c))
    crops.sort(key=lambda v: -v[0])
    half = max(1, tries // 2)
    return [c for i, (a, c) in enumerate(crops) if a > 1.0 and (i < half or random.random() < calm)]


def build(folders, count, size, font_folder, text=0.12, zooms=(1.0, 0.65), drawn=0.0, calm=0.0, small=0.0):
    """crops of photographs at each of `zooms` (a little varied below 1), `calm` of the less busy ones too, and shares of label text,
    `small` of it at half its size, and of drawn crops"""
    files = photographs(folders)
    random.seed(1)
    np.random.seed(1)
    random.shuffle(files)
    tries = max(4, math.ceil(count * (1 - text) / len(files) * 2 / len(zooms)))
    out = []
    for f in files:
        with Image.open(f) as im:
            im = im.convert("RGB")
        # A reduced copy is sharper than any camera, and its structures are larger.
        for zoom in zooms:
            k = zoom if zoom == 1 else zoom * random.uniform(0.8, 1.2)
            g = im if k == 1 else im.resize((round(im.width * k), round(im.height * k)), Image.LANCZOS)
            if min(g.size) >= size:
                out += busiest(np.asarray(g), size, tries, calm)
    random.shuffle(out)
    out = out[: int(count * (1 - text))]
    faces = fonts(font_folder)
    if faces:
        zoom = lambda: random.uniform(0.45, 0.7) if random.random() < small else 1.0
        out += [label(random.choice(out), faces, zoom()) for _ in range(int(count * text))]
    out += [drawing(size) for _ in range(int(count * drawn))]
    return torch.from_numpy(np.stack(out)).permute(0, 3, 1, 2).contiguous()


def cached(path, *arguments):
    """`build`, remembered in a file where a path is given"""
    if path and os.path.exists(path):
        return torch.load(path)
    crops = build(*arguments)
    if path:
        torch.save(crops, path + ".part")
        os.replace(path + ".part", path)
    return crops
