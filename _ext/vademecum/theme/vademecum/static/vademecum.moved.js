/** The former address of a note: on to the present one, at the same place on the page. */
(() => {
  "use strict";

  const { to } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const target = new URL(to, location.href);
  if (!target.hash) target.hash = location.hash;
  location.replace(target.href);
})();
