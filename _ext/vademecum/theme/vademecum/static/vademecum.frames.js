/** Frames of other sites, loaded when a reader asks for them: nothing is called before. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("button[data-frame]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = document.createElement("iframe");
      frame.src = button.dataset.frame;
      frame.title = button.dataset.title;
      frame.allow = "fullscreen; picture-in-picture";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.tabIndex = 0;
      button.parentElement.replaceWith(frame);
      frame.focus();
    });
  }
})();
