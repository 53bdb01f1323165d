"""Measure a checkpoint told the truth: python3 evaluate.py CHECKPOINT.pt SHARP_PNGS [--count N]

Mean PSNR-Y (BT.601, a border of `scale` pixels left out) of pictures reduced by a centred bicubic, clean and with known
damage. A quick look while training; `npm run bench:quality` measures the engine and its peers.
"""

import argparse
import glob
import math

import numpy as np
import torch
from PIL import Image

from degrade import save_jpeg
from net import Net
from resample import apply, gaussian, reduction

# name: (blur in input pixels, JPEG quality or 0)
DAMAGES = {"clean": (0, 0), "q75": (0, 75), "q50": (0, 50), "blur.8": (0.8, 0), "blur.8+q75": (0.8, 75)}


def luma(x):
    return (65.481 * x[:, 0] + 128.553 * x[:, 1] + 24.966 * x[:, 2]) / 255 + 16


def load(path, scale):
    with Image.open(path) as im:
        x = torch.from_numpy(np.asarray(im.convert("RGB")).copy()).permute(2, 0, 1)[None].float()
    h, w = (side // (scale * 16) * scale * 16 for side in x.shape[2:])
    return x[..., :h, :w]


def damaged(sharp, scale, blur, quality):
    h, w = sharp.shape[2:]
    lines = [reduction(side // scale, side, "bicubic") @ gaussian(side, blur * scale) for side in (h, w)]
    x = apply(sharp, *lines).round().clamp(0, 255)
    return save_jpeg(x, [quality], [True]) if quality else x


@torch.no_grad()
def validate(state, folder, count=8, device="cpu"):
    """{damage: mean PSNR-Y in dB} of weights over the first `count` PNGs of a folder"""
    scale = {12: 2, 48: 4}[state["tail.weight"].shape[0]]
    blocks = len({k.split(".")[1] for k in state if k.startswith("body.")})
    net = Net(state["head.weight"].shape[0], blocks, scale).to(device)
    net.load_state_dict(state)
    net.eval()
    sums = dict.fromkeys(DAMAGES, 0.0)
    files = sorted(glob.glob(folder + "/*.png"))[:count]
    for f in files:
        sharp = load(f, scale)
        for name, (blur, quality) in DAMAGES.items():
            x = damaged(sharp, scale, blur, quality)
            condition = torch.tensor([(100 - quality) / 100 if quality else 0, 0, blur / 2], device=device)
            out = net(x.to(device) / 255, condition.view(1, 3, 1, 1).expand(1, 3, *x.shape[2:])).clamp(0, 1).mul(255).round()
            error = (luma(out.cpu()) - luma(sharp))[:, scale:-scale, scale:-scale]
            sums[name] += 10 * math.log10(255**2 / float((error**2).mean()))
    return {k: round(v / len(files), 3) for k, v in sums.items()}


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("checkpoint")
    arguments.add_argument("pictures")
    arguments.add_argument("--count", type=int, default=8)
    a = arguments.parse_args()
    print(validate(torch.load(a.checkpoint, map_location="cpu")["ema"], a.pictures, a.count))
