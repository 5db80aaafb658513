"""Golden values from PyTorch for packages/core/test/qr.test.ts.

    /usr/bin/python3 packages/core/test/golden/make_qr.py > packages/core/test/golden/qr.json

torch.linalg.qr in float64, with the signs turned so that the diagonal of R is positive; `condition`
is the ratio of the largest and the least singular value.
"""

import json

import torch


def rounded(x):
    """Nine digits tell float32 numbers apart."""
    return [[float(f"{value:.9g}") for value in row] for row in x.tolist()]


torch.manual_seed(0)
cases = []
for m, n in [(1, 1), (4, 4), (7, 3), (3, 7), (40, 33)]:
    a = torch.randn(m, n, dtype=torch.float32).double()
    q, r = torch.linalg.qr(a)
    signs = torch.sign(torch.diagonal(r))
    square = a[:, : min(m, n)]
    cases.append({
        "a": rounded(a),
        "q": rounded(q * signs),
        "r": rounded(r * signs[:, None]),
        "condition": torch.linalg.cond(square).item(),
    })
print(json.dumps({"torch": torch.__version__, "cases": cases}))
