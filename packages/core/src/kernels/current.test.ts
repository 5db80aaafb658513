import { afterEach, describe, expect, it, vi } from "vitest";
import type { KernelSetName } from "./kernels.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The package as a process without any history sees it. */
function fresh() {
  vi.resetModules();
  return import("@kindling/core");
}

describe("the kernels in use", () => {
  it("are wasm where it compiles, and others when told so", async () => {
    const { kernels, matmul, tensor, useKernels } = await fresh();
    expect(kernels().name).toBe("wasm-simd");
    for (const name of ["js", "reference", "wasm-relaxed-simd", "wasm-simd"] as const) {
      useKernels(name);
      expect(kernels().name).toBe(name);
      expect(matmul(tensor([[2]]), tensor([[3]])).data[0]).toBe(6);
    }
    expect(() => useKernels("webgpu" as KernelSetName)).toThrow(
      'useKernels: expected "js", "wasm-simd", "wasm-relaxed-simd" or "reference", got "webgpu"',
    );
    expect(kernels().name).toBe("wasm-simd");
  });

  it.each([
    [
      "refuses to compile",
      {
        Memory: WebAssembly.Memory,
        Module: class {
          constructor() {
            throw new WebAssembly.CompileError("blocked by the content security policy");
          }
        },
      },
    ],
    ["has no WebAssembly", undefined],
  ])("are JavaScript where the platform %s", async (_what, stub) => {
    vi.stubGlobal("WebAssembly", stub);
    const { createRng, kernels, matmul, tensor, useKernels, zeros } = await fresh();
    expect(kernels().name).toBe("js");
    expect(matmul(tensor([[2]]), tensor([[3]])).data[0]).toBe(6);
    expect(
      createRng(1)
        .normal(zeros([5]))
        .data.every(Number.isFinite),
    ).toBe(true);
    expect(() => useKernels("wasm-simd")).toThrow(
      'useKernels: expected a platform that compiles WebAssembly with SIMD, got a refusal; use "js"',
    );
    expect(() => useKernels("wasm-relaxed-simd")).toThrow(
      'useKernels: expected a platform that compiles WebAssembly with relaxed SIMD, got a refusal; use "wasm-simd"',
    );
    expect(kernels().name).toBe("js");
  });
});
