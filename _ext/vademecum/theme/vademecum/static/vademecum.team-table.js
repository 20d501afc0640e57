/** Persons and skills on the page: a table, and the same as lists for narrow screens. */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const DARKEST = 3;

  const made = (name, text = "", className = "") => {
    const element = document.createElement(name);
    if (text) element.textContent = text;
    if (className) element.className = className;
    return element;
  };

  const heading = (scope, text) => {
    const cell = made("th", text);
    cell.scope = scope;
    return cell;
  };

  own.skillLink = (skill) => {
    const link = made("a");
    link.href = skill.page;
    link.append(made("span", skill.id, "skill-id"), ` ${skill.title}`);
    return link;
  };

  /** A cell in words, for the ear and for spreadsheets. @param {object} cell @param {DOMStringMap} words */
  own.cellWords = ({ level, asked }, words) => {
    if (!asked) return level === null ? "" : `${level} (${words.unasked})`;
    return own.fill(level === null ? words.unanswered : words.cell, { level, asked });
  };

  const shown = ({ level, asked }) => `${level ?? "?"}${asked ? `/${asked}` : ""}`;

  /** @param {object} cell @param {DOMStringMap} words */
  const cellOf = (cell, words) => {
    const box = made("td", "", cell.lacking ? `lacking-${Math.min(cell.lacking, DARKEST)}` : "");
    if (!cell.asked && cell.level === null) return box;
    const eye = made("span", shown(cell));
    eye.ariaHidden = "true";
    box.append(eye, made("span", own.cellWords(cell, words), "visually-hidden"));
    return box;
  };

  const reachedWords = (team, skill, words) => {
    const count = team.reached(skill);
    return count.asked ? own.fill(words.total, count) : "";
  };

  /** @param {object} team @param {DOMStringMap} words */
  own.teamTable = (team, words) => {
    const table = made("table");
    const head = table.createTHead().insertRow();
    head.append(heading("col", words.skillHead));
    for (const skill of team.skills) {
      const cell = heading("col", "");
      cell.append(own.skillLink(skill));
      head.append(cell);
    }
    head.append(heading("col", words.totalPerson));
    const body = table.createTBody();
    for (const person of team.persons) {
      const row = body.insertRow();
      row.append(heading("row", person.name));
      row.append(...team.skills.map((skill) => cellOf(team.cell(person, skill), words)));
      row.append(made("td", String(team.lackingOf(person))));
    }
    const foot = table.createTFoot().insertRow();
    foot.append(heading("row", words.totalSkill));
    foot.append(...team.skills.map((skill) => made("td", reachedWords(team, skill, words))));
    foot.append(made("td"));
    return table;
  };

  /** @param {object} team @param {DOMStringMap} words */
  own.teamList = (team, words) =>
    team.persons.flatMap((person) => {
      const list = made("ul", "", "plain-list");
      for (const skill of team.skills) {
        const cell = team.cell(person, skill);
        const said = own.cellWords(cell, words);
        if (!said) continue;
        const item = made("li", "", cell.lacking ? `lacking-${Math.min(cell.lacking, DARKEST)}` : "");
        item.append(own.skillLink(skill), made("strong", said));
        list.append(item);
      }
      const total = made("p", `${words.totalPerson} : ${team.lackingOf(person)}`, "about");
      return [made("h3", person.name), list, total];
    });

  /** @param {object} team @param {DOMStringMap} words */
  own.teamRows = (team, words) => [
    [words.skillHead, ...team.skills.map(({ id, title }) => `${id} ${title}`), words.totalPerson],
    ...team.persons.map((person) => [
      person.name,
      ...team.skills.map((skill) => own.cellWords(team.cell(person, skill), words)),
      team.lackingOf(person),
    ]),
    [words.totalSkill, ...team.skills.map((skill) => reachedWords(team, skill, words)), ""],
  ];
})();
