"""Fine-tune a network for texture: sharper edges and grain as strong as the truth's, colours held.

  python3 detail.py --data PHOTOGRAPHS --init x4.pt --minutes 60 --out detail-x4.pt [--resume] [--cache POOL] [--val SHARP_PNGS]

The pixels' Charbonnier loss stays the strongest term. Beside it, on luma only so that no colour can drift: the distributions
of local differences (sliced Wasserstein), similarity of gradient magnitudes, and a small discriminator with its features.
They count in proportion to how mild the damage is; where little is known, the network stays faithful. The result is the far
end of a blend: `--keep 0.4` mixes that share of --init back into the saved average.
"""

import argparse
import os
import time
from functools import partial

import torch

import pool
from batches import endless, pairs
from degrade import Shares
from evaluate import validate
from net import Net
from texture import Discriminator, feature_distance, gradient_dissimilarity, luma, seen, sliced_wasserstein, told_apart
from train import average, charbonnier, cosine, keep_memory, set_rate, whole, write

arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
add = arguments.add_argument
add("--data", nargs="+", required=True, help="folders of photographs")
add("--val", help="folder of sharp PNGs to measure on")
add("--init", required=True, help="checkpoint of the faithful network")
add("--minutes", type=float, default=60, help="length of the schedule")
add("--lr", type=float, default=2e-4)
add("--final-lr", type=float, default=1e-6)
add("--batch", type=int, default=8)
add("--patch", type=int, default=40, help="side of an input crop")
add("--threads", type=int, default=os.cpu_count())
add("--workers", type=int, default=os.cpu_count(), help="processes that make crops (CPU only)")
add("--pool", type=int, default=12000, help="256-pixel crops held in memory")
add("--cache", help="file to keep the crops in between runs")
add("--fonts", default="/usr/share/fonts")
add("--resume", action="store_true")
add("--out", default="detail.pt")
add("--every", type=int, default=100, help="iterations between checkpoints")
add("--statistics", type=float, default=2, help="weight of the sliced Wasserstein distance")
add("--gradients", type=float, default=0.15, help="weight of the gradient dissimilarity")
add("--features", type=float, default=0.05, help="weight of feature matching")
add("--adversarial", type=float, default=0.003, help="weight of the discriminator's score")
add("--keep", type=float, default=0, help="share of --init mixed back into the result")

MILD = Shares(blur=0.15, chain=0.05, noise=0.08, jpeg=0.35, webp=0.02)
HOPELESS = (0.7, 0.5, 0.8)  # compression, noise and blur from which on no texture is asked for


def mildness(condition):
    """[B, 3] -> [B]: 1 where a picture is clean, 0 where its detail is lost"""
    return (1 - condition / condition.new_tensor(HOPELESS)).clamp(min=0).prod(1)


def blended(weights, others, share):
    """weights with a share 0..1 of others"""
    return {k: v.lerp(others[k], share) for k, v in weights.items()}


def texture_terms(a, judge, made, true, small):
    """{term: weighted loss per picture [B]} of luma"""
    score, features = judge(seen(made, small))
    with torch.no_grad():
        _, wanted = judge(seen(true, small))
    return {
        "statistics": a.statistics * sliced_wasserstein(made, true),
        "gradients": a.gradients * gradient_dissimilarity(made, true),
        "features": a.features * feature_distance(features, wanted),
        "adversarial": -a.adversarial * score.mean((1, 2, 3)),
    }


def teach(judge, optimiser, made, true, small, weight):
    """one step of the discriminator on the pictures that count"""
    at = weight > 0
    if not at.any():
        return
    loss = told_apart(judge(seen(true[at], small[at]))[0], judge(seen(made[at].detach(), small[at]))[0])
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()


def start(a, device):
    """(network, discriminator, averaged weights, faithful weights, optimisers, iterations and seconds done)"""
    first = torch.load(a.init, map_location="cpu")
    net, judge = Net(first["c"], first["n"], first["scale"]), Discriminator()
    net.load_state_dict(first["ema"])
    state = torch.load(a.out, map_location="cpu") if a.resume and os.path.exists(a.out) else None
    if state:
        net.load_state_dict(state["net"])
        judge.load_state_dict(state["judge"])
    net, judge = net.to(device), judge.to(device)
    ema = {k: v.to(device).clone() for k, v in (state["average"] if state else net.state_dict()).items()}
    optimisers = [torch.optim.Adam(net.parameters(), a.lr, betas=(0.9, 0.99)), torch.optim.Adam(judge.parameters(), a.lr)]
    if state:
        for optimiser, kept in zip(optimisers, state["optimisers"]):
            optimiser.load_state_dict(kept)
    shape = {k: first[k] for k in ("c", "n", "scale")}
    faithful = {k: v.to(device) for k, v in first["ema"].items()}
    return net, judge, ema, faithful, optimisers, shape, *((state["it"], state["spent"]) if state else (0, 0))


def main():
    a = arguments.parse_args()
    keep_memory()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_num_threads(a.threads)
    crops = pool.cached(a.cache, a.data, a.pool, 256, a.fonts).to(device)
    net, judge, ema, faithful, optimisers, shape, done, spent = start(a, device)
    batches = endless(partial(pairs, crops, a.batch, shape["scale"], a.patch, MILD), device, a.workers)
    begin, it, sums = time.time(), 0, {}

    def result():
        return blended(ema, faithful, a.keep)

    def save():
        state = {"net": net.state_dict(), "average": ema, "judge": judge.state_dict(), "optimisers": [o.state_dict() for o in optimisers]}
        write(a.out, {**shape, **state, "ema": result(), "it": done + it, "spent": spent + time.time() - begin})

    while (part := (spent + time.time() - begin) / (a.minutes * 60)) < 1:
        rate = cosine(a.lr, a.final_lr, part)
        for optimiser in optimisers:
            set_rate(optimiser, rate * min(1, (it + 1) / 50))
        x, y, condition = (t.to(device) for t in next(batches))
        p = net(x, whole(condition, x))
        weight, small = mildness(condition), luma(x)
        made, true = luma(p), luma(y)
        teach(judge, optimisers[1], made, true, small, weight)
        terms = {name: (weight * term).mean() for name, term in texture_terms(a, judge, made, true, small).items()}
        terms["pixels"] = charbonnier(p, y).mean()
        optimisers[0].zero_grad(set_to_none=True)
        sum(terms.values()).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimisers[0].step()
        it += 1
        average(ema, net, it)
        for name, term in terms.items():
            sums[name] = sums.get(name, 0) + term.item()
        if it % a.every == 0:
            save()
            means = " ".join(f"{name} {total / a.every:.5f}" for name, total in sums.items())
            print(done + it, f"{(time.time() - begin) / it * 1000:.0f} ms/it lr {rate:.1e} {means}", flush=True)
            sums = {}
    save()
    print("end", done + it, validate(result(), a.val, 8, device) if a.val else "", flush=True)


if __name__ == "__main__":
    main()
