"""python3 -m unittest discover training (needs python3-torch, python3-pil)"""

import os
import random
import tempfile
import unittest

import numpy as np
from PIL import Image

import pool
from labels import word
from patterns import pattern, things


class Pool(unittest.TestCase):
    def test_holds_crops_of_photographs_and_shares_of_what_they_lack(self):
        with tempfile.TemporaryDirectory() as folder:
            noise = np.random.default_rng(1).integers(0, 256, (200, 260, 3), dtype=np.uint8)
            for name in ("a.png", "b.jpg"):
                Image.fromarray(noise).save(os.path.join(folder, name))
            crops = pool.build([folder], 40, 64, folder, drawn=0.1)
            self.assertEqual(tuple(crops.shape[1:]), (3, 64, 64))
            # There are no fonts in that folder, so no labels.
            self.assertEqual(len(crops), 35 + 4)
            with self.assertRaises(SystemExit):
                pool.photographs([os.path.join(folder, "none")])

    def test_patterns_are_regular_and_all_different(self):
        random.seed(5)
        np.random.seed(5)
        for _ in range(20):
            made = pattern(128)
            self.assertEqual((made.shape, made.dtype), ((128, 128, 3), np.uint8))
            spectrum = np.abs(np.fft.fft2(made.mean(2) - made.mean())).flatten() ** 2
            # Noise spreads its power over all of them.
            self.assertGreater(np.sort(spectrum)[-600:].sum() / spectrum.sum(), 0.75)
        self.assertGreater(np.abs(pattern(64).astype(int) - pattern(64)).mean(), 1)

    def test_things_are_smooth_within_sharp_outlines(self):
        random.seed(6)
        np.random.seed(6)
        for _ in range(10):
            made = things(128)
            self.assertEqual((made.shape, made.dtype), ((128, 128, 3), np.uint8))
            steps = np.abs(np.diff(made.astype(int).mean(2), axis=1))
            self.assertGreater((steps <= 1.5).mean(), 0.8)
            self.assertGreater(steps.max(), 15)

    def test_words_are_of_letters_that_fonts_have(self):
        random.seed(2)
        words = [word() for _ in range(300)]
        self.assertTrue(all(1 <= len(w) <= 14 and " " not in w for w in words))
        self.assertGreater(len(set(words)), 150)


if __name__ == "__main__":
    unittest.main()
