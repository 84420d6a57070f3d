// The gradient's way, drawn: sources above, the target below, the user's lines between.

import { Graph, layout } from '@dagrejs/dagre';
import { linesOf, placeKey, type Edge, type LineSeen, type Moment, type Place, type Request, type Source, type State, type Trace } from './data';
import { h, svg, visible } from './dom';
import type { Places } from './places';
import { CUT_HEADINGS, ORDER, STATE_SHORT, STATE_WORDS, isBroken, norm, share, some, stepOf } from './words';

const ROOM = 27; // characters of code in a node
const CHAR = 6.7; // width of one, at the font size in the style sheet
const SMALLEST = 0.72; // share of its size to which a picture shrinks
const MOST_SOURCES = 6; // beyond, sources that fare alike are drawn as one
const MOST_LINES = 25; // beyond, lines in a row that lead nowhere else are one
const SHORTEST_ROW = 3;

interface Box {
  kind: 'sources' | 'line' | 'target';
  title: string;
  detail: string;
  value: string;
  state: State;
  cut: State | null;
  place: Place | null;
  spoken: string;
}

interface Picture {
  boxes: Box[];
  links: Edge[];
}

export function graph(moment: Moment, request: Request, trace: Trace, places: Places): HTMLElement {
  const picture = shortened(pictureOf(moment, request, trace, places), places);
  const drawing = draw(picture, moment, places);
  const canvas = h('div', { class: 'canvas', tabindex: 0, role: 'group', 'aria-label': 'Picture; its boxes lead to their lines' }, drawing);
  requestAnimationFrame(() => {
    // A picture that is wider than its place begins where something is cut, else in the middle.
    const cut = drawing.querySelector('.is-cut rect');
    const middle = drawing.clientWidth / 2;
    const [from, to] = [canvas.getBoundingClientRect(), cut?.getBoundingClientRect()];
    const x = to ? to.left + to.width / 2 - from.left : middle;
    canvas.scrollLeft = x - from.width / 2;
  });
  const isFirst = moment === request.moments[0];
  const legend = h(
    'p',
    { class: 'legend' },
    ...(['flows', 'none', 'zero', 'nan'] as const)
      .filter((state) => state === 'flows' || [...picture.boxes, ...picture.links].some((b) => b.state === state || (state === 'nan' && b.state === 'inf')))
      .map((state) => h('span', { class: `key key-${state}` }, state === 'flows' ? 'flows; wider is larger' : state === 'none' ? 'cut' : STATE_WORDS[state])),
  );
  return h(
    'section',
    { class: 'panel picture', 'aria-label': 'The way of the gradient' },
    h('header', {}, h('h2', {}, 'The gradient’s way'), h('div', { class: 'tools' }, legend, enlarge(drawing, canvas))),
    canvas,
    isFirst ? null : h('p', { class: 'quiet' }, 'Below the sources, sizes are those of the first step that looked like this one.'),
  );
}

/** A button that shows the picture in its full size, over the page. */
function enlarge(drawing: SVGElement, canvas: HTMLElement): HTMLElement {
  const button = h('button', { type: 'button', class: 'enlarge' }, 'enlarge');
  button.addEventListener('click', () => {
    const close = h('button', { type: 'button', class: 'enlarge' }, 'close');
    const whole = h('div', { class: 'canvas' }, drawing);
    const dialog = h('dialog', { 'aria-label': 'The way of the gradient' }, h('div', { class: 'bar-above' }, close), whole);
    const end = (): void => dialog.close();
    close.addEventListener('click', end);
    // Closed first, since that gives the focus back to the button; then the box goes to its line.
    const leave = (event: Event): void => {
      const isKey = event instanceof KeyboardEvent && event.key !== 'Enter' && event.key !== ' ';
      if (!isKey && (event.target as Element).closest('[role="button"]')) end();
    };
    whole.addEventListener('click', leave, { capture: true });
    whole.addEventListener('keydown', leave, { capture: true });
    dialog.addEventListener('close', () => {
      canvas.append(drawing);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
  return button;
}

// ---------------------------------------------------------------- what is in the picture

function pictureOf(moment: Moment, request: Request, trace: Trace, places: Places): Picture {
  const { sources, way, target } = moment;
  const texts = new Map(Object.entries(trace.texts).map(([file, text]) => [file, linesOf(text)]));
  const seen = new Map(trace.lines.map((line) => [placeKey(line.place), line]));
  const cuts = new Map<string, State>();
  for (const { cut, state } of sources) {
    if (cut) cuts.set(placeKey(cut.place), state);
  }
  const next = sources.map(() => [] as number[]);
  for (const { from, to } of way.edges) next[from]?.push(to);
  const grouped = groups(sources, next);
  const boxes: Box[] = grouped.map((members) => sourcesBox(members.map((m) => sources[m]!)));
  const numbers = new Map<number, number>();
  grouped.forEach((members, position) => members.forEach((member) => numbers.set(member, position)));
  way.lines.forEach((line, position) => {
    const number = sources.length + position;
    numbers.set(number, boxes.length);
    const on = way.edges.filter((edge) => edge.from === number);
    boxes.push(lineBox(line, on, seen.get(placeKey(line)), cuts.get(placeKey(line)) ?? null, texts, places));
  });
  numbers.set(sources.length + way.lines.length, boxes.length);
  boxes.push({
    kind: 'target',
    title: clip(target || 'target', ROOM),
    detail: `${request.call} at ${places.label(request.place)}, ${stepOf(moment)}`,
    value: '',
    state: 'flows',
    cut: null,
    place: request.place,
    spoken: `Target ${target}`,
  });
  return { boxes, links: renumbered(way.edges, numbers) };
}

/** Edges between other nodes; of those that become one, the one with the most gradient stays. */
function renumbered(edges: Edge[], numbers: ReadonlyMap<number, number>): Edge[] {
  const found = new Map<string, Edge>();
  for (const edge of edges) {
    const [from, to] = [numbers.get(edge.from)!, numbers.get(edge.to)!];
    if (from === to) continue;
    const known = found.get(`${from} ${to}`);
    const best = known && (known.norm ?? -1) >= (edge.norm ?? -1) ? known : edge;
    found.set(`${from} ${to}`, { ...best, from, to });
  }
  return [...found.values()];
}

/** Sources that fare alike and go the same way, where there are too many to draw each. */
function groups(sources: Source[], next: number[][]): number[][] {
  const all = [...sources.keys()].filter((position) => sources[position]!.state !== 'spoiled'); // it is the target
  if (sources.length <= MOST_SOURCES) return all.map((position) => [position]);
  const fate = (source: Source): string =>
    [source.state, source.cut ? placeKey(source.cut.place) : ''].join('\n');
  const byWay = collect(all, (p) => [fate(sources[p]!), ...next[p]!].join('\n'));
  if (byWay.length <= MOST_SOURCES) return byWay;
  const byFate = collect(all, (p) => fate(sources[p]!));
  if (byFate.length > 2 * MOST_SOURCES) return collect(all, (p) => sources[p]!.state);
  // The broken ones by where they end; those that flow by their way as far as there is room.
  const room = 2 * MOST_SOURCES - byFate.length;
  const flowing = byWay.filter((members) => !isBroken(sources[members[0]!]!));
  const broken = byFate.filter((members) => isBroken(sources[members[0]!]!));
  return flowing.length <= room ? [...broken, ...flowing] : byFate;
}

function collect(all: number[], key: (position: number) => string): number[][] {
  const found = new Map<string, number[]>();
  for (const position of all) {
    const known = found.get(key(position));
    if (known) known.push(position);
    else found.set(key(position), [position]);
  }
  return [...found.values()];
}

function sourcesBox(members: Source[]): Box {
  const first = members[0]!;
  const names = members.map((source) => source.name);
  const norms = members.map((source) => source.norm).filter((n): n is number => n !== null);
  const low = Math.min(...norms);
  const high = Math.max(...norms);
  const sizes = !norms.length ? '' : norm(low) === norm(high) ? norm(low) : `${norm(low)} to ${norm(high)}`;
  const state = [...members].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state))[0]!.state;
  const value = state === 'flows' ? sizes : STATE_WORDS[state];
  const isOne = members.length === 1;
  return {
    kind: 'sources',
    title: isOne ? clip(first.name, ROOM, true) : `${members.length} sources`,
    detail: isOne ? [first.dtype, first.shape].filter(Boolean).join(' ') : shortNames(names),
    value,
    state,
    cut: null,
    place: first.cut?.place ?? null,
    spoken: `${some(names)}: ${state === 'flows' ? `gradient norm ${sizes}` : CUT_HEADINGS[state]}`,
  };
}

/** Three names, without the beginning that all share. */
function shortNames(names: string[]): string {
  const parts = names.map((name) => name.split('/'));
  let shared = 0;
  while (parts.every((p) => p.length > shared + 1 && p[shared] === parts[0]![shared])) shared += 1;
  const shown = parts.slice(0, 3).map((p) => clip(p.slice(shared).join('/'), 15, true));
  const more = names.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` +${more}` : ''}`;
}

/** A line's name where there is little room. */
const short = (place: Place, places: Places): string => {
  const label = places.label(place);
  return label.startsWith('line ') ? places.number(place) : label;
};

/** A line, with the gradient that comes to it by the edges that go on from it. */
function lineBox(
  place: Place,
  on: Edge[],
  seen: LineSeen | undefined,
  cut: State | null,
  texts: Map<string, string[]>,
  places: Places,
): Box {
  const state = ORDER.find((one) => one !== 'none' && on.some((edge) => edge.state === one)) ?? 'none';
  const sizes = on.map((edge) => edge.norm).filter((n): n is number => n !== null);
  const size = sizes.length ? Math.max(...sizes) : null;
  const code = places.code(place, texts);
  const label = short(place, places);
  return {
    kind: 'line',
    title: `${label}  ${clip(code, Math.max(ROOM - label.length, 8))}`,
    detail: seen ? [seen.op, seen.shape].filter(Boolean).join(' ') : '',
    value: STATE_SHORT[state] || norm(size),
    state,
    cut,
    place,
    spoken: `${places.label(place)}${cut ? ', cut here' : ''}: ${code}`,
  };
}

/**
 * Rows of lines become one box each, where there are too many lines: first those into which
 * nothing else goes, and if that isn't enough those into which only sources go.
 */
function shortened(picture: Picture, places: Places): Picture {
  const isLine = (box: Box): boolean => box.kind === 'line';
  const isLong = ({ boxes }: Picture): boolean => boxes.filter(isLine).length > MOST_LINES;
  if (!isLong(picture)) return picture;
  const strict = inRows(picture, picture.links, places);
  if (!isLong(strict)) return strict;
  return inRows(picture, picture.links.filter(({ from }) => isLine(picture.boxes[from]!)), places);
}

/** A picture with its rows joined; `links` are those that count for what a row is. */
function inRows({ boxes, links: all }: Picture, links: Edge[], places: Places): Picture {
  const after = boxes.map(() => [] as number[]);
  const before = boxes.map(() => [] as number[]);
  for (const { from, to } of links) {
    after[from]!.push(to);
    before[to]!.push(from);
  }
  const isPlain = (n: number): boolean => boxes[n]!.kind === 'line' && !boxes[n]!.cut;
  const joins = (a: number, b: number): boolean =>
    isPlain(a) && isPlain(b) && after[a]!.length === 1 && before[b]!.length === 1 && boxes[a]!.state === boxes[b]!.state;
  const isInside = (n: number): boolean => before[n]!.length === 1 && joins(before[n]![0]!, n);
  const heads = new Map<number, number>();
  const rows: number[][] = [];
  // Rows from their heads first; what is left then is a ring.
  for (const start of [...boxes.keys()].sort((a, b) => Number(isInside(a)) - Number(isInside(b)))) {
    if (heads.has(start)) continue;
    const row = [start];
    for (let next = after[start]![0]; next !== undefined && joins(row.at(-1)!, next) && !row.includes(next) && !heads.has(next); ) {
      row.push(next);
      next = after[next]![0];
    }
    for (const part of row.length < SHORTEST_ROW ? row.map((one) => [one]) : [row]) {
      for (const one of part) heads.set(one, rows.length);
      rows.push(part);
    }
  }
  return { boxes: rows.map((row) => joined(row.map((n) => boxes[n]!), places)), links: renumbered(all, heads) };
}

function joined(run: Box[], places: Places): Box {
  const first = run[0]!;
  const last = run.at(-1)!;
  if (run.length < 2) return first;
  const [from, to] = [first.place!, last.place!];
  const isOneFile = from[0] === to[0];
  const low = Math.min(from[1], to[1]);
  const high = Math.max(from[1], to[1]);
  const span = isOneFile && from[1] <= to[1] ? `${short([from[0], low], places)}–${places.number([from[0], high])}` : `from ${places.label(from)}`;
  return {
    ...first,
    title: `${run.length} lines, ${span}`,
    detail: clip(run.map((box) => box.detail.split(' ')[0]).join(' → '), ROOM),
    value: `${first.value} … ${last.value}`,
    spoken: `${run.length} lines, ${span}`,
  };
}

function clip(text: string, most: number, isEndKept = false): string {
  const signs = [...visible(text)];
  if (signs.length <= most) return signs.join('');
  if (isEndKept) return `…${signs.slice(-(most - 1)).join('')}`;
  return `${signs.slice(0, most - 1).join('')}…`;
}

// ---------------------------------------------------------------- how it is drawn

const wide = (text: string): number => [...text].length * CHAR;

function draw({ boxes, links }: Picture, moment: Moment, places: Places): SVGElement {
  const { g, width, height } = narrowest(boxes, links);
  const broken = moment.sources.filter(isBroken).length;
  const drawing = svg('svg', {
    viewBox: `0 0 ${Math.ceil(width)} ${Math.ceil(height)}`,
    width: Math.ceil(width),
    height: Math.ceil(height),
    role: 'group',
    'aria-label': `${moment.sources.length} sources, ${broken} of them broken, above; ${moment.target} below`,
  });
  // As small as can still be read; what is wider scrolls.
  drawing.style.minWidth = `${Math.ceil(width * SMALLEST)}px`;
  drawing.append(
    svg(
      'defs',
      {},
      ...ORDER.map((state) =>
        svg(
          'marker',
          { id: `arrow-${state}`, viewBox: '0 0 8 8', refX: 1, refY: 4, markerWidth: 9, markerHeight: 9, markerUnits: 'userSpaceOnUse', orient: 'auto-start-reverse' },
          svg('path', { d: 'M0 0 L8 4 L0 8 z', class: `arrow is-${state}` }),
        ),
      ),
    ),
  );
  for (const link of links) {
    const { points } = g.edge(String(link.from), String(link.to)) as { points: Point[] };
    drawing.append(...lineOf(link, points));
  }
  boxes.forEach((box, position) => drawing.append(node(box, g.node(String(position)) as Rectangle, places)));
  return drawing;
}

/** Of dagre's ways to rank boxes the one with the narrowest picture: it stands in a column. */
function narrowest(boxes: Box[], links: Edge[]): { g: Graph; width: number; height: number } {
  const tried = ['network-simplex', 'tight-tree', 'longest-path'].map((ranker) => {
    const g = new Graph();
    g.setGraph({ rankdir: 'TB', nodesep: 14, ranksep: 34, marginx: 8, marginy: 8, ranker });
    g.setDefaultEdgeLabel(() => ({}));
    boxes.forEach((box, position) => {
      const second = wide(box.detail) * 0.92 + (box.value ? wide(box.value) + 18 : 0);
      const width = Math.max(wide(box.title), second, 60) + 24;
      g.setNode(String(position), { width, height: box.detail || box.value ? 44 : 28 });
    });
    for (const { from, to } of links) g.setEdge(String(from), String(to));
    layout(g);
    const { width = 0, height = 0 } = g.graph() as { width?: number; height?: number };
    return { g, width, height };
  });
  return tried.reduce((best, one) => (one.width < best.width - 1 ? one : best));
}

interface Point {
  x: number;
  y: number;
}

interface Rectangle extends Point {
  width: number;
  height: number;
}

/** The gradient goes up along an edge; where it ends there is a cross at the lower end. */
function lineOf({ state, norm, cut }: Edge, points: Point[]): SVGElement[] {
  const isDead = state === 'none';
  const path = svg('path', {
    d: curve(points, isDead ? 0 : 7),
    class: `edge is-${state}${isDead ? ' dead' : ''}`,
    'marker-start': isDead ? null : `url(#arrow-${state})`,
  });
  path.style.setProperty('stroke-width', isDead ? '1.8' : norm === null ? '2' : (1 + 5 * share(norm)).toFixed(2));
  if (!cut) return [path];
  const end = points.at(-1)!;
  return [path, svg('path', { d: `M${end.x - 5} ${end.y - 13} l10 10 m0 -10 l-10 10`, class: 'cross' })];
}

/** A curve that leaves room for an arrow at its start. */
function curve(points: Point[], room: number): string {
  const [first, ...rest] = points;
  const start = { x: first!.x, y: first!.y + room };
  const at = (p: Point): string => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;
  let path = `M${at(start)}`;
  rest.forEach((point, position) => {
    const next = rest[position + 1];
    if (!next) path += ` L${at(point)}`;
    else {
      const middle = { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
      path += ` Q${at(point)} ${at(position === rest.length - 2 ? next : middle)}`;
    }
  });
  return path;
}

function node(box: Box, { x, y, width, height }: Rectangle, places: Places): SVGElement {
  const left = x - width / 2;
  const top = y - height / 2;
  const { place } = box;
  const isTall = height > 30;
  const group = svg('g', {
    class: `node node-${box.kind} is-${box.state}${box.cut ? ` is-cut cut-${box.cut}` : ''}`,
    role: place ? 'button' : null,
    tabindex: place ? 0 : null,
    'aria-label': box.spoken,
  });
  group.append(
    svg('title', {}, box.spoken),
    svg('rect', { x: left, y: top, width, height, rx: box.kind === 'line' ? 5 : height / 2 }),
    svg('text', { x: box.kind === 'line' ? left + 12 : x, y: isTall ? y - 5 : y + 4, class: 'title', 'text-anchor': box.kind === 'line' ? 'start' : 'middle' }, box.title),
  );
  if (isTall && box.kind === 'line') {
    group.append(
      svg('text', { x: left + 12, y: y + 13, class: 'detail' }, box.detail),
      svg('text', { x: left + width - 12, y: y + 13, class: 'value', 'text-anchor': 'end' }, box.value),
    );
  } else if (isTall) {
    group.append(
      svg(
        'text',
        { x, y: y + 13, 'text-anchor': 'middle' },
        svg('tspan', { class: 'detail' }, box.detail),
        box.value ? svg('tspan', { class: 'value', dx: box.detail ? 10 : 0 }, box.value) : null,
      ),
    );
  }
  if (place) {
    group.addEventListener('click', () => places.go(place));
    group.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      places.go(place);
    });
  }
  return group;
}
