"""PyTorch on one thread. Speaks with main.mjs as worker.mjs does."""

import json
import math
import os
import sys
import time

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)


class Unsupported(Exception):
    pass


def matrix(rows, columns, shift):
    i, j = np.indices((rows, columns))
    return torch.tensor(((7 * i + 3 * j + shift) % 11 - 5) / 5, dtype=torch.float32)


def batch_of(net):
    """The same numbers as batchOf in data.mjs."""
    inputs = math.prod(net["input"])
    batch = net["batch"]
    at = (np.arange(batch) >> 1)[:, None] * inputs + np.arange(inputs)
    rows = np.abs(np.sin(at)).astype(np.float32)
    shape = list(net["input"])
    if len(shape) == 3:
        # Channels first. There is one, so the numbers stand in the same order.
        shape = [shape[2], shape[0], shape[1]]
    x = torch.tensor(rows.reshape([batch, *shape]))
    if net["loss"] == "binary":
        return x, torch.arange(batch).remainder(2).float()[:, None]
    if net["loss"] == "classes":
        return x, torch.arange(batch).remainder(10)
    return x, torch.tensor(rows[:, ::-1].copy().reshape([batch, *shape]))


class LastStep(nn.Module):
    """The output of a recurrent layer at the last step."""

    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return self.layer(x)[0][:, -1]


class SelfAttention(nn.Module):
    def __init__(self, features, heads):
        super().__init__()
        self.layer = nn.MultiheadAttention(features, heads, batch_first=True)

    def forward(self, x):
        return self.layer(x, x, x, need_weights=False)[0]


def model_of(net):
    shape = list(net["input"])
    layers = []
    if len(shape) == 3:
        shape = [shape[2], shape[0], shape[1]]
    for layer in net["layers"]:
        kind = layer["type"]
        if kind == "dense":
            layers.append(nn.Linear(shape[-1], layer["units"]))
            shape = [layer["units"]]
        elif kind == "conv2d":
            size = layer["kernelSize"]
            layers.append(nn.Conv2d(shape[0], layer["filters"], size))
            shape = [layer["filters"], shape[1] - size + 1, shape[2] - size + 1]
        elif kind == "maxPooling2d":
            size = layer["poolSize"]
            layers.append(nn.MaxPool2d(size))
            shape = [shape[0], shape[1] // size, shape[2] // size]
        elif kind == "flatten":
            layers.append(nn.Flatten())
            shape = [math.prod(shape)]
        elif kind in ("lstm", "gru"):
            make = nn.LSTM if kind == "lstm" else nn.GRU
            layers.append(LastStep(make(shape[-1], layer["units"], batch_first=True)))
            shape = [layer["units"]]
        elif kind == "multiHeadAttention":
            layers.append(SelfAttention(shape[-1], layer["numHeads"]))
        else:
            raise Unsupported(f"no {kind}")
        activation = layer.get("activation")
        if activation:
            layers.append({"relu": nn.ReLU, "tanh": nn.Tanh}[activation]())
    return nn.Sequential(*layers)


def product(args):
    m, n, k, form = (args[name] for name in ("m", "n", "k", "form"))
    a = matrix(k, m, 1).t() if form == "TN" else matrix(m, k, 1)
    b = matrix(n, k, 2).t() if form == "NT" else matrix(k, n, 2)
    out = torch.empty(m, n)
    return lambda: torch.matmul(a, b, out=out), lambda: out[m - 1, n - 1].item()


def fill(args):
    out = torch.empty(args["count"])
    draw = {
        "uniform": lambda: out.uniform_(-1, 1),
        "normal": lambda: out.normal_(0, 1),
        "truncated normal": lambda: nn.init.trunc_normal_(out),
    }[args["law"]]
    return draw, lambda: out


def orthogonal(args):
    out = torch.empty(args["n"], args["n"])
    return lambda: nn.init.orthogonal_(out), lambda: out


def step(net):
    model = model_of(net)
    x, y = batch_of(net)
    loss_of = {
        "binary": nn.functional.binary_cross_entropy_with_logits,
        "classes": nn.functional.cross_entropy,
        "squares": nn.functional.mse_loss,
    }[net["loss"]]
    if net["optimizer"] == "sgd":
        optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    else:
        optimizer = torch.optim.Adam(model.parameters(), lr=0.001)

    def run():
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(model(x), y)
        loss.backward()
        optimizer.step()
        return loss.item()

    return run, None


def predict(net):
    model = model_of(net).eval()
    x, _ = batch_of(net)

    @torch.no_grad()
    def run():
        return model(x)[0, 0].item()

    return run, None


TASKS = {"matmul": product, "fill": fill, "orthogonal": orthogonal, "step": step, "predict": predict}


def measure(run, seconds):
    """Mean seconds of a call, over as many calls as fit into a time, one at least."""
    start = time.perf_counter()
    calls, batch = 0, 1
    while True:
        for _ in range(batch):
            run()
        calls += batch
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return elapsed / calls
        batch = max(1, min(2 * batch, int((seconds - elapsed) * calls / elapsed)))


def summarize(result):
    if isinstance(result, torch.Tensor):
        values = result.double()
        deviation = values.std(unbiased=False).item()
        return {"count": values.numel(), "mean": values.mean().item(), "deviation": deviation}
    return result


def result_of(prepared):
    run, value = prepared
    result = run()
    return summarize(value() if value else result)


def answer(request, prepared):
    if "check" in request:
        return {"after": result_of(prepared)}
    return {"seconds": measure(prepared[0], request["seconds"])}


def blas():
    """The file of the BLAS that torch has loaded: the reference one is thirty times slower."""
    with open("/proc/self/maps", encoding="utf8") as maps:
        files = {os.path.realpath(line.split()[-1]) for line in maps if "/" in line}
    names = {os.path.basename(path) for path in files}
    known = ("blas", "mkl_rt", "blis")
    return ", ".join(sorted(name for name in names if any(word in name for word in known)))


def version():
    try:
        return f"{torch.__version__} ({blas() or 'BLAS built in'})"
    except OSError:
        return torch.__version__


def say(message):
    print(json.dumps(message), flush=True)


def serve():
    say({"version": version()})
    prepared = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if "task" in request:
                prepared = TASKS[request["task"]](request["args"])
                say({"before": result_of(prepared)})
            else:
                say(answer(request, prepared))
        except Unsupported as error:
            say({"absent": str(error)})


if __name__ == "__main__":
    if sys.argv[1:] == ["--cold"]:
        step(json.loads(sys.stdin.read()))[0]()
    else:
        serve()
