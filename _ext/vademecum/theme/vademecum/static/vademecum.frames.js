/** Frames of other sites, loaded when a reader asks for them: nothing is called before. */
(() => {
  "use strict";

  for (const button of document.querySelectorAll("button[data-frame]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const frame = vademecum.make("iframe", {
        allow: "fullscreen; picture-in-picture",
        referrerpolicy: "strict-origin-when-cross-origin",
        src: button.dataset.frame,
        title: button.dataset.title,
        tabindex: "0",
      });
      button.parentElement.replaceWith(frame);
      frame.focus();
    });
  }
})();
