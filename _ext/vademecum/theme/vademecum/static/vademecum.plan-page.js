/** The page « Mon plan »: what the reader does, and what the page does then. */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const root = document.getElementById("v-plan");
  if (!root) return;
  const at = (name) => document.getElementById(`v-${name}`);
  const words = root.dataset;
  const handbook = new own.Handbook(JSON.parse(at("plan-data").textContent));
  const form = at("plan-form");
  const ways = new Map(
    [...at("skill-template").content.querySelectorAll("[data-field=way] option")].map((one) => [
      one.value,
      one.value && one.textContent,
    ]),
  );
  const choices = new own.Choices(at("skills"), at("skill-template"), handbook, words);
  const result = new own.Result(handbook, words, ways);
  let plan = own.emptyPlan();
  let kept = false;
  let unsaved = false;

  /** @param {string} text @param {string[]} [more] */
  const announce = (text, more = []) => {
    at("message").textContent = text;
    const items = more.map((one) => {
      const item = document.createElement("li");
      item.textContent = one;
      return item;
    });
    at("remarks").replaceChildren(...items);
    at("remarks").hidden = !items.length;
  };

  /** Say in one line how far the reader is. */
  const status = () => {
    const chosen = handbook.chosen(plan);
    const { gaps, unanswered } = handbook.result(plan);
    const said = chosen.length - unanswered.length;
    const parts = [own.counted(words, "chosen", chosen.length)];
    if (chosen.length) parts.push(own.counted(words, "said", said));
    if (said) parts.push(own.counted(words, "gaps", gaps.length));
    const text = parts.join(", ");
    if (at("plan-status").textContent !== text) at("plan-status").textContent = text;
  };

  const drawResult = () => {
    at("result-head").textContent = result.head(plan);
    at("result-body").replaceChildren(...result.body(plan));
    status();
  };

  /** Show the whole plan, after it came from elsewhere. */
  const draw = () => {
    form.elements.name.value = plan.name;
    for (const box of form.querySelectorAll("[name=role]")) box.checked = plan.roles.includes(box.value);
    for (const box of form.querySelectorAll("[name=domain]"))
      box.checked = plan.domains.includes(box.value);
    const titles = plan.single.map((id) => handbook.skillById.get(id).title).join(", ");
    at("single").hidden = !titles;
    at("single").querySelector("span").textContent = titles;
    form.elements.single.checked = true;
    choices.show(plan);
    drawResult();
  };

  const changed = () => {
    unsaved = true;
    if (kept) {
      kept = own.store(handbook, own.asJson(plan, handbook));
      unsaved = !kept;
      if (!kept) announce(words.unkept);
    }
  };

  const checked = (name) =>
    [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);

  /** @param {Event} event */
  const take = (event) => {
    const field = event.target.closest("[data-skill]");
    plan.name = form.elements.name.value.trim();
    if (field) {
      const { skill: id } = field.dataset;
      plan.answers.set(id, own.answerIn(field));
      choices.refresh(plan, handbook.skillById.get(id));
    } else if (event.target.name !== "name") {
      plan.roles = checked("role");
      plan.domains = checked("domain");
      if (!form.elements.single.checked) plan.single = [];
      draw();
    }
    drawResult();
    changed();
  };

  /** Add what the address asks for to the plan; what nobody offers is left out. */
  const fromAddress = () => {
    const asked = new URLSearchParams(location.search);
    const add = (list, values, known) => {
      for (const value of values) if (known(value) && !list.includes(value)) list.push(value);
    };
    const skills = asked.getAll(words.bySkills).flatMap((value) => value.split(","));
    add(plan.roles, asked.getAll(words.byRole), (id) => handbook.roleById.has(id));
    add(plan.domains, asked.getAll(words.byDomain), (slug) => choices.sections.has(slug));
    add(plan.single, skills, (id) => handbook.skillById.has(id));
    return asked.size > 0 && handbook.chosen(plan).length > 0;
  };

  const load = async () => {
    const [file] = at("load").files;
    if (!file) return;
    const { plan: read, notes, wrong } = await own.readFile(file, handbook);
    at("load").value = "";
    if (wrong) return announce(own.fill(words.refused, { reason: own.reason(words, wrong) }));
    if (unsaved && !confirm(words.replace)) return;
    plan = read;
    draw();
    changed();
    unsaved = false;
    announce(words.loaded, notes.map((note) => own.noteText(words, note)));
  };

  const save = (kind, type, text) => {
    const file = `${own.fileName(words.file, plan.name)}.${kind}`;
    own.download(file, type, text);
    announce(own.fill(words.saved, { file }));
  };

  const rows = () =>
    handbook.chosen(plan).map((skill) => {
      const { answer, asked, goal, gap } = handbook.step(plan, skill);
      return [
        skill.id,
        skill.title,
        handbook.domains.find((domain) => domain.slug === skill.domain).name,
        answer.level,
        goal,
        answer.level === null ? null : gap,
        asked.by.map(({ role }) => role.name).join(", "),
        ways.get(answer.way) ?? answer.way,
        answer.who,
        answer.when,
        skill.see.map((id) => handbook.resources[id].name).join(", "),
      ];
    });

  const events = () =>
    handbook
      .result(plan)
      .gaps.filter(({ answer }) => answer.when)
      .map(({ skill, answer, goal }) => ({
        uid: `${skill.id.toLowerCase()}.${plan.uid}@vade-mecum`,
        day: answer.when,
        title: own.fill(words.event, {
          title: skill.title,
          now: result.level(answer.level),
          goal: result.level(goal),
        }),
        text: [ways.get(answer.way) ?? "", answer.who, skill.levels[goal]].filter(Boolean).join("\n"),
      }));

  const store = () => {
    kept = own.store(handbook, own.asJson(plan, handbook));
    unsaved &&= !kept;
    announce(kept ? words.kept : words.unkept);
  };

  const forget = () => {
    if (!confirm(words.forget)) return;
    own.forget(handbook);
    plan = own.emptyPlan();
    kept = unsaved = false;
    history.replaceState(null, "", location.pathname);
    draw();
    announce(words.forgotten);
  };

  /** Take up what an earlier visit kept. */
  const resume = () => {
    const text = own.stored(handbook);
    if (text === null) return;
    const { plan: read, notes, wrong } = own.read(text, handbook);
    if (wrong) return announce(own.fill(words.refused, { reason: own.reason(words, wrong) }));
    plan = read;
    kept = true;
    announce(words.keptBefore, notes.map((note) => own.noteText(words, note)));
  };

  form.addEventListener("input", take);
  form.addEventListener("submit", (event) => event.preventDefault());
  at("print").addEventListener("click", () => print());
  at("save").addEventListener("click", () => {
    save("json", "application/json", own.asJson(plan, handbook));
    unsaved = false;
  });
  at("csv").addEventListener("click", () =>
    save("csv", "text/csv", own.asCsv([words.csv.split(";"), ...rows()])),
  );
  at("ics").addEventListener("click", () => {
    const days = events();
    if (days.length) save("ics", "text/calendar", own.asCalendar(days, new Date()));
    else announce(words.noDates);
  });
  at("load").addEventListener("change", load);
  at("store").addEventListener("click", store);
  at("forget").addEventListener("click", forget);
  addEventListener("beforeunload", (event) => {
    if (unsaved && plan.answers.size) event.preventDefault();
  });
  resume();
  if (fromAddress() && !kept) announce(words.fromAddress);
  root.hidden = false;
  draw();
})();
