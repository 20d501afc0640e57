/**
 * The catalogue's filters: they hide what does not match, say how many are left, and keep their
 * state in the address. All words that a reader sees come from the page.
 *
 * @typedef {object} Choice
 * @property {string} label what the reader chose, as the page calls it
 * @property {(skill: Skill) => boolean} holds
 * @property {() => void} drop takes the choice back
 * @property {string} [about] the list of a card that it is about, with others: see facets
 * @property {(entry: unknown[]) => boolean} [meets] what it asks of an entry of that list
 *
 * @typedef {object} Skill
 * @property {HTMLElement} [card] where the page holds it; a large catalogue has rows instead
 * @property {unknown[]} [row] what a line shows: see catalogue_pieces.py
 * @property {string} name its number
 * @property {string} id its number, without signs and noughts
 * @property {string} words what free text is looked for in, normalised, a blank before each word
 * @property {string} domain
 * @property {boolean} served whether it has a resource
 * @property {(name: string) => string | undefined} field
 * @property {(about: string) => unknown[][]} lists
 */
(() => {
  "use strict";

  const form = /** @type {HTMLFormElement} */ (document.getElementById("v-filters"));
  if (!form) return;
  const words = form.dataset;
  const found = document.getElementById("v-found");
  const summary = document.getElementById("v-chosen");
  const loosen = document.getElementById("v-loosen");
  const copied = document.getElementById("v-copied");
  const planLink = document.getElementById("v-plan-link");
  const facets = globalThis.vademecumFacets;
  const text = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
  const boxes = [...form.querySelectorAll(".filter-domains input")];
  const selects = [...form.querySelectorAll("select")];
  const LONGEST = 300;
  const MOST_WAYS = 12;
  const MOST_IN_LINK = 500;
  const groups = [...document.querySelectorAll("[data-group]")];

  const { words: split, idKey, ways } = globalThis.vademecum;
  /** @type {string[][][]} */
  const synonyms = JSON.parse(words.synonyms).map((row) => row.map((phrase) => phrase.split(" ")));

  /** Plurals count for nothing. @param {string} word */
  const singular = (word) => (word.length > 3 ? word.replace(/[sx]$/, "") : word);

  /** @param {string} one @param {string} other */
  const same = (one, other) => singular(one) === singular(other);

  /** Whether a skill has each word, or one that begins so. @param {Skill} skill @param {string[]} way */
  const has = (skill, way) =>
    way.every((term) => skill.words.includes(` ${singular(term)}`));

  /** @param {string | undefined} value */
  const parts = (value) => (value ?? "").split(",").map((part) => part.trim());

  /** @param {string} pattern @param {Record<string, string | number>} values */
  const fill = (pattern, values) =>
    pattern.replace(/%\((\w+)\)s/g, (whole, name) => String(values[name] ?? whole));

  /** @param {number} number */
  const counted = (number) =>
    number === 1 ? words.one : fill(words.many, { count: number });

  /** @param {string[]} words */
  const spaced = (words) => ` ${words.join(" ")}`;

  /** @param {HTMLElement} card @returns {Skill} */
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

  const more = document.getElementById("v-more");
  const unlisted = document.getElementById("v-unlisted");
  if (unlisted) unlisted.hidden = true;
  const AT_ONCE = 100;
  let most = AT_ONCE;
  /** @type {Skill[]} */
  const skills = more
    ? (globalThis.vademecumSkills ?? []).map(ofRow)
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
        drop: () => (text.value = ""),
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
          about
            ? true
            : "field" in select.dataset
            ? parts(field(name)).includes(value)
            : served === wanted,
        drop: () => (select.value = ""),
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
    const link = document.createElement("a");
    link.href = address;
    const number = document.createElement("span");
    number.className = "skill-id";
    number.textContent = id;
    link.append(number, ` ${title}`);
    const item = document.createElement("li");
    item.append(link);
    if (official) {
      const below = document.createElement("span");
      below.className = "skill-official";
      below.textContent = official;
      item.append(" ", below);
    }
    return item;
  };

  /** Show the first skills that are left, each under its domain. @param {Skill[]} left */
  const list = (left) => {
    /** @type {Map<string, HTMLElement[]>} */
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
    const domains = groups.map((group) => [planLink.dataset.domain, group.dataset.group]);
    const role = form.querySelector("[data-part=role]")?.value;
    const alone = role && choices().length === 1;
    planLink.search = new URLSearchParams(
      alone ? [[planLink.dataset.role, role]] : left.length === skills.length ? domains : [[planLink.dataset.skills, ids]],
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
    const intro = document.createElement("p");
    intro.textContent = offers.length ? words.loosen : words.alone;
    const list = document.createElement("ul");
    for (const { one, count } of offers) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = fill(words.drop, { choice: one.label, found: counted(count) });
      button.addEventListener("click", () => {
        one.drop();
        update();
        text.focus();
      });
      const item = document.createElement("li");
      item.append(button);
      list.append(item);
    }
    loosen.append(intro, ...(offers.length ? [list] : []));
  };

  /** @returns {string} the choices as a query string, empty ones left out */
  const query = () => {
    const values = [...new FormData(form)].filter(([, value]) => String(value).trim());
    const asked = new URLSearchParams(/** @type {[string, string][]} */ (values)).toString();
    return asked ? `?${asked}` : "";
  };

  /** Say on the folded filters which are on. @param {Choice[]} chosen */
  const summarise = (chosen) => {
    const labels = chosen.map((one) => one.label).join(", ");
    summary.textContent = labels ? fill(words.chosen, { choices: labels }) : words.all;
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
    for (const box of boxes) box.checked = asked.getAll(words.domain).includes(box.value);
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((one) => one.value === value) ? value : "";
    }
    draw();
  };

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      copied.textContent = words.copied;
    } catch {
      copied.textContent = words.uncopied;
    }
  };

  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const one of choices()) one.drop();
    update();
  });
  document.getElementById("v-copy").addEventListener("click", copy);
  more?.querySelector("button").addEventListener("click", () => {
    const next = most;
    most += AT_ONCE;
    draw();
    /** @type {HTMLElement | undefined} */ (document.querySelectorAll(".skill-lines a")[next])?.focus();
  });
  document.getElementById("v-print").addEventListener("click", () => print());
  addEventListener("popstate", restore);
  // A page from the browser's own cache comes back with its controls as they were left.
  addEventListener("pageshow", restore);
  // Folded where the screen is narrow; open where it is wide, whatever the browser's style can do.
  form.querySelector(".fold").open = matchMedia("(min-width: 40.01rem)").matches;
  form.hidden = false;
  restore();
})();
