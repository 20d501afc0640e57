/** The page for whoever has no network: names the pages that this device has kept. */
(async () => {
  "use strict";

  const list = document.getElementById("v-kept");
  const root = new URL(document.documentElement.dataset.content_root, location.href).href;
  const seen = new Map();
  try {
    for (const name of await caches.keys()) {
      if (!name.startsWith(`vademecum ${root} `)) continue;
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (!/(\.html|\/)$/.test(request.url) || request.url === location.href) continue;
        const text = await (await cache.match(request)).text();
        seen.set(request.url, new DOMParser().parseFromString(text, "text/html").title);
      }
    }
  } catch {
    return; // nothing is kept here, and the page says what it says without
  }
  for (const [url, title] of [...seen].reverse()) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
  list.parentElement.hidden = seen.size === 0;
})();
