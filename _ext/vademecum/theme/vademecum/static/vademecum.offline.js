/** The page for whoever has no network: names the pages that this device has kept. */
(async () => {
  "use strict";

  const list = document.getElementById("v-kept");
  // What every title of this site ends in.
  const site = document.title.slice(document.querySelector("h1").textContent.length);
  const root = new URL(document.documentElement.dataset.content_root, location.href).href;
  const seen = new Map();
  try {
    for (const name of await caches.keys()) {
      if (!name.startsWith(`vademecum ${root} `)) continue;
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        if (!/(\.html|\/)$/.test(request.url) || request.url === location.href) continue;
        const text = await (await cache.match(request)).text();
        const page = new DOMParser().parseFromString(text, "text/html");
        if (page.querySelector('meta[name="robots"][content="noindex"]')) continue;
        const { title } = page;
        seen.set(request.url, title.endsWith(site) ? title.slice(0, title.length - site.length) : title);
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
