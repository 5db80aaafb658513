"""Golden values from PyTorch for packages/nn/test/initial-weights.test.ts.

    apt-get install python3-torch            # 1.13
    OMP_NUM_THREADS=1 /usr/bin/python3 packages/nn/test/golden/make_initial_weights.py \
        > packages/nn/test/golden/initial-weights.json

Every net is built after torch.manual_seed(seed). Parameters are laid out as here: kernels [in, out]
and [h, w, in, out], gates z, r, n of a GRU. Values are float32, written with the digits that tell
them apart.
"""

import json
import math

import torch
from torch import nn
from torch.nn import init

SEED = 2026


def values(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def kernel(weight):
    """[out, in, ...taps] to [...taps, in, out]; transposed ones [in, out, ...] to [..., out, in]."""
    return values(weight.permute(*range(2, weight.dim()), 1, 0))


def plain(*modules):
    return [entry for module in modules for entry in [kernel(module.weight), values(module.bias)]]


def depthwise(module, channels):
    weight = module.weight
    taps = weight.shape[2:]
    return values(weight.reshape(channels, -1, *taps).permute(*range(2, 2 + len(taps)), 0, 1))


def gates(tensor, units):
    """r, z, n to z, r, n along the first axis."""
    r, z, n = tensor.split(units)
    return torch.cat([z, r, n])


def recurrent(module):
    """kernel, recurrent kernel and both biases of every layer and direction."""
    entries = []
    order = (lambda x: gates(x, module.hidden_size)) if isinstance(module, nn.GRU) else (lambda x: x)
    for names in module._all_weights:
        w, u, b, c = [order(getattr(module, name)) for name in names]
        entries += [values(w.t()), values(u.t()), values(b), values(c)]
    return entries


def named(fill, kind=nn.Linear, sizes=(20, 24)):
    """A layer whose weights only `fill` draws."""
    layer = nn.utils.skip_init(kind, *sizes)
    fill(layer.weight)
    init.zeros_(layer.bias)
    return plain(layer)


NETS = {
    "dense": lambda: plain(nn.Linear(7, 5), nn.Linear(5, 5), nn.Linear(5, 3)),
    "wide dense": lambda: plain(nn.Linear(40, 30)),
    "conv1d": lambda: plain(nn.Conv1d(3, 4, 3), nn.Conv1d(4, 2, 2)),
    "conv2d": lambda: plain(nn.Conv2d(3, 4, 3), nn.Conv2d(4, 6, (1, 2), groups=2)),
    "depthwiseConv2d": lambda: (
        lambda layer: [depthwise(layer, 3), values(layer.bias)]
    )(nn.Conv2d(3, 6, 3, groups=3)),
    "separableConv2d": lambda: (
        lambda deep, mix: [depthwise(deep, 3), *plain(mix)]
    )(nn.Conv2d(3, 6, 3, groups=3, bias=False), nn.Conv2d(6, 4, 1)),
    "conv2dTranspose": lambda: plain(nn.ConvTranspose2d(3, 4, 3, stride=2)),
    "simpleRnn": lambda: recurrent(nn.RNN(3, 4)),
    "lstm": lambda: recurrent(nn.LSTM(3, 4)),
    "gru": lambda: recurrent(nn.GRU(3, 4)),
    "stacked lstm": lambda: recurrent(nn.LSTM(3, 4, num_layers=2)),
    "bidirectional gru": lambda: recurrent(nn.GRU(3, 2, bidirectional=True)),
    "embedding": lambda: [values(nn.Embedding(6, 5).weight)],
    "xavier_uniform_": lambda: named(lambda w: init.xavier_uniform_(w, gain=5 / 3)),
    "xavier_normal_": lambda: named(init.xavier_normal_),
    "kaiming_uniform_": lambda: named(lambda w: init.kaiming_uniform_(w, nonlinearity="relu")),
    "kaiming_normal_": lambda: named(lambda w: init.kaiming_normal_(w, mode="fan_out", nonlinearity="relu")),
    "normal_": lambda: named(init.normal_),
    "uniform_": lambda: named(init.uniform_),
    "trunc_normal_": lambda: named(lambda w: init.trunc_normal_(w, std=0.75)),
    "orthogonal_": lambda: named(init.orthogonal_),
    "orthogonal_ square": lambda: named(init.orthogonal_, sizes=(6, 6)),
    "orthogonal_ narrowing": lambda: named(lambda w: init.orthogonal_(w, gain=1.5), sizes=(9, 5)),
    "orthogonal_ conv2d": lambda: named(init.orthogonal_, nn.Conv2d, (3, 4, 2)),
    "orthogonal_ widening conv2d": lambda: named(init.orthogonal_, nn.Conv2d, (1, 7, 2)),
}

golden = {}
for name, build in NETS.items():
    torch.manual_seed(SEED)
    golden[name] = build()
print(json.dumps({"torch": torch.__version__, "seed": SEED, "nets": golden}, separators=(",", ":")))
