"""Export a checkpoint to ONNX: python3 export.py CHECKPOINT.pt MODEL.onnx"""

import sys

import torch
import torch.nn as nn
from net import Net

ck = torch.load(sys.argv[1])
m = Net(ck["c"], ck["n"], ck["scale"])
m.load_state_dict(ck["ema"])
m.eval()


class W(nn.Module):
    def __init__(self, m):
        super().__init__()
        self.m = m

    def forward(self, image, condition):
        c = condition.view(1, 3, 1, 1).expand(1, 3, image.shape[2], image.shape[3])
        return self.m(image, c)


torch.onnx.export(
    W(m),
    (torch.rand(1, 3, 40, 48), torch.zeros(1, 3)),
    sys.argv[2],
    input_names=["image", "condition"],
    output_names=["output"],
    dynamic_axes={"image": {2: "h", 3: "w"}, "output": {2: "H", 3: "W"}},
    opset_version=13,
)
print("it", ck["it"])
