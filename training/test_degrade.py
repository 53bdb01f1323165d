"""python3 -m unittest discover training (needs python3-torch, python3-pil)"""

import io
import random
import unittest
from unittest.mock import patch

import numpy as np
import torch
from PIL import Image, ImageFilter

from blur import disc, motion, random_kernel
from degrade import Shares, degrade, save_jpeg, save_webp, undamaged
from resample import KERNELS, apply, gaussian, reduction


def picture(size=128):
    """smooth colours, an edge and some texture: [3, size, size] in 0..255"""
    y, x = torch.meshgrid(torch.arange(float(size)), torch.arange(float(size)), indexing="ij")
    r = 128 + 100 * torch.sin(x / 17) * torch.cos(y / 23)
    g = torch.where(x + y > size, 200.0, 60.0) + 20 * torch.sin(x * 1.3)
    b = 255 * (x / size)
    return torch.stack([r, g, b]).round().clamp(0, 255)


def pillow(x):
    return Image.fromarray(x.permute(1, 2, 0).byte().numpy())


def tensor(im):
    return torch.from_numpy(np.asarray(im.convert("RGB")).copy()).permute(2, 0, 1).float()


class Reduction(unittest.TestCase):
    def test_rows_sum_to_one_and_are_centred(self):
        for kernel in KERNELS:
            m = reduction(16, 64, kernel)
            self.assertTrue(torch.allclose(m.sum(1), torch.ones(16), atol=1e-5))
            ramp = m @ torch.arange(64.0)
            middle = (torch.arange(16.0) + 0.5) * 4 - 0.5
            self.assertLess(float((ramp - middle)[4:12].abs().max()), 0.05, kernel)

    def test_is_what_pillow_does(self):
        x = picture()
        names = {"bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS, "triangle": Image.BILINEAR, "box": Image.BOX, "hamming": Image.HAMMING}
        for kernel, theirs in names.items():
            m = reduction(32, 128, kernel)
            ours = apply(x[None], m, m)[0].round().clamp(0, 255)
            want = tensor(pillow(x).resize((32, 32), theirs))
            # Pillow leaves out what lies beyond the edge, we repeat the edge.
            self.assertLess(float((ours - want)[:, 4:-4, 4:-4].abs().max()), 1.01, kernel)

    def test_a_gaussian_has_its_deviation(self):
        row = gaussian(101, 3.2)[50]
        at = torch.arange(101.0) - 50
        self.assertAlmostEqual(float((row * at**2).sum().sqrt()), 3.2, places=2)


class Jpeg(unittest.TestCase):
    def test_is_within_a_grey_level_of_pillow(self):
        x = picture()
        for q in (30, 50, 75, 92):
            for sub in (True, False):
                ours = save_jpeg(x[None], [q], [sub])[0]
                buffer = io.BytesIO()
                pillow(x).save(buffer, "JPEG", quality=q, subsampling=2 if sub else 0)
                want = tensor(Image.open(buffer))
                self.assertLess(float((ours - want).abs().mean()), 1.0, (q, sub))
                self.assertGreater(float((want - x).abs().mean()), 0.5)

    def test_the_grid_can_be_moved(self):
        x = picture()[None]
        moved = save_jpeg(x, [30], [False], (3, 5))
        self.assertEqual(moved.shape, x.shape)
        steps = (moved[0, 1, :, 1:] - moved[0, 1, :, :-1]).abs().mean(0)
        still = (x[0, 1, :, 1:] - x[0, 1, :, :-1]).abs().mean(0)
        extra = steps - still  # block borders lie 3 samples earlier: before columns 5, 13, 21
        by_phase = torch.stack([extra[p::8].mean() for p in range(8)])
        self.assertEqual(int(by_phase.argmax()), 4)


class Blur(unittest.TestCase):
    def test_kernels_sum_to_one_and_know_their_strength(self):
        for k in (disc(4.0), motion(12, 0.7)):
            self.assertAlmostEqual(float(k.sum()), 1, places=5)
        random.seed(3)
        for sigma in (1.0, 2.5, 5.0):
            for _ in range(6):
                self.assertLess(abs(random_kernel(sigma)[1] / sigma - 1), 0.35)


class Degrade(unittest.TestCase):
    @patch.dict("degrade.REDUCTIONS", {"bicubic": 1}, clear=True)
    def test_nothing_is_only_a_reduction(self):
        none = Shares(0, 0, 0, 0, 0, 0, 0)
        x, condition, tables = degrade(picture(64)[None].repeat(3, 1, 1, 1), 32, none)
        self.assertEqual(tuple(x.shape), (3, 3, 32, 32))
        self.assertEqual(float(condition.abs().max()), 0)
        self.assertEqual(float(tables.max()), 0)

    @patch.dict("degrade.REDUCTIONS", {"bicubic": 1}, clear=True)
    def test_what_is_too_faint_is_not_told(self):
        sharp = picture(64)[None].repeat(8, 1, 1, 1)
        bare, _, _ = degrade(sharp, 32, Shares(0, 0, 0, 0, 0, 0, 0))
        x, condition, tables = degrade(sharp, 32, Shares(0, 0, 0, 0, 0, 0, 0, faint=1))
        self.assertEqual(float(condition.abs().max()), 0)
        self.assertEqual(float(tables.max()), 0)
        away = (x - bare).mean(1).abs().mean((1, 2))  # of grey: half of the colours' places may be given up
        self.assertGreater(float(away.min()), 0)
        self.assertLess(float(away.max()), 3)

    @patch.dict("degrade.REDUCTIONS", {"bicubic": 1}, clear=True)
    def test_undamaged_has_neither_noise_nor_compression(self):
        _, condition, tables = degrade(picture(64)[None].repeat(32, 1, 1, 1), 32, undamaged(0.5))
        self.assertEqual(float(condition[:, :2].abs().max()), 0)
        self.assertEqual(float(tables.max()), 0)
        self.assertGreater(float(condition[:, 2].max()), 0.1)

    def test_the_softness_of_a_reductions_kernel_is_told_as_blur(self):
        sharp = picture(64)[None].repeat(2, 1, 1, 1)
        for kernel, deviation in {"bicubic": 0, "lanczos": 0, "box": 12**-0.5, "triangle": 6**-0.5}.items():
            with patch.dict("degrade.REDUCTIONS", {kernel: 1}, clear=True):
                _, condition, _ = degrade(sharp, 32, Shares(0, 0, 0, 0, 0, 0, 0))
            self.assertAlmostEqual(float(condition[0, 2]), deviation / 2, places=3, msg=kernel)

    @patch.dict("degrade.REDUCTIONS", {"bicubic": 1}, clear=True)
    def test_each_damage_is_told(self):
        sharp = picture(128)[None].repeat(8, 1, 1, 1)
        for shares, column in ((Shares(1, 0.5, 0, 0, 0, 0, 0), 2), (Shares(0, 0, 0, 1, 0, 0, 0), 1), (Shares(0, 0, 0, 0, 1, 0, 0), 0),
                               (Shares(0, 0, 1, 0, 0, 0, 0), 0), (Shares(0, 0, 0, 0, 0, 1, 0), 0)):  # fmt: skip
            x, condition, tables = degrade(sharp, 32, shares)
            self.assertTrue(bool((condition[:, column] > 0).all()), column)
            # A JPEG that was reduced is told its second reduction's softness too.
            others = condition[:, [c for c in range(3) if c != column and not (shares.chain and c == 2)]]
            self.assertEqual(float(others.abs().max()), 0)
            self.assertEqual(float((x - x.round()).abs().max()), 0)

    def test_clean_crops_are_only_reduced(self):
        sharp = picture(128)[None].repeat(4, 1, 1, 1)
        x, condition, tables = degrade(sharp, 32, Shares(1, 0.5, 1, 1, 1, 1, 1, clean=1))
        self.assertEqual(float(condition.abs().max()) + float(tables.abs().max()), 0)
        line = reduction(32, 128, "bicubic")
        self.assertTrue(torch.equal(x, apply(sharp, line, line).round().clamp(0, 255)))

    def test_noise_is_as_strong_as_told(self):
        flat = torch.full((6, 3, 64, 64), 128.0)
        x, condition, _ = degrade(flat, 32, Shares(0, 0, 0, 1, 0, 0, 0))
        for i in range(6):
            self.assertAlmostEqual(float(x[i].std()), float(condition[i, 1]) * 25, delta=0.6)

    def test_webp_changes_the_picture(self):
        x = picture(64)
        self.assertGreater(float((save_webp(x, 40) - x).abs().mean()), 0.5)


if __name__ == "__main__":
    unittest.main()
