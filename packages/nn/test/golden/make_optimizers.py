"""Golden values from PyTorch for packages/nn/test/optimizers-torch.test.ts.

    apt-get install python3-torch            # 1.13
    /usr/bin/python3 packages/nn/test/golden/make_optimizers.py > packages/nn/test/golden/optimizers.json

A net 3-6-4 with tanh in float64, from weights sin(1.7·i + salt), on mean squared error; ten steps on
one batch of five. Every optimizer that PyTorch 1.13 has and kindling too, alone and with weight
decay, momentum, clipping and schedules. NAdam is taken from the foreach implementation: the other
one of 1.13 multiplies the product of the next step by the momentum of this step twice. Muon and Lion are not in PyTorch 1.13: their steps are written out here.
"""

import json
import math

import torch

torch.set_default_dtype(torch.float64)


def wave(count, salt):
    return torch.tensor([math.sin(1.7 * i + salt) for i in range(count)])


x = wave(15, 0.3).reshape(5, 3)
targets = wave(20, 0.9).reshape(5, 4)
EPS = 1e-7
o = torch.optim
s = torch.optim.lr_scheduler
norm = torch.nn.utils.clip_grad_norm_
value = torch.nn.utils.clip_grad_value_


def each(parameters, most):
    for parameter in parameters:
        norm([parameter], most)


def decayed(make, rate, *rest, **options):
    """Weight decay for the kernels alone."""
    return lambda p: make(
        [{"params": [p[0], p[2]], "weight_decay": rate}, {"params": [p[1], p[3]]}], *rest, **options
    )


class Muon:
    """K. Jordan's algorithm, for kernels [in, out]; Adam with a share of the rate for biases."""

    def __init__(self, p, lr, mu=0.95, ratio=0.05):
        self.p, self.lr, self.mu = p, lr, mu
        self.m = [torch.zeros_like(w) for w in p]
        self.adam = torch.optim.Adam([p[1], p[3]], lr=lr * ratio, betas=(0.9, 0.95), eps=1e-8)

    def zero_grad(self):
        for w in self.p:
            w.grad = None

    def step(self):
        with torch.no_grad():
            for i in (0, 2):
                self.m[i] = self.mu * self.m[i] + self.p[i].grad
                u = self.p[i].grad + self.mu * self.m[i]
                X = u / (u.norm() + 1e-7)
                if X.shape[0] > X.shape[1]:
                    X = X.T
                a, b, c = 3.4445, -4.7750, 2.0315
                for _ in range(5):
                    A = X @ X.T
                    X = a * X + (b * A + c * A @ A) @ X
                if u.shape[0] > u.shape[1]:
                    X = X.T
                scale = max(1, u.shape[1] / u.shape[0]) ** 0.5
                self.p[i] -= self.lr * scale * X
        self.adam.step()


class Lion:
    """X. Chen et al., algorithm 2: the decay is decoupled."""

    def __init__(self, p, lr, b1=0.9, b2=0.99, decay=0.0):
        self.p, self.lr, self.b1, self.b2, self.decay = p, lr, b1, b2, decay
        self.m = [torch.zeros_like(w) for w in p]

    def zero_grad(self):
        for w in self.p:
            w.grad = None

    def step(self):
        with torch.no_grad():
            for w, m in zip(self.p, self.m):
                w -= self.lr * (torch.sign(self.b1 * m + (1 - self.b1) * w.grad) + self.decay * w)
                m.mul_(self.b2).add_((1 - self.b2) * w.grad)


# name: optimizer, then what is done with the gradients, or a schedule
CASES = {
    "sgd": (lambda p: o.SGD(p, lr=0.5),),
    "sgd, momentum": (lambda p: o.SGD(p, lr=0.1, momentum=0.9),),
    "sgd, nesterov, l2": (
        lambda p: o.SGD(p, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.02),
    ),
    "sgd, clipValue": (lambda p: o.SGD(p, lr=0.5), lambda p: value(p, 0.05)),
    "sgd, clipNorm": (lambda p: o.SGD(p, lr=0.5), lambda p: each(p, 0.1)),
    "sgd, momentum, globalClipNorm": (
        lambda p: o.SGD(p, lr=0.1, momentum=0.9),
        lambda p: norm(p, 0.3),
    ),
    "rmsprop": (lambda p: o.RMSprop(p, lr=0.01, alpha=0.9, eps=EPS),),
    "rmsprop, centered, momentum, l2": (
        lambda p: o.RMSprop(
            p, lr=0.01, alpha=0.9, eps=EPS, centered=True, momentum=0.9, weight_decay=0.02
        ),
    ),
    "adagrad": (lambda p: o.Adagrad(p, lr=0.1, initial_accumulator_value=0.1, eps=EPS),),
    "adagrad, l2, clip": (
        lambda p: o.Adagrad(p, lr=0.1, initial_accumulator_value=0.1, eps=EPS, weight_decay=0.02),
        lambda p: norm(p, 0.3),
    ),
    "adadelta": (lambda p: o.Adadelta(p, lr=1, rho=0.95, eps=1e-6),),
    "adadelta, l2": (lambda p: o.Adadelta(p, lr=2, rho=0.9, eps=1e-4, weight_decay=0.02),),
    "adam": (lambda p: o.Adam(p, lr=0.05, eps=EPS),),
    "adam, l2": (lambda p: o.Adam(p, lr=0.05, eps=EPS, weight_decay=0.02),),
    "adam, amsgrad": (lambda p: o.Adam(p, lr=0.05, betas=(0.8, 0.7), eps=EPS, amsgrad=True),),
    "adam, globalClipNorm": (lambda p: o.Adam(p, lr=0.05, eps=EPS), lambda p: norm(p, 0.1)),
    "adamW": (lambda p: o.AdamW(p, lr=0.05, eps=EPS, weight_decay=0.3),),
    "adamW, amsgrad, rules": (decayed(o.AdamW, 0.3, lr=0.05, eps=EPS, amsgrad=True, weight_decay=0),),
    "adamW, cosine": (
        lambda p: o.AdamW(p, lr=0.05, eps=EPS, weight_decay=0.3),
        None,
        lambda q: s.CosineAnnealingLR(q, T_max=9, eta_min=0.001),
    ),
    "nadam": (lambda p: o.NAdam(p, lr=0.05, eps=EPS, foreach=True),),
    "nadam, l2": (lambda p: o.NAdam(p, lr=0.05, eps=EPS, foreach=True, weight_decay=0.02),),
    "adamax": (lambda p: o.Adamax(p, lr=0.05, eps=1e-12),),
    "adamax, l2": (lambda p: o.Adamax(p, lr=0.05, eps=1e-12, weight_decay=0.02),),
    "muon": (lambda p: Muon(p, lr=0.05),),
    "lion": (lambda p: Lion(p, lr=0.01),),
    "lion, weightDecay": (lambda p: Lion(p, lr=0.01, b1=0.8, b2=0.9, decay=0.3),),
    "adamW, clipValue": (
        lambda p: o.AdamW(p, lr=0.05, eps=EPS, weight_decay=0.3),
        lambda p: value(p, 0.05),
    ),
    "adamW, warm-up, cosine": (
        lambda p: o.AdamW(p, lr=0.05, eps=EPS, weight_decay=0.3),
        None,
        lambda q: s.SequentialLR(
            q,
            [s.LinearLR(q, start_factor=0.1, total_iters=3), s.CosineAnnealingLR(q, T_max=6)],
            milestones=[3],
        ),
    ),
    "sgd, plateau": (
        lambda p: o.SGD(p, lr=1.6),
        None,
        lambda q: s.ReduceLROnPlateau(
            q, factor=0.5, patience=0, threshold=0.01, threshold_mode="abs", cooldown=1
        ),
    ),
    "sgd, step": (lambda p: o.SGD(p, lr=0.5), None, lambda q: s.StepLR(q, 3, gamma=0.5)),
    "sgd, exponential": (lambda p: o.SGD(p, lr=0.5), None, lambda q: s.ExponentialLR(q, 0.8)),
    "sgd, piecewise": (
        lambda p: o.SGD(p, lr=0.5),
        None,
        lambda q: s.MultiStepLR(q, [2, 5], gamma=0.5),
    ),
    "sgd, polynomial": (
        lambda p: o.SGD(p, lr=0.5),
        None,
        lambda q: s.PolynomialLR(q, total_iters=8, power=2),
    ),
    "sgd, restarts": (
        lambda p: o.SGD(p, lr=0.5),
        None,
        lambda q: s.CosineAnnealingWarmRestarts(q, T_0=2, T_mult=2, eta_min=0.1),
    ),
    "sgd, one cycle": (
        lambda p: o.SGD(p, lr=0.5),
        None,
        lambda q: s.OneCycleLR(q, max_lr=0.5, total_steps=10, pct_start=0.4, cycle_momentum=False),
    ),
    "sgd, one cycle, linear": (
        lambda p: o.SGD(p, lr=0.5),
        None,
        lambda q: s.OneCycleLR(
            q, max_lr=0.5, total_steps=10, pct_start=0.4, cycle_momentum=False,
            anneal_strategy="linear",
        ),
    ),
}


def run(make, clip=None, schedule=None, steps=10):
    w = [wave(18, 1).reshape(3, 6), wave(6, 2), wave(24, 3).reshape(6, 4), wave(4, 4)]
    for tensor in w:
        tensor.requires_grad_()
    update = make(w)
    scheduler = schedule(update) if schedule else None
    losses = []
    for step in range(steps):
        update.zero_grad()
        loss = torch.nn.functional.mse_loss(torch.tanh(x @ w[0] + w[1]) @ w[2] + w[3], targets)
        loss.backward()
        losses.append(loss.item())
        if clip:
            clip(w)
        update.step()
        if isinstance(scheduler, s.ReduceLROnPlateau):
            scheduler.step(losses[-1])
        elif scheduler and step < steps - 1:
            scheduler.step()
    return {"losses": losses, "weights": [tensor.flatten().tolist() for tensor in w]}


print("{")
lines = [f'  {json.dumps(name)}: {json.dumps(run(*case))}' for name, case in CASES.items()]
print(",\n".join(lines))
print("}")
