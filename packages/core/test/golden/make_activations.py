"""Activations of PyTorch and their slopes, in float64, for packages/core/src/ops/activation.test.ts.

    apt-get install python3-torch            # 1.13
    cd packages/core/test/golden && /usr/bin/python3 make_activations.py > activations.json
"""
import json

import torch
import torch.nn.functional as F

X = [-30.0, -7.25, -3.0, -1.5, -0.375, -0.0078125, 0.0, 0.0078125, 0.375, 1.5, 3.0, 7.25, 30.0]

ACTIVATIONS = [
    ("relu", F.relu),
    ("relu6", F.relu6),
    ({"name": "leakyRelu", "negativeSlope": 0.01}, F.leaky_relu),
    ("elu", F.elu),
    ({"name": "elu", "alpha": 0.5}, lambda x: F.elu(x, 0.5)),
    ("selu", F.selu),
    ("celu", F.celu),
    ({"name": "celu", "alpha": 2.5}, lambda x: F.celu(x, 2.5)),
    ("gelu", F.gelu),
    ("geluTanh", lambda x: F.gelu(x, approximate="tanh")),
    ("silu", F.silu),
    ("mish", F.mish),
    ("softplus", lambda x: F.softplus(x, threshold=100)),
    ("softsign", F.softsign),
    ("sigmoid", torch.sigmoid),
    ("hardSigmoid", F.hardsigmoid),
    ("hardSwish", F.hardswish),
    ("tanh", torch.tanh),
    ("sin", torch.sin),
    ({"name": "sin", "omega": 2.0}, lambda x: torch.sin(2 * x)),
]

cases = []
for activation, f in ACTIVATIONS:
    # Slopes at the corners are a matter of convention and left out.
    x = torch.tensor([v + 1e-3 for v in X], dtype=torch.float32).double().requires_grad_()
    y = f(x)
    y.sum().backward()
    cases.append({"activation": activation, "x": x.tolist(), "y": y.tolist(), "slope": x.grad.tolist()})

# Along the last of several axes, with a gradient for each output.
for activation, f in [("softmax", F.softmax), ("logSoftmax", F.log_softmax)]:
    for shape in [(3, 5), (2, 1), (2, 2, 4)]:
        values = torch.tensor([((7 * i) % 11 - 5) / 2 for i in range(torch.Size(shape).numel())]).double()
        x = values.reshape(shape).requires_grad_()
        dy = torch.tensor([((5 * i) % 7 - 3) / 4 for i in range(x.numel())]).double()
        y = f(x, dim=-1)
        (dy.reshape(shape) * y).sum().backward()
        cases.append({
            "activation": activation, "shape": shape, "x": values.tolist(), "dy": dy.tolist(),
            "y": y.flatten().tolist(), "slope": x.grad.flatten().tolist(),
        })  # fmt: skip
print(json.dumps(cases, indent=1))
