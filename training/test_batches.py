"""python3 -m unittest discover training (needs python3-torch, python3-pil)"""

import unittest
from functools import partial
from itertools import islice

import torch
import torch.nn.functional as F

from batches import ROUND, endless, pairs, planes
from degrade import Shares

CLEAN = Shares(clean=1)


def crops(count=3, side=160):
    torch.manual_seed(3)
    coarse = torch.rand(count, 3, 10, 10) * 255
    return F.interpolate(coarse, (side, side), mode="bilinear", align_corners=False).byte()


class Batches(unittest.TestCase):
    def test_input_and_truth_lie_over_one_another(self):
        x, y, condition = pairs(crops(), 4, 4, 20, CLEAN)
        self.assertEqual((x.shape, y.shape, condition.shape), ((4, 3, 20, 20), (4, 3, 80, 80), (4, 3)))
        self.assertLess(float((F.avg_pool2d(y, 4) - x).abs().max()), 0.02)

    def test_planes_are_the_truth_as_the_tail_makes_it(self):
        x, y, _ = planes(crops(), 2, 2, 20, CLEAN)
        self.assertEqual((x.dtype, y.dtype, y.shape), (torch.uint8, torch.uint8, (2, 12, 20, 20)))
        self.assertTrue(y.is_contiguous(memory_format=torch.channels_last))
        whole = F.pixel_shuffle(y.float(), 2)
        self.assertLess(float((F.avg_pool2d(whole, 2) - x).abs().max()), 5)

    def test_a_round_is_used_as_often_as_asked_for_and_then_made_anew(self):
        made = [int(t) for t in islice(endless(partial(torch.randint, 1 << 40, (1,)), "cpu", 2, uses=2), 4 * ROUND)]
        first, second = sorted(made[: 2 * ROUND]), sorted(made[2 * ROUND :])
        self.assertEqual(first[::2], first[1::2])
        self.assertEqual(len(set(first)), ROUND)
        self.assertFalse(set(first) & set(second))


if __name__ == "__main__":
    unittest.main()
