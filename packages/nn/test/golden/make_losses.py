"""Losses of PyTorch and their gradients, in float64, for packages/nn/src/losses/losses.test.ts.

    apt-get install python3-torch            # 1.13
    cd packages/nn/test/golden && /usr/bin/python3 make_losses.py > losses.json

Where PyTorch has no such loss, its autograd differentiates the formula. The loss of every sample is a
mean over its rows or elements; the batch's is (1/batch) Σ w_i·ℓ_i.
"""
import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)

SHAPES = [(5, 4), (1, 1), (3, 2, 5)]


def wave(shape, salt):
    # Numbers that float32 holds exactly, so that both sides start from the same.
    values = [round(1024 * math.sin(1.7 * i + salt)) / 1024 for i in range(math.prod(shape))]
    return torch.tensor(values).reshape(shape)


def rows(x):
    return x.reshape(-1, x.shape[-1])


def shares(shape):
    return (wave(shape, 2) + 1) / 2


def distributions(shape):
    # Sixteenths that add up to 1.
    k, t = shape[-1], torch.zeros(shape).reshape(-1, shape[-1])
    for i in range(len(t)):
        for j in range(16):
            t[i, (i + j * j) % k] += 1 / 16
    return t.reshape(shape)


def one_hot(shape):
    return F.one_hot(labels(shape), shape[-1]).double()


def labels(shape):
    n = math.prod(shape[:-1])
    return torch.tensor([(7 * i + 1) % shape[-1] for i in range(n)]).reshape(shape[:-1])


def signs(shape):
    return torch.where(wave(shape, 2) > 0, 1.0, -1.0)


def counts(shape):
    return torch.floor(3 * shares(shape))


LINEAR = lambda shape: 3 * wave(shape, 1)
PROBABILITIES = lambda shape: torch.clamp((wave(shape, 1) + 1) / 2, 1 / 64, 63 / 64)
LARGE = lambda shape: 8 * wave(shape, 1)


def smooth(t, s, k):
    return (1 - s) * t + s / k


def logits_ce(smoothing=0.0):
    return lambda z, t: F.cross_entropy(rows(z), rows(t), label_smoothing=smoothing)


def sparse_ce(smoothing=0.0):
    return lambda z, t: F.cross_entropy(rows(z), t.flatten(), label_smoothing=smoothing)


def p_ce(smoothing=0.0):
    return lambda p, t: -(smooth(rows(t), smoothing, p.shape[-1]) * rows(p).log()).sum(-1).mean()


def hinge(y, t):
    return F.relu(1 - t * y)


def categorical_hinge(y, t):
    y, t = rows(y), rows(t)
    return F.relu(1 + ((1 - t) * y).max(-1).values - (t * y).sum(-1)).mean()


CASES = [
    ("meanSquaredError", {}, LINEAR, lambda s: wave(s, 3), F.mse_loss),
    ("meanAbsoluteError", {}, LINEAR, lambda s: wave(s, 3), F.l1_loss),
    ("huber", {}, LINEAR, lambda s: wave(s, 3), F.huber_loss),
    ("huber", {"delta": 0.5}, LINEAR, lambda s: wave(s, 3), lambda y, t: F.huber_loss(y, t, delta=0.5)),
    ("logCosh", {}, LINEAR, lambda s: wave(s, 3), lambda y, t: torch.log(torch.cosh(y - t)).mean()),
    ("binaryCrossentropy", {}, PROBABILITIES, shares, F.binary_cross_entropy),
    ("binaryCrossentropy", {"labelSmoothing": 0.25}, PROBABILITIES, shares,
     lambda p, t: F.binary_cross_entropy(p, smooth(t, 0.25, 2))),
    ("binaryCrossentropy", {"fromLogits": True}, LARGE, shares, F.binary_cross_entropy_with_logits),
    ("binaryCrossentropy", {"fromLogits": True, "labelSmoothing": 0.25}, LARGE, shares,
     lambda z, t: F.binary_cross_entropy_with_logits(z, smooth(t, 0.25, 2))),
    ("categoricalCrossentropy", {}, PROBABILITIES, distributions, p_ce()),
    ("categoricalCrossentropy", {"labelSmoothing": 0.25}, PROBABILITIES, distributions, p_ce(0.25)),
    ("categoricalCrossentropy", {"fromLogits": True}, LARGE, distributions, logits_ce()),
    ("categoricalCrossentropy", {"fromLogits": True, "labelSmoothing": 0.25}, LARGE, distributions, logits_ce(0.25)),
    ("sparseCategoricalCrossentropy", {}, PROBABILITIES, labels,
     lambda p, t: F.nll_loss(rows(p).log(), t.flatten())),
    ("sparseCategoricalCrossentropy", {"labelSmoothing": 0.25}, PROBABILITIES, labels,
     lambda p, t: p_ce(0.25)(p, F.one_hot(t, p.shape[-1]).double())),
    ("sparseCategoricalCrossentropy", {"fromLogits": True}, LARGE, labels, sparse_ce()),
    ("sparseCategoricalCrossentropy", {"fromLogits": True, "labelSmoothing": 0.25}, LARGE, labels, sparse_ce(0.25)),
    ("kullbackLeiblerDivergence", {}, PROBABILITIES, distributions,
     lambda p, t: F.kl_div(rows(p).log(), rows(t), reduction="batchmean")),
    ("kullbackLeiblerDivergence", {"fromLogits": True}, LARGE, distributions,
     lambda z, t: F.kl_div(F.log_softmax(rows(z), -1), rows(t), reduction="batchmean")),
    ("hinge", {}, LINEAR, signs, lambda y, t: hinge(y, t).mean()),
    ("squaredHinge", {}, LINEAR, signs, lambda y, t: (hinge(y, t) ** 2).mean()),
    ("categoricalHinge", {}, LINEAR, one_hot, categorical_hinge),
    ("cosineSimilarity", {}, LINEAR, lambda s: wave(s, 3),
     lambda y, t: -F.cosine_similarity(rows(y), rows(t), dim=-1).mean()),
    ("poisson", {}, PROBABILITIES, counts,
     lambda y, t: F.poisson_nll_loss(y, t, log_input=False, full=False, eps=1e-7)),
]

out = []
for name, config, outputs, targets, f in CASES:
    for shape in SHAPES:
        for weighted in (False, True):
            if weighted and shape == (1, 1):
                continue
            y, t = outputs(shape).requires_grad_(), targets(shape)
            w = [0.5 * (i % 4) for i in range(shape[0])] if weighted else None
            if weighted:
                loss = sum(w[i] * f(y[i : i + 1], t[i : i + 1]) for i in range(shape[0])) / shape[0]
            else:
                loss = f(y, t)
            loss.backward()
            short = lambda x: [float(f"{v:.12g}") for v in x.flatten().tolist()]
            out.append({
                "name": name, "config": config, "shape": shape, "weights": w,
                "y": y.flatten().tolist(), "target": t.flatten().tolist(),
                "loss": loss.item(), "dy": short(y.grad),
            })  # fmt: skip
print("[\n" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in out) + "\n]")
