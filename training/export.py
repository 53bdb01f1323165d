"""Export a checkpoint to ONNX and check it against PyTorch: python3 export.py CHECKPOINT.pt MODEL.onnx

The file has two inputs, `image` [1, 3, H, W] RGB 0..1 and `condition` [1, 3], and one output [1, 3, sH, sW], not clamped.
It is run by onnxruntime (Python's where it is installed, else the project's own in Node) and must agree within 1e-4.
"""

import os
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import torch
import torch.nn as nn

from net import Net

HERE = os.path.dirname(os.path.abspath(__file__))


class WithCondition(nn.Module):
    """the network with one condition for the whole picture"""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image, condition):
        return self.net(image, condition.view(1, 3, 1, 1).expand(1, 3, image.shape[2], image.shape[3]))


def load(path):
    """the averaged weights of a checkpoint, ready to run"""
    state = torch.load(path, map_location="cpu")
    net = Net(state["c"], state["n"], state["scale"])
    net.load_state_dict(state["ema"])
    return net.eval()


def write(module, path, opset=13):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            (torch.rand(1, 3, 40, 48), torch.zeros(1, 3)),
            path,
            input_names=["image", "condition"],
            output_names=["output"],
            dynamic_axes={"image": {2: "h", 3: "w"}, "output": {2: "H", 3: "W"}},
            opset_version=opset,
        )


def run(path, image, condition):
    """what onnxruntime makes of [1, 3, H, W] and [1, 3]"""
    try:
        import onnxruntime

        session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
        return session.run(None, {"image": image, "condition": condition})[0]
    except ImportError:
        pass
    with tempfile.TemporaryDirectory() as folder:
        given, made = os.path.join(folder, "in.f32"), os.path.join(folder, "out.f32")
        image.tofile(given)
        values = ",".join(str(v) for v in condition[0].tolist())
        command = ["node", os.path.join(HERE, "run_onnx.mjs"), os.path.abspath(path), given, *map(str, image.shape[2:]), values, made]
        subprocess.run(command, check=True)
        return np.fromfile(made, np.float32)


def difference(path, module, height=37, width=53):
    """the largest difference between onnxruntime and PyTorch on a random picture of an odd size"""
    rng = np.random.default_rng(7)
    image = rng.random((1, 3, height, width), np.float32)
    condition = np.array([[0.5, 0.2, 0.3]], np.float32)
    with torch.no_grad():
        want = module(torch.from_numpy(image), torch.from_numpy(condition)).numpy()
    return float(np.abs(run(path, image, condition).reshape(want.shape) - want).max())


if __name__ == "__main__":
    checkpoint, out = sys.argv[1:3]
    module = WithCondition(load(checkpoint))
    write(module, out)
    worst = difference(out, module)
    print(f"{out}: {sum(p.numel() for p in module.parameters()):,} parameters, onnxruntime and PyTorch differ by {worst:.1e}")
    if worst > 1e-4:
        os.remove(out)
        raise SystemExit("the exported network does not agree with PyTorch; nothing was written")
