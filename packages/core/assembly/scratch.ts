/** Room that all kernels share while they run, up to where arenas begin; see scripts/generate.mjs. */
export const SCRATCH: usize = 1 << 17;
/** Bytes. */
export const SCRATCH_SIZE: usize = 3 << 16;
