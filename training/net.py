"""Residual super-resolution net: out = bicubic(x) + residual(x, cond)."""

import torch
import torch.nn as nn
import torch.nn.functional as F


def cubic(t, a=-0.5):
    t = abs(t)
    if t < 1:
        return (a + 2) * t**3 - (a + 3) * t**2 + 1
    if t < 2:
        return a * t**3 - 5 * a * t**2 + 8 * a * t - 4 * a
    return 0.0


def polyphase(scale, k=5):
    """weights [3*s*s,3,k,k] so that pixel_shuffle(conv(x)) is centred bicubic upsampling."""
    w = torch.zeros(3 * scale * scale, 3, k, k)
    r = k // 2
    for py in range(scale):
        for px in range(scale):
            cy = (py + 0.5) / scale - 0.5
            cx = (px + 0.5) / scale - 0.5
            wy = torch.tensor([cubic(cy - (i - r)) for i in range(k)])
            wx = torch.tensor([cubic(cx - (i - r)) for i in range(k)])
            wy /= wy.sum()
            wx /= wx.sum()
            for c in range(3):
                w[c * scale * scale + py * scale + px, c] = wy[:, None] * wx[None, :]
    return w


class Block(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.a = nn.Conv2d(c, c, 3, 1, 1)
        self.b = nn.Conv2d(c, c, 3, 1, 1)

    def forward(self, x):
        return x + self.b(F.leaky_relu(self.a(x), 0.1))


class Net(nn.Module):
    def __init__(self, c=48, n=8, scale=4, cond=3):
        super().__init__()
        self.scale = scale
        self.head = nn.Conv2d(3 + cond, c, 3, 1, 1)
        self.body = nn.ModuleList([Block(c) for _ in range(n)])
        self.mid = nn.Conv2d(c, c, 3, 1, 1)
        self.tail = nn.Conv2d(c, 3 * scale * scale, 3, 1, 1)
        self.register_buffer("skip", polyphase(scale))
        for m in self.modules():
            if isinstance(m, nn.Conv2d):
                nn.init.kaiming_normal_(m.weight, a=0.1)
                m.bias.data.zero_()
        for b in self.body:
            b.b.weight.data.mul_(0.1)
        self.tail.weight.data.mul_(0.01)

    def forward(self, x, cond):
        """x [N,3,H,W] in 0..1, cond [N,3,H,W] = (compression, noise, blur); [N,3,sH,sW]"""
        return F.pixel_shuffle(self.planes(x, cond), self.scale)

    def planes(self, x, cond):
        """the same before its pixels are put side by side: [N,3ss,H,W]"""
        f = self.head(torch.cat([x - 0.5, cond], 1))
        h = f
        for b in self.body:
            h = b(h)
        h = F.leaky_relu(self.mid(h) + f, 0.1)
        k = F.conv2d(F.pad(x, (2, 2, 2, 2), mode="replicate"), self.skip)
        return self.tail(h) + k
