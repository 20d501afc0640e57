/**
 * What a link leads to, shown beside it while a mouse points at it or the keyboard is on it.
 *
 * It goes away with Escape, stays while the pointer is on it, and lasts until reader or pointer
 * leave (WCAG 1.4.13). A finger sees none: it follows the link. The words come from a script of
 * the site, fetched at the first use.
 */
(() => {
  "use strict";

  const STATIC = new URL("./", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const ROOT = new URL("../", STATIC).href;
  const SCRIPTS = 64;
  const WAIT = 350;
  const GRACE = 250;
  const LINKS = "main a[href]:not(.headerlink, .external, .note-link, .skill-link, .neighbour)";

  /** @type {Map<number, Promise<Record<string, string[]>>>} */
  const fetched = new Map();
  /** @type {Map<number, (words: Record<string, string[]>) => void>} */
  const waiting = new Map();
  vademecum.previews = { put: (number, words) => waiting.get(number)?.(words) };

  /** Which script holds an address: FNV-1a, as the build counts. @param {string} address */
  const scriptOf = (address) => {
    let number = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(address)) {
      number = Math.imul(number ^ byte, 0x01000193) >>> 0;
    }
    return number % SCRIPTS;
  };

  /** @param {number} number */
  const fetchWords = (number) => {
    if (!fetched.has(number)) {
      fetched.set(number, new Promise((resolve) => {
        waiting.set(number, resolve);
        vademecum.load(new URL(`previews/${number}.js`, STATIC).href).catch(() => resolve({}));
      }));
    }
    return fetched.get(number);
  };

  /** The address of a link's page in the site, empty for another place. @param {Part} link */
  const addressOf = (link) => {
    const page = link.href.split("#")[0].split("?")[0];
    const here = location.href.split("#")[0].split("?")[0];
    return page.startsWith(ROOT) && page !== here ? page.slice(ROOT.length) : "";
  };

  const box = vademecum.make("div", { class: "preview", id: "v-preview", role: "tooltip", hidden: "" });

  /** @type {Part | null} the link whose preview is shown or about to be */
  let current = null;
  let timer = 0;

  const hide = () => {
    clearTimeout(timer);
    current?.removeAttribute("aria-describedby");
    current = null;
    box.hidden = true;
  };

  const hideSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, GRACE);
  };

  /** Beside the link, inside the window. @param {Part} link */
  const place = (link) => {
    const [first] = link.getClientRects();
    if (!first) return;
    const room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(first.left, room - box.offsetWidth - 8));
    const below = link.getBoundingClientRect().bottom + 4;
    const above = first.top - box.offsetHeight - 4;
    const top = below + box.offsetHeight > innerHeight && above > 0 ? above : below;
    // The box may stand in a positioned block, whose corner its place counts from.
    const origin = box.offsetParent?.getBoundingClientRect() ?? { left: -scrollX, top: -scrollY };
    box.style.left = `${left - origin.left}px`;
    box.style.top = `${top - origin.top}px`;
  };

  /** @param {Part} link @param {string[]} words */
  const show = (link, [kind, title, sentence, lang]) => {
    const parts = [["preview-kind", kind], ["preview-title", title], ["preview-text", sentence]];
    box.replaceChildren(...parts.filter(([, text]) => text).map(([name, text]) =>
      vademecum.make("p", { class: name, lang: text === title ? lang : undefined }, text),
    ));
    box.hidden = false;
    place(link);
    link.setAttribute("aria-describedby", box.id);
  };

  /** @param {EventTarget | null} at */
  const linkAt = (at) => (at instanceof Element ? at.closest(LINKS) : null);

  /** The place on a page that a link names; nothing if the address is broken. @param {string} hash */
  const placeOf = (hash) => {
    try {
      return decodeURIComponent(hash);
    } catch {
      return "";
    }
  };

  /** @param {Record<string, string[]>} known @param {string} key */
  const wordsOf = (known, key) => (Object.hasOwn(known, key) ? known[key] : undefined);

  /** @param {Part} link */
  const showSoon = (link) => {
    const address = addressOf(link);
    if (!address) return;
    if (link !== current) hide();
    clearTimeout(timer);
    current = link;
    timer = setTimeout(async () => {
      const known = await fetchWords(scriptOf(address));
      const words = wordsOf(known, address + placeOf(link.hash)) ?? wordsOf(known, address);
      if (words && link === current) show(link, words);
    }, WAIT);
  };

  document.addEventListener("DOMContentLoaded", () => document.querySelector("main")?.append(box));
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch") return;
    const link = linkAt(event.target);
    if (link) showSoon(link);
    else if (box.contains(/** @type {Node} */ (event.target))) clearTimeout(timer);
    else if (current && current !== document.activeElement) hideSoon();
  });
  document.addEventListener("focusin", (event) => {
    const link = linkAt(event.target);
    if (link?.matches(":focus-visible")) showSoon(link);
    else hide();
  });
  document.addEventListener("focusout", hideSoon);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && current) hide();
  });
  document.documentElement.addEventListener("pointerleave", hideSoon);
})();
