/**
 * What a plan means against the handbook: which skills it is about, what is asked, what is lacking.
 * Nothing here touches the page.
 *
 * @typedef {object} Answer
 * @property {number | null} level where the person stands; null: nothing said, which is not 0
 * @property {number | null} goal null: what is asked for
 * @property {string} way
 * @property {string} who
 * @property {string} when a day, YYYY-MM-DD, or empty
 *
 * @typedef {object} Plan
 * @property {string} uid which plan it is, from its first saving on
 * @property {string} name
 * @property {string[]} roles
 * @property {string[]} domains
 * @property {string[]} single skills that were chosen one by one
 * @property {Map<string, Answer>} answers by skill
 * @property {object[]} others answers for skills that the handbook does not know (any more)
 */
(() => {
  "use strict";

  globalThis.vademecumPlan ??= {};
  const own = globalThis.vademecumPlan;
  const GOAL_WITHOUT_ROLE = 2;
  const FIRST = 5;

  /** @returns {Plan} */
  own.emptyPlan = () => ({
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
  own.emptyAnswer = () => ({ level: null, goal: null, way: "", who: "", when: "" });

  /** Put values for names: « %(count)s ». @param {string} pattern @param {object} values */
  own.fill = (pattern, values) =>
    pattern.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));

  /** One sentence of three, by number. @param {DOMStringMap} words @param {string} name @param {number} count */
  own.counted = (words, name, count) => {
    const none = words[`${name}None`];
    if (count === 0 && none) return none;
    return count === 1 ? words[`${name}One`] : own.fill(words[`${name}Many`], { count });
  };

  /** The handbook, as its page's data tell it, with the questions that a plan puts to it. */
  own.Handbook = class {
    /** @param {object} data */
    constructor(data) {
      Object.assign(this, data);
      this.skillById = new Map(data.skills.map((skill) => [skill.id, skill]));
      this.roleById = new Map(data.roles.map((role) => [role.id, role]));
      this.top = Math.max(0, ...data.levels.map((level) => level.number));
    }

    /** @param {number} number */
    levelName(number) {
      return this.levels.find((level) => level.number === number)?.name ?? "";
    }

    /** Who of a plan's roles asks for a skill, and the highest level. @param {Plan} plan @param {string} id */
    asked(plan, id) {
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

    /** All that a plan says of one skill. @param {Plan} plan @param {object} skill */
    step(plan, skill) {
      const answer = plan.answers.get(skill.id) ?? own.emptyAnswer();
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
  };
})();
