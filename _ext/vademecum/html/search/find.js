/**
 * Finds in the index: fetches its pieces as scripts (so from a folder too), asks MiniSearch for
 * each word, and puts together what holds all of them. Knows nothing of the page.
 */
(() => {
  "use strict";

  const FORMAT = 3;
  const LONGEST = 300;
  const MOST_WORDS = 12;
  const MOST_WAYS = 12;
  const MOST_MEANT = 5;
  const SHORT = 5;
  const SURE = 7; // letters of a word beyond which two slips leave no doubt
  const NAMED = 0.5; // how much of a query a name must hold to stand beside what has all of it
  const MOST_NAMED = 8;
  const FEW = 2; // things that a query names in full, beyond which no others are looked for
  const ID = /^\p{L}{2,4}\d+$/u;
  const { words, idKey, ways, stemmer } = vademecum;
  /** @type {[RegExp, string][]} */
  const ENDINGS = Object.entries(vademecum.endings).map(([women, men]) => [new RegExp(`${women}(s?)$`), `${men}$1`]);
  /** @type {Record<string, number>} */
  const TIER = { title: 1, names: 1, heading: 2, text: 3 };
  const ASIDE = 0.2; // what is for contributors goes after what is for readers
  const ROOM = 220;
  /** @type {Record<string, number>} */
  const WEIGHT = { skill: 2.6, domain: 2.2, role: 2.2, resource: 1.3, question: 1.7 };
  const OPTIONS = {
    tokenize: (/** @type {string} */ text) => [text],
    processTerm: (/** @type {string} */ term) => term,
  };

  /** @type {Map<string, (content: unknown) => void>} pieces that are under way */
  const waiting = new Map();

  /** Called by each piece of the index: JSON in a string is read much faster than as a script. */
  const put = (/** @type {string} */ name, /** @type {string} */ content) =>
    waiting.get(name)?.(JSON.parse(content));

  /**
   * Snowball's stem; it takes « médiatrice » and « médiateur », « photos » and « photo » for
   * different words.
   * @param {string} word
   */
  const stem = (word) => {
    if (!stemmer) return word;
    const one = word.length > 4 ? word.replace(/([aiouy])s$/, "$1") : word;
    if (one.length < 8) return stemmer.stemWord(one);
    return stemmer.stemWord(ENDINGS.reduce((form, [women, men]) => form.replace(women, men), one));
  };

  /** What all forms of a word begin with. @param {string} word @param {string} own its stem */
  const trunk = (word, own) => {
    let length = 0;
    while (length < word.length && word[length] === own[length]) length += 1;
    return word.slice(0, Math.max(Math.min(3, word.length), length - 4));
  };

  /** Fetch a piece by a script element. @param {string} base @param {string} mark */
  const byScript = (base, mark) => (/** @type {string} */ name) =>
    new Promise((resolve, reject) => {
      waiting.set(name, resolve);
      const unread = () => reject(new Error("unreadable"));
      vademecum.load(`${base}${name}.js${mark}`).then(unread, reject);
    });

  class Finder {
    /** @param {(name: string) => Promise<any>} fetch */
    constructor(fetch) {
      this.fetch = fetch;
      /** @type {Map<string, Promise<any>>} */
      this.pieces = new Map();
    }

    /** @param {string} base folder of the index */
    static async at(base) {
      const index = await byScript(base, "")("index");
      const finder = new Finder(byScript(base, `?${index?.version}`));
      return finder.open(index);
    }

    /** @param {any} index */
    open(index) {
      if (index?.format !== FORMAT) throw new Error("old");
      this.index = index;
      const record = (/** @type {any[]} */ row, /** @type {number} */ number) => {
        const [kind, title, page, id, domains, names, place, lengths, url = "", language = "", aside = 0] = row;
        return { number, kind, title, page, id, domains, names, place, lengths, url, language, aside, key: idKey(id) };
      };
      /** @type {SearchRecord[]} */
      this.records = index.records.map(record);
      this.stop = /** @type {Set<string>} */ (new Set(index.stop));
      this.who = /** @type {Set<string>} */ (new Set(index.who));
      const phrases = /** @type {string[][]} */ (index.synonyms);
      this.synonyms = phrases.map((row) => row.map((phrase) => phrase.split(" ")));
      this.names = this.part(index.names, ["title", "names"], this.about(0));
      this.known = new Set([...this.names.terms, ...this.synonyms.flat(2)]);
      this.texts = this.about(2);
      return this;
    }

    /** What MiniSearch wants to know of all records: the lengths of two fields from `first` on. @param {number} first */
    about(first) {
      const { records } = this;
      const average = (/** @type {number} */ field) =>
        records.reduce((sum, { lengths }) => sum + lengths[field], 0) / Math.max(1, records.length);
      return {
        documentCount: records.length,
        nextId: records.length,
        documentIds: records.map(({ number }) => number),
        fieldLength: records.map(({ lengths }) => [lengths[first], lengths[first + 1]]),
        averageFieldLength: [average(first), average(first + 1)],
        storedFields: {},
        dirtCount: 0,
        serializationVersion: 2,
      };
    }

    /** A range of words as MiniSearch reads it. @param {Packed[]} terms @param {string[]} fields @param {object} about */
    part(terms, fields, about) {
      const engine = MiniSearch.loadJS(
        { ...about, fieldIds: { [fields[0]]: 0, [fields[1]]: 1 }, index: terms.map(unpacked) },
        { ...OPTIONS, fields, searchOptions: { ...OPTIONS, boost: { title: 2, heading: 2 } } },
      );
      return { engine, terms: terms.map(([term]) => term) };
    }

    /** @param {string} name @param {(content: any) => any} use */
    piece(name, use) {
      if (!this.pieces.has(name)) {
        const asked = this.fetch(name).then(use);
        asked.catch(() => this.pieces.delete(name)); // asked again next time
        this.pieces.set(name, asked);
      }
      return this.pieces.get(name);
    }

    /** The parts that may hold words that begin like one. @param {string} start */
    async parts(start) {
      const shards = /** @type {string[]} */ (this.index.shards);
      const last = `${start}\u{ffff}`;
      const asked = shards
        .map((first, number) => ({ number, first, next: shards[number + 1] }))
        .filter(({ first, next }) => first <= last && (next === undefined || next >= start))
        .map(({ number }) =>
          this.piece(`terms-${number}`, (terms) => this.part(terms, ["heading", "text"], this.texts)),
        );
      return [this.names, ...(await Promise.all(asked))];
    }

    /**
     * What holds a word, exactly, by its stem, as a beginning if it may still be typed; with a
     * slip or two if nothing does and `loose` says so.
     * @param {string} word @param {boolean} typed @param {boolean} loose
     * @returns {Promise<Map<number, Found>>}
     */
    async holding(word, typed, loose) {
      const own = stem(word);
      const start = trunk(word, own);
      const parts = await this.parts(start);
      const ask = (/** @type {object} */ tree) => this.gather(parts.map(({ engine }) => engine.search(tree)));
      const weigh = (/** @type {string} */ term) => {
        if (term === word) return 1;
        if (stem(term) === own) return inflected(term, word) ? 0.9 : 0.5;
        return 0.5 * (word.length / term.length);
      };
      const begun = (/** @type {string} */ term) => typed && word.length > 1 && term.startsWith(word) && !this.stop.has(term);
      const alike = parts.flatMap(({ terms }) => [...beginning(terms, start)]);
      const meant = alike.filter((term) => stem(term) === own || begun(term));
      const queries = [...new Set([word, ...meant])];
      const found = ask({ queries, combineWith: "OR", boostTerm: weigh });
      if (found.size || !loose || word.length < 4 || /\p{N}/u.test(word)) return found;
      for (const fuzzy of [1, 2]) {
        // Two slips make of a short word nearly any other: only names are looked through for it.
        const where = fuzzy < 2 || word.length > SURE ? parts : word.length > SHORT ? [this.names] : [];
        const tree = { queries: [word], combineWith: "OR", fuzzy };
        const near = [...this.gather(where.map(({ engine }) => engine.search(tree))).values()];
        const slips = new Set(near.sort(order).flatMap(({ terms }) => [...terms]));
        if (slips.size) return this.meaning([...slips].slice(0, MOST_MEANT));
      }
      return found;
    }

    /** What holds any of the words that a slip may stand for. @param {string[]} terms */
    async meaning(terms) {
      /** @type {Map<number, Found>} */
      const all = new Map();
      for (const found of await Promise.all(terms.map((term) => this.holding(term, false, false))))
        for (const one of found.values())
          if ((all.get(one.record)?.score ?? -1) < one.score) all.set(one.record, one);
      return all;
    }

    /** @param {any[][]} lists what MiniSearch answered @returns {Map<number, Found>} */
    gather(lists) {
      const found = new Map();
      for (const { id, score, match } of lists.flat()) {
        const best = Math.min(...Object.values(match).flat().map((/** @type {string} */ field) => TIER[field]));
        const tier = best === TIER.heading && this.records[id].aside ? TIER.text : best;
        const kept = found.get(id) ?? { record: id, tier: 3, score: 0, terms: new Set() };
        kept.tier = Math.min(kept.tier, tier);
        const { kind, aside } = this.records[id];
        kept.score += score * (aside ? ASIDE : (WEIGHT[kind] ?? 1));
        for (const term of Object.keys(match)) kept.terms.add(term);
        found.set(id, kept);
      }
      return found;
    }

    /** Small words count only where there are no others. @param {string[]} way */
    significant(way) {
      const kept = way.filter((word) => word.length > 1 && !this.stop.has(word));
      return [...new Set(kept.length ? kept : way)].slice(0, MOST_WORDS);
    }

    /** @param {string[]} way @param {{typed?: boolean, loose?: boolean, share?: number,
     *   known?: Map<string, Promise<Map<number, Found>>>}} how `known`: what was asked before */
    async along(way, { typed = false, loose = false, share = 1, known = new Map() }) {
      const asked = this.significant(way);
      const holding = (/** @type {string} */ word) => {
        const begun = typed && word === way.at(-1);
        const key = `${word} ${begun}`;
        if (!known.has(key)) known.set(key, this.holding(word, begun, loose));
        return known.get(key);
      };
      const lists = await Promise.all(asked.map(holding));
      const [least] = [...lists].sort((a, b) => a.size - b.size);
      const kept = new Set(least.keys());
      for (const list of lists) for (const one of list.values()) if (loose || one.tier < 2) kept.add(one.record);
      /** @type {Map<number, Found>} */
      const all = new Map();
      for (const list of lists)
        for (const one of list.values()) {
          if (!kept.has(one.record)) continue; // some words of a text alone: for the last try
          const sum = all.get(one.record) ?? { ...one, score: 0, tier: 1, near: 3, share, terms: new Set(), held: 0 };
          sum.score += one.score * share;
          sum.tier = Math.max(sum.tier, one.tier);
          sum.near = Math.min(sum.near, one.tier);
          sum.held += 1 / asked.length;
          for (const term of one.terms) sum.terms.add(term);
          all.set(one.record, sum);
        }
      return [...all.values()];
    }

    /** The query with two words written as one, where a name has it so: « cyber attaque ». @param {string[]} asked */
    joined(asked) {
      return asked.slice(1).flatMap((word, place) => {
        const one = asked[place] + word;
        const before = asked.slice(0, place);
        return this.known.has(one) ? [[...before, one, ...asked.slice(place + 2)]] : [];
      });
    }

    /** The query, with words joined, and what means the same. @param {string[]} asked */
    ways(asked) {
      const same = (/** @type {string} */ one, /** @type {string} */ other) => stem(one) === stem(other);
      const all = [...this.joined(asked), asked].map((each) => ways(each, this.synonyms, same));
      const [own] = all.at(-1);
      const rest = all.flat().filter((way) => way !== own);
      return [own, ...rest].slice(0, MOST_WAYS);
    }

    /**
     * Where nearly only texts hold all words, what has most of them in its name stands among them: a
     * question in a whole sentence asks for the thing that it names.
     * @param {Found[]} held
     */
    named(held) {
      const whole = held.filter(full);
      const things = new Set(whole.filter(({ tier }) => tier < 2).map(({ record }) => record));
      if (things.size > FEW) return whole;
      const most = Math.max(0, ...whole.map((one) => one.score)) * 0.99; // all words come first
      /** @type {Map<number, Found>} */
      const best = new Map();
      for (const one of held) {
        if (full(one) || one.near > 1 || one.held < NAMED) continue;
        const score = Math.min(most, one.score * one.share ** 2 * one.held ** 1.5);
        if (score > (best.get(one.record)?.score ?? 0)) best.set(one.record, { ...one, score, tier: 3 });
      }
      return [...whole, ...[...best.values()].sort(order).slice(0, MOST_NAMED)];
    }

    /**
     * « Qui s’occupe de … » asks for a person: the role that speaks of it most comes first.
     * @param {string[]} asked @param {Found[]} found
     */
    whose(asked, found) {
      if (!asked.slice(0, 2).some((word) => this.who.has(word))) return;
      const roles = found.filter(({ record, tier }) => this.records[record].kind === "role" && tier > 0);
      const best = roles.sort((a, b) => b.score - a.score)[0];
      if (best) best.tier = 0;
    }

    /** Records whose id is the query. @param {string} query @returns {Found[]} */
    byId(query) {
      const key = idKey(query);
      const same = key ? this.records.filter((record) => record.key === key) : [];
      return same.map((r) => ({ record: r.number, tier: -1, score: 0, terms: new Set(words(r.id)) }));
    }

    /** @param {string} query @returns {Promise<FoundAnswer>} */
    async find(query) {
      const asked = words(query.slice(0, LONGEST));
      if (!asked.length) return { found: [], partly: false, nearest: [] };
      const known = new Map();
      const along = (/** @type {string[]} */ way, /** @type {number} */ number) =>
        this.along(way, { typed: !number, share: number ? 0.8 : 1, known });
      let lists = await Promise.all(this.ways(asked).map(along));
      if (!lists.flat().some(full)) lists = [await this.along(asked, { typed: true, loose: true })];
      /** @type {Map<number, Found>} */
      const best = new Map();
      const whole = asked.join(" ");
      const keep = (/** @type {Found} */ one) => {
        const before = best.get(one.record);
        const better = !before || order(one, before) < 0 ? one : before;
        best.set(one.record, before ? { ...better, terms: new Set([...before.terms, ...one.terms]) } : one);
      };
      const named = this.byId(query.slice(0, LONGEST));
      const numbered = !named.length && ID.test(idKey(query.slice(0, LONGEST)));
      const held = numbered ? lists.flat().filter(full) : lists.flat();
      const partly = held.length > 0 && !held.some(full);
      for (const one of partly ? held.map((o) => ({ ...o, tier: 4 - o.held })) : this.named(held)) {
        const { title, names } = this.records[one.record];
        const whose = one.tier < 2 && [title, ...names].some((name) => words(name).join(" ") === whole);
        keep(whose ? { ...one, tier: 0 } : one);
      }
      named.forEach(keep);
      this.whose(asked, [...best.values()]);
      const found = [...best.values()].sort(order);
      return { found, partly: partly && found[0].tier > 0, nearest: found.length ? [] : this.nearest(asked) };
    }

    /** Words of names, or ids, that come near to those asked for. @param {string[]} asked */
    nearest(asked) {
      const key = idKey(asked.join(" "));
      if (ID.test(key)) {
        const letters = key.replace(/\d+$/, "");
        const ids = this.records.map(({ id }) => id).filter((id) => id && idKey(id).startsWith(letters));
        if (ids.length) return ids.slice(0, 5);
      }
      const near = asked.flatMap((word) =>
        this.names.engine.search({
          queries: [word], combineWith: "OR", fuzzy: Math.min(3, Math.ceil(word.length / 3)), prefix: false,
        }),
      );
      const terms = near.sort((a, b) => b.score - a.score).flatMap(({ match }) => Object.keys(match));
      return [...new Set(terms)].filter((term) => term.length > 3 && !this.stop.has(term)).slice(0, 5);
    }

    /**
     * What a result shows: the heading that was found, and the sentence, cut between words.
     * @param {Found} one
     */
    async quote(one) {
      const [piece, place] = this.records[one.record].place;
      /** @type {[heading: string, anchor: string, ...lines: string[]][]} */
      const sections = (await this.piece(`text-${piece}`, (texts) => texts))[place];
      const stems = new Set([...one.terms].map(stem));
      const weigh = (/** @type {string} */ text) => new Set(matching(text, one.terms, stems)).size;
      let best = { weight: 0, text: "" };
      let title = { weight: 0, text: "", anchor: "", below: sections };
      for (const section of sections) {
        const [heading, anchor] = section;
        const weight = heading ? weigh(heading) : 0;
        if (weight > title.weight) title = { weight, text: heading, anchor, below: [section] };
      }
      // What a heading was found for stands below it.
      for (const [, , ...lines] of one.tier === 2 ? title.below : sections) {
        for (const line of lines) {
          if (best.weight >= stems.size && best.text) break;
          if (!best.text) best = { weight: 0, text: sentences(line)[0] };
          if (!weigh(line)) continue;
          for (const sentence of sentences(line)) {
            const found = weigh(sentence);
            if (found > best.weight) best = { weight: found, text: sentence };
          }
        }
      }
      return { heading: title.text, anchor: title.anchor, sentence: shortened(best.text, one.terms, stems) };
    }

    /** Split a text into what was found in it and the rest. @param {string} text @param {Found} one */
    marked(text, one) {
      const stems = new Set([...one.terms].map(stem));
      return pieces(text).map((part) => ({ text: part, mark: holds(part, one.terms, stems) }));
    }
  }

  /** Words of a sorted list that begin so. @param {string[]} terms @param {string} start */
  function* beginning(terms, start) {
    let low = 0;
    for (let high = terms.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (terms[middle] < start) low = middle + 1;
      else high = middle;
    }
    for (; low < terms.length && terms[low].startsWith(start); low += 1) yield terms[low];
  }

  /** Whether two words differ in their last letters alone: a plural, a feminine. @param {string} one @param {string} other */
  const inflected = (one, other) => {
    const length = Math.min(one.length, other.length) - 1;
    return Math.abs(one.length - other.length) <= 2 && one.slice(0, length) === other.slice(0, length);
  };

  /** Whether it holds all words. @param {Found} one */
  const full = ({ held }) => held > 0.999;

  /** @param {Found} a @param {Found} b */
  const order = (a, b) => a.tier - b.tier || b.score - a.score || a.record - b.record;

  /** @param {string} text @returns {string[]} words, and what stands between them */
  const pieces = (text) => text.match(/[\p{L}\p{N}\p{M}]+|[^\p{L}\p{N}\p{M}]+/gu) ?? [];

  /** @param {string} part @param {Set<string>} terms @param {Set<string>} stems */
  const holds = (part, terms, stems) => {
    const [word] = words(part);
    return word !== undefined && (terms.has(word) || stems.has(stem(word)));
  };

  /** @param {string} text @param {Set<string>} terms @param {Set<string>} stems */
  const matching = (text, terms, stems) =>
    words(text).filter((word) => terms.has(word) || stems.has(stem(word))).map(stem);

  /** @param {string} line @returns {string[]} */
  const sentences = (line) =>
    line.match(/.+?(?:[.!?…]+[\s»”"')\]]*(?=\s+[«“"'([]?\s?[\p{Lu}\p{N}])|$)/gsu)?.map((s) => s.trim()) ?? [line];

  /**
   * A sentence that is too long is cut at blanks, around what was found.
   * @param {string} sentence @param {Set<string>} terms @param {Set<string>} stems
   */
  const shortened = (sentence, terms, stems) => {
    if (sentence.length <= ROOM) return sentence;
    const parts = sentence.match(/[^ ]* |[^ ]+/gu) ?? [sentence];
    let at = Math.max(0, parts.findIndex((part) => pieces(part).some((word) => holds(word, terms, stems))));
    let length = 0;
    while (at > 0 && length < ROOM / 3) {
      at -= 1;
      length += parts[at].length;
    }
    let end = at + 1;
    for (length = parts[at].length; end < parts.length && length + parts[end].length <= ROOM; end += 1)
      length += parts[end].length;
    const cut = parts.slice(at, end).join("").trim();
    return `${at ? "… " : ""}${cut}${end < parts.length ? " …" : ""}`;
  };

  /** A word as MiniSearch reads it. @param {Packed} packed */
  const unpacked = ([word, first, second]) => [
    word,
    { ...(first.length ? { 0: counts(first) } : {}), ...(second ? { 1: counts(second) } : {}) },
  ];

  /** How often in which record: how far from the one before, below 0 how often if not once. @param {number[]} numbers */
  const counts = (numbers) => {
    /** @type {Record<number, number>} */
    const found = {};
    let last = 0;
    for (const number of numbers)
      if (number < 0) found[last] = -number;
      else {
        last += number;
        found[last] = 1;
      }
    return found;
  };

  Object.assign(vademecum, { put, Finder });
})();
