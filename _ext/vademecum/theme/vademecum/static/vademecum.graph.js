/**
 * The graph of links on a canvas: of the whole handbook, or of a note and its neighbours.
 *
 * Loaded, with d3's modules, where a graph is opened. The whole has its data in a script of its
 * own; the neighbours are those of the lists on the page. Too many at once are drawn as their
 * groups, which open. Colours and type are the style sheet's; all words come from the page.
 */
(() => {
  "use strict";

  const STATIC = new URL("./", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const D3 = "dispatch timer quadtree force selection drag color interpolate ease transition zoom";
  const MOST = 300; // drawn at once
  const TICKS = 300;
  const BEFORE = 120; // of these before anything is seen
  const LONGEST = 24; // signs of a name that is not pointed at
  const NEAR = 12; // pixels beyond a node that still mean it
  /** @type {Record<string, number[]>} */
  const CORNERS = { question: [4, 0], skill: [4, 1 / 8], profil: [3, 0] }; // and part of a turn
  /** @type {Record<string, number[]>} */
  const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  /** The outline of a kind. @param {CanvasRenderingContext2D} pen @param {Thing} thing @param {number} x @param {number} y @param {number} r */
  const outline = (pen, { kind }, x, y, r) => {
    const [corners, turn] = CORNERS[kind] ?? [0, 0];
    pen.beginPath();
    if (!corners) pen.arc(x, y, r, 0, 2 * Math.PI);
    for (let i = 0; i < corners; i += 1) {
      const angle = 2 * Math.PI * (i / corners + turn);
      pen.lineTo(x + 1.2 * r * Math.sin(angle), y - 1.2 * r * Math.cos(angle));
    }
    pen.closePath();
  };

  class Graph {
    /** @param {Part} frame @param {GraphData} data */
    constructor(frame, { nodes, links, groups }) {
      this.frame = frame;
      this.nodes = nodes;
      this.links = links;
      this.groups = groups;
      this.width = 0;
      this.height = 0;
      this.folded = !frame.dataset.whole;
      this.canvas = /** @type {HTMLCanvasElement} */ (/** @type {Element} */ (frame.querySelector("canvas")));
      this.pen = this.canvas.getContext("2d");
      this.said = frame.querySelector(".graph-said");
      this.boxes = [...frame.querySelectorAll("input")];
      this.still = matchMedia("(prefers-reduced-motion: reduce)");
      this.view = d3.zoomIdentity;
      /** @type {Thing | null} what is pointed at */
      this.active = null;
      /** @type {number | null} the number of the group that is open */
      this.open = null;
      /** @type {Thing[] | undefined} what is shown */
      this.things = undefined;
      /** @type {Join[]} */
      this.joins = [];
      this.scale = 1; // of nodes
      this.moved = false; // by the reader: it does not fit itself any more
      /** @type {Map<string, number>} half the width of each name */
      this.widths = new Map();
      for (const node of nodes) node.degree = 0;
      for (const [one, other] of links) for (const end of [one, other]) nodes[end].degree += 1;
      for (const node of nodes) node.r = node.here ? 10 : Math.min(4 + Math.sqrt(node.degree), 11);
      this.simulation = d3.forceSimulation().stop().on("tick", () => (this.moved ? this.draw() : this.fit()));
      this.listen();
      this.offer();
      frame.hidden = false;
      this.colour();
      new ResizeObserver(() => this.resize()).observe(this.canvas);
    }

    /** Have each node know its boxes of the legend; hide those that no node has. */
    offer() {
      const box = (/** @type {string} */ name, /** @type {string} */ value) => this.boxes.find((one) => one.name === name && one.value === value);
      for (const node of this.nodes)
        node.boxes = [
          box("kind", node.kind) ?? box("kind", ""),
          box("domain", node.domain) ?? box("domain", ""),
        ].filter(Boolean);
      const used = new Set(this.nodes.flatMap(({ boxes }) => boxes));
      for (const one of this.boxes) one.closest("label").hidden = !used.has(one);
      for (const set of this.frame.querySelectorAll("fieldset"))
        set.hidden = set.querySelectorAll("label:not([hidden])").length < 2;
    }

    /** What is shown now: the nodes that are left, or the groups of too many. */
    choose() {
      this.point(null);
      const left = this.nodes.filter(({ here, boxes }) => here || boxes.every((box) => box.checked));
      const inside = left.filter(({ group }) => this.open === null || group === this.open);
      const many = inside.length > MOST;
      const stands = new Map(left.map((node) => [node, this.groups[node.group]])); // for each node
      if (!many) for (const node of inside) stands.set(node, node);
      for (const group of this.groups) group.count = left.filter((n) => n.group === group.group).length;
      /** @type {Map<string, Join>} */
      const joins = new Map(); // by the numbers of both ends
      const things = [...new Set(stands.values())];
      const number = new Map(things.map((thing, i) => [thing, i]));
      for (const [one, other] of this.links) {
        const [source, target] = [stands.get(this.nodes[one]), stands.get(this.nodes[other])];
        if (!source || !target || source === target || (!many && source.count && target.count)) continue;
        const ends = [number.get(source), number.get(target)].sort((a, b) => a - b).join();
        if (joins.has(ends)) joins.get(ends).count += 1;
        else joins.set(ends, { source, target, count: 1 });
      }
      const had = new Map();
      const few = (/** @type {Thing} */ thing) => had.set(thing, (had.get(thing) ?? 0) + 1).get(thing) <= 2;
      // Of many groups each is drawn with those that it is joined to most.
      this.joins = [...joins.values()]
        .sort((a, b) => b.count - a.count)
        .filter(({ source, target }) => [source, target].filter(few).length || !many);
      const joined = new Set(this.joins.flatMap(({ source, target }) => [source, target]));
      this.things = things.filter((thing) => many || !thing.count || joined.has(thing));
      for (const group of this.groups) group.r = Math.min(9 + Math.sqrt(group.count) * 0.9, 26);
      this.frame.querySelector("[data-do=back]").hidden = this.open === null;
      this.layOut();
    }

    /** Nodes of a group begin, and are drawn, around a place of their own: there is no tangle. */
    layOut() {
      const shown = [...new Set(this.things.map(({ group }) => group))].sort((a, b) => a - b);
      const turn = (2 * Math.PI) / Math.max(1, shown.length);
      const wide = Math.sqrt(Math.min(2, Math.max(0.5, this.width / this.height)));
      const alone = shown.length < 2 || this.things.every(({ count }) => count);
      const far = alone ? 0 : 26 * Math.sqrt(this.things.length) + 6 * shown.length;
      const around = (/** @type {number} */ i) => [Math.cos(i * turn) * far * wide, (Math.sin(i * turn) * far) / wide];
      const homes = new Map(shown.map((group, i) => [group, group === this.open ? [0, 0] : around(i)]));
      for (const [i, thing] of this.things.entries()) {
        const [x, y] = homes.get(thing.group);
        const away = thing.here ? 0 : 10 * Math.sqrt(i + 0.5);
        Object.assign(thing, { x: x + Math.cos(i * 2.4) * away, y: y + Math.sin(i * 2.4) * away, vx: 0, vy: 0 });
      }
      const pull = alone ? 0.05 : 0.14;
      const room = this.things.length < 40 ? 3 : 1; // for names
      this.simulation
        .nodes(this.things)
        .force("link", d3.forceLink(this.joins).distance((/** @type {Join} */ { source, target }) => 34 * room + source.r + target.r))
        .force("charge", d3.forceManyBody().strength((/** @type {Thing} */ { r }) => -14 * r * room).distanceMax(500))
        .force("collide", d3.forceCollide((/** @type {Thing} */ { r, count }) => r + (count ? 24 : 7)))
        .force("x", d3.forceX((/** @type {Thing} */ { group }) => homes.get(group)[0]).strength(pull / wide))
        .force("y", d3.forceY((/** @type {Thing} */ { group }) => homes.get(group)[1]).strength(pull * wide))
        .alpha(1)
        .tick(this.still.matches ? TICKS : BEFORE);
      this.moved = false;
      this.fit();
      if (!this.still.matches) this.simulation.restart();
    }

    fit() {
      const side = (/** @type {"x" | "y"} */ part, /** @type {number} */ sign) => sign * Math.max(...this.things.map((thing) => sign * thing[part] + thing.r));
      const [left, right, top, bottom] = [side("x", -1), side("x", 1), side("y", -1), side("y", 1)];
      const room = Math.min((this.width * 0.88 - 16) / (right - left), (this.height - 90) / (bottom - top), 1.6);
      const to = d3.zoomIdentity
        .translate(this.width / 2, this.height / 2 + 10)
        .scale(this.things.length ? Math.max(room, 0.1) : 1)
        .translate(-(left + right) / 2 || 0, -(top + bottom) / 2 || 0);
      d3.select(this.canvas).call(this.zoom.transform, to);
    }

    resize() {
      const { clientWidth: width, clientHeight: height } = this.canvas;
      if (!width || (width === this.width && height === this.height)) return;
      this.width = width;
      this.height = height;
      Object.assign(this.canvas, { width: width * devicePixelRatio, height: height * devicePixelRatio });
      if (this.things) this.fit();
      else this.choose();
    }

    /** Take type and colours from the style sheet. */
    colour() {
      const probe = this.said.appendChild(document.createElement("span"));
      const style = getComputedStyle(this.canvas);
      const of = (/** @type {string} */ domain) => {
        probe.className = domain ? `domain-${domain}` : "";
        probe.style.color = domain ? "var(--domain)" : "var(--soft)";
        return getComputedStyle(probe).color;
      };
      this.colours = new Map([...this.nodes, ...this.groups].map(({ domain }) => [domain, ""]));
      for (const domain of this.colours.keys()) this.colours.set(domain, of(domain));
      probe.remove();
      this.paper = style.backgroundColor;
      this.ink = style.color;
      this.type = `${style.fontSize} ${style.fontFamily}`;
      this.line = parseFloat(style.fontSize);
      this.draw();
    }

    draw() {
      if (!this.things) return;
      const { pen, view, scale } = this;
      const near = this.joins.filter(({ source, target }) => source === this.active || target === this.active);
      const bright = this.active && new Set([this.active, ...near.flatMap(({ source, target }) => [source, target])]);
      const on = (/** @type {Thing} */ { x, y }) => /** @type {[number, number]} */ (view.apply([x, y]));
      pen.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
      pen.clearRect(0, 0, this.width, this.height);
      pen.strokeStyle = this.ink;
      for (const { source, target, count } of this.joins) {
        const lit = source === this.active || target === this.active;
        pen.globalAlpha = lit ? 0.75 : bright ? 0.06 : this.joins.length > 200 ? 0.14 : 0.3;
        pen.lineWidth = Math.min(0.8 + Math.log2(count), 7);
        pen.beginPath();
        pen.moveTo(...on(source));
        pen.lineTo(...on(target));
        pen.stroke();
      }
      for (const thing of this.things) {
        const [x, y] = view.apply([thing.x, thing.y]);
        pen.globalAlpha = !bright || bright.has(thing) ? 1 : 0.2;
        outline(pen, thing, x, y, thing.r * scale);
        const colour = this.colours.get(thing.domain) ?? this.ink;
        const [strong, hollow] = [thing === this.active || thing.here, !thing.kind && !thing.here];
        pen.fillStyle = hollow ? this.paper : colour;
        pen.strokeStyle = strong ? this.ink : hollow ? colour : this.paper;
        pen.lineWidth = strong ? 3 : hollow ? 2 : 1;
        pen.fill();
        pen.stroke();
      }
      this.name(bright);
    }

    /** Write names where there is room, of what is joined most first. @param {Set<Thing> | null} bright */
    name(bright) {
      const { pen, view, scale, line } = this;
      const rank = (/** @type {Thing} */ thing) => (thing === this.active ? 2000 : thing.here ? 1000 : thing.count ? 100 : 0) + thing.r;
      const wanted = this.things.filter((thing) => !bright || bright.has(thing)).sort((a, b) => rank(b) - rank(a));
      // What no name may cover: other names and, unless something is pointed at, the middle of nodes.
      const nodes = bright ? [] : this.things;
      const places = nodes.map(({ x, y, r }) => [...view.apply([x, y]), (r * scale) / 3]);
      const taken = places.map(([x, y, r]) => [x - r, x + r, y - r, y + r]);
      Object.assign(pen, { textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 4 });
      Object.assign(pen, { globalAlpha: 1, strokeStyle: this.paper, fillStyle: this.ink });
      for (const thing of wanted) {
        const strong = thing === this.active || thing.here;
        pen.font = `${strong ? "bold " : ""}${this.type}`;
        const short = strong || thing.title.length <= LONGEST;
        const words = short ? thing.title : `${thing.title.slice(0, LONGEST - 1).trimEnd()}…`;
        const key = pen.font + words;
        if (!this.widths.has(key)) this.widths.set(key, pen.measureText(words).width / 2 + 3);
        const half = this.widths.get(key);
        const [at, middle] = view.apply([thing.x, thing.y]);
        if (at < 0 || at > this.width || middle < 0 || middle > this.height) continue;
        const x = Math.max(half, Math.min(this.width - half, at));
        const y = middle + thing.r * scale + line * 0.9;
        const box = [x - half, x + half, y - line * 0.7, y + line * 0.7];
        if (!strong && taken.some(([l, r, t, b]) => box[0] < r && box[1] > l && box[2] < b && box[3] > t)) continue;
        taken.push(box);
        const write = (/** @type {string} */ text, /** @type {number} */ left, /** @type {number} */ top) => {
          pen.strokeText(text, left, top);
          pen.fillText(text, left, top);
        };
        write(words, x, y);
        if (thing.count) write(String(thing.count), at, middle);
      }
    }

    /** What is drawn at a place. @param {number} x @param {number} y @returns {Thing | null} */
    at(x, y) {
      let least = Infinity;
      /** @type {Thing | null} */
      let best = null;
      for (const thing of this.things) {
        const [left, top] = this.view.apply([thing.x, thing.y]);
        const far = Math.hypot(left - x, top - y) - thing.r * this.scale;
        if (far >= Math.min(least, NEAR)) continue;
        best = thing;
        least = far;
      }
      return best;
    }

    /** @param {Thing | null} thing */
    point(thing) {
      this.active = thing;
      this.say(thing);
      this.canvas.classList.toggle("pointed", Boolean(thing));
      this.draw();
    }

    /** Say what a thing is, with a link to it. @param {Thing | null} thing */
    say(thing) {
      const about = thing && [
        thing.count ? vademecum.fill(this.frame.dataset.many, thing) : this.word("kind", thing),
        thing.domain && thing.title !== this.word("domain", thing) ? this.word("domain", thing) : "",
      ].filter(Boolean).join(", ");
      if (!thing) return this.said.replaceChildren();
      const { address, language, title } = thing;
      const name = vademecum.make(address ? "a" : "strong", { href: address, lang: language }, title);
      return this.said.replaceChildren(name, ` – ${about}`);
    }

    /** What the legend calls the kind or domain of a thing. @param {"kind" | "domain"} part @param {Thing} thing */
    word(part, thing) {
      const box = this.boxes.find((one) => one.name === part && one.value === thing[part]);
      return box?.parentElement.querySelector(".graph-name")?.textContent ?? "";
    }

    /** Open a page, here or in a tab of its own, or a group. @param {Thing} thing @param {boolean} [apart] */
    follows(thing, apart) {
      if (thing.count) this.enter(thing.group);
      else if (thing.address && apart) open(thing.address);
      else if (thing.address) location.href = thing.address;
    }

    /** @param {number | null} group */
    enter(group) {
      this.open = group;
      this.choose();
      if (group !== null) this.say(this.groups[group]);
    }

    /** Go to the nearest in a direction. @param {number[]} step */
    walk([right, down]) {
      const from = this.active;
      const far = (/** @type {Thing} */ { x, y }) => {
        const along = (x - from.x) * right + (y - from.y) * down;
        return along > 0.01 ? along + 2 * Math.abs((x - from.x) * down + (y - from.y) * right) : Infinity;
      };
      const first = this.things.find(({ here }) => here) ?? this.things[0];
      const next = this.active ? this.things.reduce((a, b) => (far(b) < far(a) ? b : a), this.active) : first;
      if (!next) return;
      const [x, y] = this.view.apply([next.x, next.y]);
      if (x < 0 || y < 0 || x > this.width || y > this.height)
        d3.select(this.canvas).call(this.zoom.translateTo, next.x, next.y);
      this.point(next);
    }

    /** @param {KeyboardEvent} event */
    press(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key in STEPS) this.walk(STEPS[event.key]);
      else if (event.key === "Enter" && this.active) this.follows(this.active);
      else if (event.key === "Escape" && this.active) this.point(null);
      else if (event.key === "Escape" && this.open !== null) this.enter(null);
      else return;
      event.preventDefault();
    }

    /** What a button does. @param {string} what */
    turn(what) {
      this.moved = what === "in" || what === "out";
      if (what === "back") this.enter(null);
      else if (what === "fit") this.fit();
      else d3.select(this.canvas).call(this.zoom.scaleBy, what === "in" ? 1.5 : 1 / 1.5);
    }

    listen() {
      const { canvas, folded } = this;
      // Beside a note's text neither wheel nor one finger is taken from the page, but to move a node.
      const meant = (/** @type {any} */ event) =>
        !event.button &&
        (event.type === "wheel" ? !folded || event.ctrlKey : !event.ctrlKey) &&
        (!folded || event.type !== "touchstart" || event.touches.length > 1);
      const zoomed = (/** @type {any} */ { transform, sourceEvent }) => {
        this.view = transform;
        this.scale = Math.min(Math.max(transform.k, 0.6), 1.5); // of nodes: less than that of places
        this.moved ||= Boolean(sourceEvent);
        this.draw();
      };
      this.zoom = d3.zoom().scaleExtent([0.1, 8]).clickDistance(4).filter(meant).on("zoom", zoomed);
      const grabbed = (/** @type {{x: number, y: number}} */ event) => {
        const node = this.at(event.x, event.y);
        return node && { node, x: this.view.applyX(node.x), y: this.view.applyY(node.y) };
      };
      const carry = (/** @type {any} */ { subject: { node }, x, y }) => {
        this.moved = true;
        [node.fx, node.fy] = [this.view.invertX(x), this.view.invertY(y)];
        [node.x, node.y] = [node.fx, node.fy];
        if (!this.still.matches) this.simulation.alpha(0.3).restart();
        this.draw();
      };
      const release = (/** @type {any} */ { subject: { node } }) => Object.assign(node, { fx: null, fy: null });
      const drag = d3.drag().container(canvas).clickDistance(4).subject(grabbed).on("drag", carry);
      d3.select(canvas).call(drag.on("end", release)).call(this.zoom).on("dblclick.zoom", null);
      canvas.addEventListener("pointermove", (event) => {
        const thing = event.buttons ? this.active : this.at(event.offsetX, event.offsetY);
        if (thing !== this.active && event.pointerType !== "touch") this.point(thing);
      });
      canvas.addEventListener("pointerleave", ({ pointerType }) => pointerType !== "touch" && this.point(null));
      canvas.addEventListener("click", (event) => {
        const thing = this.at(event.offsetX, event.offsetY);
        // A finger cannot point: its first touch says what it is, the second opens it.
        if (!thing || (event.pointerType === "touch" && thing !== this.active)) this.point(thing);
        else this.follows(thing, event.ctrlKey || event.metaKey);
      });
      canvas.addEventListener("keydown", (event) => this.press(event));
      for (const button of this.frame.querySelectorAll("button"))
        button.addEventListener("click", () => this.turn(button.dataset.do));
      for (const box of this.boxes) box.addEventListener("change", () => this.choose());
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.colour());
      new MutationObserver(() => this.colour()).observe(document.documentElement, { attributeFilter: ["data-look"] });
    }
  }

  /** The whole, as its script has it. @returns {GraphData} */
  const whole = () => ({
    groups: vademecum.graph.groups.map(([title, domain], group) => ({ title, domain, group })),
    nodes: vademecum.graph.nodes.map(
      ([title, address, kind, domain, group, language]) => ({ title, address, kind, domain, group, language }),
    ),
    links: vademecum.graph.links,
  });

  /** The neighbours, as the lists on the page have them. @param {Part} frame @returns {GraphData} */
  const around = (frame) => {
    const items = [...frame.parentElement.querySelectorAll(".graph-nodes > [data-kind]")];
    const nodes = items.map((item) => {
      const { textContent: title, href: address } = item.querySelector("a");
      const { kind, domain } = item.dataset;
      return { kind, domain, title, address, language: item.querySelector("[lang]")?.lang, group: 0 };
    });
    const { here: title, kind, domain } = frame.dataset;
    const links = items.flatMap(({ dataset }, i) => {
      const others = (dataset.to ?? "").split(" ").filter(Boolean).map(Number);
      return [items.length, ...others].map((other) => /** @type {[number, number]} */ ([i, other]));
    });
    return { nodes: [...nodes, { title, kind, domain, here: true, group: 0 }], links, groups: [] };
  };

  (async () => {
    const frame = document.querySelector(".graph");
    const own = frame.dataset.whole;
    const modules = D3.split(" ").map((name) => new URL(`vendor/d3-${name}.min.js`, STATIC).href);
    await Promise.all([...modules, ...(own ? [own] : [])].map(vademecum.load));
    new Graph(frame, own ? whole() : around(frame));
  })();
})();
