"""Golden values from PyTorch for packages/nn/test/convolution.torch.test.ts.

    apt-get install python3-torch            # 1.13
    /usr/bin/python3 packages/nn/test/golden/make_convolution.py > packages/nn/test/golden/convolution.json

Every layer alone, in float64: two samples sin(1.7·i + 0.3), parameters sin(1.7·i + 1), … in the layout
of this project (channels last, kernels [h, w, in, out]), and L = Σ sin(1.7·i + 0.9)·y.
"""

import json
import math

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)


def wave(shape, salt):
    count = math.prod(shape)
    return torch.tensor([math.sin(1.7 * i + salt) for i in range(count)]).reshape(shape)


def pair(value):
    return tuple(value) if isinstance(value, list) else (value, value)


def around(extents, size, strides, dilation, padding):
    """Zeros before and after each axis, and how many."""
    if padding == "valid":
        return [(0, 0), (0, 0)]
    if padding != "same":
        return [(p, p) for p in pair(padding)]
    result = []
    for extent, k, s, d in zip(extents, size, strides, dilation):
        lacking = max((math.ceil(extent / s) - 1) * s + (k - 1) * d + 1 - extent, 0)
        result.append((lacking // 2, lacking - lacking // 2))
    return result


def pad(x, margins, value=0.0):
    (top, bottom), (left, right) = margins
    return F.pad(x, (left, right, top, bottom), value=value)


def convolve(x, weight, bias, c, groups):
    """x is NCHW, weight OIHW."""
    size, s, d = weight.shape[2:], pair(c.get("strides", 1)), pair(c.get("dilationRate", 1))
    margins = around(x.shape[2:], size, s, d, c.get("padding", "valid"))
    return F.conv2d(pad(x, margins), weight, bias, stride=s, dilation=d, groups=groups)


def conv2d(x, c, w):
    return convolve(x, w[0].permute(3, 2, 0, 1), w[1] if len(w) > 1 else None, c, c.get("groups", 1))


def depthwise(x, c, kernel, bias):
    h, w, channels, m = kernel.shape
    return convolve(x, kernel.permute(2, 3, 0, 1).reshape(channels * m, 1, h, w), bias, c, channels)


def transposed(x, c, w):
    k, s, d = w[0].shape[:2], pair(c.get("strides", 1)), pair(c.get("dilationRate", 1))
    groups = c.get("groups", 1)
    weight = w[0].permute(3, 2, 0, 1)
    padding = c.get("padding", "valid")
    if not isinstance(padding, str):
        e = pair(c.get("outputPadding", 0))
        return F.conv_transpose2d(x, weight, w[1], s, pair(padding), e, groups, d)
    # TensorFlow: the gradient of a convolution whose input has the extents that come out.
    reach = [(n - 1) * step + 1 for n, step in zip(k, d)]
    touched = [(n - 1) * step + r for n, step, r in zip(x.shape[2:], s, reach)]
    if "outputPadding" in c:
        cut = [2 * (r // 2) if padding == "same" else 0 for r in reach]
        extents = [t + e - n for t, e, n in zip(touched, pair(c["outputPadding"]), cut)]
    else:
        extents = [n * step for n, step in zip(x.shape[2:], s)]
        if padding == "valid":
            extents = [max(a, b) for a, b in zip(extents, touched)]
    y = F.conv_transpose2d(x, weight, None, stride=s, dilation=d, groups=groups)
    before = [max(t - n, 0) // 2 for t, n in zip(touched, extents)]
    for axis in (0, 1):
        y = y.narrow(2 + axis, before[axis], min(extents[axis], y.shape[2 + axis] - before[axis]))
    # Pixels that no tap touches, for strides beyond the kernel, are 0.
    lacking = [n - have for n, have in zip(extents, y.shape[2:])]
    y = F.pad(y, (0, lacking[1], 0, lacking[0]))
    return y + w[1].reshape(1, -1, 1, 1)


def pool(x, c, kind):
    size = pair(c.get("poolSize", 2))
    strides = pair(c.get("strides", c.get("poolSize", 2)))
    margins = around(x.shape[2:], size, strides, (1, 1), c.get("padding", "valid"))
    if kind == "max":
        return F.max_pool2d(pad(x, margins, -math.inf), size, strides)
    ones = pad(torch.ones_like(x), margins)
    return F.avg_pool2d(pad(x, margins), size, strides) / F.avg_pool2d(ones, size, strides)


def flat(run):
    """A layer of sequences is one of images of one row."""

    def inner(x, c, w):
        wide = {
            key: [0 if key == "padding" else 1, value] if isinstance(value, int) and key != "groups" else value
            for key, value in c.items()
        }
        wide.setdefault("poolSize", [1, 2])
        return run(x.unsqueeze(2), wide, [w[0].unsqueeze(0), *w[1:]] if w else w).squeeze(2)

    return inner


RUN = {
    "conv2d": conv2d,
    "conv1d": flat(conv2d),
    "depthwiseConv2d": lambda x, c, w: depthwise(x, c, w[0], w[1]),
    "separableConv2d": lambda x, c, w: F.conv2d(
        depthwise(x, c, w[0], None), w[1].permute(3, 2, 0, 1), w[2]
    ),
    "conv2dTranspose": transposed,
    "maxPooling2d": lambda x, c, w: pool(x, c, "max"),
    "averagePooling2d": lambda x, c, w: pool(x, c, "average"),
    "maxPooling1d": flat(lambda x, c, w: pool(x, c, "max")),
    "averagePooling1d": flat(lambda x, c, w: pool(x, c, "average")),
    "globalMaxPooling2d": lambda x, c, w: x.amax((2, 3)),
    "globalAveragePooling2d": lambda x, c, w: x.mean((2, 3)),
    "globalMaxPooling1d": lambda x, c, w: x.amax(2),
    "globalAveragePooling1d": lambda x, c, w: x.mean(2),
    "upSampling2d": lambda x, c, w: F.interpolate(
        x, scale_factor=tuple(map(float, pair(c.get("size", 2)))), mode=c.get("interpolation", "nearest")
    ),
    "zeroPadding2d": lambda x, c, w: pad(x, c["padding"]),
}


def shapes(kind, c, inputs):
    """Of the parameters, in this project's layout."""
    channels = inputs[-1]
    k = pair(c.get("kernelSize", 1)) if not kind.endswith("1d") else (c.get("kernelSize"),)
    m = c.get("depthMultiplier", 1)
    if kind in ("conv2d", "conv1d"):
        bias = [(c["filters"],)] if c.get("useBias", True) else []
        return [(*k, channels // c.get("groups", 1), c["filters"]), *bias]
    if kind == "depthwiseConv2d":
        return [(*k, channels, m), (channels * m,)]
    if kind == "separableConv2d":
        return [(*k, channels, m), (1, 1, channels * m, c["filters"]), (c["filters"],)]
    if kind == "conv2dTranspose":
        return [(*k, c["filters"] // c.get("groups", 1), channels), (c["filters"],)]
    return []


CASES = [
    ("conv2d", [5, 6, 3], {"filters": 10, "kernelSize": 3}),
    ("conv2d", [6, 7, 1], {"filters": 8, "kernelSize": 3}),
    ("conv2d", [5, 6, 3], {"filters": 4, "kernelSize": 3, "padding": "same", "useBias": False}),
    ("conv2d", [5, 6, 2], {"filters": 3, "kernelSize": [2, 4], "padding": "same"}),
    ("conv2d", [6, 7, 2], {"filters": 3, "kernelSize": 4, "padding": "same", "strides": 2}),
    ("conv2d", [7, 6, 2], {"filters": 3, "kernelSize": 3, "padding": 1, "strides": [2, 3]}),
    ("conv2d", [7, 8, 2], {"filters": 3, "kernelSize": 3, "padding": [2, 0], "dilationRate": [2, 3]}),
    ("conv2d", [5, 5, 4], {"filters": 6, "kernelSize": 3, "groups": 2, "padding": "same"}),
    ("conv2d", [5, 5, 3], {"filters": 3, "kernelSize": 2, "groups": 3}),
    ("conv2d", [4, 5, 2], {"filters": 3, "kernelSize": [4, 5]}),
    ("conv2d", [5, 5, 3], {"filters": 2, "kernelSize": 1, "strides": 3}),
    ("conv2d", [1, 1, 1], {"filters": 1, "kernelSize": 1}),
    ("conv1d", [9, 3], {"filters": 4, "kernelSize": 4, "strides": 2, "padding": "same"}),
    ("conv1d", [9, 4], {"filters": 2, "kernelSize": 3, "dilationRate": 2, "padding": 1, "groups": 2}),
    ("depthwiseConv2d", [5, 6, 5], {"kernelSize": 3, "padding": "same"}),
    ("depthwiseConv2d", [5, 6, 3], {"kernelSize": [2, 3], "strides": 2, "depthMultiplier": 2}),
    ("separableConv2d", [5, 5, 3], {"filters": 4, "kernelSize": 3, "padding": "same"}),
    ("separableConv2d", [5, 5, 2], {"filters": 3, "kernelSize": 2, "depthMultiplier": 3, "strides": 2}),
    ("conv2dTranspose", [3, 4, 3], {"filters": 2, "kernelSize": 3}),
    ("conv2dTranspose", [3, 4, 2], {"filters": 3, "kernelSize": 3, "strides": 2, "padding": "same"}),
    ("conv2dTranspose", [3, 4, 2], {"filters": 3, "kernelSize": 4, "strides": [2, 3], "padding": 1}),
    ("conv2dTranspose", [3, 2, 2], {"filters": 2, "kernelSize": 2, "strides": 3}),
    ("conv2dTranspose", [3, 4, 2], {"filters": 2, "kernelSize": 2, "dilationRate": 2}),
    ("conv2dTranspose", [3, 4, 4], {"filters": 6, "kernelSize": 3, "strides": 2, "padding": 1, "outputPadding": 1, "groups": 2}),
    ("conv2dTranspose", [3, 2, 3], {"filters": 3, "kernelSize": 3, "strides": 2, "groups": 3, "outputPadding": [1, 0]}),
    ("conv2dTranspose", [3, 2, 4], {"filters": 2, "kernelSize": [2, 3], "strides": [3, 2], "padding": [0, 1], "outputPadding": [2, 1], "groups": 2}),
    ("conv2dTranspose", [3, 4, 2], {"filters": 2, "kernelSize": 3, "dilationRate": 2, "padding": 2, "outputPadding": 1}),
    ("conv2dTranspose", [3, 4, 2], {"filters": 2, "kernelSize": 3, "strides": 2, "padding": "same", "outputPadding": 1}),
    ("conv2dTranspose", [3, 4, 2], {"filters": 2, "kernelSize": [4, 1], "strides": 3, "padding": "same", "outputPadding": [1, 2]}),
    ("conv2dTranspose", [1, 1, 1], {"filters": 1, "kernelSize": 1}),
    ("maxPooling2d", [6, 7, 3], {}),
    ("maxPooling2d", [6, 7, 2], {"poolSize": 3, "strides": 2, "padding": "same"}),
    ("maxPooling2d", [5, 5, 2], {"poolSize": [2, 3], "strides": 1, "padding": 1}),
    ("averagePooling2d", [6, 7, 3], {"poolSize": [2, 3]}),
    ("averagePooling2d", [6, 7, 2], {"poolSize": 3, "strides": 2, "padding": "same"}),
    ("maxPooling1d", [9, 3], {"poolSize": 3, "strides": 2}),
    ("averagePooling1d", [9, 3], {"poolSize": 4, "padding": "same"}),
    ("globalMaxPooling2d", [4, 5, 3], {}),
    ("globalAveragePooling2d", [4, 5, 3], {}),
    ("globalMaxPooling1d", [6, 3], {}),
    ("globalAveragePooling1d", [6, 3], {}),
    ("upSampling2d", [3, 4, 2], {"size": [2, 3]}),
    ("upSampling2d", [3, 4, 2], {"size": [2, 3], "interpolation": "bilinear"}),
    ("zeroPadding2d", [2, 3, 2], {"padding": [[0, 2], [3, 1]]}),
]


def first(x):
    """Channels behind the batch."""
    return x.movedim(-1, 1)


def run(kind, inputs, config):
    x = wave((2, *inputs), 0.3).requires_grad_()
    w = [wave(shape, i + 1).requires_grad_() for i, shape in enumerate(shapes(kind, config, inputs))]
    y = RUN[kind](first(x), config, w)
    if y.ndim > 2:
        y = y.movedim(1, -1)
    (wave(y.shape, 0.9) * y).sum().backward()
    numbers = lambda t: [float(f"{v:.14g}") for v in t.flatten().tolist()]
    return {
        "type": kind,
        "input": inputs,
        "config": config,
        "output": list(y.shape[1:]),
        "y": numbers(y),
        "grads": [numbers(t.grad) for t in [x, *w]],
    }


print("[\n" + ",\n".join(json.dumps(run(*case), separators=(",", ":")) for case in CASES) + "\n]")
