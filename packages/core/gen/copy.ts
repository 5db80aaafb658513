// Generated from assembly/copy.ts by `pnpm --filter @kindling/core generate`. Do not edit.

/** The compiled kernels, 203 bytes. */
export const wasm =
  "AGFzbQEAAAABEwNgAABgBn9/f39/fwBgA39/fwACDwEDZW52Bm1lbW9yeQIAAQMEAwABAgYGAX8BQQALByIEA2VuZAMABGNvcHkAAghjb3B5Um93cwABBm1lbW9yeQIACAEACmYDCABBgLACJAALRQAgAkECdCECIARBAnQhBANAIABBAEoEQCAEIAIgAUECdPwKAAAgAiADQQJ0aiECIAQgBUECdGohBCAAQQFrIQAMAQsLCxUAIAJBAnQgAUECdCAAQQJ0/AoAAAs=";
