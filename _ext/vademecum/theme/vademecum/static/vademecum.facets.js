/**
 * Choices of the catalogue about who asks for a skill, and where it can be learnt. Those about one
 * list must meet in one of its entries: a free guide in French, level 3 for this role.
 */
(() => {
  "use strict";

  /** @type {Record<string, (entry: unknown[], value: string) => boolean>} */
  const PARTS = {
    role: ([role], value) => role === value,
    level: ([, level], value) => level >= Number(value),
    form: ([form], value) => form === value,
    language: ([, languages], value) => languages.includes(value),
    free: ([, , free]) => free,
  };

  /** What a select of the page asks of an entry. @param {HTMLSelectElement} select */
  const test = (select) => {
    const { part } = select.dataset;
    const { value } = select;
    return (/** @type {unknown[]} */ entry) => PARTS[part](entry, value);
  };

  /**
   * Whether a skill has, in each list that choices are about, an entry that meets all of them.
   * @param {(about: string) => unknown[][]} lists
   * @param {{about: string, meets: (entry: unknown[]) => boolean}[]} choices
   */
  const meets = (lists, choices) =>
    [...new Set(choices.map((one) => one.about))].every((about) =>
      lists(about).some((entry) =>
        choices.filter((one) => one.about === about).every((one) => one.meets(entry)),
      ),
    );

  globalThis.vademecumFacets = { test, meets };
})();
