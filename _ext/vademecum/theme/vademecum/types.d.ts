/**
 * Types of the scripts in `static/`, for `tsc` alone (`make lint`): no page loads this file.
 *
 * Pages load classic scripts, since modules do not load from a folder opened as `file://`. All of
 * ours stands in one global, `vademecum`; `vademecum.js`, which is on every page, comes first.
 */

/** What a page gives its scripts: the one element `#v-page`, written by its template. */
interface PageRecord {
  /** All words that a reader sees: « %(count)s skills ». */
  words: Words;
  /** What an address asks for (`?domaine=curation`): its words in the handbook's language, by key. */
  parameters: Record<"domain" | "role" | "skills" | "kind", string>;
  /** Pages of plan and team: from `html/plan_contexts.py`. */
  handbook?: HandbookData;
  /** Catalogue: groups of phrases that mean the same, each in words. */
  synonyms?: string[][];
}

type Words = Record<string, string>;
type Children = (Node | string)[];

interface Vademecum {
  // vademecum.js
  record(): PageRecord;
  fill(pattern: string, values: object): string;
  make(tag: string, attributes: Record<string, string | undefined>, ...children: Children): Part;
  at(id: string): Part | null;
  load(address: string): Promise<unknown>;
  copy(text: string, status: Element, done: string, failed: string): Promise<boolean>;
  // vademecum.normalise.js
  words(text: string): string[];
  normalised(text: string): string;
  idKey(id: string): string;
  ways(asked: string[], synonyms: string[][][], same: (one: string, other: string) => boolean): string[][];
  // vademecum.preview.js, called by the scripts in _static/previews
  previews: { put(number: number, words: Record<string, string[]>): void };
  // vademecum.catalogue.js; skills: rows of html/catalogue_pieces.py, from the scripts that hold them
  facets: Facets;
  skills?: unknown[][];
  // the graph's data, from _static/graph/data.js: see html/graph.py
  graph: {
    groups: [title: string, domain: string][];
    nodes: [title: string, address: string, kind: string, domain: string, group: number, language?: string][];
    links: [number, number][];
  };
  // _static/search/engine.js: a stemmer of Snowball's, if there is one for the language, and find.js
  stemmer?: { stemWord(word: string): string };
  /** Endings of women and of men, as patterns: « trice », « teur ». */
  endings: Record<string, string>;
  put(name: string, content: string): void;
  Finder: { at(base: string): Promise<Finder> };
  // vademecum.plans.js
  plans: Plans;
}

declare var vademecum: Vademecum;
declare var MiniSearch: any;
declare var d3: any;

/** An element of our own templates: it has the properties of whatever it is. */
interface Part extends HTMLElement {
  allow: string;
  checked: boolean;
  content: DocumentFragment;
  elements: any;
  files: FileList;
  firstElementChild: Part;
  hash: string;
  href: string;
  htmlFor: string;
  name: string;
  open: boolean;
  options: HTMLOptionsCollection;
  parentElement: Part;
  referrerPolicy: string;
  search: string;
  selectedOptions: HTMLCollectionOf<HTMLOptionElement>;
  src: string;
  type: string;
  value: string;
}

interface ParentNode {
  querySelector(selectors: string): Part | null;
  querySelectorAll(selectors: string): NodeListOf<Part>;
}

interface Element {
  closest(selectors: string): Part | null;
}

// --- plans ---------------------------------------------------------------------------------------

interface Answer {
  /** Where the person stands; null: nothing said, which is not 0. */
  level: number | null;
  /** Null: what is asked for. */
  goal: number | null;
  way: string;
  who: string;
  /** A day, YYYY-MM-DD, or empty. */
  when: string;
}

interface Plan {
  /** Which plan it is, from its first saving on. */
  uid: string;
  name: string;
  roles: string[];
  domains: string[];
  /** Skills that were chosen one by one. */
  single: string[];
  /** By skill. */
  answers: Map<string, Answer>;
  /** Answers for skills that the handbook does not know (any more). */
  others: (Answer & { id: string })[];
}

interface SkillData {
  id: string;
  title: string;
  page: string;
  domain: string;
  levels: Record<number, string>;
  see: string[];
  acquisition: string[];
}

interface RoleData {
  id: string;
  name: string;
  page: string;
  requires: { skill: string; level: number; reason: string }[];
}

interface HandbookData {
  handbook: { title: string; address: string };
  levels: { number: number; name: string }[];
  domains: { slug: string; name: string }[];
  skills: SkillData[];
  resources: Record<string, { name: string; href: string; about: string; lang?: string }>;
  roles: RoleData[];
  retired: Record<string, { title: string; successors: string[] }>;
}

interface Asked {
  by: { role: RoleData; level: number; reason: string }[];
  level: number;
}

interface Step {
  skill: SkillData;
  answer: Answer;
  asked: Asked;
  goal: number;
  gap: number;
}

interface Handbook {
  data: HandbookData;
  skills: SkillData[];
  skillById: Map<string, SkillData>;
  roleById: Map<string, RoleData>;
  /** The highest level. */
  top: number;
  levelName(number: number): string;
  roleNames(plan: Plan): string;
  asked(plan: Plan, id: string): Asked;
  chosen(plan: Plan): SkillData[];
  usualGoal(plan: Plan, id: string): number;
  step(plan: Plan, skill: SkillData): Step;
  result(plan: Plan): Record<"gaps" | "first" | "later" | "reached" | "unanswered", Step[]>;
}

/** Why nothing was taken: `kind` names the page's sentence. */
interface Refusal {
  kind: string;
  title?: string;
  part?: string;
}

/** What became of a skill that the handbook does not have any more. */
interface Remark {
  id: string;
  successors: string[] | null;
  takenOver: boolean;
}

interface Reading {
  plan?: Plan;
  notes?: Remark[];
  wrong?: Refusal;
}

interface CalendarDay {
  uid: string;
  day: string;
  title: string;
  text: string;
}

interface Person {
  plan: Plan;
  /** As it is shown. */
  name: string;
}

interface Cell {
  level: number | null;
  asked: number;
  lacking: number;
}

interface Plans {
  Handbook: new (data: HandbookData) => Handbook;
  emptyPlan(): Plan;
  counted(words: Words, name: string, count: number): string;
  day(value: string): string;
  read(text: string, handbook: Handbook): Reading;
  readFile(file: File, handbook: Handbook): Promise<Reading>;
  reason(words: Words, wrong: Refusal): string;
  noteText(words: Words, note: Remark): string;
  asJson(plan: Plan, handbook: Handbook): string;
  csvCell(value: unknown): string;
  asCsv(rows: unknown[][]): string;
  asCalendar(events: CalendarDay[], now: Date): string;
  fileName(...parts: string[]): string;
  download(name: string, type: string, text: string): void;
}

// --- catalogue -----------------------------------------------------------------------------------

/** An entry of a card's list: who asks for it and how well, or form, languages and price. */
type Entry = any[];

interface Facets {
  test(select: Part): (entry: Entry) => boolean;
  meets(lists: (about: string) => Entry[], choices: { about?: string; meets?: (entry: Entry) => boolean }[]): boolean;
}

interface Choice {
  /** What the reader chose, as the page calls it. */
  label: string;
  holds(skill: Skill): boolean;
  /** Takes the choice back. */
  drop(): void;
  /** The list of a card that it is about, with others: see facets. */
  about?: string;
  /** What it asks of an entry of that list. */
  meets?: (entry: Entry) => boolean;
}

interface Skill {
  /** Where the page holds it; a large catalogue has rows instead. */
  card?: Part;
  /** What a line shows: see catalogue_pieces.py. */
  row?: any[];
  /** Its number. */
  name: string;
  /** Its number, without signs and noughts. */
  id: string;
  /** What free text is looked for in, normalised, a blank before each word. */
  words: string;
  domain: string;
  /** Whether it has a resource. */
  served: boolean;
  field(name: string): string | undefined;
  lists(about: string): Entry[];
}

// --- search --------------------------------------------------------------------------------------

interface Found {
  /** Its number. */
  record: number;
  /** -1: its id; 0: its whole name; 1: names; 2: headings; 3: text; above: some words alone. */
  tier: number;
  /** Within the tier. */
  score: number;
  /** The words of the index that were found in it. */
  terms: Set<string>;
  /** Where it holds any of the words at best. */
  near?: number;
  /** How much the way of asking counts. */
  share?: number;
  /** Which part of the words it holds. */
  held?: number;
}

interface FoundAnswer {
  /** Best first. */
  found: Found[];
  /** Nothing holds all words: these hold some. */
  partly: boolean;
  /** Words to try where nothing is found. */
  nearest: string[];
}

/** What search/records.py writes of a page, skill, domain or resource. */
interface SearchRecord {
  number: number;
  kind: string;
  title: string;
  page: string;
  id: string;
  domains: string[];
  names: string[];
  /** Which piece has its text, and where. */
  place: [number, number];
  lengths: number[];
  url: string;
  language: string;
  aside: number;
  key: string;
}

interface Finder {
  index: {
    kinds: Record<string, [one: string, all: string, parameter: string]>;
    domains: Record<string, string>;
    words: Words;
    shards: string[];
  };
  records: SearchRecord[];
  find(query: string): Promise<FoundAnswer>;
  quote(one: Found): Promise<{ heading: string; anchor: string; sentence: string }>;
  marked(text: string, one: Found): { text: string; mark: boolean }[];
}

/** A word of the index: in which records its two fields have it. */
type Packed = [word: string, first: number[], second?: number[]];

/** A way to narrow results: value, label, how many. */
type Narrowing = [value: string, label: string, count: number];

// --- graph ---------------------------------------------------------------------------------------

/** What is drawn: a page (`here`: the one that the reader is on), or a group of `count` of them. */
interface Thing {
  title: string;
  domain: string;
  group: number;
  r?: number;
  address?: string;
  kind?: string;
  language?: string;
  to?: string;
  here?: boolean;
  count?: number;
  /** How many links it has. */
  degree?: number;
  /** Its boxes in the legend. */
  boxes?: Part[];
  x?: number;
  y?: number;
  fx?: number | null;
  fy?: number | null;
}

interface Join {
  source: Thing;
  target: Thing;
  count: number;
}

interface GraphData {
  nodes: Thing[];
  links: [number, number][];
  groups: Thing[];
}
