/**
 * Takes off devices what version 0.1 kept on them for reading without a network: a browser asks for
 * this file again at the address of the former worker. It may go in version 0.3.
 */
"use strict";

const removeAll = async () => {
  for (const name of await caches.keys()) {
    if (name.startsWith(`vademecum ${registration.scope} `)) await caches.delete(name);
  }
  await registration.unregister();
};

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(removeAll()));
