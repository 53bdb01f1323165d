"""Carry a fine-tuning over to later weights: python3 transfer.py x4-old.pt detail-old.pt x4-new.pt detail-new.pt

What detail.py changed is added to weights that were trained on since: new + (detail - old), weight by weight ("task arithmetic", Ilharco
et al. 2023). It saves repeating the fine-tuning after every step of the faithful network; whether it still does what it did is for the
bench to say (`npm run bench:quality -- --networks standard-x4 --detail 0.5,1`).
"""

import argparse

import torch

from train import write


def transferred(old, tuned, new):
    """`new` with the difference between `tuned` and `old`: state dictionaries of one architecture"""
    if not old.keys() == tuned.keys() == new.keys():
        raise SystemExit("the three are not of one architecture")
    return {k: new[k] + (tuned[k] - old[k]) for k in new}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("old", "tuned", "new", "out"):
        arguments.add_argument(name)
    a = arguments.parse_args()
    old, tuned, new = (torch.load(path, map_location="cpu") for path in (a.old, a.tuned, a.new))
    kept = {key: new[key] for key in ("c", "n", "scale", "it")}
    write(a.out, {**kept, "ema": transferred(old["ema"], tuned["ema"], new["ema"])})


if __name__ == "__main__":
    main()
