/**
 * What the pages of plan and team share: what a plan means against the handbook, how a saved one is
 * read back, what leaves a page as a file. Nothing here touches the page. Types: types.d.ts.
 */
(() => {
  "use strict";

  const { fill } = vademecum;
  const GOAL_WITHOUT_ROLE = 2;
  const FIRST = 5;

  /** @returns {Plan} */
  const emptyPlan = () => ({
    uid: [...crypto.getRandomValues(new Uint8Array(8))]
      .map((byte) => byte.toString(16).padStart(2, "0"))
      .join(""),
    name: "",
    roles: [],
    domains: [],
    single: [],
    answers: new Map(),
    others: [],
  });

  /** @returns {Answer} */
  const emptyAnswer = () => ({ level: null, goal: null, way: "", who: "", when: "" });

  /** One sentence of three, by number. @param {Words} words @param {string} name @param {number} count */
  const counted = (words, name, count) => {
    const none = words[`${name}None`];
    if (count === 0 && none) return none;
    return count === 1 ? words[`${name}One`] : fill(words[`${name}Many`], { count });
  };

  /** The handbook, as its page's data tell it, with the questions that a plan puts to it. */
  class Handbook {
    /** @param {HandbookData} data */
    constructor(data) {
      this.data = data;
      this.skills = data.skills;
      this.skillById = new Map(data.skills.map((skill) => [skill.id, skill]));
      this.roleById = new Map(data.roles.map((role) => [role.id, role]));
      this.top = Math.max(0, ...data.levels.map((level) => level.number));
    }

    /** @param {number} number */
    levelName(number) {
      return this.data.levels.find((level) => level.number === number)?.name ?? "";
    }

    /** @param {Plan} plan */
    roleNames(plan) {
      return plan.roles.map((id) => this.roleById.get(id).name).join(", ");
    }

    /** Who of a plan's roles asks for a skill, and the highest level. @param {Plan} plan @param {string} id */
    asked(plan, id) {
      /** @type {Asked["by"]} */
      const by = [];
      for (const role of plan.roles.map((one) => this.roleById.get(one)).filter(Boolean)) {
        const need = role.requires.find((one) => one.skill === id);
        if (need) by.push({ role, level: need.level, reason: need.reason });
      }
      return { by, level: Math.max(0, ...by.map((one) => one.level)) };
    }

    /** The skills that a plan is about, in the handbook's order. @param {Plan} plan */
    chosen(plan) {
      return this.skills.filter(
        (skill) =>
          plan.domains.includes(skill.domain) ||
          plan.single.includes(skill.id) ||
          this.asked(plan, skill.id).by.length,
      );
    }

    /** The level to be reached without a wish of one's own. @param {Plan} plan @param {string} id */
    usualGoal(plan, id) {
      return this.asked(plan, id).level || Math.min(GOAL_WITHOUT_ROLE, this.top);
    }

    /** All that a plan says of one skill. @param {Plan} plan @param {SkillData} skill */
    step(plan, skill) {
      const answer = plan.answers.get(skill.id) ?? emptyAnswer();
      const asked = this.asked(plan, skill.id);
      const goal = answer.goal ?? this.usualGoal(plan, skill.id);
      const gap = answer.level === null ? 0 : Math.max(0, goal - answer.level);
      return { skill, answer, asked, goal, gap };
    }

    /** A plan in parts: what to begin with, what comes then, what is reached, what is not said. @param {Plan} plan */
    result(plan) {
      const steps = this.chosen(plan).map((skill) => this.step(plan, skill));
      const gaps = steps
        .filter((step) => step.gap > 0)
        .sort(
          (one, two) =>
            two.asked.level - one.asked.level ||
            two.gap - one.gap ||
            two.asked.by.length - one.asked.by.length,
        );
      return {
        gaps,
        first: gaps.slice(0, FIRST),
        later: gaps.slice(FIRST),
        reached: steps.filter((step) => step.answer.level !== null && !step.gap),
        unanswered: steps.filter((step) => step.answer.level === null),
      };
    }
  }

  // --- a saved plan, read back: files come from anybody, so all is checked, what is wrong named ---

  const LARGEST = 1_000_000;
  const LONGEST = 120;
  const MOST = 5_000;
  const FORMAT = "vademecum-plan";
  const VERSION = 1;

  class Wrong extends Error {
    /** @param {string} kind @param {Partial<Refusal>} more */
    constructor(kind, more = {}) {
      super(kind);
      this.reason = { kind, ...more };
    }
  }

  /** @param {string} part */
  const bad = (part) => new Wrong("content", { part });

  /** A line of text without control characters. @param {unknown} value @param {string} part */
  const line = (value, part) => {
    if (value === undefined || value === null) return "";
    if (typeof value !== "string") throw bad(part);
    return value.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim().slice(0, LONGEST);
  };

  /** @param {unknown} value @param {string} part @returns {any[]} */
  const list = (value, part) => {
    if (value === undefined) return [];
    if (!Array.isArray(value) || value.length > MOST) throw bad(part);
    return value;
  };

  /** @param {unknown} value @param {string} part */
  const names = (value, part) => [...new Set(list(value, part).map((one) => line(one, part)))];

  /** @param {unknown} value @param {number} top @param {string} part */
  const level = (value, top, part) => {
    if (value === undefined || value === null) return null;
    const number = Number.isInteger(value) ? /** @type {number} */ (value) : -1;
    if (number < 0 || number > top) throw bad(part);
    return number;
  };

  /** A day that the calendar has; nothing for any other text. @param {string} value */
  const day = (value) => {
    const [year, month, date] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(value) ?? []).slice(1).map(Number);
    const found = new Date(Date.UTC(year, month - 1, date));
    return found.getUTCMonth() === month - 1 && found.getUTCDate() === date ? value : "";
  };

  /** @param {any} entry @param {number} top @returns {Answer} */
  const answerOf = (entry, top) => {
    const when = line(entry.when, "when");
    if (when && !day(when)) throw bad("when");
    return {
      level: level(entry.level, top, "level"),
      goal: level(entry.goal, top, "goal"),
      way: line(entry.way, "way"),
      who: line(entry.who, "who"),
      when,
    };
  };

  /** Refuse what was not saved here, for this handbook. @param {any} data @param {HandbookData["handbook"]} here */
  const checkHead = (data, here) => {
    if (typeof data !== "object" || data === null || data.format !== FORMAT)
      throw new Wrong("format");
    if (!Number.isInteger(data.version) || data.version < 1) throw bad("version");
    if (data.version > VERSION) throw new Wrong("version");
    const { title, address } = data.handbook ?? {};
    if (typeof title !== "string") throw bad("handbook");
    const same = address && here.address ? address === here.address : title === here.title;
    if (!same) throw new Wrong("handbook", { title: line(title, "handbook") });
  };

  /**
   * Put the answers into the plan; a retired skill's answer goes to its only successor.
   * @param {any[]} entries @param {Plan} plan @param {Handbook} handbook
   */
  const takeAnswers = (entries, plan, handbook) => {
    /** @type {Remark[]} */
    const notes = [];
    const left = [];
    const { retired } = handbook.data;
    for (const entry of entries) {
      if (typeof entry !== "object" || entry === null || typeof entry.id !== "string")
        throw bad("skills");
      const answer = answerOf(entry, handbook.top);
      if (handbook.skillById.has(entry.id)) plan.answers.set(entry.id, answer);
      else left.push({ id: line(entry.id, "skills"), answer });
    }
    for (const { id, answer } of left) {
      const successors = Object.hasOwn(retired, id) ? retired[id].successors : null;
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

  /** @param {string} text @returns {unknown} */
  const parsed = (text) => {
    try {
      return JSON.parse(text);
    } catch {
      throw new Wrong("json");
    }
  };

  /** @param {string} text @param {Handbook} handbook @returns {Reading} */
  const read = (text, handbook) => {
    try {
      if (text.length > LARGEST) throw new Wrong("size");
      const data = /** @type {any} */ (parsed(text));
      checkHead(data, handbook.data.handbook);
      const plan = emptyPlan();
      const uid = line(data.uid, "uid");
      if (/^[0-9a-f]{16}$/.test(uid)) plan.uid = uid;
      plan.name = line(data.name, "name");
      plan.roles = names(data.roles, "roles").filter((id) => handbook.roleById.has(id));
      plan.domains = names(data.domains, "domains");
      plan.single = names(data.single, "single").filter((id) => handbook.skillById.has(id));
      return { plan, notes: takeAnswers(list(data.skills, "skills"), plan, handbook) };
    } catch (error) {
      if (error instanceof Wrong) return { wrong: error.reason };
      throw error;
    }
  };

  /** @param {File} file @param {Handbook} handbook @returns {Promise<Reading>} */
  const readFile = async (file, handbook) => {
    if (file.size > LARGEST) return { wrong: { kind: "size" } };
    try {
      return read(await file.text(), handbook);
    } catch {
      return { wrong: { kind: "json" } };
    }
  };

  /** Why a file was not taken, in the page's words. @param {Words} words @param {Refusal} wrong */
  const reason = (words, wrong) =>
    fill(words[`wrong${wrong.kind[0].toUpperCase()}${wrong.kind.slice(1)}`], wrong);

  /** What became of a skill, in the page's words. @param {Words} words @param {Remark} note */
  const noteText = (words, note) => {
    if (!note.successors) return fill(words.unknown, note);
    if (!note.successors.length) return fill(words.retiredAlone, note);
    const retired = fill(words.retired, { id: note.id, successors: note.successors.join(", ") });
    return note.takenOver ? `${retired} ${words.takenOver}` : retired;
  };

  // --- files: a plan as JSON, tables as CSV, dates as iCalendar ----------------------------------

  const OCTETS = 75;

  /** A plan as it is saved. @param {Plan} plan @param {Handbook} handbook */
  const asJson = (plan, handbook) => {
    const { uid, name, roles, domains, single } = plan;
    const skills = [...plan.answers].map(([id, answer]) => ({ id, ...answer }));
    const head = { format: FORMAT, version: VERSION, handbook: handbook.data.handbook };
    const kept = { uid, name, roles, domains, single, skills: [...skills, ...plan.others] };
    return `${JSON.stringify({ ...head, ...kept }, null, 1)}\n`;
  };

  /** A cell in quotes; no spreadsheet may take it for a formula. @param {unknown} value */
  const csvCell = (value) => {
    const text = String(value ?? "");
    const safe = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  };

  /** Rows as a file that a French Excel opens: semicolons, a mark of UTF-8. @param {unknown[][]} rows */
  const asCsv = (rows) => `\ufeff${rows.map((row) => `${row.map(csvCell).join(";")}\r\n`).join("")}`;

  /** Text as iCalendar wants it (RFC 5545, 3.3.11). @param {string} text */
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

  /** A line in pieces of at most 75 octets, no letter cut in two (3.1). @param {string} text */
  const folded = (text) => {
    const pieces = [""];
    let size = 0;
    for (const letter of text) {
      const octets = new TextEncoder().encode(letter).length;
      if (size + octets > OCTETS) {
        pieces.push(" ");
        size = 1;
      }
      pieces[pieces.length - 1] += letter;
      size += octets;
    }
    return pieces.join("\r\n");
  };

  /** Days of a plan as a calendar. @param {CalendarDay[]} events @param {Date} now */
  const asCalendar = (events, now) => {
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//vade-mecum//plan//FR"];
    for (const event of events)
      lines.push(
        "BEGIN:VEVENT",
        `UID:${event.uid}`,
        `DTSTAMP:${stamp}`,
        `DTSTART;VALUE=DATE:${event.day.replaceAll("-", "")}`,
        `SUMMARY:${escaped(event.title)}`,
        `DESCRIPTION:${escaped(event.text)}`,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
      );
    lines.push("END:VCALENDAR");
    return lines.map((one) => `${folded(one)}\r\n`).join("");
  };

  /** A name of a file that every system takes. @param {...string} parts */
  const fileName = (...parts) =>
    parts
      .map((part) => part.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase())
      .map((part) => part.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, ""))
      .filter(Boolean)
      .join("-")
      .slice(0, 80);

  /** Hand a file to the browser. @param {string} name @param {string} type @param {string} text */
  const download = (name, type, text) => {
    const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    vademecum.make("a", { href, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  };

  vademecum.plans = {
    Handbook, emptyPlan, counted, day, read, readFile, reason, noteText,
    asJson, csvCell, asCsv, asCalendar, fileName, download,
  };
})();
