import { defineConfig } from "vitest/config";

/** What V8 has behind a flag until Node 22; the relaxed kernel set is tested with it. */
const flags = process.version.startsWith("v20.") ? ["--experimental-wasm-relaxed-simd"] : [];

export default defineConfig({
  ssr: { resolve: { conditions: ["@kindling/source", "node", "import", "default"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "{examples,scripts}/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/*.full.test.ts"],
    execArgv: flags,
    testTimeout: 30_000,
  },
});
