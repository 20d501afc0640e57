/** One fieldset a skill: where one stands, and, once there is a gap, how to close it. */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;

  own.Choices = class {
    /**
     * @param {HTMLElement} place @param {HTMLTemplateElement} template
     * @param {object} handbook @param {DOMStringMap} words
     */
    constructor(place, template, handbook, words) {
      Object.assign(this, { place, template, handbook, words });
      /** @type {Map<string, HTMLElement>} */
      this.fields = new Map();
      this.sections = new Map(handbook.domains.map((domain) => [domain.slug, this.section(domain)]));
    }

    section(domain) {
      const section = document.createElement("section");
      const heading = document.createElement("h3");
      const name = document.createElement("span");
      section.className = `domain-${domain.slug}`;
      name.className = "domain";
      name.textContent = domain.name;
      heading.append(name);
      section.append(heading);
      return section;
    }

    /** Show the skills of a plan, and what it says of them. @param {Plan} plan */
    show(plan) {
      const chosen = this.handbook.chosen(plan);
      const kept = new Set(chosen.map((skill) => skill.id));
      for (const [id, field] of this.fields) if (!kept.has(id)) field.remove();
      for (const [slug, section] of this.sections) {
        const own_ = chosen.filter((skill) => skill.domain === slug);
        for (const skill of own_) section.append(this.field(skill));
        if (own_.length) this.place.append(section);
        else section.remove();
      }
      for (const skill of chosen) this.refresh(plan, skill);
    }

    /** The fieldset of a skill, made once. */
    field(skill) {
      let field = this.fields.get(skill.id);
      if (!field) {
        field = this.made(skill);
        this.fields.set(skill.id, field);
      }
      return field;
    }

    made(skill) {
      const field = this.template.content.firstElementChild.cloneNode(true);
      field.dataset.skill = skill.id;
      field.querySelector(".skill-id").textContent = skill.id;
      const link = field.querySelector("legend a");
      link.textContent = skill.title;
      link.href = skill.page;
      this.rungs(field, skill);
      for (const label of field.querySelectorAll("[data-for]")) {
        const name = label.dataset.for;
        label.htmlFor = `v-${name}-${skill.id}`;
        field.querySelector(`[data-field=${name}]`).id = label.htmlFor;
      }
      return field;
    }

    /** One choice a level, with the sentence that can be observed. */
    rungs(field, skill) {
      const rungs = field.querySelector("[data-part=levels]");
      const silent = rungs.firstElementChild;
      silent.querySelector("input").name = `level-${skill.id}`;
      const levels = [{ number: 0, name: this.words.zero }, ...this.handbook.levels];
      for (const { number, name } of levels) {
        const rung = silent.cloneNode(true);
        const input = rung.querySelector("input");
        input.value = String(number);
        input.checked = false;
        rung.querySelector(".rung-name").textContent = own.fill(this.words.level, { number, name });
        const sentence = document.createElement("span");
        sentence.className = "rung-sentence";
        sentence.textContent = skill.levels[number] ?? "";
        if (sentence.textContent) rung.append(sentence);
        rungs.append(rung);
      }
    }

    /** Bring a fieldset up to what the plan says. @param {Plan} plan @param {object} skill */
    refresh(plan, skill) {
      const field = this.field(skill);
      const { answer, asked, gap } = this.handbook.step(plan, skill);
      const level = answer.level === null ? "" : String(answer.level);
      for (const input of field.querySelectorAll("input[type=radio]"))
        input.checked = input.value === level;
      field.querySelector("[data-part=asked]").textContent = this.about(skill, asked);
      const usual = this.handbook.usualGoal(plan, skill.id);
      field.querySelector("[data-field=goal] option").textContent = own.fill(
        asked.by.length ? this.words.goalAsked : "%(level)s",
        { level: this.level(usual) },
      );
      for (const name of ["way", "who", "when"]) {
        const control = field.querySelector(`[data-field=${name}]`);
        if (control.value !== answer[name]) control.value = answer[name];
      }
      field.querySelector("[data-field=goal]").value = answer.goal === null ? "" : String(answer.goal);
      for (const part of field.querySelectorAll("[data-gap]")) part.hidden = !gap;
    }

    level(number) {
      const name = number ? this.handbook.levelName(number) : this.words.zero;
      return own.fill(this.words.level, { number, name });
    }

    about(skill, asked) {
      const roles = asked.by.map(({ role }) => role.name).join(", ");
      const asking = asked.by.length
        ? own.fill(this.words.asked, { level: this.level(asked.level), roles })
        : this.words.notAsked;
      const ways = skill.acquisition.join(", ");
      return ways ? `${asking} ${own.fill(this.words.ways, { ways })}` : asking;
    }
  };

  /** What a fieldset says. @param {HTMLElement} field @returns {Answer} */
  own.answerIn = (field) => {
    const value = (name) => field.querySelector(`[data-field=${name}]`).value;
    const number = (text) => (text === "" ? null : Number(text));
    return {
      level: number(field.querySelector("input[type=radio]:checked")?.value ?? ""),
      goal: number(value("goal")),
      way: value("way"),
      who: value("who").trim(),
      when: own.day(value("when")),
    };
  };
})();
