import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atomicFile } from "@kindling/nn/node";
import { afterAll, beforeAll, expect, it } from "vitest";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kindling-atomic-"));
});

afterAll(() => rm(folder, { recursive: true }));

it("reads what was written last, and leaves nothing beside it", async () => {
  const { read, write } = atomicFile(join(folder, "a.txt"));
  expect(await read()).toBeUndefined();
  await write("first");
  await write(Uint8Array.of(104, 105));
  expect(await read()).toEqual(Buffer.from("hi"));
  expect(await readdir(folder)).toEqual(["a.txt"]);
});

it("takes writes one after another, and goes on behind one that failed", async () => {
  const path = join(folder, "b", "b.txt");
  const { write } = atomicFile(path);
  await expect(write("lost")).rejects.toThrow("ENOENT");
  await mkdir(join(folder, "b"));
  const texts = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(10_000 - 400 * i));
  await Promise.all(texts.map(write));
  expect(await readFile(path, "utf8")).toBe(texts.at(-1));
});

it("overwrites what a process that was killed left behind", async () => {
  const path = join(folder, "c.txt");
  await writeFile(`${path}.tmp`, "a piece of something longer");
  await atomicFile(path).write("whole");
  expect(await readFile(path, "utf8")).toBe("whole");
  expect(await readdir(folder)).not.toContain("c.txt.tmp");
});

it("keeps the old data where new ones cannot be written", async () => {
  const path = join(folder, "d.txt");
  const { read, write } = atomicFile(path);
  await write("old");
  await mkdir(`${path}.tmp`);
  await expect(write("new")).rejects.toThrow("EISDIR");
  expect(await read()).toEqual(Buffer.from("old"));
});
