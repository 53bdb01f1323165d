"""Crops of printed label text in the fonts of the machine: what product pictures are full of and photographs are not."""

import glob
import random

import numpy as np
from PIL import Image, ImageDraw, ImageFont

WORDS = (
    "Net Wt 250 g ORGANIC Cold Pressed Olive Oil Extra Virgin BEST BEFORE 12/2027 Lot 4471 Ingredients water sugar cocoa butter "
    "vitamin C 500mg 60 capsules Shampoo 330 ml FRAGRANCE FREE 100% Cotton Machine wash cold XL SIZE 42 Model SX-200 Input "
    "100-240V 50/60Hz 1.5A USB-C WATERPROOF 30M Quartz Stainless Steel Serial No. 0098213 Caution keep away from children "
    "COFFEE Dark Roast 1kg Nutrition Facts Serving Size 30g Calories 120 Protein 6g"
).split()
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;-/&%()éèüöäßñç"
ENGLISH = "etaoinshrdlcumwfgypbvkjxqz"
FREQUENCY = [12.7, 9.1, 8.2, 7.5, 7.0, 6.7, 6.3, 6.1, 6.0, 4.3, 4.0, 2.8, 2.8, 2.4, 2.4, 2.2, 2.0, 2.0, 1.9, 1.5, 1.0, 0.8, 0.2, 0.2, 0.1, 0.1]
SIZES = [13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 26, 30, 36, 44, 60, 80]
OFTEN = [1 / size for size in SIZES]  # small lines are thin: so each size covers about as much
NO_TEXT = ("symbol", "math", "emoji", "awesome", "dingbat")


def fonts(folder):
    """the text fonts below a folder"""
    found = sorted(glob.glob(folder + "/**/*.[to]tf", recursive=True))
    return [f for f in found if not any(k in f.lower() for k in NO_TEXT)]


def word():
    """a word of a label, or letters in no order, so that nothing is learnt by heart: any, or as often as in English text"""
    kind = random.random()
    if kind < 0.4:
        return random.choice(WORDS)
    letters = random.choices(LETTERS, k=random.randint(1, 9)) if kind < 0.6 else random.choices(ENGLISH, FREQUENCY, k=random.randint(2, 10))
    return "".join(letters)


def colour_unlike(base):
    """a colour that can be read on grey level `base`"""
    while True:
        c = np.random.randint(0, 256, 3)
        if abs(c.mean() - base) >= 60:
            return tuple(c.tolist())


def label(background, faces, zoom=1.0):
    """lines of text, `zoom` times as large as usual, on a plain colour or on `background` [P, P, 3] uint8; returns the same shape"""
    size = background.shape[0]
    kind = random.random()
    plain = np.random.randint(190 if kind < 0.35 else 0, 256, 3)
    picture = Image.fromarray(background).copy() if kind > 0.7 else Image.new("RGB", (size, size), tuple(plain.tolist()))
    draw = ImageDraw.Draw(picture)
    base = np.asarray(picture).mean()
    y = random.randint(-10, 20)
    while y < size:
        height = max(6, round(zoom * random.choices(SIZES, OFTEN)[0]))
        text = " ".join(word() for _ in range(random.randint(2, 8)))
        text = text.upper() if random.random() < 0.3 else text
        face = ImageFont.truetype(random.choice(faces), height)
        draw.text((random.randint(-60, 40), y), text, font=face, fill=colour_unlike(base))
        y += int(height * random.uniform(1.05, 1.7))
    if random.random() < 0.6:
        picture = picture.rotate(random.uniform(-25, 25), resample=Image.BICUBIC)
    return np.asarray(picture)
