/** The page « Équipe »: files in, the table and its readings out. */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const root = document.getElementById("v-team");
  if (!root) return;
  const at = (name) => document.getElementById(`v-${name}`);
  const words = root.dataset;
  const handbook = new own.Handbook(JSON.parse(at("plan-data").textContent));
  const filters = at("team-filters");
  /** @type {Map<string, Plan>} by who they are of */
  const plans = new Map();

  const made = (name, text) => {
    const element = document.createElement(name);
    element.textContent = text;
    return element;
  };

  /** The team that the filters leave. */
  const team = () => {
    const persons = own.persons([...plans.values()], filters.elements.initials.checked, words.person);
    return new own.Team(handbook, persons, {
      role: filters.elements.role?.value ?? "",
      domain: filters.elements.domain.value,
      gaps: filters.elements.gaps.checked,
    });
  };

  const listPeople = () => {
    const persons = own.persons([...plans.values()], filters.elements.initials.checked, words.person);
    at("people").replaceChildren(
      ...persons.map(({ plan, name }) => {
        const roles = plan.roles.map((id) => handbook.roleById.get(id).name).join(", ");
        const item = made("li", roles ? `${name} – ${roles} ` : `${name} `);
        const button = made("button", own.fill(words.drop, { name }));
        button.type = "button";
        button.addEventListener("click", () => {
          plans.delete(plan.uid);
          draw();
          at("load").focus();
        });
        item.append(button);
        return item;
      }),
    );
  };

  const draw = () => {
    const shown = team();
    const persons = own.counted(words, "people", shown.persons.length);
    const skills = own.counted(words, "skill", shown.skills.length);
    at("team-status").textContent = plans.size ? own.fill(words.shown, { persons, skills }) : persons;
    at("team-result").hidden = !plans.size;
    listPeople();
    at("team-table").replaceChildren(own.teamTable(shown, words));
    at("team-list").replaceChildren(...own.teamList(shown, words));
    drawCost(shown);
    drawTeaching(shown);
  };

  const names = (persons) => persons.map(({ name }) => name).join(", ");

  const item = (skill, text) => {
    const line = document.createElement("li");
    line.append(own.skillLink(skill), made("p", text));
    return line;
  };

  const drawCost = (shown) => {
    const lines = shown.costliest().map(({ skill, count, persons }) =>
      item(skill, own.fill(own.counted(words, "cost", count), { names: names(persons) })),
    );
    at("team-cost").replaceChildren(...(lines.length ? lines : [made("li", words.noCost)]));
  };

  const drawTeaching = (shown) => {
    const withLevel = (found) => found.map(({ person, cell }) => `${person.name} (${cell.level})`).join(", ");
    const lines = shown.teaching().map(({ skill, teachers, learners }) =>
      item(
        skill,
        own.fill(words.teach, { teachers: withLevel(teachers), learners: withLevel(learners) }),
      ),
    );
    at("team-teach").replaceChildren(...(lines.length ? lines : [made("li", words.nobody)]));
  };

  /** Say what is to be known of files. @param {[string, string[]][]} parts a sentence, then a list */
  const announce = (parts) => {
    const blocks = parts
      .filter(([, lines]) => lines.length)
      .flatMap(([sentence, lines]) => {
        const list = document.createElement("ul");
        list.append(...lines.map((line) => made("li", line)));
        return [made("p", sentence), list];
      });
    at("remarks").replaceChildren(...blocks);
  };

  const load = async () => {
    const files = [...at("load").files];
    const refused = [];
    const notes = [];
    for (const file of files) {
      const { plan, notes: remarks, wrong } = await own.readFile(file, handbook);
      if (wrong) {
        refused.push(`${file.name} : ${own.reason(words, wrong)}`);
        continue;
      }
      if (plans.has(plan.uid)) notes.push(`${file.name} : ${words.replaced}`);
      notes.push(...remarks.map((note) => `${file.name} : ${own.noteText(words, note)}`));
      plans.set(plan.uid, plan);
    }
    at("load").value = "";
    announce([
      [own.counted(words, "refused", refused.length), refused],
      [words.remarks, notes],
    ]);
    draw();
  };

  at("load").addEventListener("change", load);
  filters.addEventListener("input", draw);
  filters.addEventListener("submit", (event) => event.preventDefault());
  at("print").addEventListener("click", () => print());
  at("csv").addEventListener("click", () => {
    const file = `${own.fileName(words.file)}.csv`;
    own.download(file, "text/csv", own.asCsv(own.teamRows(team(), words)));
    at("message").textContent = own.fill(words.saved, { file });
  });
  root.hidden = false;
  draw();
})();
