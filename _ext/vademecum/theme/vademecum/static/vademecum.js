/**
 * On every page: the appearance that the reader chose, what must be open to be seen, and what other
 * scripts share, in our one global.
 *
 * Loaded before the page is drawn, so that a chosen appearance never flashes. The site says the
 * same without it.
 */
(() => {
  "use strict";

  /** What this page's template gives its scripts. @returns {PageRecord} */
  const record = () => JSON.parse(at("v-page").textContent);

  /** Put values for names: « %(count)s ». @type {Vademecum["fill"]} */
  const fill = (pattern, values) =>
    pattern.replace(/%\((\w+)\)s/g, (whole, name) => String(Object(values)[name] ?? whole));

  /** An element; an attribute without a value is left out. @type {Vademecum["make"]} */
  const make = (tag, attributes, ...children) => {
    const element = /** @type {Part} */ (document.createElement(tag));
    for (const [name, value] of Object.entries(attributes))
      if (value !== undefined) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  /** @type {Vademecum["at"]} */
  const at = (id) => /** @type {Part | null} */ (document.getElementById(id));

  /** Load a script, in the order of the calls. @type {Vademecum["load"]} */
  const load = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const onerror = () => reject(new Error("missing"));
      Object.assign(script, { src: address, async: false, onload: resolve, onerror });
      document.head.append(script);
    });

  /** Put a text on the clipboard, and say whether that was allowed. @type {Vademecum["copy"]} */
  const copy = async (text, status, done, failed) => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = done;
      return true;
    } catch {
      status.textContent = failed;
      return false;
    }
  };

  globalThis.vademecum = Object.assign(globalThis.vademecum ?? /** @type {any} */ ({}), { record, fill, make, at, load, copy });

  const KEY = "vademecum-look";
  const root = document.documentElement;

  /** @returns {string} "light", "dark", or "" for what the device says */
  const chosen = () => {
    try {
      return localStorage.getItem(KEY) ?? "";
    } catch {
      return "";
    }
  };

  /** @param {string} look */
  const show = (look) => {
    if (look === "light" || look === "dark") root.dataset.look = look;
    else delete root.dataset.look;
  };

  /** @param {string} look */
  const remember = (look) => {
    try {
      if (look) localStorage.setItem(KEY, look);
      else localStorage.removeItem(KEY);
    } catch {
      // Without storage the choice holds for this page.
    }
  };

  /** Bring the three-state switch to life. */
  const offerLooks = () => {
    const choice = at("v-look");
    if (!choice) return;
    for (const radio of choice.querySelectorAll("input")) {
      radio.checked = radio.value === chosen();
      radio.addEventListener("change", () => {
        remember(radio.value);
        show(radio.value);
      });
    }
    choice.hidden = false;
  };

  /** Buttons that copy the page's address, shown where a script can answer them. */
  const offerCopies = () => {
    for (const button of document.querySelectorAll("button[data-copy-address]")) {
      const status = button.parentElement.querySelector("[role=status]");
      const { copyAddress, failed } = button.dataset;
      button.parentElement.hidden = false;
      button.addEventListener("click", () => copy(location.href.split("#")[0], status, copyAddress, failed));
    }
  };

  /**
   * @param {string} name as an address has it
   * @returns {string} the name of a place; nothing if the address is broken
   */
  const decoded = (name) => {
    try {
      return decodeURIComponent(name);
    } catch {
      return "";
    }
  };

  /** Open the closed blocks around the place that the address names. */
  const openTarget = () => {
    const name = decoded(location.hash.slice(1));
    const target = name ? at(name) : null;
    let opened = false;
    for (let one = target?.closest("details"); one; one = one.parentElement?.closest("details")) {
      opened ||= !one.open;
      one.open = true;
    }
    if (opened) target?.scrollIntoView();
  };

  /** Show a document when its place is unfolded for the first time: its viewer takes the focus. */
  const offerDocuments = () => {
    for (const place of document.querySelectorAll("details[data-document]")) {
      const show = () => {
        const { document: data, documentWidth: width, documentHeight: height, name } = place.dataset;
        const looks = { class: "media", type: "application/pdf", width, height };
        place.append(make("object", { ...looks, data, "aria-label": name }));
      };
      place.hidden = false;
      place.addEventListener("toggle", show, { once: true });
    }
  };

  /** Load what draws the graph when its place is unfolded for the first time. */
  const offerGraph = () => {
    const place = document.querySelector("details[data-graph]");
    place?.addEventListener("toggle", () => load(place.dataset.graph), { once: true });
  };

  /** @type {Part[]} what was opened for the printer only */
  let unfolded = [];

  const unfold = () => {
    unfolded = [...document.querySelectorAll("main details:not([open], [data-document], [data-graph])")];
    for (const details of unfolded) details.open = true;
  };

  const fold = () => {
    for (const details of unfolded) details.open = false;
    unfolded = [];
  };

  show(chosen());
  addEventListener("beforeprint", unfold);
  addEventListener("afterprint", fold);
  addEventListener("hashchange", openTarget);
  document.addEventListener("DOMContentLoaded", () => {
    offerLooks();
    offerCopies();
    offerDocuments();
    offerGraph();
    openTarget();
  });
})();
