import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** The suites that take minutes, one after another: several of them measure time or memory. */
export default defineConfig({
  ...base,
  test: {
    include: ["**/*.full.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    fileParallelism: false,
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
  },
});
