/**
 * A saved plan, read back. Files come from anybody: all is checked, and what is wrong is named.
 *
 * @typedef {object} Reading
 * @property {Plan} [plan]
 * @property {object[]} [notes] what became of skills that the handbook does not have any more
 * @property {{kind: string, title?: string, part?: string}} [wrong] why nothing was taken
 */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const LARGEST = 1_000_000;
  const LONGEST = 120;
  const MOST = 5_000;

  own.FORMAT = "vademecum-plan";
  own.VERSION = 1;

  class Wrong extends Error {
    constructor(kind, more = {}) {
      super(kind);
      this.reason = { kind, ...more };
    }
  }

  const bad = (part) => new Wrong("content", { part });

  /** A line of text without control characters. */
  const line = (value, part) => {
    if (value === undefined || value === null) return "";
    if (typeof value !== "string") throw bad(part);
    return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim().slice(0, LONGEST);
  };

  const list = (value, part) => {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > MOST) throw bad(part);
    return value;
  };

  const names = (value, part) => [...new Set(list(value, part).map((one) => line(one, part)))];

  const level = (value, top, part) => {
    if (value === undefined || value === null) return null;
    if (!Number.isInteger(value) || value < 0 || value > top) throw bad(part);
    return value;
  };

  /** A day that the calendar has. */
  own.day = (value) => {
    const [year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).slice(1).map(Number);
    const date = new Date(Date.UTC(year, month - 1, day));
    return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? value : "";
  };

  const answerOf = (entry, top) => {
    const when = line(entry.when, "when");
    if (when && !own.day(when)) throw bad("when");
    return {
      level: level(entry.level, top, "level"),
      goal: level(entry.goal, top, "goal"),
      way: line(entry.way, "way"),
      who: line(entry.who, "who"),
      when,
    };
  };

  /** Refuse what was not saved here, for this handbook. */
  const checkHead = (data, handbook) => {
    if (typeof data !== "object" || data === null || data.format !== own.FORMAT)
      throw new Wrong("format");
    if (!Number.isInteger(data.version) || data.version < 1) throw bad("version");
    if (data.version > own.VERSION) throw new Wrong("version");
    const { title, address } = data.handbook ?? {};
    if (typeof title !== "string") throw bad("handbook");
    const here = handbook.handbook;
    const same = address && here.address ? address === here.address : title === here.title;
    if (!same) throw new Wrong("handbook", { title: line(title, "handbook") });
  };

  /** Put the answers into the plan; a retired skill's answer goes to its only successor. */
  const takeAnswers = (entries, plan, handbook) => {
    const notes = [];
    const left = [];
    for (const entry of entries) {
      if (typeof entry !== "object" || entry === null || typeof entry.id !== "string")
        throw bad("skills");
      const answer = answerOf(entry, handbook.top);
      if (handbook.skillById.has(entry.id)) plan.answers.set(entry.id, answer);
      else left.push({ id: line(entry.id, "skills"), answer });
    }
    for (const { id, answer } of left) {
      const successors = Object.hasOwn(handbook.retired, id) ? handbook.retired[id].successors : null;
      const [next] = successors ?? [];
      const takenOver =
        successors?.length === 1 && handbook.skillById.has(next) && !plan.answers.has(next);
      if (takenOver) {
        plan.answers.set(next, answer);
        if (!plan.single.includes(next)) plan.single.push(next);
      } else plan.others.push({ ...answer, id });
      notes.push({ id, successors, takenOver });
    }
    return notes;
  };

  /** @param {string} text @param {object} handbook @returns {Reading} */
  own.read = (text, handbook) => {
    try {
      if (text.length > LARGEST) throw new Wrong("size");
      let data;
      try {
        data = JSON.parse(text);
      } catch {
        throw new Wrong("json");
      }
      checkHead(data, handbook);
      const plan = own.emptyPlan();
      const uid = line(data.uid, "uid");
      if (/^[0-9a-f]{16}$/.test(uid)) plan.uid = uid;
      plan.name = line(data.name, "name");
      plan.roles = names(data.roles, "roles").filter((id) => handbook.roleById.has(id));
      plan.domains = names(data.domains, "domains");
      plan.single = names(data.single, "single").filter((id) => handbook.skillById.has(id));
      const notes = takeAnswers(list(data.skills, "skills"), plan, handbook);
      return { plan, notes };
    } catch (error) {
      if (error instanceof Wrong) return { wrong: error.reason };
      throw error;
    }
  };

  /** @param {File} file @param {object} handbook @returns {Promise<Reading>} */
  own.readFile = async (file, handbook) => {
    if (file.size > LARGEST) return { wrong: { kind: "size" } };
    try {
      return own.read(await file.text(), handbook);
    } catch {
      return { wrong: { kind: "json" } };
    }
  };

  /** Why a file was not taken, in the page's words. @param {DOMStringMap} words @param {object} wrong */
  own.reason = (words, wrong) =>
    own.fill(words[`wrong${wrong.kind[0].toUpperCase()}${wrong.kind.slice(1)}`], wrong);

  /** What became of a skill, in the page's words. @param {DOMStringMap} words @param {object} note */
  own.noteText = (words, note) => {
    if (!note.successors) return own.fill(words.unknown, note);
    if (!note.successors.length) return own.fill(words.retiredAlone, note);
    const retired = own.fill(words.retired, { id: note.id, successors: note.successors.join(", ") });
    return note.takenOver ? `${retired} ${words.takenOver}` : retired;
  };
})();
