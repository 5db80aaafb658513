import { open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

/** A file that is replaced as a whole. */
export interface AtomicFile {
  /** What was written last, undefined where there is no file. @throws (rejects) what the file system says */
  readonly read: () => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Replaces it; it is on the disk when this resolves. @throws (rejects) what the file system says */
  readonly write: (data: Uint8Array | string) => Promise<void>;
}

/**
 * A file that is whole at every moment, with the old data or the new, also when the process is killed
 * or the power fails.
 *
 * New data are written to `path.tmp` in the same folder and take the file's name once they are on the
 * disk. Writes of one object take turns.
 *
 * @example
 * const checkpoint = atomicFile("net.safetensors");
 * await checkpoint.write(model.toBytes({ training: true }));
 * const again = await loadModel((await checkpoint.read())!);
 */
export function atomicFile(path: string): AtomicFile {
  let last = Promise.resolve();
  return {
    read: () => readFile(path).catch(ifMissing),
    write: (data) => {
      last = last.catch(() => {}).then(() => replace(path, data));
      return last;
    },
  };
}

async function replace(path: string, data: Uint8Array | string): Promise<void> {
  const beside = `${path}.tmp`;
  try {
    await synced(beside, "w", (file) => file.writeFile(data));
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true }).catch(() => {});
    throw error;
  }
  // The name is on the disk when the folder is. Windows opens no folders.
  if (process.platform !== "win32") await synced(dirname(path), "r");
}

/** Opens a file or a folder, does something with it, and returns when it is on the disk. */
async function synced(
  path: string,
  flags: "r" | "w",
  use?: (file: Awaited<ReturnType<typeof open>>) => Promise<void>,
): Promise<void> {
  const file = await open(path, flags);
  try {
    await use?.(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
