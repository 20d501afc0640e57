/**
 * Takes off devices what version 0.1 kept on them for reading without a network: a browser asks for
 * this file again at the address of the former worker. It may go in version 0.3.
 */
"use strict";

const worker = /** @type {any} */ (globalThis); // of a service worker: more than a page has
const removeAll = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(`vademecum ${worker.registration.scope} `)) await caches.delete(name);
  }
  await worker.registration.unregister();
};

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (/** @type {any} */ event) => event.waitUntil(removeAll()));
