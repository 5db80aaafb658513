"""Golden values from PyTorch for packages/nn/test/sequences.test.ts.

    apt-get install python3-torch            # 1.13
    /usr/bin/python3 packages/nn/test/golden/make_sequences.py > packages/nn/test/golden/sequences.json

Layers in float64, all tensors sin(1.7 i + salt) with a salt for each, in kindling's layout: kernels
[inputs, gates * units], gates of a GRU z, r, n. L = sum(dy * y); y and the gradients of all.
"""

import json
import math

import torch

torch.set_default_dtype(torch.float64)
BATCH, STEPS, INPUTS, UNITS = 3, 5, 4, 3
LENGTHS = torch.tensor([5, 2, 3])


def wave(salt, *shape):
    count = math.prod(shape)
    return torch.tensor([math.sin(1.7 * i + salt) for i in range(count)]).reshape(shape)


def leaf(salt, *shape):
    return wave(salt, *shape).requires_grad_()


def result(name, y, leaves):
    y.backward(wave(0.9, *y.shape))
    grads = [t.grad.flatten().tolist() for t in leaves]
    return {"name": name, "y": y.flatten().tolist(), "grads": grads}


def in_torch_order(t, kind):
    """[in, gates * units] to [gates * units, in]; a GRU of PyTorch has r in front of z."""
    if kind == "GRU":
        z, r, n = t.split(UNITS, -1)
        t = torch.cat([r, z, n], -1)
    return t.t() if t.dim() == 2 else t


def direction(kind, gates, salt):
    width = gates * UNITS
    return [leaf(salt, INPUTS, width), leaf(salt + 1, UNITS, width), leaf(salt + 2, width), leaf(salt + 3, width)]


def recurrent(kind, gates, mode, **options):
    both = mode.startswith("both")
    net = getattr(torch.nn, kind)(INPUTS, UNITS, batch_first=True, bidirectional=both, **options)
    parameters = direction(kind, gates, 1) + (direction(kind, gates, 11) if both else [])
    names = [name for name, _ in net.named_parameters()]
    for name in names:
        delattr(net, name)
    for name, value in zip(names, parameters):
        setattr(net, name, in_torch_order(value, kind))
    net._flat_weights = [getattr(net, name) for name in names]
    x = leaf(0.3, BATCH, STEPS, INPUTS)
    directions = 2 if both else 1
    count = 2 if kind == "LSTM" else 1
    states = [leaf(0.5 + i, directions, BATCH, UNITS) for i in range(count)] if mode.endswith("states") else []
    h0 = (tuple(states) if kind == "LSTM" else states[0]) if states else None
    if mode.endswith("mask"):
        packed = torch.nn.utils.rnn.pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
        _, last = net(packed, h0)
    else:
        sequences, last = net(x, h0)
    if mode.startswith("returned"):
        parts = list(last) if kind == "LSTM" else [last]
        whole = [] if mode.endswith("mask") else [sequences.flatten(1)]
        y = torch.cat(whole + [part[0] for part in parts], 1)
    elif mode.endswith("sequences"):
        y = sequences
    else:
        h = last[0] if kind == "LSTM" else last
        y = torch.cat(list(h), -1)
    options_name = options.get("nonlinearity", "")
    return result(f"{kind} {options_name} {mode}".replace("  ", " "), y, [x] + states + parameters)


MODES = ["last", "sequences", "mask", "states", "both last", "both sequences", "both mask", "both states"]
RETURNED = ["returned", "returned mask", "returned states"]
cases = [recurrent("LSTM", 4, mode) for mode in MODES + RETURNED]
cases += [recurrent("GRU", 3, mode) for mode in MODES + RETURNED]
cases += [recurrent("RNN", 1, mode, nonlinearity=f) for f in ["tanh", "relu"] for mode in ["last", "sequences", "mask", "states"]]

EMBED, HEADS, KEYS, KEY_WIDTH, VALUE_WIDTH = 6, 2, 4, 5, 3


def attention(mode):
    cross = mode == "cross"
    widths = (EMBED, KEY_WIDTH, VALUE_WIDTH) if cross else (EMBED, EMBED, EMBED)
    kernels = [leaf(1 + i, width, EMBED) for i, width in enumerate(widths)] + [leaf(4, EMBED, EMBED)]
    biases = [leaf(5 + i, EMBED) for i in range(4)]
    query = leaf(0.3, BATCH, STEPS, EMBED)
    inputs = [query] + ([leaf(0.4, BATCH, KEYS, VALUE_WIDTH), leaf(0.5, BATCH, KEYS, KEY_WIDTH)] if cross else [])
    value, key = (inputs[1], inputs[2]) if cross else (query, query)
    causal = torch.ones(STEPS, STEPS, dtype=torch.bool).triu(1) if "causal" in mode else None
    padding = torch.arange(STEPS)[None, :] >= LENGTHS[:, None] if "mask" in mode else None
    y, _ = torch.nn.functional.multi_head_attention_forward(
        query.transpose(0, 1), key.transpose(0, 1), value.transpose(0, 1), EMBED, HEADS,
        None, torch.cat(biases[:3]), None, None, False, 0.0, kernels[3].t(), biases[3],
        attn_mask=causal, key_padding_mask=padding, use_separate_proj_weight=True,
        q_proj_weight=kernels[0].t(), k_proj_weight=kernels[1].t(), v_proj_weight=kernels[2].t(),
        need_weights=False,
    )
    leaves = [t for pair in zip(kernels, biases) for t in pair]
    return result(f"attention {mode}", y.transpose(0, 1), inputs + leaves)


cases += [attention(mode) for mode in ["self", "causal", "mask", "causal mask", "cross"]]

table = leaf(1, 7, 4)
ids = torch.tensor([[1, 6, 1], [0, 2, 2]])
cases.append(result("embedding", torch.nn.functional.embedding(ids, table), [table]))

print(json.dumps(cases, separators=(",", ":")))
