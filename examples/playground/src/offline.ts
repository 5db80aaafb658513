/**
 * A service worker: it keeps the files of its build when it is installed, and answers from there, so the page
 * opens without a network and in one piece.
 */
declare const self: {
  addEventListener(
    type: "install" | "activate" | "fetch",
    listener: (event: LifeEvent) => void,
  ): void;
  skipWaiting(): Promise<void>;
};

/** Set by the build: a digest of all files. */
declare const BUILD: string;

interface LifeEvent {
  readonly request: Request;
  waitUntil(promise: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}

const CACHE = `kindling-playground-${BUILD}`;
const FILES = ["./", "main.js", "worker.js", "style.css", "digits.bin"].map(
  (path) => new Request(path, { cache: "reload" }),
);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter(isOld).map((name) => caches.delete(name)))),
  );
});

self.addEventListener("fetch", (event) => {
  event.respondWith(
    caches
      .open(CACHE)
      .then((cache) => cache.match(event.request, { ignoreSearch: true }))
      .then((kept) => kept ?? fetch(event.request)),
  );
});

function isOld(name: string): boolean {
  return name.startsWith("kindling-playground-") && name !== CACHE;
}
