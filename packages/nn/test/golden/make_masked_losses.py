"""Golden values from PyTorch for packages/nn/test/masked-losses.test.ts.

    apt-get install python3-torch            # 1.13
    /usr/bin/python3 packages/nn/test/golden/make_masked_losses.py > packages/nn/test/golden/masked-losses.json

Tokens padded with 0, an embedding, an LSTM over packed sequences, a linear layer; in float64, all tensors
sin(1.7 i + salt), in kindling's layout. Losses leave out what is padded: cross-entropy with ignore_index,
and the squared errors of the other steps, both also with a weight for each sample, divided by the number of
steps that count. The loss and the gradients of all parameters.
"""

import json
import math

import torch

torch.set_default_dtype(torch.float64)
CLASSES, UNITS, WIDTH, VOCABULARY = 3, 4, 2, 5
TOKENS = torch.tensor([[1, 4, 2, 3, 1], [2, 3, 0, 0, 0], [4, 1, 1, 0, 0]])
LABELS = torch.tensor([[0, 2, 1, 1, 0], [2, 0, 0, 0, 0], [1, 1, 2, 0, 0]])
WEIGHTS = torch.tensor([1.0, 0.5, 3.0])
MASK = TOKENS != 0
LENGTHS = MASK.sum(1)


def leaf(salt, *shape):
    values = [math.sin(1.7 * i + salt) for i in range(math.prod(shape))]
    return torch.tensor(values).reshape(shape).requires_grad_()


def outputs():
    table, w, u, b = leaf(1, VOCABULARY, WIDTH), leaf(2, WIDTH, 4 * UNITS), leaf(3, UNITS, 4 * UNITS), leaf(4, 4 * UNITS)
    kernel, bias = leaf(5, UNITS, CLASSES), leaf(6, CLASSES)
    net = torch.nn.LSTM(WIDTH, UNITS, batch_first=True)
    names = [name for name, _ in net.named_parameters()]
    for name in names:
        delattr(net, name)
    for name, value in zip(names, [w.t(), u.t(), b, torch.zeros(4 * UNITS)]):
        setattr(net, name, value)
    net._flat_weights = [getattr(net, name) for name in names]
    x = torch.nn.functional.embedding(TOKENS, table)
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, LENGTHS, batch_first=True, enforce_sorted=False)
    h, _ = torch.nn.utils.rnn.pad_packed_sequence(net(packed)[0], batch_first=True)
    return h @ kernel + bias, [table, w, u, b, kernel, bias]


def crossentropy(y, weights):
    labels = LABELS.masked_fill(~MASK, -100)
    if weights is None:
        return torch.nn.functional.cross_entropy(y.flatten(0, 1), labels.flatten(), ignore_index=-100)
    each = torch.nn.functional.cross_entropy(y.transpose(1, 2), labels, ignore_index=-100, reduction="none")
    return (each * weights[:, None]).sum() / MASK.sum()


def squares(y, weights):
    target = leaf(0.9, *y.shape).detach()
    if weights is None:
        return torch.nn.functional.mse_loss(y[MASK], target[MASK])
    return (((y - target) ** 2).mean(2) * MASK * weights[:, None]).sum() / MASK.sum()


cases = []
for name, loss in [("sparseCategoricalCrossentropy", crossentropy), ("meanSquaredError", squares)]:
    for weights in [None, WEIGHTS]:
        y, leaves = outputs()
        value = loss(y, weights)
        value.backward()
        grads = [t.grad.flatten().tolist() for t in leaves]
        cases.append({"loss": name, "weights": None if weights is None else weights.tolist(), "value": value.item(), "grads": grads})

net = {"tokens": TOKENS.tolist(), "labels": LABELS.tolist(), "cases": cases}
print(json.dumps(net, separators=(",", ":")))
