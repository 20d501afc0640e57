/** What a browser keeps for a reader, once she has asked for it; false where it refuses. */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const key = (handbook) => `vademecum-plan ${handbook.handbook.address || handbook.handbook.title}`;

  /** @param {object} handbook @returns {string | null} */
  own.stored = (handbook) => {
    try {
      return localStorage.getItem(key(handbook));
    } catch {
      return null;
    }
  };

  /** @param {object} handbook @param {string} text */
  own.store = (handbook, text) => {
    try {
      localStorage.setItem(key(handbook), text);
      return true;
    } catch {
      return false;
    }
  };

  /** @param {object} handbook */
  own.forget = (handbook) => {
    try {
      localStorage.removeItem(key(handbook));
    } catch {
      // What was never kept needs no forgetting.
    }
  };
})();
