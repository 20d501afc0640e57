/** Buttons that a page offers once scripts run: print it, copy a text of it. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => print());
    button.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    const text = document.getElementById(button.dataset.copy);
    const status = button.parentElement.querySelector("[role=status]");
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        status.textContent = button.dataset.done;
      } catch {
        status.textContent = button.dataset.failed;
        getSelection().selectAllChildren(text);
      }
    });
    button.hidden = false;
  }
})();
