"""Train the conditioned residual super-resolution network by a time budget, on a CPU or a CUDA GPU.

python3 train.py --data PHOTOGRAPHS --scale 4 --minutes 25 --out x4.pt [--init x4.pt] [--val SHARP_PNGS]
Input pairs are made on the fly: a sharp 256-pixel crop, blurred, reduced, noised and compressed by known amounts; those amounts are the condition.
condition = (compression (100-q)/100, noise sigma/25, blur sigma_in_input_pixels/2).
"""
import argparse, glob, io, math, os, random, time
import numpy as np, torch
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from torch.utils.data import DataLoader, IterableDataset
from net import Net

a = argparse.ArgumentParser()
a.add_argument("--data", nargs="+", required=True)
a.add_argument("--val")
a.add_argument("--scale", type=int, default=4)
a.add_argument("--channels", type=int, default=48)
a.add_argument("--blocks", type=int, default=8)
a.add_argument("--minutes", type=float, default=25)
a.add_argument("--lr", type=float, default=1e-3)
a.add_argument("--final-lr", type=float, default=1e-6)
a.add_argument("--batch", type=int, default=0)
a.add_argument("--patch", type=int, default=48)
a.add_argument("--workers", type=int, default=-1)
a.add_argument("--pool", type=int, default=12000, help="256-pixel crops held in memory")
a.add_argument("--init")
a.add_argument("--out", default="model.pt")
a.add_argument("--fonts", default="/usr/share/fonts")
a = a.parse_args()
cuda = torch.cuda.is_available()
dev = "cuda" if cuda else "cpu"
batch = a.batch or (64 if cuda else 16)
workers = a.workers if a.workers >= 0 else (max(2, os.cpu_count() - 2) if cuda else 1)
S, P = a.scale, 256
L = P // S
WORDS = "Net Wt 250 g ORGANIC Cold Pressed Olive Oil Extra Virgin BEST BEFORE 12/2027 Lot 4471 Ingredients water sugar cocoa butter vitamin C 500mg 60 capsules Shampoo 330 ml FRAGRANCE FREE 100% Cotton Machine wash cold XL SIZE 42 Model SX-200 Input 100-240V 50/60Hz 1.5A USB-C WATERPROOF 30M Quartz Stainless Steel Serial No. 0098213 Caution keep away from children COFFEE Dark Roast 1kg Nutrition Facts Serving Size 30g Calories 120 Protein 6g".split()
FONTS = [
    f
    for f in glob.glob(a.fonts + "/**/*.[to]tf", recursive=True)
    if not any(k in f.lower() for k in ("symbol", "math", "emoji", "awesome"))
]


def label(bg):
    """a crop of printed text on a plain colour or on a photograph"""
    r = random.random()
    im = (
        Image.fromarray(bg).copy()
        if r > 0.7
        else Image.new("RGB", (P, P), tuple(np.random.randint(190 if r < 0.35 else 0, 256, 3).tolist()))
    )
    d = ImageDraw.Draw(im)
    base = np.asarray(im).mean()
    y = random.randint(-10, 20)
    while y < P:
        size = random.choice([14, 16, 18, 20, 22, 26, 30, 36, 44, 60, 80])
        font = ImageFont.truetype(random.choice(FONTS), size)
        text = " ".join(random.choices(WORDS, k=random.randint(2, 8)))
        text = text.upper() if random.random() < 0.3 else text
        col = np.random.randint(0, 256, 3)
        while abs(col.mean() - base) < 60:
            col = np.random.randint(0, 256, 3)
        d.text((random.randint(-60, 40), y), text, font=font, fill=tuple(col.tolist()))
        y += int(size * random.uniform(1.05, 1.7))
    return np.asarray(
        im.rotate(random.uniform(-25, 25), resample=Image.BICUBIC) if random.random() < 0.6 else im
    )


def build_pool():
    files = sorted(
        f for d in a.data for f in glob.glob(d + "/*") if f.lower().endswith((".jpg", ".png", ".webp"))
    )
    random.seed(1)
    random.shuffle(files)
    per = max(4, math.ceil(a.pool * 0.88 / len(files)))
    out = []
    for f in files:
        im = Image.open(f).convert("RGB")
        for k in (1.0, random.uniform(0.5, 0.8)):  # a second, reduced copy: sharper, and larger structures
            g = im if k == 1 else im.resize((round(im.width * k), round(im.height * k)), Image.LANCZOS)
            if min(g.size) < P:
                continue
            x = np.asarray(g)
            cand = []
            for _ in range(per):
                t, l = random.randint(0, x.shape[0] - P), random.randint(0, x.shape[1] - P)
                c = x[t : t + P, l : l + P]
                y = c.mean(2)
                cand.append((np.abs(np.diff(y, axis=0)).mean() + np.abs(np.diff(y, axis=1)).mean(), c))
            cand.sort(key=lambda v: -v[0])
            out += [c for v, c in cand[: max(1, per // 2)] if v > 1.0]
    random.shuffle(out)
    out = out[: int(a.pool * 0.88)]
    if FONTS:
        out += [label(out[random.randrange(len(out))]) for _ in range(int(len(out) * 0.13))]
    return np.stack(out)


def recode(im, fmt, **kw):
    b = io.BytesIO()
    im.save(b, fmt, **kw)
    b.seek(0)
    return Image.open(b).convert("RGB")


def pair(hr):
    hr = np.rot90(hr, random.randrange(4))
    hr = np.ascontiguousarray(hr[:, ::-1] if random.random() < 0.5 else hr)
    src = im = Image.fromarray(hr)
    blur = noise = comp = 0.0
    if random.random() < 0.45:
        sg = random.uniform(0.2, 1.6)
        blur = sg / 2
        src = (
            im.filter(ImageFilter.GaussianBlur(sg * S))
            if random.random() < 0.75
            else im.filter(ImageFilter.BoxBlur(sg * S * 1.22)).filter(ImageFilter.BoxBlur(sg * S * 1.22))
        )
    lr = src.resize(
        (L, L),
        random.choices([Image.BICUBIC, Image.LANCZOS, Image.BOX, Image.HAMMING], [0.55, 0.2, 0.15, 0.1])[0],
    )
    if random.random() < 0.55:
        if random.random() < 0.4:
            sg = random.uniform(1, 18)
            noise = sg / 25
            x = (
                np.asarray(lr).astype(np.float32)
                + np.random.randn(L, L, 3 if random.random() < 0.6 else 1).astype(np.float32) * sg
            )
            lr = Image.fromarray(np.clip(x, 0, 255).round().astype(np.uint8))
        if random.random() < 0.85:
            q = int(random.triangular(30, 95, 75))
            comp = (100 - q) / 100
            lr = (
                recode(lr, "JPEG", quality=q, subsampling=2 if random.random() < 0.7 else 0)
                if random.random() < 0.88
                else recode(lr, "WEBP", quality=q, method=2)
            )
            if random.random() < 0.2:
                lr = recode(lr, "JPEG", quality=random.randint(80, 96), subsampling=random.choice([0, 2]))
    p = min(a.patch, L)
    t, l = random.randint(0, L - p), random.randint(0, L - p)
    return (
        np.asarray(lr)[t : t + p, l : l + p],
        hr[t * S : (t + p) * S, l * S : (l + p) * S],
        (comp, noise, blur),
    )


class Pairs(IterableDataset):
    def __init__(self, pool):
        self.pool = pool

    def __iter__(self):
        w = torch.utils.data.get_worker_info()
        random.seed(time.time_ns() ^ (w.id if w else 0) * 7919)
        np.random.seed(random.randrange(2**31))
        while True:
            b = [pair(self.pool[random.randrange(len(self.pool))]) for _ in range(batch)]
            yield tuple(
                torch.from_numpy(np.stack([t[i] for t in b])).permute(0, 3, 1, 2).contiguous() for i in (0, 1)
            ) + (
                torch.tensor([t[2] for t in b], dtype=torch.float32),
            )


def luma(t):
    return 65.481 * t[:, 0] + 128.553 * t[:, 1] + 24.966 * t[:, 2] + 16


def validate(state):
    if not a.val:
        return {}
    net = Net(a.channels, a.blocks, S).to(dev)
    net.load_state_dict(state)
    net.eval()
    out = {}
    T = lambda im: torch.from_numpy(np.asarray(im).copy()).permute(2, 0, 1)[None].float().to(dev) / 255
    with torch.no_grad():
        for f in sorted(glob.glob(a.val + "/*.png"))[:8]:
            g = Image.open(f).convert("RGB")
            g = g.crop((0, 0, g.width // S * S, g.height // S * S))
            lr = g.resize((g.width // S, g.height // S), Image.BICUBIC)
            soft = g.filter(ImageFilter.GaussianBlur(0.8 * S)).resize(lr.size, Image.BICUBIC)
            for k, x, c in (
                ("clean", lr, (0, 0, 0)),
                ("q50", recode(lr, "JPEG", quality=50, subsampling=2), (0.5, 0, 0)),
                ("blur.8", soft, (0, 0, 0.4)),
            ):
                o = (
                    net(
                        T(x),
                        torch.tensor(c, device=dev)
                        .float()
                        .view(1, 3, 1, 1)
                        .expand(1, 3, lr.height, lr.width),
                    ).clamp(0, 1)
                    * 255
                ).round() / 255
                out.setdefault(k, []).append(
                    10 * math.log10(255**2 / float(((luma(o) - luma(T(g)))[:, S:-S, S:-S] ** 2).mean()))
                )
    return {k: round(sum(v) / len(v), 2) for k, v in out.items()}


if __name__ == "__main__":
    if not cuda:
        torch.set_num_threads(os.cpu_count())
    pool = build_pool()
    print("pool", pool.shape, dev, "batch", batch, "workers", workers, flush=True)
    feed = iter(
        DataLoader(
            Pairs(pool),
            batch_size=None,
            num_workers=workers,
            pin_memory=cuda,
            prefetch_factor=4 if workers else None,
        )
    )
    net = Net(a.channels, a.blocks, S)
    done = 0
    if a.init:
        ck = torch.load(a.init, map_location="cpu")
        own = net.state_dict()
        net.load_state_dict(
            {k: v for k, v in ck["ema"].items() if k in own and own[k].shape == v.shape}, strict=False
        )
        done = ck.get("it", 0)
    net = net.to(dev, memory_format=torch.channels_last)
    ema = {k: v.clone() for k, v in net.state_dict().items()}
    opt = torch.optim.Adam(net.parameters(), a.lr, betas=(0.9, 0.99))
    start, it = time.time(), 0
    save = lambda: torch.save(
        {
            "ema": {k: v.cpu() for k, v in ema.items()},
            "c": a.channels,
            "n": a.blocks,
            "scale": S,
            "it": done + it,
        },
        a.out,
    )
    while (part := (time.time() - start) / (a.minutes * 60)) < 1:
        for g in opt.param_groups:
            g["lr"] = (a.final_lr + (a.lr - a.final_lr) * 0.5 * (1 + math.cos(math.pi * part))) * min(
                1, (it + 1) / 300
            )
        x, y, c = (t.to(dev, non_blocking=True) for t in next(feed))
        x = x.float().div(255).contiguous(memory_format=torch.channels_last)
        y = y.float().div(255)
        with torch.autocast(dev, dtype=torch.bfloat16):
            p = net(x, c.view(-1, 3, 1, 1).expand(-1, 3, *x.shape[2:]))
        loss = ((p.float() - y) ** 2 + 1e-6).sqrt().mean()
        opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        it += 1
        d = min(0.999, (1 + it) / (10 + it))
        with torch.no_grad():
            for k, v in net.state_dict().items():
                ema[k].mul_(d).add_(v, alpha=1 - d)
        if it % (2000 if cuda else 1000) == 0:
            print(
                done + it,
                f"{(time.time() - start) / it * 1000:.0f} ms/it loss {loss.item():.4f}",
                validate(ema),
                flush=True,
            )
            save()
    save()
    print("end", done + it, validate(ema), flush=True)
