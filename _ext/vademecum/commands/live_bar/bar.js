// The bar of `vademecum live`: it shows the findings that it is sent, and reads the page again when
// that has been written anew. It closes its line to the server while nobody looks at the page.
(() => {
  "use strict";
  const script = document.currentScript;
  const { seen, label, close } = script.dataset;
  const bar = document.createElement("section");
  const text = document.createElement("div");
  const button = document.createElement("button");
  const kept = "vademecum-live";
  /** @type {EventSource | null} */
  let source = null;
  let shown = "";

  bar.id = "v-live";
  bar.hidden = true;
  bar.setAttribute("aria-label", label);
  text.setAttribute("role", "status");
  button.type = "button";
  button.textContent = "×";
  button.setAttribute("aria-label", close);
  bar.append(button, text);

  const memory = () => {
    try {
      return JSON.parse(sessionStorage.getItem(kept)) || {};
    } catch {
      return {};
    }
  };
  /** @param {Record<string, unknown>} change */
  const remember = (change) => {
    try {
      sessionStorage.setItem(kept, JSON.stringify({ ...memory(), ...change }));
    } catch {
      // A browser that keeps nothing shows the bar again.
    }
  };

  const dismiss = () => {
    remember({ dismissed: shown });
    bar.hidden = true;
  };

  /** @param {string} html */
  const show = (html) => {
    if (html === shown && text.hasChildNodes()) return;
    const inside = bar.contains(document.activeElement);
    shown = html;
    text.innerHTML = html;
    bar.hidden = !html || memory().dismissed === html;
    for (const part of text.querySelectorAll("details")) {
      part.open = (memory().open || []).includes(part.id);
      part.addEventListener("toggle", () => {
        const open = [...text.querySelectorAll("details[open]")].map((one) => one.id);
        remember({ open });
      });
    }
    if (inside && !bar.hidden) button.focus();
  };

  const listen = () => {
    if (source || document.hidden) return;
    const page = encodeURIComponent(location.pathname);
    source = new EventSource(`/_live/events?page=${page}&seen=${seen}`);
    source.onmessage = (event) => {
      const news = JSON.parse(event.data);
      if (news.reload) location.reload();
      else show(news.bar);
    };
  };

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return listen();
    source?.close();
    source = null;
  });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    source = null;
    listen();
  });
  button.addEventListener("click", dismiss);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") dismiss();
  });
  document.body.append(bar);
  listen();
})();
