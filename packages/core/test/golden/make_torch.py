"""Golden values from PyTorch for packages/core/test/torch.test.ts.

    apt-get install python3-torch            # 1.13, x86-64 with AVX2 and FMA, without MKL
    /usr/bin/python3 packages/core/test/golden/make_torch.py > packages/core/test/golden/torch.json

Each case is a seed and a sequence of calls on one generator. A float32 result is given by its bits;
a long one by its first and last four and an FNV-1a hash of all bytes.
"""

import json

import numpy
import torch

torch.set_num_threads(1)


def drawn(call):
    name, *args = call
    if name == "permutation":
        return torch.randperm(*args).tolist()
    if name == "integer":
        return torch.randint(args[0], [1]).item()
    size, *args = args
    out = torch.empty(size)
    if name == "truncatedNormal":
        torch.nn.init.trunc_normal_(out, *args)
        return out.tolist()
    getattr(out, {"uniform": "uniform_", "normal": "normal_", "bernoulli": "bernoulli_"}[name])(*args)
    words = out.numpy().view(numpy.uint32).tolist()
    if size <= 48:
        return words
    value = 0x811C9DC5
    for byte in out.numpy().tobytes():
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return {"first": words[:4], "last": words[-4:], "hash": value}


def case(seed, calls):
    torch.manual_seed(seed)
    return {"seed": str(seed), "calls": [{"call": call, "drawn": drawn(call)} for call in calls]}


SEEDS = [0, 1, 42, 2**32 - 1, 2**32, 123456789012345678, 2**63 + 5, 2**64 - 1, -1, -7, -(2**63)]

CASES = [
    *(case(seed, [["uniform", 2], ["normal", 3], ["normal", 17], ["permutation", 5]]) for seed in SEEDS),
    case(0, [["normal", n] for n in range(1, 41)]),
    case(1, [["normal", n, 0.25, 1.7] for n in [1, 5, 16, 31, 33, 1000, 4099]]),
    case(2, [["uniform", n, -0.3, 0.8] for n in [1, 2, 7, 16, 40, 1000, 4099]]),
    case(3, [["uniform", 4096, -a, a] for a in [1, 0.05, 1 / 28, 3**0.5 / 20]]),
    # A second normal that is left over waits, whatever is drawn between.
    case(4, [
        ["normal", 1], ["uniform", 3], ["permutation", 4], ["normal", 20], ["normal", 1], ["normal", 3],
        ["bernoulli", 5, 0.4], ["integer", 1000], ["normal", 2], ["normal", 15, -3, 0.01], ["uniform", 700],
        ["normal", 1], ["truncatedNormal", 3], ["normal", 4],
    ]),
    case(5, [["permutation", n] for n in [0, 1, 2, 3, 10, 40]]),
    case(6, [["integer", bound] for bound in [1, 2, 3, 10, 1000, 2**20, 2**28 - 1, 2**28 - 57]]),
    case(7, [["bernoulli", n, p] for n in [1, 15, 16, 40, 1000] for p in [0, 0.1, 0.5, 1]]),
    case(8, [
        ["truncatedNormal", 30], ["truncatedNormal", 200, 0, 1, -2, 2],
        ["truncatedNormal", 100, 0.5, 0.02, 0.47, 0.51], ["truncatedNormal", 100, -1, 3, -2.5, 6.5],
    ]),
]

print("[\n" + ",\n".join(json.dumps(c, separators=(",", ":")) for c in CASES) + "\n]")
