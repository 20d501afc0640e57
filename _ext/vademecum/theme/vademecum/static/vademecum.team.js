/** The page « Équipe »: files in, a table of persons and skills and its readings out. */
(() => {
  "use strict";

  const { fill, make, at } = vademecum;
  const root = at("v-team");
  if (!root) return;
  const plans = vademecum.plans;
  const { words, handbook: data } = vademecum.record();
  const handbook = new plans.Handbook(data);
  const filters = at("v-team-filters");
  const COSTLIEST = 3;
  const DARKEST = 3;
  /** @type {Map<string, Plan>} by who they are of */
  const loaded = new Map();

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

  /** The plans that are loaded, each by a name that no other has. @returns {Person[]} */
  const persons = () => {
    const short = filters.elements.initials.checked;
    const taken = new Map();
    return [...loaded.values()].map((plan, index) => {
      const whole = plan.name || fill(words.person, { number: index + 1 });
      const name = short && plan.name ? initials(plan.name) : whole;
      const count = (taken.get(name) ?? 0) + 1;
      taken.set(name, count);
      return { plan, name: count > 1 ? `${name} (${count})` : name };
    });
  };

  /** Several plans against what their roles ask, as the filters leave them. */
  class Team {
    /** @param {{role: string, domain: string, gaps: boolean}} filter */
    constructor({ role, domain, gaps }) {
      this.persons = persons().filter(({ plan }) => !role || plan.roles.includes(role));
      this.cells = new Map(this.persons.map((person) => [person, this.row(person, role)]));
      this.skills = handbook.skills.filter(
        (skill) =>
          (!domain || skill.domain === domain) &&
          this.column(skill).some(({ cell }) =>
            gaps ? cell.lacking : cell.asked || (cell.level !== null && !role),
          ),
      );
    }

    /** What a person's plan says of each skill, against what the roles ask. @param {Person} person @param {string} role */
    row({ plan }, role) {
      const roles = role ? { ...plan, roles: [role] } : plan;
      return new Map(
        handbook.skills.map(({ id }) => {
          const level = plan.answers.get(id)?.level ?? null;
          const asked = handbook.asked(roles, id).level;
          const lacking = level === null ? 0 : Math.max(0, asked - level);
          return [id, /** @type {Cell} */ ({ level, asked, lacking })];
        }),
      );
    }

    /** @param {Person} person @param {SkillData} skill */
    cell(person, skill) {
      return this.cells.get(person).get(skill.id);
    }

    /** @param {SkillData} skill */
    column(skill) {
      return this.persons.map((person) => ({ person, cell: this.cell(person, skill) }));
    }

    /** How many levels a person lacks in the skills that are shown. @param {Person} person */
    lackingOf(person) {
      return this.skills.reduce((sum, skill) => sum + this.cell(person, skill).lacking, 0);
    }

    /** Of how many a skill is asked, and how many of them reach it. @param {SkillData} skill */
    reached(skill) {
      const asked = this.column(skill).filter(({ cell }) => cell.asked);
      const there = asked.filter(({ cell }) => cell.level !== null && !cell.lacking);
      return asked.length ? fill(words.total, { asked: asked.length, reached: there.length }) : "";
    }

    /** The skills in which most levels are lacking, with who lacks them. */
    costliest() {
      return this.skills
        .map((skill) => {
          const lacking = this.column(skill).filter(({ cell }) => cell.lacking);
          const count = lacking.reduce((sum, { cell }) => sum + cell.lacking, 0);
          return { skill, count, names: lacking.map(({ person }) => person.name).join(", ") };
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
          const teachers = said.filter(({ cell }) => cell.level === handbook.top);
          const learners = said.filter(({ cell }) => cell.lacking || cell.level === 1);
          return { skill, teachers, learners };
        })
        .filter(({ teachers, learners }) => teachers.length && learners.length);
    }
  }

  // --- persons and skills on the page: a table, and the same as lists for narrow screens ----------

  /** @param {SkillData} skill */
  const skillLink = ({ id, title, page }) =>
    make("a", { href: page }, make("span", { class: "skill-id" }, id), ` ${title}`);

  /** A cell in words, for the ear and for spreadsheets. @param {Cell} cell */
  const cellWords = ({ level, asked }) => {
    if (!asked) return level === null ? "" : `${level} (${words.unasked})`;
    return fill(level === null ? words.unanswered : words.cell, { level, asked });
  };

  /** The shade of what is lacking. @param {Cell} cell */
  const shade = ({ lacking }) =>
    lacking ? { class: `lacking-${Math.min(lacking, DARKEST)}` } : {};

  /** @param {Cell} cell */
  const tableCell = (cell) => {
    if (!cell.asked && cell.level === null) return make("td", {});
    const shown = `${cell.level ?? "?"}${cell.asked ? `/${cell.asked}` : ""}`;
    return make(
      "td", shade(cell),
      make("span", { "aria-hidden": "true" }, shown),
      make("span", { class: "visually-hidden" }, cellWords(cell)),
    );
  };

  /** @param {Team} team */
  const table = (team) => {
    const heading = (/** @type {string} */ scope, /** @type {(string | Node)} */ text) =>
      make("th", { scope }, text);
    const row = (/** @type {Node[]} */ ...cells) => make("tr", {}, ...cells);
    const columns = team.skills.map((skill) => heading("col", skillLink(skill)));
    const body = team.persons.map((person) =>
      row(
        heading("row", person.name),
        ...team.skills.map((skill) => tableCell(team.cell(person, skill))),
        make("td", {}, String(team.lackingOf(person))),
      ),
    );
    const feet = team.skills.map((skill) => make("td", {}, team.reached(skill)));
    return make(
      "table", {},
      make("thead", {}, row(heading("col", words.skillHead), ...columns, heading("col", words.totalPerson))),
      make("tbody", {}, ...body),
      make("tfoot", {}, row(heading("row", words.totalSkill), ...feet, make("td", {}))),
    );
  };

  /** @param {Team} team */
  const lists = (team) =>
    team.persons.flatMap((person) => {
      const items = team.skills
        .map((skill) => ({ skill, cell: team.cell(person, skill) }))
        .filter(({ cell }) => cellWords(cell))
        .map(({ skill, cell }) =>
          make("li", shade(cell), skillLink(skill), make("strong", {}, cellWords(cell))),
        );
      const total = `${words.totalPerson} : ${team.lackingOf(person)}`;
      return [
        make("h3", {}, person.name),
        make("ul", { class: "plain-list" }, ...items),
        make("p", { class: "about" }, total),
      ];
    });

  /** @param {Team} team */
  const rows = (team) => [
    [words.skillHead, ...team.skills.map(({ id, title }) => `${id} ${title}`), words.totalPerson],
    ...team.persons.map((person) => [
      person.name,
      ...team.skills.map((skill) => cellWords(team.cell(person, skill))),
      team.lackingOf(person),
    ]),
    [words.totalSkill, ...team.skills.map((skill) => team.reached(skill)), ""],
  ];

  // --- the page -----------------------------------------------------------------------------------

  /** The team that the filters leave. */
  const shownTeam = () =>
    new Team({
      role: filters.elements.role?.value ?? "",
      domain: filters.elements.domain.value,
      gaps: filters.elements.gaps.checked,
    });

  const listPeople = () => {
    const items = persons().map(({ plan, name }) => {
      const roles = handbook.roleNames(plan);
      const button = make("button", { type: "button" }, fill(words.drop, { name }));
      button.addEventListener("click", () => {
        loaded.delete(plan.uid);
        draw();
        at("v-load").focus();
      });
      return make("li", {}, roles ? `${name} – ${roles} ` : `${name} `, button);
    });
    at("v-people").replaceChildren(...items);
  };

  /** Show lines of skills, or what says that there are none. @param {string} place @param {[SkillData, string][]} lines @param {string} none */
  const showLines = (place, lines, none) => {
    const items = lines.map(([skill, text]) => make("li", {}, skillLink(skill), make("p", {}, text)));
    at(place).replaceChildren(...(items.length ? items : [make("li", {}, none)]));
  };

  const draw = () => {
    const team = shownTeam();
    const people = plans.counted(words, "people", team.persons.length);
    const skills = plans.counted(words, "skill", team.skills.length);
    at("v-team-status").textContent = loaded.size ? fill(words.shown, { persons: people, skills }) : people;
    at("v-team-result").hidden = !loaded.size;
    listPeople();
    at("v-team-table").replaceChildren(table(team));
    at("v-team-list").replaceChildren(...lists(team));
    const cost = team.costliest().map(({ skill, count, names }) =>
      /** @type {[SkillData, string]} */ ([skill, fill(plans.counted(words, "cost", count), { names })]),
    );
    showLines("v-team-cost", cost, words.noCost);
    const named = (/** @type {{person: Person, cell: Cell}[]} */ found) =>
      found.map(({ person, cell }) => `${person.name} (${cell.level})`).join(", ");
    const teach = team.teaching().map(({ skill, teachers, learners }) =>
      /** @type {[SkillData, string]} */ ([
        skill, fill(words.teach, { teachers: named(teachers), learners: named(learners) }),
      ]),
    );
    showLines("v-team-teach", teach, words.nobody);
  };

  /** Say what is to be known of files. @param {[string, string[]][]} parts a sentence, then a list */
  const announce = (parts) => {
    const blocks = parts
      .filter(([, lines]) => lines.length)
      .flatMap(([sentence, lines]) => [
        make("p", {}, sentence),
        make("ul", {}, ...lines.map((line) => make("li", {}, line))),
      ]);
    at("v-remarks").replaceChildren(...blocks);
  };

  const load = async () => {
    /** @type {string[]} */
    const refused = [];
    /** @type {string[]} */
    const notes = [];
    for (const file of [...at("v-load").files]) {
      const { plan, notes: remarks, wrong } = await plans.readFile(file, handbook);
      if (wrong) {
        refused.push(`${file.name} : ${plans.reason(words, wrong)}`);
        continue;
      }
      if (loaded.has(plan.uid)) notes.push(`${file.name} : ${words.replaced}`);
      notes.push(...remarks.map((note) => `${file.name} : ${plans.noteText(words, note)}`));
      loaded.set(plan.uid, plan);
    }
    at("v-load").value = "";
    announce([
      [plans.counted(words, "refused", refused.length), refused],
      [words.remarks, notes],
    ]);
    draw();
  };

  at("v-load").addEventListener("change", load);
  filters.addEventListener("input", draw);
  filters.addEventListener("submit", (event) => event.preventDefault());
  at("v-print").addEventListener("click", () => print());
  at("v-csv").addEventListener("click", () => {
    const file = `${plans.fileName(words.file)}.csv`;
    plans.download(file, "text/csv", plans.asCsv(rows(shownTeam())));
    at("v-message").textContent = fill(words.saved, { file });
  });
  root.hidden = false;
  draw();
})();
