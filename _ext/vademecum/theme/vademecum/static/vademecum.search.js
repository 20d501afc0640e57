/**
 * The search: its page, and the box of every other page, where results come while one types.
 *
 * Engine and index are fetched at the first use. Without them the box leads to the page, and the
 * page says what is wrong. All words that a reader sees come from the page or from the index.
 */
(() => {
  "use strict";

  const { fill, make, at } = vademecum;
  const STATIC = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const BASE = new URL("search/", STATIC).href;
  const ROOT = document.documentElement.dataset.content_root ?? "./";
  const PAUSE = 120;
  const OPTIONS = 7;
  const STEP = 10;
  const FIRST = 5;

  /** @type {Promise<Finder> | undefined} */
  let finder;

  /** Fetch the engine, then the index, once. */
  const ready = () => {
    finder ??= vademecum.load(`${BASE}engine.js`).then(() => {
      if (!vademecum.Finder) throw new Error("unreadable");
      return vademecum.Finder.at(BASE);
    });
    finder.catch(() => {
      finder = undefined;
    });
    return finder;
  };

  /** A text with the words that were found marked. @param {Finder} search @param {string} text @param {Found} one */
  const marked = (search, text, one) =>
    search.marked(text, one).map((part) => (part.mark ? make("mark", {}, part.text) : part.text));

  /** What a result is called, its id before its title. @param {Finder} search @param {SearchRecord} record @param {Found} one */
  const called = (search, record, one) => [
    ...(record.kind === "skill" ? [make("span", { class: "skill-id" }, ...marked(search, record.id, one)), " "] : []),
    ...spoken(record.language, marked(search, record.title || record.id, one)),
  ];

  /** A title in its language, if it is another than the page's. @param {string} language @param {Children} words */
  const spoken = (language, words) => (language ? [make("span", { lang: language }, ...words)] : words);

  /** Where a result leads: out of the handbook if no page of it says more. @param {SearchRecord} record */
  const leadsTo = (record) => record.url || ROOT + record.page;

  const siteOf = (/** @type {string} */ address) => {
    try {
      return new URL(address).hostname.replace(/^www\./, "");
    } catch {
      return address;
    }
  };

  /** Kind and domains of a result. @param {Finder} search @param {SearchRecord} record */
  const facts = (search, record) => [
    make("span", {}, search.index.kinds[record.kind][0]),
    ...record.domains.map((slug) =>
      make("span", { class: `domain domain-${slug}` }, search.index.domains[slug]),
    ),
    ...(record.url ? [make("span", {}, fill(search.index.words.outside, { site: siteOf(record.url) }))] : []),
  ];

  /** @param {() => void} act @returns {() => void} called once when calls have paused */
  const afterPause = (act) => {
    let timer = 0;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, PAUSE);
    };
  };

  /** The box of a page: a combobox whose list holds the first results. @param {Part} form */
  const box = (form) => {
    const input = form.querySelector("input");
    const list = make("ul", {
      class: "search-options", role: "listbox", id: `${input.id}-list`, hidden: "",
      "aria-label": form.getAttribute("aria-label") ?? "",
    });
    let chosen = -1;
    let turn = 0;

    const close = () => {
      turn += 1;
      chosen = -1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    /** @param {number} number */
    const choose = (number) => {
      const options = [...list.children];
      chosen = (number + options.length + 1) % (options.length + 1);
      if (chosen === options.length) chosen = -1;
      for (const [place, option] of options.entries()) option.setAttribute("aria-selected", String(place === chosen));
      const option = options[chosen];
      if (option) input.setAttribute("aria-activedescendant", option.id);
      else input.removeAttribute("aria-activedescendant");
      option?.scrollIntoView({ block: "nearest" });
    };

    /** @param {string} href @param {Children} children */
    const option = (href, ...children) => {
      const item = make("li", { role: "option", "aria-selected": "false", "data-href": href }, ...children);
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () => location.assign(href));
      return item;
    };

    const show = async () => {
      const query = input.value;
      if (query.trim().length < 2) return close();
      turn += 1;
      const mine = turn;
      const search = await ready();
      const { found } = await search.find(query);
      if (mine !== turn || document.activeElement !== input) return undefined;
      if (!found.length) return close();
      const options = found.slice(0, OPTIONS).map((one) => {
        const record = search.records[one.record];
        const kind = make("span", { class: "facts" }, ...facts(search, record).flatMap((f) => [f, " "]));
        return option(leadsTo(record), ...called(search, record, one), kind);
      });
      const all = new URL(form.getAttribute("action"), location.href);
      all.search = new URLSearchParams({ q: query }).toString();
      options.push(option(all.href, fill(search.index.words.all, { count: found.length })));
      for (const [number, each] of options.entries()) each.id = `${list.id}-${number}`;
      list.replaceChildren(...options);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      return choose(-1);
    };

    const quietly = () => show().catch(close);
    /** @type {Record<string, () => void>} */
    const moves = { ArrowDown: () => choose(chosen + 1), ArrowUp: () => choose(chosen < 0 ? list.children.length - 1 : chosen - 1) };

    const attributes = {
      role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);
    form.append(list);
    input.addEventListener("focus", () => ready().catch(() => {}));
    input.addEventListener("input", afterPause(quietly));
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) {
        if (event.key === "ArrowDown") quietly();
      } else if (moves[event.key]) {
        event.preventDefault();
        moves[event.key]();
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (event.key === "Enter" && chosen >= 0) {
        event.preventDefault();
        location.assign(list.querySelectorAll("li")[chosen].dataset.href);
      }
    });
  };

  /** The page of the search. @param {Part} form */
  const page = (form) => {
    const { words: said, parameters } = vademecum.record();
    const input = form.querySelector("input");
    const part = (/** @type {string} */ name) => at(`search-${name}`);
    const [status, facets, results, more, empty, nearest] = ["status", "facets", "results", "more", "empty", "nearest"].map(part);
    const catalogue = at("v-in-catalogue");
    const name = document.title;
    const [rows, chosen] = [facets.querySelector("div"), facets.querySelector(".count")];
    let turn = 0;
    let shown = STEP;
    // Folded where the screen is narrow: the first result comes before the ways to narrow.
    facets.querySelector("details").open = matchMedia("(min-width: 40.01rem)").matches;

    const asked = () => new URLSearchParams(location.search);
    /** An address of this page with one thing changed. @param {Record<string, string>} values */
    const address = (values) => {
      const parameters = asked();
      for (const [key, value] of Object.entries(values))
        if (value) parameters.set(key, value);
        else parameters.delete(key);
      const text = parameters.toString();
      return location.pathname + (text ? `?${text}` : "");
    };
    const short = (/** @type {string} */ query) => (query.length > 80 ? `${query.slice(0, 80)}…` : query);

    /** @param {string} text @param {string} title */
    const announce = (text, title) => {
      if (status.textContent !== text) status.textContent = text;
      document.title = title ? `${title} — ${name}` : name;
    };

    const clear = () => {
      results.replaceChildren();
      for (const each of [facets, more, empty, nearest]) each.hidden = true;
      for (const link of nearest.querySelectorAll("a")) link.remove();
    };

    /** @param {Finder} search @param {number} count */
    const counted = (search, count) =>
      count === 1 ? search.index.words.one : fill(search.index.words.many, { count });

    /**
     * A row of links that narrow.
     * @param {string} key the name of the parameter @param {string} label @param {Narrowing[]} values
     */
    const row = (key, label, values) => {
      const now = asked().get(key) ?? "";
      const link = (/** @type {Narrowing} */ [value, text, count]) => {
        const at = make("a", { href: address({ [key]: value }) }, `${text} (${count})`);
        if (value === now) at.setAttribute("aria-current", "true");
        at.addEventListener("click", (event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          history.pushState(null, "", at.href);
          draw().then(() => facets.querySelector(`[data-row="${key}"] [aria-current]`)?.focus());
        });
        return make("li", {}, at);
      };
      const total = values.reduce((sum, [, , count]) => sum + count, 0);
      return make(
        "ul", { role: "list", "data-row": key, "aria-label": label },
        make("li", { "aria-hidden": "true" }, label),
        ...[/** @type {Narrowing} */ (["", said.all, total]), ...values].map(link),
      );
    };

    /** @param {Finder} search @param {Found[]} found */
    const narrow = (search, found) => {
      const [kind, domain] = [asked().get(parameters.kind), asked().get(parameters.domain)];
      const record = (/** @type {Found} */ one) => search.records[one.record];
      const word = (/** @type {Found} */ one) => search.index.kinds[record(one).kind][2];
      const ofKind = (/** @type {Found} */ one) => !kind || word(one) === kind;
      const ofDomain = (/** @type {Found} */ one) => !domain || record(one).domains.includes(domain);
      /** @type {Narrowing[]} */
      const kinds = Object.values(search.index.kinds).map(([, label, value]) => [
        value, label, found.filter((one) => ofDomain(one) && word(one) === value).length,
      ]);
      /** @type {Narrowing[]} */
      const domains = Object.entries(search.index.domains).map(([value, label]) => [
        value, label, found.filter((one) => ofKind(one) && record(one).domains.includes(value)).length,
      ]);
      const some = (/** @type {Narrowing[]} */ values, /** @type {string | null} */ now) => values.filter(([value, , count]) => count || value === now);
      const sorts = some(kinds, kind);
      rows.replaceChildren(...(sorts.length > 1 || kind ? [row(parameters.kind, said.kind, sorts)] : []));
      const of = some(domains, domain);
      if (of.length) {
        rows.append(row(parameters.domain, said.domain, of));
        const all = facets.querySelector(`[data-row="${parameters.domain}"] a`);
        all.textContent = `${said.all} (${found.filter(ofKind).length})`;
      }
      const on = [...kinds, ...domains].filter(([value]) => value === kind || value === domain);
      chosen.textContent = on.length ? `(${on.map(([, label]) => label).join(", ")})` : "";
      facets.hidden = !rows.children.length;
      return found.filter((one) => ofKind(one) && ofDomain(one));
    };

    /** One result: what it is, and a link. @param {Finder} search @param {Found} one */
    const result = (search, one) => {
      const record = search.records[one.record];
      const away = record.url ? { class: "external", rel: "noopener noreferrer" } : {};
      const link = make("a", { href: leadsTo(record), ...away }, ...called(search, record, one));
      const item = make("li", {}, make("p", { class: "facts" }, ...facts(search, record).flatMap((f) => [f, " "])), link);
      if (record.url) item.append(make("p", { class: "also" }, make("a", { href: ROOT + record.page }, said.listed)));
      const other = record.kind === "skill" ? undefined
        : record.names.find((alias) => search.marked(alias, one).some(({ mark }) => mark));
      if (other) item.append(make("p", { class: "also" }, ...marked(search, other, one)));
      return item;
    };

    /**
     * Add the sentence that was found, or the heading: its text may still be under way.
     * @param {Finder} search @param {Found} one @param {Part} item
     */
    const quote = async (search, one, item) => {
      const { heading, anchor, sentence } = await search.quote(one);
      const record = search.records[one.record];
      if (one.tier === 2 && anchor) {
        const link = item.querySelector("a");
        link.setAttribute("href", `${ROOT}${record.page}#${anchor}`);
        link.append(" › ", ...marked(search, heading, one));
      }
      if (sentence) item.append(make("p", { class: "context" }, ...marked(search, sentence, one)));
    };

    /**
     * Quote the first results, then the others when a reader comes to them.
     * @param {Finder} search @param {Found[]} found @param {Part[]} items
     */
    const quoteAll = async (search, found, items) => {
      const quoted = (/** @type {Part} */ item) => quote(search, found[items.indexOf(item)], item);
      await Promise.all(items.slice(0, FIRST).map(quoted));
      const later = items.slice(FIRST);
      if (!globalThis.IntersectionObserver) return Promise.all(later.map(quoted));
      const seen = new IntersectionObserver((entries) => {
        for (const { isIntersecting, target } of entries)
          if (isIntersecting) {
            seen.unobserve(target);
            quoted(/** @type {Part} */ (target)).catch(() => {});
          }
      });
      for (const item of later) seen.observe(item);
      return undefined;
    };

    /** @param {FoundAnswer} answer */
    const none = (answer) => {
      empty.hidden = !answer.nearest.length;
      nearest.hidden = empty.hidden;
      nearest.append(
        ...answer.nearest.flatMap((word) => [make("a", { href: address({ q: word, [parameters.kind]: "", [parameters.domain]: "" }) }, word), " "]),
      );
    };

    /** @param {Error} error */
    const fail = (error) => {
      clear();
      announce(said[error.message] ?? said.unreadable, "");
    };

    const draw = async () => {
      turn += 1;
      const mine = turn;
      const query = (asked().get("q") ?? "").trim();
      if (catalogue) catalogue.search = query ? new URLSearchParams({ q: query }).toString() : "";
      if (!query) {
        clear();
        return announce("", "");
      }
      const search = await ready();
      const answer = await search.find(query);
      if (mine !== turn) return undefined;
      clear();
      const total = answer.found.length;
      const left = total ? narrow(search, answer.found) : [];
      const items = left.slice(0, shown).map((one) => result(search, one));
      const values = { query: short(query), found: counted(search, left.length), total };
      const pattern = !total ? said.none : left.length < total ? said.narrowed : said.status;
      announce((answer.partly ? `${said.partly} ` : "") + fill(pattern, values), fill(said.title, values));
      if (items.length) results.replaceChildren(make("ol", { class: "results", role: "list" }, ...items));
      if (!total) none(answer);
      more.hidden = left.length <= shown;
      return quoteAll(search, left, items);
    };

    const typed = () => {
      shown = STEP;
      history.replaceState(history.state, "", address({ q: input.value, [parameters.kind]: "", [parameters.domain]: "" }));
      draw().catch(fail);
    };

    const restore = () => {
      input.value = asked().get("q") ?? "";
      shown = STEP;
      draw().catch(fail);
    };

    /** Arrows lead from the field to the results and back. @param {KeyboardEvent} event */
    const walk = (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      const stops = [input, ...results.querySelectorAll("a")];
      const at = stops.indexOf(/** @type {Part} */ (document.activeElement));
      const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
      if (at < 0 || !next) return;
      event.preventDefault();
      next.focus();
    };

    input.addEventListener("input", afterPause(typed));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      typed();
    });
    more.addEventListener("click", () => {
      const before = shown;
      shown += STEP;
      draw().then(() => results.querySelectorAll("a")[before]?.focus(), fail);
    });
    document.addEventListener("keydown", walk);
    addEventListener("popstate", restore);
    addEventListener("pageshow", (event) => event.persisted && restore());
    ready().catch(() => {});
    restore();
    if (!input.value) input.focus({ preventScroll: true });
  };

  const start = at("search") ? page : box;
  for (const form of document.querySelectorAll("form.search-form")) start(form);
})();
