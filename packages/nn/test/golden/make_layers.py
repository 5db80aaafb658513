"""Layers of PyTorch, forward and backward, in float64, for packages/nn/src/layers/layers.golden.test.ts.

    apt-get install python3-torch            # 1.13
    cd packages/nn/test/golden && /usr/bin/python3 make_layers.py > layers.json

Channels stand last, so channels-first layers see a transposed view. Where PyTorch 1.13 has no such layer
(RMS normalization), its autograd differentiates the formula. The loss is Σ dy∘y.
"""
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def wave(shape, salt):
    # Numbers that float32 holds exactly, so that both sides start from the same.
    values = [round(1024 * math.sin(1.7 * i + salt)) / 1024 for i in range(math.prod(shape))]
    return torch.tensor(values).reshape(shape)


def first(f):
    """Applies f with the channels in front of the positions."""
    return lambda x, *rest: f(x.movedim(-1, 1), *rest).movedim(1, -1)


def batch_norm(epsilon):
    return first(lambda x, gamma=None, beta=None: F.batch_norm(x, None, None, gamma, beta, True, 0.0, epsilon))


def group_norm(groups, epsilon):
    return first(lambda x, gamma=None, beta=None: F.group_norm(x, groups, gamma, beta, epsilon))


def layer_norm(epsilon):
    return lambda x, gamma=None, beta=None: F.layer_norm(x, x.shape[-1:], gamma, beta, epsilon)


def rms_norm(epsilon):
    return lambda x, gamma: gamma * x / torch.sqrt((x * x).mean(-1, keepdim=True) + epsilon)


def per_channel(*names):
    return lambda shape: {name: shape[-1:] for name in names}


AFFINE = per_channel("gamma", "beta")
NONE = per_channel()
CASES = [
    ("batchNormalization", {}, [(5, 3)], AFFINE, batch_norm(1e-3)),
    ("batchNormalization", {"epsilon": 1e-5}, [(2, 3, 2, 4)], AFFINE, batch_norm(1e-5)),
    ("batchNormalization", {"scale": False, "center": False}, [(4, 6)], NONE, batch_norm(1e-3)),
    ("batchNormalization", {"center": False}, [(70, 1)], per_channel("gamma"), batch_norm(1e-3)),
    ("layerNormalization", {}, [(3, 7)], AFFINE, layer_norm(1e-3)),
    ("layerNormalization", {"epsilon": 1e-5}, [(2, 3, 8)], AFFINE, layer_norm(1e-5)),
    ("layerNormalization", {"scale": False, "center": False}, [(2, 2, 2, 5)], NONE, layer_norm(1e-3)),
    ("rmsNormalization", {}, [(3, 7)], per_channel("gamma"), rms_norm(1e-6)),
    ("rmsNormalization", {"epsilon": 1e-3}, [(2, 3, 4)], per_channel("gamma"), rms_norm(1e-3)),
    ("groupNormalization", {"groups": 2}, [(2, 3, 6)], AFFINE, group_norm(2, 1e-3)),
    ("groupNormalization", {"groups": 4, "epsilon": 1e-5}, [(2, 3, 2, 4)], AFFINE, group_norm(4, 1e-5)),
    ("groupNormalization", {"groups": 1}, [(3, 5)], AFFINE, group_norm(1, 1e-3)),
    ("prelu", {}, [(4, 5)], lambda shape: {"alpha": shape[1:]}, lambda x, a: torch.where(x > 0, x, a * x)),
    ("prelu", {"sharedAxes": [1, 2]}, [(2, 3, 2, 4)], lambda shape: {"alpha": (1, 1, shape[-1])},
     lambda x, a: first(lambda x: F.prelu(x, a.flatten()))(x)),
    ("prelu", {"sharedAxes": [1]}, [(3, 5)], lambda shape: {"alpha": (1,)}, lambda x, a: F.prelu(x, a)),
    ("add", {}, [(2, 3), (2, 3), (2, 3)], NONE, lambda *x: x[0] + x[1] + x[2]),
    ("multiply", {}, [(2, 3), (2, 3), (2, 3)], NONE, lambda *x: x[0] * x[1] * x[2]),
    ("average", {}, [(2, 3), (2, 3), (2, 3)], NONE, lambda *x: (x[0] + x[1] + x[2]) / 3),
    ("maximum", {}, [(2, 3), (2, 3), (2, 3)], NONE, lambda *x: torch.maximum(torch.maximum(x[0], x[1]), x[2])),
    ("minimum", {}, [(2, 3), (2, 3)], NONE, torch.minimum),
    ("concatenate", {}, [(2, 3, 2), (2, 3, 5)], NONE, lambda *x: torch.cat(x, -1)),
    ("concatenate", {"axis": 1}, [(2, 3, 2), (2, 1, 2), (2, 4, 2)], NONE, lambda *x: torch.cat(x, 1)),
    ("permute", {"dims": [3, 1, 2]}, [(2, 3, 4, 5)], NONE, lambda x: x.permute(0, 3, 1, 2)),
    ("reshape", {"targetShape": [2, -1]}, [(3, 4, 5)], NONE, lambda x: x.reshape(3, 2, 10)),
    ("repeatVector", {"n": 4}, [(2, 3)], NONE, lambda x: x[:, None].expand(2, 4, 3)),
    ("rescaling", {"scale": 0.5, "offset": -0.25}, [(2, 3)], NONE, lambda x: 0.5 * x - 0.25),
]

out = []
for type, config, inputs, parameters, f in CASES:
    xs = [(2 * wave(shape, i + 0.3)).requires_grad_() for i, shape in enumerate(inputs)]
    values = {name: (wave(shape, i + 5) + 1.5).requires_grad_() for i, (name, shape) in enumerate(parameters(inputs[0]).items())}
    y = f(*xs, *values.values())
    dy = wave(y.shape, 9)
    (dy * y).sum().backward()
    flat = lambda x: [float(f"{v:.12g}") for v in x.flatten().tolist()]
    out.append({
        "type": type, "config": config, "batch": inputs[0][0], "inputShapes": [shape[1:] for shape in inputs],
        "xs": [flat(x) for x in xs], "parameters": {name: flat(value) for name, value in values.items()},
        "outputShape": y.shape[1:], "y": flat(y), "dy": flat(dy), "dxs": [flat(x.grad) for x in xs],
        "gradients": {name: flat(value.grad) for name, value in values.items()},
    })  # fmt: skip
print("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in out) + "\n]")
