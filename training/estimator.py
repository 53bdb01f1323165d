"""A tiny network that estimates a picture's damage: python3 estimator.py --data PHOTOGRAPHS --minutes 20 --out estimate.pt --onnx estimate.onnx

Strided convolutions look at the samples and their difference from their neighbours, each place says what it sees and how sure it is, and the surest places decide:
a sharp edge anywhere proves that the picture is sharp. Input `image` [N, 3, H, W] RGB 0..1, windows of one picture, and `tables`
[1, 1] (compression by the file's own JPEG tables, 0 without any), output `condition` [1, 3] as the enlarging network takes it.
Trained on crops of photographs with known damage, towards the median: of a doubtful picture it says nothing.
"""

import argparse
import math
import os
import random
import time
from functools import partial

import torch
import torch.nn as nn
import torch.nn.functional as F

import pool
from batches import endless
from degrade import Shares, degrade
from train import keep_memory

SIZE = 192  # side of a training input: more to look at, so that the surest place counts as it will among many windows
DAMAGES = Shares(blur=0.5, lens=0.2, chain=0.22, noise=0.3, jpeg=0.5, webp=0.04, twice=0.2)


def layer(inputs, outputs, stride):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.LeakyReLU(0.1))


WEIGHTS = torch.tensor([1.0, 1.0, 2.0])  # of compression, noise and blur: an error of blur costs the enlargement most
QUIET = 12 / 255  # larger steps are texture, which hides a grid


def grid_steps(image):
    """Steps across the 8-pixel grid, whichever phase it has: [N, 2, 3, 8], for columns and rows the sums of
    (excess of a step over its neighbours, all three, 1) by phase, over quiet places of the luma."""
    weights = torch.tensor([0.299, 0.587, 0.114], device=image.device).view(1, 3, 1, 1)
    luma = (image * weights).sum(1)
    sums = []
    for y in (luma, luma.transpose(1, 2)):
        step = (y[:, :, 1:] - y[:, :, :-1]).abs()
        before, here, after = step[:, :, :-2], step[:, :, 1:-1], step[:, :, 2:]
        quiet = ((before <= QUIET) & (here <= QUIET) & (after <= QUIET)).float()
        parts = torch.stack([here - (before + after) / 2, here + before + after, torch.ones_like(here)], 1) * quiet[:, None]
        lines = parts.sum(2)
        sums.append(torch.stack([lines[..., phase::8].sum(-1) for phase in range(8)], -1))
    return torch.stack(sums, 1)


def grid_features(steps):
    """[B, 2, 3, 8] -> [B, 4]: how far the strongest phase stands out, against the mean step and in levels, both ways"""
    excess, total, count = steps.unbind(2)
    features = []
    for shares in (excess / (total + 1e-3), excess / (count + 1) * 255):
        ordered = torch.topk(shares, 8, 2).values
        median = (ordered[..., 3] + ordered[..., 4]) / 2
        features.append(ordered[..., 0] - median - 2 * (ordered[..., 1] - median))
    return torch.cat([features[0] * 8, features[1]], 1).clamp(-4, 4)


class Estimator(nn.Module):
    def __init__(self, widths=(16, 16, 24, 32)):
        super().__init__()
        a, b, c, d = widths
        self.look = nn.Sequential(layer(6, a, 1), layer(a, b, 2), layer(b, c, 2), layer(c, d, 2), layer(d, d, 1))
        self.says = nn.Conv2d(d, 24, 1)
        self.sure = nn.Conv2d(d, 24, 1)
        self.decide = nn.Sequential(nn.Linear(29, 32), nn.LeakyReLU(0.1), nn.Linear(32, 3))

    def places(self, image):
        """what each place says and how sure it is: two of [N, 24, places]"""
        detail = image - F.avg_pool2d(F.pad(image, (1, 1, 1, 1), mode="replicate"), 3, 1)
        h = self.look(torch.cat([image - 0.5, (detail * 16).clamp(-4, 4)], 1))
        return self.says(h).flatten(2), self.sure(h).flatten(2)

    def conclude(self, says, sure, steps, tables):
        seen = (says * torch.softmax(sure, 2)).sum(2)
        return self.decide(torch.cat([seen, tables, grid_features(steps)], 1))

    def forward(self, image, tables):
        """[N, 3, H, W] of N pictures"""
        return self.conclude(*self.places(image), grid_steps(image), tables)


def examples(crops, count):
    """inputs [B, 3, SIZE, SIZE] 0..1, tables [B, 1], condition [B, 3]"""
    side = SIZE * 2
    sharp = []
    for i in torch.randint(len(crops), (count,)).tolist():
        top, left = (random.randint(0, crops.shape[-1] - side) for _ in "yx")
        sharp.append(crops[i, :, top : top + side, left : left + side])
    x, condition, quality = degrade(torch.stack(sharp).float(), SIZE, DAMAGES)
    told = torch.where(quality > 0, (100 - quality) / 100, torch.zeros_like(quality))
    told = told * (torch.rand(count) < 0.35)  # else it was saved again in a format without tables
    top, left = (random.randint(0, 15) for _ in "yx")
    return x[..., top:, left:] / 255, told[:, None], condition


def loss_of(made, truth):
    """mean absolute error of compression, noise and blur: its least is at the median"""
    return (truth - made).abs().mean(0)


class OfWindows(nn.Module):
    """the estimate of one picture by all of its windows together"""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image, tables):
        together = [t.transpose(0, 1).flatten(1)[None] for t in self.net.places(image)]
        return self.net.conclude(*together, grid_steps(image).sum(0, keepdim=True), tables).clamp(0, 1)


def export(net, path):
    torch.onnx.export(
        OfWindows(net), (torch.rand(2, 3, 64, 72), torch.zeros(1, 1)), path, input_names=["image", "tables"], output_names=["condition"],
        dynamic_axes={"image": {0: "n", 2: "h", 3: "w"}}, opset_version=13,
    )  # fmt: skip


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = arguments.add_argument
    add("--data", nargs="+", required=True)
    add("--minutes", type=float, default=20)
    add("--batch", type=int, default=8)
    add("--uses", type=int, default=4, help="how often a damaged crop is trained on")
    add("--pool", type=int, default=2500)
    add("--cache")
    add("--fonts", default="/usr/share/fonts")
    add("--lr", type=float, default=2e-3)
    add("--init", help="checkpoint to go on from")
    add("--keep", type=float, default=0, help="share of --init mixed back into the result")
    add("--threads", type=int, default=os.cpu_count())
    add("--out", default="estimate.pt")
    add("--onnx")
    a = arguments.parse_args()
    keep_memory()
    torch.set_num_threads(a.threads)
    # Photographs at half their size are sharp to the sample; the inputs are half of that.
    crops = pool.cached(a.cache, a.data, a.pool, 400, a.fonts, 0.25, (0.5, 0.35), 0.12, 0.3, 0.7)
    feed = endless(partial(examples, crops, a.batch), "cpu", os.cpu_count(), a.uses)
    net = Estimator()
    state = None
    if a.init:
        state = torch.load(a.init)["net"]
        first = "decide.0.weight"
        state[first] = F.pad(state[first], (0, net.decide[0].in_features - state[first].shape[1]))
        net.load_state_dict(state)
    print("crops", tuple(crops.shape), "parameters", sum(p.numel() for p in net.parameters()), flush=True)
    optimiser = torch.optim.Adam(net.parameters(), a.lr)
    begin, it, sums = time.time(), 0, torch.zeros(3)
    while (part := (time.time() - begin) / (a.minutes * 60)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = a.lr * 0.5 * (1 + math.cos(math.pi * part)) * min(1, (it + 1) / 100)
        x, tables, truth = next(feed)
        parts = loss_of(net(x, tables), truth)
        optimiser.zero_grad(set_to_none=True)
        (parts * WEIGHTS).sum().backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        it += 1
        sums += parts.detach()
        if it % 200 == 0:
            print(it, f"{(time.time() - begin) / it * 1000:.0f} ms/it", "mean error", [round(v / 200, 4) for v in sums.tolist()], flush=True)
            sums.zero_()
            torch.save({"net": net.state_dict(), "it": it}, a.out)
    if state and a.keep:
        net.load_state_dict({k: v.lerp(state[k], a.keep) if v.is_floating_point() else v for k, v in net.state_dict().items()})
    torch.save({"net": net.state_dict(), "it": it}, a.out)
    if a.onnx:
        export(net.eval(), a.onnx)


if __name__ == "__main__":
    main()
