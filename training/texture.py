"""What tells a picture with texture from a smooth one: losses on luma [B, 1, H, W] in 0..1, one number per picture [B].

Sums of local statistics say how strong detail is near a place, not where each grain lies: a network that is judged by them
as well as by its pixels need not smooth what it can't place.
"""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils import spectral_norm

WEIGHTS = (0.299, 0.587, 0.114)  # BT.601


def luma(x):
    return (x * x.new_tensor(WEIGHTS).view(1, 3, 1, 1)).sum(1, keepdim=True)


def directions():
    """filters [8, 1, 5, 5] that sum to zero: differences in four directions, over one and over two pixels"""
    out = torch.zeros(8, 1, 5, 5)
    for i, (dy, dx) in enumerate(((0, 1), (1, 0), (1, 1), (1, -1))):
        for far in (1, 2):
            out[2 * i + far - 1, 0, 2 + dy * (far - 1), 2 + dx * (far - 1)] = 1 / far
            out[2 * i + far - 1, 0, 2 - dy, 2 - dx] = -1 / far
    return out


def windows(x, size):
    """[B, C, H, W] -> [B, C, windows, size²], what does not fill a window left out"""
    h, w = (side // size * size for side in x.shape[2:])
    x = x[..., :h, :w].reshape(*x.shape[:2], h // size, size, w // size, size)
    return x.transpose(3, 4).flatten(2, 3).flatten(3)


def sliced_wasserstein(made, true, size=16):
    """mean distance between the distributions of differences in each window (Rabin et al. 2011, slices along `directions`)"""
    bank = directions().to(made)
    sorts = [windows(F.conv2d(x, bank), size).sort(-1).values for x in (made, true)]
    return (sorts[0] - sorts[1]).abs().mean((1, 2, 3))


def magnitude(x):
    """gradient magnitude by Prewitt's filter of the picture at half size, as GMSD takes it (Xue et al. 2014)"""
    p = x.new_tensor([[1, 0, -1]] * 3) / 3
    g = F.conv2d(F.avg_pool2d(x, 2), torch.stack([p, p.t()])[:, None])
    return ((g**2).sum(1) + 1e-6).sqrt()


def gradient_dissimilarity(made, true, steady=170 / 255**2):
    """1 - gradient magnitude similarity: its mean and its deviation together"""
    a, b = magnitude(made), magnitude(true)
    lack = 1 - (2 * a * b + steady) / (a**2 + b**2 + steady)
    mean = lack.mean((1, 2))
    return mean + ((lack - mean.view(-1, 1, 1)) ** 2).mean((1, 2)).add(1e-6).sqrt()


class Discriminator(nn.Module):
    """a picture as `seen`, [B, 2, H, W] -> (a score per 4-pixel place, its features)"""

    def __init__(self, c=32):
        super().__init__()
        conv = lambda i, o, k, s: spectral_norm(nn.Conv2d(i, o, k, s, 1))
        self.layers = nn.ModuleList([conv(2, c, 4, 2), conv(c, 2 * c, 4, 2), conv(2 * c, 2 * c, 3, 1)])
        self.score = spectral_norm(nn.Conv2d(2 * c, 1, 3, 1, 1))

    def forward(self, x):
        features = []
        for layer in self.layers:
            x = F.leaky_relu(layer(x), 0.2)
            features.append(x)
        return self.score(x), features


def seen(x, small):
    """what the discriminator sees of luma: its detail beyond the bicubic enlargement of the input, and that enlargement"""
    up = F.interpolate(small, size=x.shape[2:], mode="bicubic", align_corners=False)
    return torch.cat([(x - up) * 8, up * 2 - 1], 1)


def told_apart(real, made):
    """the discriminator's loss (hinge)"""
    return (F.relu(1 - real) + F.relu(1 + made)).mean()


def feature_distance(made, true):
    """feature matching: mean difference of the discriminator's features"""
    return sum((a - b.detach()).abs().mean((1, 2, 3)) for a, b in zip(made, true)) / len(made)
