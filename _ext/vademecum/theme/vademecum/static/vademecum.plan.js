/** The page « Mon plan »: what the reader does, and what the page does then. */
(() => {
  "use strict";

  const { fill, make, at } = vademecum;
  const root = at("v-plan");
  if (!root) return;
  const plans = vademecum.plans;
  const { words, parameters, handbook: data } = vademecum.record();
  const handbook = new plans.Handbook(data);
  const form = at("v-plan-form");
  const RESOURCES = 4;
  /** The names of ways to learn, by key. */
  const ways = new Map(
    [...at("v-skill-template").content.querySelectorAll("[data-field=way] option")].map(
      ({ value, textContent }) => [value, value && textContent],
    ),
  );
  let plan = plans.emptyPlan();
  let kept = false;
  let unsaved = false;

  /** A level as the page calls it. @param {number} number */
  const levelWords = (number) =>
    fill(words.level, { number, name: number ? handbook.levelName(number) : words.zero });

  /** A day in words. @param {string | Date} day */
  const longDay = (day) =>
    new Date(day).toLocaleDateString(document.documentElement.lang, {
      dateStyle: "long",
      ...(typeof day === "string" ? { timeZone: "UTC" } : {}),
    });

  // --- one fieldset a skill: where one stands, and, once there is a gap, how to close it ----------

  /** @type {Map<string, Part>} the fieldsets by skill, each made once */
  const fields = new Map();
  const sections = new Map(
    data.domains.map(({ slug, name }) => [
      slug,
      make("section", { class: `domain-${slug}` }, make("h3", {}, make("span", { class: "domain" }, name))),
    ]),
  );

  /** One choice a level, with the sentence that can be observed. @param {Part} field @param {SkillData} skill */
  const addRungs = (field, skill) => {
    const rungs = field.querySelector("[data-part=levels]");
    const silent = rungs.firstElementChild;
    silent.querySelector("input").name = `level-${skill.id}`;
    for (const number of [0, ...data.levels.map((level) => level.number)]) {
      const rung = /** @type {Part} */ (silent.cloneNode(true));
      const input = rung.querySelector("input");
      input.value = String(number);
      input.checked = false;
      rung.querySelector(".rung-name").textContent = levelWords(number);
      const sentence = skill.levels[number];
      if (sentence) rung.append(make("span", { class: "rung-sentence" }, sentence));
      rungs.append(rung);
    }
  };

  /** @param {SkillData} skill */
  const newField = (skill) => {
    const field = /** @type {Part} */ (at("v-skill-template").content.firstElementChild.cloneNode(true));
    field.dataset.skill = skill.id;
    field.querySelector(".skill-id").textContent = skill.id;
    Object.assign(field.querySelector("legend a"), { textContent: skill.title, href: skill.page });
    addRungs(field, skill);
    for (const label of field.querySelectorAll("[data-for]")) {
      const name = label.dataset.for;
      label.htmlFor = `v-${name}-${skill.id}`;
      field.querySelector(`[data-field=${name}]`).id = label.htmlFor;
    }
    fields.set(skill.id, field);
    return field;
  };

  /** @param {SkillData} skill */
  const fieldOf = (skill) => fields.get(skill.id) ?? newField(skill);

  /** @param {SkillData} skill @param {Asked} asked */
  const aboutSkill = (skill, asked) => {
    const roles = asked.by.map(({ role }) => role.name).join(", ");
    const asking = asked.by.length
      ? fill(words.asked, { level: levelWords(asked.level), roles })
      : words.notAsked;
    const learnt = skill.acquisition.join(", ");
    return learnt ? `${asking} ${fill(words.ways, { ways: learnt })}` : asking;
  };

  /** Bring a fieldset up to what the plan says. @param {SkillData} skill */
  const refresh = (skill) => {
    const field = fieldOf(skill);
    const { answer, asked, gap } = handbook.step(plan, skill);
    const level = answer.level === null ? "" : String(answer.level);
    for (const input of field.querySelectorAll("input[type=radio]"))
      input.checked = input.value === level;
    field.querySelector("[data-part=asked]").textContent = aboutSkill(skill, asked);
    field.querySelector("[data-field=goal] option").textContent = fill(
      asked.by.length ? words.goalAsked : "%(level)s",
      { level: levelWords(handbook.usualGoal(plan, skill.id)) },
    );
    const { way, who, when } = answer;
    for (const [name, value] of Object.entries({ way, who, when })) {
      const control = field.querySelector(`[data-field=${name}]`);
      if (control.value !== value) control.value = value;
    }
    field.querySelector("[data-field=goal]").value = answer.goal === null ? "" : String(answer.goal);
    for (const part of field.querySelectorAll("[data-gap]")) part.hidden = !gap;
  };

  /** Show the skills of the plan, and what it says of them. */
  const showSkills = () => {
    const chosen = handbook.chosen(plan);
    const shown = new Set(chosen.map((skill) => skill.id));
    for (const [id, field] of fields) if (!shown.has(id)) field.remove();
    for (const [slug, section] of sections) {
      const inside = chosen.filter((skill) => skill.domain === slug);
      for (const skill of inside) section.append(fieldOf(skill));
      if (inside.length) at("v-skills").append(section);
      else section.remove();
    }
    for (const skill of chosen) refresh(skill);
  };

  /** What a fieldset says. @param {Part} field @returns {Answer} */
  const answerIn = (field) => {
    const value = (/** @type {string} */ name) => field.querySelector(`[data-field=${name}]`).value;
    const number = (/** @type {string} */ text) => (text === "" ? null : Number(text));
    return {
      level: number(field.querySelector("input[type=radio]:checked")?.value ?? ""),
      goal: number(value("goal")),
      way: value("way"),
      who: value("who").trim(),
      when: plans.day(value("when")),
    };
  };

  // --- the plan as a page that one hands on: what to begin with, how, with whom, by when ----------

  /** Whose plan it is, of which day, for which roles. */
  const resultHead = () => {
    const roles = handbook.roleNames(plan);
    return [
      plan.name && fill(words.of, { name: plan.name }),
      fill(words.on, { date: longDay(new Date()) }),
      roles && fill(words.for, { roles }),
    ]
      .filter(Boolean)
      .join(" · ");
  };

  /** @returns {Node[]} */
  const resultBody = () => {
    const result = handbook.result(plan);
    if (!result.gaps.length && !result.reached.length) return [make("p", {}, words.noAnswer)];
    const page = /** @type {DocumentFragment} */ (at("v-result-template").content.cloneNode(true));
    const part = (/** @type {string} */ name) => page.querySelector(`[data-part=${name}]`);
    part("gaps").append(...result.first.map(gapItem));
    part("later").append(...result.later.map(gapItem));
    if (!result.gaps.length) part("first").replaceWith(make("p", {}, words.noGap));
    if (!result.later.length) part("next").remove();
    for (const name of ["gaps", "later"]) if (!part(name).children.length) part(name).remove();
    for (const name of /** @type {const} */ (["reached", "unanswered"])) {
      const skills = result[name].map(({ skill }) => skill.title).join(", ");
      if (skills) part(name).textContent = fill(words[name], { skills });
      else part(name).remove();
    }
    return [page];
  };

  /** @param {Step} step */
  const gapItem = ({ skill, answer, asked, goal }) => {
    const item = /** @type {Part} */ (at("v-gap-template").content.firstElementChild.cloneNode(true));
    const part = (/** @type {string} */ selector, /** @type {string} */ text) => {
      const place = item.querySelector(selector);
      place.textContent = text;
      if (!text) place.remove();
    };
    item.classList.add(`domain-${skill.domain}`);
    part(".skill-id", skill.id);
    Object.assign(item.querySelector(".gap-title a"), { textContent: skill.title, href: skill.page });
    part(".gap-step", fill(words.step, { now: levelWords(answer.level), goal: levelWords(goal) }));
    const sentence = skill.levels[goal];
    part(".gap-aim", sentence ? fill(words.aim, { sentence }) : "");
    const why = asked.by.map(({ role, reason }) => (reason ? `${role.name} : ${reason}` : role.name));
    part("[data-part=asked]", why.join(" · "));
    item.querySelector(".gap-how").append(
      ...[
        [words.wayWord, ways.get(answer.way) ?? answer.way],
        [words.whoWord, answer.who],
        [words.whenWord, answer.when && longDay(answer.when)],
      ].map(([name, value]) => {
        const said = value ? make("dd", {}, value) : make("dd", { class: "undecided" }, words.undecided);
        return make("div", {}, make("dt", {}, name), said);
      }),
    );
    item.querySelector(".gap-resources").append(...resourceItems(skill));
    return item;
  };

  /** @param {SkillData} skill */
  const resourceItems = (skill) => {
    const known = skill.see.slice(0, RESOURCES).map((id) => data.resources[id]);
    if (!known.length) return [make("li", {}, make("span", {}, words.noResource))];
    return known.map(({ name, href, about, lang }) => {
      const rel = href.startsWith("http") ? "noopener noreferrer" : undefined;
      const shown = href ? make("a", { href, rel, lang }, name) : make("span", { lang }, name);
      const more = href ? about : words.ghost;
      return make("li", {}, shown, ...(more ? [" ", make("span", { class: "about" }, more)] : []));
    });
  };

  // --- what the browser keeps, once the reader has asked for it; false where it refuses -----------

  const KEY = `vademecum-plan ${data.handbook.address || data.handbook.title}`;

  const storedText = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };

  const store = () => {
    try {
      localStorage.setItem(KEY, plans.asJson(plan, handbook));
      return true;
    } catch {
      return false;
    }
  };

  // --- the page -----------------------------------------------------------------------------------

  /** @param {string} text @param {string[]} [more] */
  const announce = (text, more = []) => {
    at("v-message").textContent = text;
    at("v-remarks").replaceChildren(...more.map((one) => make("li", {}, one)));
    at("v-remarks").hidden = !more.length;
  };

  /** Say in one line how far the reader is. */
  const status = () => {
    const chosen = handbook.chosen(plan);
    const { gaps, unanswered } = handbook.result(plan);
    const said = chosen.length - unanswered.length;
    const parts = [plans.counted(words, "chosen", chosen.length)];
    if (chosen.length) parts.push(plans.counted(words, "said", said));
    if (said) parts.push(plans.counted(words, "gaps", gaps.length));
    const text = parts.join(", ");
    if (at("v-plan-status").textContent !== text) at("v-plan-status").textContent = text;
  };

  const drawResult = () => {
    at("v-result-head").textContent = resultHead();
    at("v-result-body").replaceChildren(...resultBody());
    status();
  };

  /** Show the whole plan, after it came from elsewhere. */
  const draw = () => {
    form.elements.name.value = plan.name;
    for (const box of form.querySelectorAll("[name=role]")) box.checked = plan.roles.includes(box.value);
    for (const box of form.querySelectorAll("[name=domain]"))
      box.checked = plan.domains.includes(box.value);
    const titles = plan.single.map((id) => handbook.skillById.get(id).title).join(", ");
    at("v-single").hidden = !titles;
    at("v-single").querySelector("span").textContent = titles;
    form.elements.single.checked = true;
    showSkills();
    drawResult();
  };

  const changed = () => {
    unsaved = true;
    if (kept) {
      kept = store();
      unsaved = !kept;
      if (!kept) announce(words.unkept);
    }
  };

  /** @param {string} name */
  const checked = (name) =>
    [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value);

  /** @param {Event} event */
  const take = (event) => {
    const control = /** @type {Part} */ (event.target);
    const field = control.closest("[data-skill]");
    plan.name = form.elements.name.value.trim();
    if (field) {
      const { skill: id } = field.dataset;
      plan.answers.set(id, answerIn(field));
      refresh(handbook.skillById.get(id));
    } else if (control.name !== "name") {
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
    /** @param {string[]} list @param {string[]} values @param {Map<string, unknown>} known */
    const add = (list, values, known) => {
      for (const value of values) if (known.has(value) && !list.includes(value)) list.push(value);
    };
    const skills = asked.getAll(parameters.skills).flatMap((value) => value.split(","));
    add(plan.roles, asked.getAll(parameters.role), handbook.roleById);
    add(plan.domains, asked.getAll(parameters.domain), sections);
    add(plan.single, skills, handbook.skillById);
    return asked.size > 0 && handbook.chosen(plan).length > 0;
  };

  /** @param {Refusal} wrong */
  const refuse = (wrong) => announce(fill(words.refused, { reason: plans.reason(words, wrong) }));

  const load = async () => {
    const [file] = at("v-load").files;
    if (!file) return;
    const { plan: read, notes, wrong } = await plans.readFile(file, handbook);
    at("v-load").value = "";
    if (wrong) return refuse(wrong);
    if (unsaved && !confirm(words.replace)) return;
    plan = read;
    draw();
    changed();
    unsaved = false;
    announce(words.loaded, notes.map((note) => plans.noteText(words, note)));
  };

  /** @param {string} kind @param {string} type @param {string} text */
  const save = (kind, type, text) => {
    const file = `${plans.fileName(words.file, plan.name)}.${kind}`;
    plans.download(file, type, text);
    announce(fill(words.saved, { file }));
  };

  const rows = () =>
    handbook.chosen(plan).map((skill) => {
      const { answer, asked, goal, gap } = handbook.step(plan, skill);
      return [
        skill.id,
        skill.title,
        data.domains.find((domain) => domain.slug === skill.domain).name,
        answer.level,
        goal,
        answer.level === null ? null : gap,
        asked.by.map(({ role }) => role.name).join(", "),
        ways.get(answer.way) ?? answer.way,
        answer.who,
        answer.when,
        skill.see.map((id) => data.resources[id].name).join(", "),
      ];
    });

  const events = () =>
    handbook
      .result(plan)
      .gaps.filter(({ answer }) => answer.when)
      .map(({ skill, answer, goal }) => ({
        uid: `${skill.id.toLowerCase()}.${plan.uid}@vade-mecum`,
        day: answer.when,
        title: fill(words.event, {
          title: skill.title,
          now: levelWords(answer.level),
          goal: levelWords(goal),
        }),
        text: [ways.get(answer.way) ?? "", answer.who, skill.levels[goal]].filter(Boolean).join("\n"),
      }));

  const forget = () => {
    if (!confirm(words.forget)) return;
    try {
      localStorage.removeItem(KEY);
    } catch {
      // What was never kept needs no forgetting.
    }
    plan = plans.emptyPlan();
    kept = unsaved = false;
    history.replaceState(null, "", location.pathname);
    draw();
    announce(words.forgotten);
  };

  /** Take up what an earlier visit kept. */
  const resume = () => {
    const text = storedText();
    if (text === null) return;
    const { plan: read, notes, wrong } = plans.read(text, handbook);
    if (wrong) return refuse(wrong);
    plan = read;
    kept = true;
    announce(words.keptBefore, notes.map((note) => plans.noteText(words, note)));
  };

  form.addEventListener("input", take);
  form.addEventListener("submit", (event) => event.preventDefault());
  at("v-print").addEventListener("click", () => print());
  at("v-save").addEventListener("click", () => {
    save("json", "application/json", plans.asJson(plan, handbook));
    unsaved = false;
  });
  at("v-csv").addEventListener("click", () =>
    save("csv", "text/csv", plans.asCsv([words.csv.split(";"), ...rows()])),
  );
  at("v-ics").addEventListener("click", () => {
    const days = events();
    if (days.length) save("ics", "text/calendar", plans.asCalendar(days, new Date()));
    else announce(words.noDates);
  });
  at("v-load").addEventListener("change", load);
  at("v-store").addEventListener("click", () => {
    kept = store();
    unsaved &&= !kept;
    announce(kept ? words.kept : words.unkept);
  });
  at("v-forget").addEventListener("click", forget);
  addEventListener("beforeunload", (event) => {
    if (unsaved && plan.answers.size) event.preventDefault();
  });
  resume();
  if (fromAddress() && !kept) announce(words.fromAddress);
  root.hidden = false;
  draw();
})();
