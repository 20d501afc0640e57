/**
 * Text as look-ups compare it: the same as `core/normalise.py`, held to it by one table of cases.
 *
 * Steps, in this order: compatibility form without marks and case; letters that Unicode does not
 * take apart; one apostrophe; elided articles off; inclusive endings off; words alone are left.
 */
(() => {
  "use strict";

  /** @type {Record<string, string>} */
  const LETTERS = {
    œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ı: "i", ß: "ss", ς: "σ",
    "’": "'", "‘": "'", "ʼ": "'", "＇": "'", "`": "'", "´": "'", "′": "'",
    "‐": "-", "‑": "-", "‒": "-", "–": "-",
    "•": "·", "‧": "·", "∙": "·", "⋅": "·", "・": "·",
  };
  const LETTER = /[œæøłđðþıßς’‘ʼ＇`´′‐‑‒–•‧∙⋅・]/gu;
  const TWO = String.raw`([\p{L}\p{Nl}\p{No}]{2})`;
  const END = String.raw`(?![\p{L}\p{N}])`;
  const ENDING =
    "(?:(?:t?r)?ices?|(?:[tsd]|tr)?euses?|i?eres?|i?ves?|esses?|(?:en|ien)?nes?|[fts]?es?)";
  const AFTER_DOT = "(?:elles?|ales?|la|les?|ches?|ques?|x|s)";
  const ENDINGS = [
    `${TWO}·(?:${ENDING}|${AFTER_DOT})(?:·?s)?${END}`,
    String.raw`${TWO}\((?:${ENDING}|[sx])\)s?${END}`,
    String.raw`(el)\(les?\)s?${END}`,
    String.raw`${TWO}([\-.\/])${ENDING}(?:\2s)?${END}`,
    String.raw`(el)([\-.\/])les?(?:\2s)?${END}`,
  ].map((pattern) => new RegExp(pattern, "gu"));
  const ELIDED = new RegExp(
    String.raw`(^|[^\p{L}\p{N}])(?:[ldjnmtsc]|qu|jusqu|lorsqu|puisqu|quoiqu` +
      String.raw`|[dnsc]?all|dell|nell|sull|coll|gl|un|quest|quell)'(?=[\p{L}\p{N}])`,
    "gu",
  );
  const WORD = /[\p{L}\p{N}]+/gu;

  /** @param {string} text @returns {string[]} its words as look-ups compare them */
  const words = (text) => {
    let plain = text
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(LETTER, (letter) => LETTERS[letter]);
    if (plain.includes("'")) plain = plain.replace(ELIDED, "$1");
    if (/[·(/.-]/.test(plain))
      plain = ENDINGS.reduce((left, ending) => left.replace(ending, "$1"), plain);
    return plain.match(WORD) ?? [];
  };

  /** @param {string} id @returns {string} letters and numbers; leading noughts do not count */
  const idKey = (id) => words(id).join("").replace(/(^|[^0-9])0+(?=[0-9])/g, "$1");

  /**
   * What was asked for, then the same with the words that mean the same.
   * @param {string[]} asked
   * @param {string[][][]} synonyms groups of phrases, each in words
   * @param {(one: string, other: string) => boolean} same
   * @returns {string[][]}
   */
  const ways = (asked, synonyms, same) => {
    const found = new Map([[asked.join(" "), asked]]);
    for (const group of synonyms)
      for (const phrase of group) {
        const at = asked.findIndex((_, from) =>
          phrase.every((word, place) => same(asked[from + place] ?? "", word)),
        );
        if (at < 0) continue;
        for (const other of group) {
          const way = [...asked.slice(0, at), ...other, ...asked.slice(at + phrase.length)];
          if (!found.has(way.join(" "))) found.set(way.join(" "), way);
        }
      }
    return [...found.values()];
  };

  /** @param {string} text */
  const normalised = (text) => words(text).join(" ");

  // Alone it comes first in the engine of the search.
  globalThis.vademecum = Object.assign(globalThis.vademecum ?? /** @type {any} */ ({}), { words, normalised, idKey, ways });
})();
