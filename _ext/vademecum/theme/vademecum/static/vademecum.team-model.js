/**
 * Several plans against what their roles ask. Nothing here touches the page.
 *
 * @typedef {object} Person
 * @property {Plan} plan
 * @property {string} name as it is shown
 */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const COSTLIEST = 3;

  /** « Jean-Luc Favre » as « J.-L. F. ». @param {string} name */
  const initials = (name) =>
    name
      .split(/\s+/)
      .map((word) =>
        word
          .split("-")
          .filter(Boolean)
          .map((part) => `${[...part][0].toUpperCase()}.`)
          .join("-"),
      )
      .join(" ");

  /** Give each plan a name that no other has. @param {Plan[]} plans @param {boolean} short @param {string} nameless */
  own.persons = (plans, short, nameless) => {
    const taken = new Map();
    return plans.map((plan, index) => {
      const whole = plan.name || own.fill(nameless, { number: index + 1 });
      const name = short && plan.name ? initials(plan.name) : whole;
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return { plan, name: count > 1 ? `${name} (${count})` : name };
    });
  };

  own.Team = class {
    /** @param {object} handbook @param {Person[]} persons @param {{role: string, domain: string, gaps: boolean}} filter */
    constructor(handbook, persons, filter) {
      this.handbook = handbook;
      this.persons = persons.filter(({ plan }) => !filter.role || plan.roles.includes(filter.role));
      this.cells = new Map(this.persons.map((person) => [person, this.row(person, filter.role)]));
      this.skills = handbook.skills.filter(
        (skill) =>
          (!filter.domain || skill.domain === filter.domain) &&
          this.column(skill).some(({ cell }) =>
            filter.gaps ? cell.lacking : cell.asked || (cell.level !== null && !filter.role),
          ),
      );
    }

    /** What a person's plan says of each skill, against what the roles ask. */
    row({ plan }, role) {
      const roles = role ? { ...plan, roles: [role] } : plan;
      return new Map(
        this.handbook.skills.map((skill) => {
          const level = plan.answers.get(skill.id)?.level ?? null;
          const asked = this.handbook.asked(roles, skill.id).level;
          const lacking = level === null ? 0 : Math.max(0, asked - level);
          return [skill.id, { level, asked, lacking }];
        }),
      );
    }

    cell(person, skill) {
      return this.cells.get(person).get(skill.id);
    }

    column(skill) {
      return this.persons.map((person) => ({ person, cell: this.cell(person, skill) }));
    }

    /** How many levels a person lacks in the skills that are shown. */
    lackingOf(person) {
      return this.skills.reduce((sum, skill) => sum + this.cell(person, skill).lacking, 0);
    }

    /** Of how many a skill is asked, and how many of them reach it. */
    reached(skill) {
      const asked = this.column(skill).filter(({ cell }) => cell.asked);
      const there = asked.filter(({ cell }) => cell.level !== null && !cell.lacking);
      return { asked: asked.length, reached: there.length };
    }

    /** The skills in which most levels are lacking, with who lacks them. */
    costliest() {
      return this.skills
        .map((skill) => {
          const lacking = this.column(skill).filter(({ cell }) => cell.lacking);
          const count = lacking.reduce((sum, { cell }) => sum + cell.lacking, 0);
          return { skill, count, persons: lacking.map(({ person }) => person) };
        })
        .filter(({ count }) => count)
        .sort((one, two) => two.count - one.count)
        .slice(0, COSTLIEST);
    }

    /** Who is at the highest level of a skill beside somebody who begins, or lacks something. */
    teaching() {
      return this.skills
        .map((skill) => {
          const said = this.column(skill).filter(({ cell }) => cell.level !== null);
          const teachers = said.filter(({ cell }) => cell.level === this.handbook.top);
          const learners = said.filter(({ cell }) => cell.lacking || cell.level === 1);
          return { skill, teachers, learners };
        })
        .filter(({ teachers, learners }) => teachers.length && learners.length);
    }
  };
})();
