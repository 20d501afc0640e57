/**
 * On every page: the appearance that the reader chose, and what must be open to be seen.
 *
 * Loaded before the page is drawn, so that a chosen appearance never flashes. The site says the
 * same without it.
 */
(() => {
  "use strict";

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
    const choice = document.getElementById("v-look");
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
      const said = button.parentElement.querySelector("[role=status]");
      button.parentElement.hidden = false;
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(location.href.split("#")[0]);
          said.textContent = button.dataset.copyAddress;
        } catch {
          said.textContent = button.dataset.failed;
        }
      });
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
    const target = name ? document.getElementById(name) : null;
    let opened = false;
    for (let at = target?.closest("details"); at; at = at.parentElement?.closest("details")) {
      opened ||= !at.open;
      at.open = true;
    }
    if (opened) target?.scrollIntoView();
  };

  /** Show a document when its place is unfolded for the first time: its viewer takes the focus. */
  const offerDocuments = () => {
    for (const place of document.querySelectorAll("details[data-document]")) {
      const show = () => {
        const shown = document.createElement("object");
        const { document: data, documentWidth: width, documentHeight: height } = place.dataset;
        Object.assign(shown, { className: "media", type: "application/pdf", data });
        if (width) shown.width = width;
        if (height) shown.height = height;
        shown.setAttribute("aria-label", place.dataset.name);
        place.append(shown);
      };
      place.hidden = false;
      place.addEventListener("toggle", show, { once: true });
    }
  };

  /** Load what draws the graph when its place is unfolded for the first time. */
  const offerGraph = () => {
    const place = document.querySelector("details[data-graph]");
    place?.addEventListener("toggle", () => {
      const script = document.createElement("script");
      script.src = place.dataset.graph;
      document.head.append(script);
    }, { once: true });
  };

  /** @type {HTMLDetailsElement[]} what was opened for the printer only */
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
