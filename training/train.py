"""Train the conditioned super-resolution network by a time budget, on a CPU or a CUDA GPU.

  python3 train.py --data PHOTOGRAPHS [MORE...] --scale 4 --minutes 60 --out x4.pt [--resume | --init OTHER.pt] [--val SHARP_PNGS]

--resume goes on with --out where it was cut off, its optimiser and schedule included; --init starts a new schedule from
other weights, also from those of another scale: what has the same shape is taken over.
"""

import argparse
import ctypes
import math
import os
import time
from functools import partial

import torch

import pool
from batches import MARGIN, endless, planes
from degrade import Shares, undamaged
from evaluate import validate
from net import Net

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
add = arguments.add_argument
add("--data", nargs="+", required=True, help="folders of photographs")
add("--val", help="folder of sharp PNGs to measure on")
add("--scale", type=int, default=4, choices=(2, 4))
add("--channels", type=int, default=48)
add("--blocks", type=int, default=8)
add("--minutes", type=float, default=60, help="length of the schedule")
add("--lr", type=float, default=1e-3)
add("--final-lr", type=float, default=1e-6)
add("--batch", type=int, default=0)
add("--patch", type=int, default=48, help="side of an input crop")
add("--threads", type=int, default=os.cpu_count(), help="of the CPU; one less than the cores where other work runs beside it")
add("--workers", type=int, default=os.cpu_count(), help="processes that make crops (CPU only)")
add("--uses", type=int, default=2, help="how often a damaged crop is trained on (CPU only)")
add("--pool", type=int, default=12000, help="crops held in memory")
add("--clean", type=float, default=0.3, help="share of crops that are only reduced")
add("--drawn", type=float, default=0.15, help="drawn crops, in shares of the others: patterns, things, thin lines")
add("--zooms", type=float, nargs="+", default=(1.0, 0.65), help="sizes at which photographs are cropped: reduced ones are sharper")
add("--undamaged", action="store_true", help="neither noise nor compression: the weights for pictures without them")
add("--loss", default="charbonnier", choices=("charbonnier", "psnr"), help="psnr: the logarithm of each crop's squared error, to end with")
add("--cache", help="file to keep the crops in between runs")
add("--init")
add("--resume", action="store_true")
add("--out", default="model.pt")
add("--every", type=int, default=0, help="iterations between checkpoints")
add("--fonts", default="/usr/share/fonts")
add("--text", type=float, default=0.12, help="share of crops with label text")


def keep_memory():
    """glibc gives large blocks back at every free, and the system then fills each page anew: a sixth of a step's time"""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        for setting in (-1, -3):  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD
            libc.mallopt(setting, 2**31 - 1)


def fast_bfloat16(device):
    """bfloat16 pays on a GPU and on processors that multiply it in hardware; elsewhere it is 20 times slower"""
    if device == "cuda":
        return True
    with open("/proc/cpuinfo") as f:
        flags = f.read()
    return "amx_bf16" in flags or "avx512_bf16" in flags


def cosine(first, last, part):
    """the learning rate when `part` of the schedule is over"""
    return last + (first - last) * 0.5 * (1 + math.cos(math.pi * part))


def set_rate(optimiser, rate):
    for group in optimiser.param_groups:
        group["lr"] = rate


def average(ema, net, it):
    """move the averaged weights towards the network's"""
    decay = min(0.999, (1 + it) / (10 + it))
    with torch.no_grad():
        for k, v in net.state_dict().items():
            ema[k].mul_(decay).add_(v, alpha=1 - decay)


def charbonnier(made, wanted):
    return ((made - wanted) ** 2 + 1e-6).sqrt()


def psnr_loss(made, wanted):
    """mean over the batch of ln(MSE + floor): the gain in decibels counts alike on clean and on damaged crops (as in NAFNet, Chen
    et al. 2022); the floor, 44 dB, keeps flat crops from ruling"""
    return torch.log(((made - wanted) ** 2).mean((1, 2, 3)) + 4e-5)


LOSSES = {"charbonnier": charbonnier, "psnr": psnr_loss}


def whole(condition, like):
    """a condition [B, 3] for every pixel of [B, 3, H, W]"""
    return condition.view(-1, 3, 1, 1).expand(-1, 3, *like.shape[2:])


def write(path, kept):
    """a cut leaves the file before or the file after"""
    torch.save(kept, path + ".part")
    os.replace(path + ".part", path)


def main():
    a = arguments.parse_args()
    keep_memory()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    batch = a.batch or (64 if device == "cuda" else 16)
    every = a.every or (2000 if device == "cuda" else 200)
    half = fast_bfloat16(device)
    torch.set_num_threads(a.threads)
    side = max(256, (a.patch + MARGIN) * a.scale)
    crops = pool.cached(a.cache, a.data, a.pool, side, a.fonts, a.text, a.zooms, a.drawn)
    print("crops", tuple(crops.shape), device, "bfloat16" if half else "float32", "batch", batch, flush=True)
    if device == "cuda":
        torch.backends.cudnn.benchmark = True
        crops = crops.to(device)
    shares = undamaged(a.clean) if a.undamaged else Shares(clean=a.clean)
    batches = endless(partial(planes, crops, batch, a.scale, a.patch, shares), device, a.workers, a.uses)
    net = Net(a.channels, a.blocks, a.scale)
    done = spent = 0
    state = None
    if a.resume and os.path.exists(a.out):
        state = torch.load(a.out, map_location="cpu")
        net.load_state_dict(state["net"])
        done, spent = state["it"], state["spent"]
    elif a.init:
        state0 = torch.load(a.init, map_location="cpu")
        own = net.state_dict()
        net.load_state_dict({k: v for k, v in state0["ema"].items() if k in own and own[k].shape == v.shape}, strict=False)
        done = state0.get("it", 0)
    net = net.to(device)
    if half:
        net = net.to(memory_format=torch.channels_last)
    ema = {k: v.clone() for k, v in net.state_dict().items()}
    optimiser = torch.optim.Adam(net.parameters(), a.lr, betas=(0.9, 0.99))
    if state:
        optimiser.load_state_dict(state["optimiser"])
        ema = {k: v.to(device) for k, v in state["ema"].items()}
    begin, it, budget = time.time(), 0, a.minutes * 60

    def save():
        kept = {"ema": ema, "net": net.state_dict(), "optimiser": optimiser.state_dict(), "c": a.channels, "n": a.blocks, "scale": a.scale}
        write(a.out, {**kept, "it": done + it, "spent": spent + time.time() - begin})

    while (part := (spent + time.time() - begin) / budget) < 1:
        rate = cosine(a.lr, a.final_lr, part)
        set_rate(optimiser, rate * min(1, (it + 1) / 200))
        x, y, condition = (t.to(device).float() for t in next(batches))
        x, y = x / 255, y / 255
        with torch.autocast(device, dtype=torch.bfloat16, enabled=half):
            p = net.planes(x, whole(condition, x))
        loss = LOSSES[a.loss](p.float(), y).mean()
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        it += 1
        average(ema, net, it)
        if it % every == 0:
            save()
            print(done + it, f"{(time.time() - begin) / it * 1000:.0f} ms/it lr {rate:.1e} loss {loss.item():.4f}", flush=True)
            if a.val and it % (every * 4) == 0:
                print(validate(ema, a.val, 8, device), flush=True)
    save()
    print("end", done + it, validate(ema, a.val, 8, device) if a.val else "", flush=True)


if __name__ == "__main__":
    main()
