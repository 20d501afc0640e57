/** The plan as a page that one hands on: what to begin with, how, with whom, by when. */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const RESOURCES = 4;

  /** A day in words. @param {string | Date} day */
  own.longDay = (day) =>
    new Date(day).toLocaleDateString(document.documentElement.lang, {
      dateStyle: "long",
      ...(typeof day === "string" ? { timeZone: "UTC" } : {}),
    });

  own.Result = class {
    /** @param {object} handbook @param {DOMStringMap} words @param {Map<string, string>} ways their names */
    constructor(handbook, words, ways) {
      Object.assign(this, { handbook, words, ways });
      this.whole = document.getElementById("v-result-template");
      this.one = document.getElementById("v-gap-template");
    }

    level(number) {
      const name = number ? this.handbook.levelName(number) : this.words.zero;
      return own.fill(this.words.level, { number, name });
    }

    /** Whose plan it is, of which day, for which roles. @param {Plan} plan */
    head(plan) {
      const roles = plan.roles.map((id) => this.handbook.roleById.get(id).name).join(", ");
      return [
        plan.name && own.fill(this.words.of, { name: plan.name }),
        own.fill(this.words.on, { date: own.longDay(new Date()) }),
        roles && own.fill(this.words.for, { roles }),
      ]
        .filter(Boolean)
        .join(" · ");
    }

    /** @param {Plan} plan @returns {Node[]} */
    body(plan) {
      const result = this.handbook.result(plan);
      if (!result.gaps.length && !result.reached.length) return [this.said(this.words.noAnswer)];
      const page = this.whole.content.cloneNode(true);
      const part = (name) => page.querySelector(`[data-part=${name}]`);
      part("gaps").append(...result.first.map((step) => this.gap(step)));
      part("later").append(...result.later.map((step) => this.gap(step)));
      if (!result.gaps.length) part("first").replaceWith(this.said(this.words.noGap));
      if (!result.later.length) part("next").remove();
      for (const name of ["gaps", "later"]) if (!part(name).children.length) part(name).remove();
      for (const name of ["reached", "unanswered"]) {
        const skills = result[name].map(({ skill }) => skill.title).join(", ");
        if (skills) part(name).textContent = own.fill(this.words[name], { skills });
        else part(name).remove();
      }
      return [page];
    }

    said(text) {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    }

    gap({ skill, answer, asked, goal }) {
      const item = this.one.content.firstElementChild.cloneNode(true);
      item.classList.add(`domain-${skill.domain}`);
      item.querySelector(".skill-id").textContent = skill.id;
      const link = item.querySelector(".gap-title a");
      link.textContent = skill.title;
      link.href = skill.page;
      item.querySelector(".gap-step").textContent = own.fill(this.words.step, {
        now: this.level(answer.level),
        goal: this.level(goal),
      });
      const sentence = skill.levels[goal];
      const aim = item.querySelector(".gap-aim");
      if (sentence) aim.textContent = own.fill(this.words.aim, { sentence });
      else aim.remove();
      const why = item.querySelector("[data-part=asked]");
      why.textContent = asked.by
        .map(({ role, reason }) => (reason ? `${role.name} : ${reason}` : role.name))
        .join(" · ");
      if (!why.textContent) why.remove();
      this.how(item.querySelector(".gap-how"), answer);
      item.querySelector(".gap-resources").append(...this.resources(skill));
      return item;
    }

    how(place, answer) {
      const rows = [
        [this.words.wayWord, this.ways.get(answer.way) ?? answer.way],
        [this.words.whoWord, answer.who],
        [this.words.whenWord, answer.when && own.longDay(answer.when)],
      ];
      for (const [name, value] of rows) {
        const row = document.createElement("div");
        const term = document.createElement("dt");
        const said = document.createElement("dd");
        term.textContent = name;
        said.textContent = value || this.words.undecided;
        if (!value) said.className = "undecided";
        row.append(term, said);
        place.append(row);
      }
    }

    resources(skill) {
      const known = skill.see.slice(0, RESOURCES).map((id) => this.handbook.resources[id]);
      if (!known.length) return [this.resource({ name: this.words.noResource, about: "", href: "" })];
      return known.map((resource) =>
        this.resource({ ...resource, about: resource.href ? resource.about : this.words.ghost }),
      );
    }

    resource({ name, href, about, lang = "" }) {
      const item = document.createElement("li");
      const shown = document.createElement(href ? "a" : "span");
      shown.textContent = name;
      if (lang) shown.lang = lang;
      if (href) shown.href = href;
      if (href.startsWith("http")) shown.rel = "noopener noreferrer";
      item.append(shown);
      if (about) {
        const more = document.createElement("span");
        more.className = "about";
        more.textContent = about;
        item.append(" ", more);
      }
      return item;
    }
  };
})();
