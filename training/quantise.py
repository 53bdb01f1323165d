"""The int8 network: python3 quantise.py CHECKPOINT.pt MODEL.int8.onnx --data PHOTOGRAPHS [--minutes N] [--save QAT.pt]

Activations are uint8 with one scale a tensor, weights 7-bit with one scale a channel: without VNNI the processor adds two
products in 16 bits, and two of 255 * 127 would not fit; with 7 bits every processor gives the same result. The input
convolution and the sum with the bicubic skip stay float32. Ranges are those with the least squared error on damaged
training pictures; --minutes then fine-tunes with fake quantisation towards the float32 network and the truth. Written as
QuantizeLinear / DequantizeLinear pairs, which onnxruntime fuses into integer kernels.
"""

import argparse
import copy
import os
import time
import warnings
from functools import partial

import torch
import torch.nn as nn
import torch.nn.functional as F

import pool
from batches import endless, pairs
from degrade import Shares, undamaged
from export import WithCondition, difference, load, write
from train import keep_memory, psnr_loss

LEVELS = 255
WEIGHT_LEVELS = 64


class Quantised(nn.Module):
    """rounds a tensor to 256 levels; while `watching` it collects what it sees instead"""

    def __init__(self):
        super().__init__()
        self.register_buffer("scale", torch.tensor(1.0))
        self.register_buffer("zero", torch.tensor(0, dtype=torch.int32))
        self.watching, self.seen = False, []

    def forward(self, x):
        if self.watching:
            flat = x.detach().flatten()
            self.seen.append(flat[torch.randint(len(flat), (60000,))])
            self.seen.append(torch.stack([flat.min(), flat.max()]))
            return x
        return torch.fake_quantize_per_tensor_affine(x, self.scale, self.zero, 0, LEVELS)

    def settle(self):
        """the range with the least squared error of what was seen"""
        x = torch.cat(self.seen)
        self.seen, self.watching = [], False
        best = None
        for share in (1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
            low, high = float(x.min()) * share, float(x.max()) * share
            scale = max(high - low, 1e-6) / LEVELS
            zero = int(min(LEVELS, max(0, round(-low / scale))))
            error = float(((torch.fake_quantize_per_tensor_affine(x, scale, zero, 0, LEVELS) - x) ** 2).mean())
            if best is None or error < best[0]:
                best = error, scale, zero
        self.scale.fill_(best[1])
        self.zero.fill_(best[2])


def convolve(conv, x):
    """a convolution with its weights rounded to 7 bits a channel; `x` is rounded already"""
    scale = conv.weight.detach().abs().amax((1, 2, 3)).clamp(min=1e-8) / WEIGHT_LEVELS
    zero = torch.zeros_like(scale, dtype=torch.int32)
    weight = torch.fake_quantize_per_channel_affine(conv.weight, scale, zero, 0, -128, 127)
    return F.conv2d(x, weight, conv.bias, 1, 1)


class QuantisedNet(nn.Module):
    """a Net with rounded activations and weights between its float32 ends"""

    def __init__(self, net, float_stream):
        super().__init__()
        self.net, self.float_stream = net, float_stream
        n = len(net.body)
        self.q = nn.ModuleDict({k: Quantised() for k in ["head", "mid", "sum", "act", "tail"]})
        self.blocks = nn.ModuleList([nn.ModuleList([Quantised() for _ in range(4)]) for _ in range(n)])

    def forward(self, x, condition):
        net, q = self.net, self.q
        head = net.head(torch.cat([x - 0.5, condition], 1))
        f = q["head"](head)
        h = head if self.float_stream else f
        rounded = f
        for block, (after_a, act, after_b, total) in zip(net.body, self.blocks):
            a = act(F.leaky_relu(after_a(convolve(block.a, rounded)), 0.1))
            h = h + after_b(convolve(block.b, a))
            rounded = total(h)
            h = h if self.float_stream else rounded
        m = q["mid"](convolve(net.mid, rounded))
        g = q["act"](F.leaky_relu(q["sum"](m + (head if self.float_stream else f)), 0.1))
        r = q["tail"](convolve(net.tail, g))
        k = F.conv2d(F.pad(x, (2, 2, 2, 2), mode="replicate"), net.skip)
        return F.pixel_shuffle(r + k, net.scale)

    def quantisers(self):
        return [m for m in self.modules() if isinstance(m, Quantised)]


def expand(condition, x):
    return condition.view(-1, 3, 1, 1).expand(-1, 3, *x.shape[2:])


def calibrate(net, crops, shares, batches=12):
    for quantiser in net.quantisers():
        quantiser.watching = True
    with torch.no_grad():
        for _ in range(batches):
            x, _, condition = pairs(crops, 16, net.net.scale, 48, shares)
            net(x, expand(condition, x))
    for quantiser in net.quantisers():
        quantiser.settle()


def tune(net, teacher, crops, shares, minutes, rate=1e-4):
    """fine-tune towards the truth and towards what the float32 network makes, in decibels: half of each"""
    batches = endless(partial(pairs, crops, 8, net.net.scale, 48, shares), "cpu", os.cpu_count(), 2)
    optimiser = torch.optim.Adam(net.parameters(), rate)
    begin, it = time.time(), 0
    while (part := (time.time() - begin) / (minutes * 60)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 - part)
        x, y, condition = next(batches)
        with torch.no_grad():
            want = teacher(x, expand(condition, x))
        made = net(x, expand(condition, x))
        loss = (psnr_loss(made, y) + psnr_loss(made, want)).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        it += 1
    print("fine-tuned", it, "iterations", flush=True)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = arguments.add_argument
    add("checkpoint")
    add("out")
    add("--data", nargs="+", required=True)
    add("--minutes", type=float, default=0, help="time to fine-tune")
    add("--pool", type=int, default=2000)
    add("--cache")
    add("--fonts", default="/usr/share/fonts")
    add("--undamaged", action="store_true", help="for weights that were trained so")
    add("--float-stream", action="store_true", help="keep the sum along the blocks in float32")
    add("--save", help="keep the fine-tuned weights")
    a = arguments.parse_args()
    warnings.simplefilter("ignore")
    torch.manual_seed(1)
    keep_memory()
    crops = pool.cached(a.cache, a.data, a.pool, 256, a.fonts)
    shares = undamaged(0.5) if a.undamaged else Shares(clean=0.3)
    teacher = load(a.checkpoint)
    net = QuantisedNet(copy.deepcopy(teacher), a.float_stream)
    calibrate(net, crops, shares)
    if a.minutes:
        tune(net, teacher, crops, shares, a.minutes)
    if a.save:
        torch.save(net.state_dict(), a.save)
    module = WithCondition(net.eval())
    write(module, a.out)
    print(f"{a.out}: onnxruntime and PyTorch differ by {difference(a.out, module):.1e}, by {difference(a.out, WithCondition(teacher)):.1e} from float32")


if __name__ == "__main__":
    main()
