"""Golden values from PyTorch for packages/nn/test/torch.test.ts.

    apt-get install python3-torch            # 1.13
    /usr/bin/python3 packages/nn/test/golden/make_golden.py > packages/nn/test/golden/torch.json

A net 3-6-4 in float64, from weights sin(i + salt); ten steps on one batch of five.
"""

import json
import math

import torch

torch.set_default_dtype(torch.float64)


def wave(count, salt):
    return torch.tensor([math.sin(1.7 * i + salt) for i in range(count)])


x = wave(15, 0.3).reshape(5, 3)
labels = torch.tensor([0, 3, 1, 2, 3])
targets = wave(20, 0.9).reshape(5, 4)
shares = (targets + 1) / 2

ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": torch.relu,
    "leakyRelu": lambda z: torch.nn.functional.leaky_relu(z, 0.3),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "softmax": lambda z: torch.softmax(z, -1),
}
LOSSES = {
    "meanSquaredError": lambda z: torch.nn.functional.mse_loss(z, targets),
    "binaryCrossentropy": lambda z: torch.nn.functional.binary_cross_entropy_with_logits(z, shares),
    "categoricalCrossentropy": lambda z: torch.nn.functional.cross_entropy(z, torch.softmax(targets, -1)),
    "sparseCategoricalCrossentropy": lambda z: torch.nn.functional.cross_entropy(z, labels),
}
OPTIMIZERS = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.5),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "nesterov": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True),
    "adam": lambda p: torch.optim.Adam(p, lr=0.05, eps=1e-7),
}


def run(activation, loss, optimizer, steps=10):
    w = [wave(18, 1).reshape(3, 6), wave(6, 2), wave(24, 3).reshape(6, 4), wave(4, 4)]
    for tensor in w:
        tensor.requires_grad_()
    update = OPTIMIZERS[optimizer](w)
    losses = []
    grads = None
    for _ in range(steps):
        update.zero_grad()
        hidden = ACTIVATIONS[activation](x @ w[0] + w[1])
        value = LOSSES[loss](hidden @ w[2] + w[3])
        value.backward()
        if grads is None:
            grads = [tensor.grad.flatten().tolist() for tensor in w]
        losses.append(value.item())
        update.step()
    return {
        "activation": activation,
        "loss": loss,
        "optimizer": optimizer,
        "losses": losses,
        "grads": grads,
        "weights": [tensor.flatten().tolist() for tensor in w],
    }


cases = [run(name, "meanSquaredError", "sgd") for name in ACTIVATIONS]
cases += [run("tanh", name, "sgd") for name in LOSSES]
cases += [run("tanh", "sparseCategoricalCrossentropy", name) for name in OPTIMIZERS]
print(json.dumps(cases, indent=1))
