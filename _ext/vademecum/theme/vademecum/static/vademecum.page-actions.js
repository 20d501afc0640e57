/** Buttons that a page offers once scripts run: print it, copy a text of it. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    const { copy: id, done, failed } = button.dataset;
    const text = vademecum.at(id);
    const status = button.parentElement.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      const copied = await vademecum.copy(text.textContent, status, done, failed);
      if (!copied) getSelection().selectAllChildren(text);
    });
    button.hidden = false;
  }
})();
