/**
 * The catalogue's filters: they hide what does not match, say how many are left, and keep their
 * state in the address. All words that a reader sees come from the page.
 */
(() => {
  "use strict";

  const { fill, make, at, words: split, idKey, ways } = vademecum;
  const form = at("v-filters");
  if (!form) return;
  const { words, parameters, synonyms: phrases } = vademecum.record();
  const found = at("v-found");
  const loosen = at("v-loosen");
  const copied = at("v-copied");
  const planLink = at("v-plan-link");
  const text = at("v-q");
  const boxes = [...form.querySelectorAll(".filter-domains input")];
  const selects = [...form.querySelectorAll("select")];
  const LONGEST = 300;
  const MOST_WAYS = 12;
  const MOST_IN_LINK = 500;
  const groups = [...document.querySelectorAll("[data-group]")];

  const synonyms = phrases.map((row) => row.map((phrase) => phrase.split(" ")));

  /**
   * What choices about who asks for a skill, and where it can be learnt, ask of an entry.
   * @type {Record<string, (entry: Entry, value: string) => boolean>}
   */
  const PARTS = {
    role: ([role], value) => role === value,
    level: ([, level], value) => level >= Number(value),
    form: ([kind], value) => kind === value,
    language: ([, languages], value) => languages.includes(value),
    free: ([, , free]) => free,
  };

  /** Those about one list must meet in one of its entries: a free guide in French. @type {Vademecum["facets"]} */
  const facets = {
    test: (select) => {
      const { value, dataset } = select;
      return (entry) => PARTS[dataset.part](entry, value);
    },
    meets: (lists, choices) =>
      [...new Set(choices.map((one) => one.about))].every((about) =>
        lists(about).some((entry) =>
          choices.filter((one) => one.about === about).every((one) => one.meets(entry)),
        ),
      ),
  };
  vademecum.facets = facets;

  /** Plurals count for nothing. @param {string} word */
  const singular = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);

  /** @param {string} one @param {string} other */
  const same = (one, other) => singular(one) === singular(other);

  /** Whether a skill has each word, or one that begins so. @param {Skill} skill @param {string[]} way */
  const has = (skill, way) =>
    way.every((term) => skill.words.includes(` ${singular(term)}`));

  /** @param {string | undefined} value */
  const parts = (value) => (value ?? "").split(",").map((part) => part.trim());

  /** @param {number} number */
  const counted = (number) =>
    number === 1 ? words.one : fill(words.many, { count: number });

  /** @param {string[]} words */
  const spaced = (words) => ` ${words.join(" ")}`;

  /** @param {Part} card @returns {Skill} */
  const ofCard = (card) => ({
    card,
    name: card.id,
    id: idKey(card.querySelector(".skill-id").textContent),
    words: spaced(
      split(
        [".skill-id", ".skill-title", ".skill-official", ".skill-body > :not(.skill-fields, .skill-reference, .skill-more)", ".skill-fields dd"]
          .flatMap((part) => [...card.querySelectorAll(part)])
          .map((part) => part.textContent)
          .concat(card.dataset.words ?? "")
          .join(" "),
      ),
    ),
    domain: card.dataset.domain,
    served: card.dataset.resources !== "0",
    field: (name) => card.getAttribute(`data-${name}`),
    lists: (about) => JSON.parse(card.dataset[about] ?? "[]"),
  });

  /** @param {any[]} row @returns {Skill} */
  const ofRow = (row) => {
    const [name, , , , domain, text, resources, fields, asked, learning] = row;
    /** @type {Record<string, Entry[]>} */
    const lists = { asked, learning };
    return {
      row,
      name,
      id: idKey(name),
      words: ` ${text}`,
      domain,
      served: resources > 0,
      field: (one) => fields[one],
      lists: (about) => lists[about],
    };
  };

  const more = at("v-more");
  const unlisted = at("v-unlisted");
  if (unlisted) unlisted.hidden = true;
  const AT_ONCE = 100;
  let most = AT_ONCE;
  /** @type {Skill[]} */
  const skills = more
    ? (vademecum.skills ?? []).map(ofRow)
    : [...document.querySelectorAll("[data-group] .skill")].map(ofCard);

  /** @returns {Choice[]} what the reader has chosen */
  const choices = () => {
    /** @type {Choice[]} */
    const chosen = [];
    const terms = split(text.value.slice(0, LONGEST));
    const all = ways(terms, synonyms, same).slice(0, MOST_WAYS);
    const id = idKey(text.value.slice(0, LONGEST));
    if (terms.length)
      chosen.push({
        label: text.value.trim(),
        holds: (skill) => skill.id === id || all.some((way) => has(skill, way)),
        drop: () => {
          text.value = "";
        },
      });
    const domains = boxes.filter((box) => box.checked);
    if (domains.length)
      chosen.push({
        label: domains.map((box) => box.dataset.label).join(", "),
        holds: ({ domain }) => domains.some((box) => box.value === domain),
        drop: () => {
          for (const box of domains) box.checked = false;
        },
      });
    for (const select of selects.filter((one) => one.value)) {
      const { name, value } = select;
      const { about } = select.dataset;
      const wanted = "served" in select.selectedOptions[0].dataset;
      chosen.push({
        label: select.selectedOptions[0].dataset.label,
        about,
        meets: about ? facets.test(select) : undefined,
        holds: ({ field, served }) =>
          Boolean(about) ||
          ("field" in select.dataset
            ? parts(field(name)).includes(value)
            : served === wanted),
        drop: () => {
          select.value = "";
        },
      });
    }
    return chosen;
  };

  /** @param {Choice[]} chosen @returns {Skill[]} */
  const matching = (chosen) => {
    const listed = chosen.filter((one) => one.about);
    return skills.filter(
      (skill) => chosen.every((one) => one.holds(skill)) && facets.meets(skill.lists, listed),
    );
  };

  /** Hide what does not match, and groups with nothing left. @param {Choice[]} chosen */
  const show = (chosen) => {
    const left = matching(chosen);
    if (more) list(left);
    else {
      const kept = new Set(left);
      for (const skill of skills) skill.card.hidden = !kept.has(skill);
    }
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { domain } of left) counts.set(domain, (counts.get(domain) ?? 0) + 1);
    for (const group of groups) {
      const count = counts.get(group.dataset.group) ?? 0;
      const total = Number(group.querySelector("[data-total]").dataset.total);
      group.hidden = chosen.length > 0 && count === 0;
      if (total)
        group.querySelector("[data-total]").textContent =
          count === total ? counted(total) : fill(words.of, { count, total });
    }
    linkPlan(left);
    return left.length;
  };

  /** A line of a large catalogue. @param {Skill} skill */
  const line = ({ row }) => {
    const [id, title, official, address] = /** @type {string[]} */ (row);
    const link = make("a", { href: address }, make("span", { class: "skill-id" }, id), ` ${title}`);
    const below = official ? [" ", make("span", { class: "skill-official" }, official)] : [];
    return make("li", {}, link, ...below);
  };

  /** Show the first skills that are left, each under its domain. @param {Skill[]} left */
  const list = (left) => {
    /** @type {Map<string, Part[]>} */
    const lines = new Map();
    for (const skill of left.slice(0, most)) {
      if (!lines.has(skill.domain)) lines.set(skill.domain, []);
      lines.get(skill.domain).push(line(skill));
    }
    for (const group of groups) {
      const place = group.querySelector(".skill-lines");
      const own = lines.get(group.dataset.group) ?? [];
      place?.replaceChildren(...own);
      if (place) place.hidden = own.length === 0;
    }
    more.hidden = left.length <= most;
  };

  /** Let the link to the plan carry the skills that are left; all of them need no list. @param {Skill[]} left */
  const linkPlan = (left) => {
    if (!planLink) return;
    planLink.hidden = left.length > MOST_IN_LINK && left.length < skills.length;
    const ids = planLink.hidden ? "" : left.map(({ name }) => name).join(",");
    const domains = groups.map((group) => [parameters.domain, group.dataset.group]);
    const role = form.querySelector("[data-part=role]")?.value;
    const alone = role && choices().length === 1;
    planLink.search = new URLSearchParams(
      alone ? [[parameters.role, role]] : left.length === skills.length ? domains : [[parameters.skills, ids]],
    ).toString();
  };

  /** Say how many are left. @param {number} count */
  const announce = (count) => {
    const total = skills.length;
    const said =
      count === 0
        ? words.none
        : count === total
          ? counted(total)
          : fill(words.of, { count, total });
    if (found.textContent !== said) found.textContent = said;
  };

  /** Where nothing is left, offer to take back each choice that is in the way. @param {Choice[]} chosen */
  const advise = (chosen) => {
    loosen.replaceChildren();
    loosen.hidden = !chosen.length || matching(chosen).length > 0;
    if (loosen.hidden) return;
    const offers = chosen
      .map((one) => ({ one, count: matching(chosen.filter((other) => other !== one)).length }))
      .filter(({ count }) => count > 0);
    const items = offers.map(({ one, count }) => {
      const said = fill(words.drop, { choice: one.label, found: counted(count) });
      const button = make("button", { type: "button" }, said);
      button.addEventListener("click", () => {
        one.drop();
        update();
        text.focus();
      });
      return make("li", {}, button);
    });
    loosen.append(make("p", {}, items.length ? words.loosen : words.alone));
    if (items.length) loosen.append(make("ul", {}, ...items));
  };

  /** @returns {string} the choices as a query string, empty ones left out */
  const query = () => {
    const values = [...new FormData(/** @type {any} */ (form))].filter(([, value]) => String(value).trim());
    const asked = new URLSearchParams(/** @type {[string, string][]} */ (values)).toString();
    return asked ? `?${asked}` : "";
  };

  /** Say on the folded filters which are on. @param {Choice[]} chosen */
  const summarise = (chosen) => {
    const labels = chosen.map((one) => one.label).join(", ");
    at("v-chosen").textContent = labels ? fill(words.chosen, { choices: labels }) : words.all;
  };

  const draw = () => {
    const chosen = choices();
    summarise(chosen);
    announce(show(chosen));
    advise(chosen);
    copied.textContent = "";
  };

  const update = () => {
    most = AT_ONCE;
    draw();
    history.replaceState(history.state, "", location.pathname + query() + location.hash);
  };

  /** Take the choices from the address; a value that the page does not offer is no choice. */
  const restore = () => {
    const asked = new URLSearchParams(location.search);
    text.value = asked.get("q") ?? "";
    for (const box of boxes) box.checked = asked.getAll(parameters.domain).includes(box.value);
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((one) => one.value === value) ? value : "";
    }
    draw();
  };

  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const one of choices()) one.drop();
    update();
  });
  at("v-copy").addEventListener("click", () =>
    vademecum.copy(location.href, copied, words.copied, words.uncopied),
  );
  more?.querySelector("button").addEventListener("click", () => {
    const next = most;
    most += AT_ONCE;
    draw();
    document.querySelectorAll(".skill-lines a")[next]?.focus();
  });
  at("v-print").addEventListener("click", () => print());
  addEventListener("popstate", restore);
  // A page from the browser's own cache comes back with its controls as they were left.
  addEventListener("pageshow", restore);
  // Folded where the screen is narrow; open where it is wide, whatever the browser's style can do.
  form.querySelector(".fold").open = matchMedia("(min-width: 40.01rem)").matches;
  form.hidden = false;
  restore();
})();
