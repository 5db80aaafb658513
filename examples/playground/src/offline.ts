/** A service worker: everything from its own folder is fetched at its start, and answered from there. */
declare const self: {
  addEventListener(type: "install" | "fetch", listener: (event: OfflineEvent) => void): void;
};

interface OfflineEvent {
  readonly request: Request;
  waitUntil(promise: Promise<unknown>): void;
  respondWith(response: Promise<Response>): void;
}

const CACHE = "kindling-playground";
const FILES = ["./", "main.js", "worker.js", "style.css", "digits.bin"];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

/** From the network where there is one, so that a newer page is seen; else what was kept. */
self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET") return;
  event.respondWith(
    fetch(event.request)
      .then(async (response) => {
        const copy = response.clone();
        if (response.ok) await (await caches.open(CACHE)).put(event.request, copy);
        return response;
      })
      .catch(async (error) => {
        const kept = await caches.match(event.request, { ignoreSearch: true });
        if (kept) return kept;
        throw error;
      }),
  );
});
