"""python3 -m unittest discover training (needs python3-torch, python3-pil, and the project's node_modules)"""

import os
import tempfile
import unittest

import torch

from detail import arguments, blended, mildness, texture_terms
from estimator import Estimator, OfWindows
from export import WithCondition, difference, write
from net import Net, polyphase
from quantise import Quantised, QuantisedNet, convolve
from texture import Discriminator, gradient_dissimilarity, luma, seen, sliced_wasserstein, told_apart
from transfer import transferred


def zeroed(scale):
    net = Net(16, 1, scale)
    for p in net.parameters():
        p.data.zero_()
    return net.eval()


class Network(unittest.TestCase):
    def test_zero_weights_are_the_bicubic_enlargement(self):
        for scale in (2, 4):
            x = torch.rand(1, 3, 12, 10)
            want = torch.nn.functional.interpolate(x, scale_factor=scale, mode="bicubic", align_corners=False)
            # torch takes a = -0.75, ours is the field's -0.5: they agree on straight lines.
            made = zeroed(scale)(x, torch.zeros(1, 3, 12, 10))
            self.assertEqual(made.shape, want.shape)
            line = torch.linspace(0, 1, 10).expand(1, 3, 12, 10)
            straight = zeroed(scale)(line, torch.zeros(1, 3, 12, 10))[0, 0, 20, 2 * scale : -2 * scale]
            at = (torch.arange(10 * scale) + 0.5) / scale - 0.5
            self.assertTrue(torch.allclose(straight, (at / 9)[2 * scale : -2 * scale], atol=1e-5))

    def test_phases_sum_to_one(self):
        self.assertTrue(torch.allclose(polyphase(4).sum((1, 2, 3)), torch.ones(48), atol=1e-6))

    def test_the_receptive_field_is_finite(self):
        net = Net(16, 2, 2).eval()
        x = torch.rand(1, 3, 40, 40)
        y = x.clone()
        y[..., 20] = 1 - y[..., 20]
        changed = (net(x, torch.zeros_like(x)) - net(y, torch.zeros_like(x))).abs().amax((0, 1, 2)).nonzero().flatten() // 2
        radius = 2 * 2 + 3
        self.assertTrue(20 - radius <= int(changed.min()) and int(changed.max()) <= 20 + radius)


class Export(unittest.TestCase):
    def test_agrees_with_pytorch(self):
        torch.manual_seed(2)
        for scale in (2, 4):
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "net.onnx")
                net = Net(16, 1, scale).eval()
                net.tail.weight.data.mul_(50)
                write(WithCondition(net), path)
                self.assertLess(difference(path, WithCondition(net)), 1e-4)
                net.tail.weight.data.mul_(1.1)
                self.assertGreater(difference(path, WithCondition(net)), 1e-4)


class Int8(unittest.TestCase):
    def test_rounding_keeps_most_of_the_picture(self):
        q = Quantised()
        q.watching = True
        x = torch.randn(4, 3, 64, 64)
        self.assertTrue(torch.equal(q(x), x))
        q.settle()
        self.assertLess(float(((q(x) - x) ** 2).mean()), 5e-4)
        self.assertLessEqual(len(q(x).unique()), 256)

    def test_weights_have_7_bits(self):
        conv = torch.nn.Conv2d(4, 5, 3, 1, 1, bias=False)
        one = torch.zeros(1, 4, 3, 3)
        one[0, 2, 1, 1] = 1
        made = convolve(conv, one)[0, :, 1, 1]
        step = conv.weight.abs().amax((1, 2, 3)) / 64
        whole = made / step
        self.assertTrue(torch.allclose(whole, whole.round(), atol=1e-4))
        self.assertLessEqual(float(whole.abs().max()), 64.001)

    def test_runs_as_integers_and_stays_near(self):
        torch.manual_seed(4)
        net = Net(16, 1, 2).eval()
        net.tail.weight.data.mul_(20)
        small = QuantisedNet(net, False).eval()
        x = torch.rand(2, 3, 32, 32)
        for q in small.quantisers():
            q.watching = True
        small(x, torch.zeros_like(x))
        for q in small.quantisers():
            q.settle()
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "net.int8.onnx")
            write(WithCondition(small), path)
            self.assertLess(difference(path, WithCondition(small)), 0.05)


class Texture(unittest.TestCase):
    def setUp(self):
        torch.manual_seed(3)
        self.true = torch.rand(2, 1, 64, 64)
        self.smooth = torch.nn.functional.avg_pool2d(self.true, 3, 1, 1)

    def test_the_same_texture_elsewhere_is_near_and_a_smooth_picture_far(self):
        moved = self.true.roll((1, 1), (2, 3))
        self.assertTrue(torch.all(sliced_wasserstein(self.true, self.true) == 0))
        near, far = (sliced_wasserstein(x, self.true) for x in (moved, self.smooth))
        self.assertTrue(torch.all(near * 4 < far))

    def test_light_alone_is_no_texture(self):
        self.assertLess(float(sliced_wasserstein(self.true + 0.2, self.true).max()), 1e-6)

    def test_gradients_are_compared_place_by_place(self):
        same = gradient_dissimilarity(self.true, self.true)
        self.assertLess(float(same.max()), 2e-3)
        self.assertTrue(torch.all(gradient_dissimilarity(self.smooth, self.true) > 0.05))
        self.assertTrue(torch.all(gradient_dissimilarity(self.true.roll(8, 3), self.true) > 0.05))

    def test_no_term_pulls_at_colour(self):
        true = torch.rand(2, 3, 32, 32)
        made = torch.rand(2, 3, 32, 32, requires_grad=True)
        small = luma(torch.rand(2, 3, 8, 8))
        a = arguments.parse_args(["--data", "x", "--init", "x"])
        sum(t.sum() for t in texture_terms(a, Discriminator(), luma(made), luma(true), small).values()).backward()
        pull = made.grad / torch.tensor([0.299, 0.587, 0.114]).view(1, 3, 1, 1)
        self.assertGreater(float(pull.abs().max()), 0)
        self.assertLess(float((pull - pull.mean(1, keepdim=True)).abs().max()), 1e-5)

    def test_the_discriminator_learns_what_is_smooth(self):
        judge, small = Discriminator(8), torch.nn.functional.avg_pool2d(self.true, 4)
        optimiser = torch.optim.Adam(judge.parameters(), 1e-2)
        losses = []
        for _ in range(30):
            loss = told_apart(judge(seen(self.true, small))[0], judge(seen(self.smooth, small))[0])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            losses.append(float(loss))
        self.assertLess(losses[-1], losses[0] / 2)

    def test_where_little_is_known_no_texture_is_asked_for(self):
        given = torch.tensor([[0, 0, 0], [0.25, 0, 0], [0.5, 0, 0], [0.8, 0, 0], [0, 0.7, 0], [0, 0, 1.0]])
        self.assertTrue(torch.allclose(mildness(given), torch.tensor([1, 0.642857, 0.285714, 0, 0, 0])))

    def test_a_fine_tuning_is_carried_over_whole(self):
        old, tuned, new = ({"w": torch.randn(3, 3)} for _ in range(3))
        self.assertTrue(torch.allclose(transferred(old, tuned, old)["w"], tuned["w"], atol=1e-6))
        self.assertTrue(torch.equal(transferred(old, old, new)["w"], new["w"]))
        with self.assertRaises(SystemExit):
            transferred(old, tuned, {"other": new["w"]})

    def test_the_blend_goes_from_one_to_the_other(self):
        a, b = {"w": torch.zeros(3)}, {"w": torch.ones(3)}
        self.assertEqual([float(blended(a, b, share)["w"][0]) for share in (0, 0.25, 1)], [0, 0.25, 1])


class Estimate(unittest.TestCase):
    def test_windows_are_judged_together(self):
        net = Estimator().eval()
        x, tables = 0.5 + 0.02 * torch.rand(1, 3, 64, 64), torch.tensor([[0.25]])
        once = OfWindows(net)(x, tables)
        self.assertTrue(torch.allclose(OfWindows(net)(x.repeat(3, 1, 1, 1), tables), once, atol=1e-3))
        self.assertTrue(torch.allclose(net(x, tables).clamp(0, 1), once, atol=1e-6))


if __name__ == "__main__":
    unittest.main()
