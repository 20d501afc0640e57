/**
 * Reading without a network: what was read stays on the device, page by page.
 *
 * Pages come from the network whenever it answers, so that none is older than the site; what bears
 * its checksum in its address comes from the device. Whatever the device refuses to keep is read
 * from the network as if this file were not there. A new build makes these files anew: REVISION
 * differs, what was kept is fetched again, and the former build goes.
 */
"use strict";

const ABOUT = {};
const PREFIX = `vademecum ${registration.scope} `;
const CACHE = PREFIX + ABOUT.revision;
const MOST = 200; // pages and pictures kept
const RENEWED = 40; // of them fetched again when the site is built anew
const PASSED = ["audio", "video", "track", "object", "embed"];

/** @param {string} path @returns {string} the address of a file of the site */
const at = (path) => new URL(path, registration.scope).href;
const OFFLINE = at(ABOUT.offline);
const FIRST = ABOUT.first.map(at);
const INDEX = ABOUT.index.map(at);

/** @param {Request} request @returns {string} the address that it is kept by */
const keyOf = (request) => {
  const url = new URL(request.url);
  url.hash = "";
  if (request.mode === "navigate") url.search = "";
  return url.href.replace(/\/index\.html$/, "/");
};

/** @param {string} key @param {CacheQueryOptions} [options] */
const kept = async (key, options) => {
  try {
    return await (await caches.open(CACHE)).match(key, options);
  } catch {
    return undefined; // storage is forbidden
  }
};

/** @param {string} key @param {Response} response */
const keep = async (key, response) => {
  try {
    const cache = await caches.open(CACHE);
    await cache.put(key, response);
    const core = new Set([...FIRST, ...INDEX, at("./")]);
    const others = (await cache.keys()).filter(({ url }) => !core.has(url));
    for (const old of others.slice(0, Math.max(0, others.length - MOST))) await cache.delete(old);
  } catch {
    // Full or forbidden: it is read from the network.
  }
};

/** @param {Iterable<string>} keys */
const fetchAll = async (keys) => {
  for (const key of keys) {
    try {
      const response = await fetch(key, { cache: "no-cache" });
      if (response.ok) await keep(key, response);
    } catch {
      return; // no network: another time
    }
  }
};

/** The pages that were read in former builds, the latest last. */
const readBefore = async () => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === CACHE) continue;
    for (const { url } of await (await caches.open(name)).keys()) found.push(url);
  }
  return found.filter((url) => /(\.html|\/)$/.test(url)).slice(-RENEWED);
};

let asked = false;
/** Once somebody searches, the whole index is worth having, unless data are dear. */
const fetchIndex = async () => {
  if (asked || navigator.connection?.saveData) return;
  asked = true;
  const missing = [];
  for (const key of INDEX) if (!(await kept(key))) missing.push(key);
  await fetchAll(missing);
};

/** @param {FetchEvent} event @returns {Promise<Response>} */
const answer = async (event) => {
  const { request } = event;
  const key = keyOf(request);
  const known = new URL(key).searchParams.has("v") ? await kept(key) : undefined;
  if (known) return known;
  try {
    const response = await fetch(request);
    if (response.ok && response.type === "basic") event.waitUntil(keep(key, response.clone()));
    if (INDEX.includes(key)) event.waitUntil(fetchIndex());
    return response;
  } catch {
    const copy = await kept(key, { ignoreSearch: true });
    if (copy) return copy;
    return request.mode === "navigate" ? Response.redirect(OFFLINE) : Response.error();
  }
};

addEventListener("install", (event) => {
  const start = async () => {
    await fetchAll(new Set([...FIRST, ...(await readBefore())]));
    await skipWaiting();
  };
  event.waitUntil(start());
});

addEventListener("activate", (event) => {
  const start = async () => {
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== CACHE) await caches.delete(name);
    }
    await clients.claim();
  };
  event.waitUntil(start().catch(() => clients.claim()));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const own = request.method === "GET" && request.url.startsWith(registration.scope);
  if (own && !request.headers.has("range") && !PASSED.includes(request.destination)) {
    event.respondWith(answer(event));
  }
});
