// The user's source with the gradient in the margin, and what happened below the lines.

import { linesOf, placeKey, type Cut, type ErrorSeen, type LineSeen, type Note, type Place, type State, type Trace } from './data';
import { h, prose, visible, type Child } from './dom';
import type { Places } from './places';
import { highlight, type Token } from './python';
import { CUT_HEADINGS, ORDER, STATE_SHORT, STATE_WORDS, count, norm, share, some } from './words';

const AROUND = 3; // lines shown before and after one that has something to say
const WORTH_FOLDING = 4;

interface CutHere {
  cut: Cut;
  state: State;
  names: string[];
}

/** What is said of one line. */
interface Told {
  seen: LineSeen | null;
  cuts: CutHere[];
  related: string[];
  requests: string[];
  errors: ErrorSeen[];
  raised: ErrorSeen[];
}

export function excerpts(trace: Trace, places: Places): HTMLElement {
  const told = gather(trace);
  const files = [...new Set([trace.file, ...[...told.keys()].map((key) => key.split('\n')[1]!)])];
  const section = h('section', { class: 'source', 'aria-label': 'Annotated source' });
  for (const file of files) {
    const shown = [...told].filter(([key]) => key.endsWith(`\n${file}`));
    if (shown.length || file === trace.file) section.append(fileOf(file, trace, told, places));
  }
  return section;
}

function gather(trace: Trace): Map<string, Told> {
  const told = new Map<string, Told>();
  const at = (place: Place): Told => {
    const key = placeKey(place);
    let known = told.get(key);
    if (!known) {
      known = { seen: null, cuts: [], related: [], requests: [], errors: [], raised: [] };
      told.set(key, known);
    }
    return known;
  };
  const relate = (notes: Note[]): void => {
    for (const { place, message } of notes) {
      const known = at(place).related;
      if (!known.includes(message)) known.push(message);
    }
  };
  for (const seen of trace.lines) at(seen.place).seen = seen;
  for (const request of trace.requests) {
    const here = at(request.place).requests;
    const what = `${request.call}, ${count(request.steps, 'step')}`;
    if (!here.includes(what)) here.push(what);
    for (const source of request.moments.flatMap((moment) => moment.sources)) {
      if (!source.cut) continue;
      addCut(at(source.cut.place).cuts, source.cut, source.state, source.name);
      relate(source.cut.related);
    }
  }
  for (const error of trace.errors) {
    at(error.place).errors.push(error);
    if (placeKey(error.place) !== placeKey(error.raisedAt)) at(error.raisedAt).raised.push(error);
    relate(error.related);
  }
  return told;
}

function addCut(cuts: CutHere[], cut: Cut, state: State, name: string): void {
  const same = cuts.find((c) => c.cut.reason === cut.reason && c.state === state);
  if (!same) cuts.push({ cut, state, names: [name] });
  else if (!same.names.includes(name)) {
    same.names.push(name);
    // Each source has related places of its own; the cut speaks for all of them.
    const known = same.cut.related.map((note) => placeKey(note.place));
    const more = cut.related.filter((note) => !known.includes(placeKey(note.place)));
    same.cut = { ...same.cut, related: [...same.cut.related, ...more] };
  }
}

function fileOf(file: string, trace: Trace, told: Map<string, Told>, places: Places): HTMLElement {
  const text = trace.texts[file];
  const head = h('h2', { class: 'file', title: file }, visible(places.file(file)));
  const body = h('div', { class: 'code', role: 'group', 'aria-label': `Lines of ${file}` });
  const of = (line: number): Told | undefined => told.get(placeKey([file, line]));
  const marked = [...told.keys()]
    .filter((key) => key.endsWith(`\n${file}`))
    .map((key) => parseInt(key, 10));
  if (text === undefined) {
    for (const line of marked.sort((a, b) => a - b)) {
      body.append(...lineOf([file, line], [], of(line), places, () => undefined));
    }
    head.append(h('span', { class: 'quiet' }, ' (its text is not here)'));
  } else {
    const lines = linesOf(text);
    if (lines.length > 1 && lines.at(-1) === '') lines.pop();
    const tokens = highlight(lines);
    const open = new Set<number>();
    for (const line of marked) {
      for (let near = line - AROUND; near <= line + AROUND; near += 1) open.add(near);
    }
    for (let line = 1; line <= lines.length; ) {
      let end = line;
      while (end <= lines.length && !open.has(end)) end += 1;
      const isShort = lines.length <= 40 || end - line < WORTH_FOLDING;
      const rows = range(line, isShort ? Math.max(end, line + 1) : end);
      if (isShort) {
        for (const one of rows) body.append(...lineOf([file, one], tokens[one - 1]!, of(one), places, () => undefined));
        line += rows.length;
      } else {
        body.append(...folded(file, rows, tokens, places));
        line = end;
      }
    }
  }
  moveByKeys(body);
  return h('div', { class: 'panel excerpt' }, head, body);
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, position) => from + position);

/** Lines with nothing to say, behind a button. */
function folded(file: string, lines: number[], tokens: Token[][], places: Places): HTMLElement[] {
  const holder = h('div', { class: 'folded', hidden: true });
  const button = h(
    'button',
    { type: 'button', class: 'unfold', 'aria-expanded': 'false' },
    `⋯ ${lines.length} lines (${places.number([file, lines[0]!])}–${places.number([file, lines.at(-1)!])})`,
  );
  const show = (): void => {
    holder.hidden = false;
    button.remove();
  };
  button.addEventListener('click', () => {
    show();
    holder.querySelector<HTMLElement>('.no')?.focus();
  });
  for (const line of lines) {
    holder.append(...lineOf([file, line], tokens[line - 1]!, undefined, places, show));
  }
  return [button, holder];
}

function lineOf(
  place: Place,
  tokens: Token[],
  told: Told | undefined,
  places: Places,
  show: () => void,
): HTMLElement[] {
  const number = h('button', { type: 'button', class: 'no', tabindex: -1 }, places.number(place));
  const code = h('code', { class: 'text' });
  for (const [kind, text] of tokens) {
    code.append(kind === 'plain' ? visible(text) : h('span', { class: `py-${kind}` }, visible(text)));
  }
  const row = h('div', { class: 'line' }, number, told ? margin(told) : h('span', { class: 'grad' }), code);
  places.add(place, row, show);
  row.addEventListener('click', () => {
    if (String(getSelection())) return; // somebody copies text
    places.mark(row);
    places.open(place);
  });
  if (!told) {
    number.setAttribute('aria-label', `Line ${places.number(place)}`);
    return [row];
  }
  const bad = told.cuts.map((c) => c.state).sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b))[0];
  if (bad) row.classList.add('is-cut', `cut-${bad}`);
  if (told.errors.length) row.classList.add('is-error');
  number.setAttribute('aria-label', spoken(places.number(place), told));
  const labels: string[] = [
    ...told.requests.map((what) => `∇ ${what}`),
    ...told.related,
    ...told.raised.map((error) => `raises ${error.type}`),
  ];
  if (labels.length) {
    const words = h('span', { class: 'label' });
    labels.forEach((label, position) => words.append(position ? ' · ' : '', prose(label)));
    code.append('  ', words);
  }
  return [row, ...told.cuts.map((c) => cutBelow(place, c, places)), ...told.errors.map((e) => errorBelow(place, e, places))];
}

function margin(told: Told): HTMLElement {
  const seen = told.seen;
  const cell = h('span', { class: 'grad' });
  if (!seen) {
    if (told.cuts[0]) cell.append(h('span', { class: 'sign' }, '✂'));
    return cell;
  }
  cell.title = [
    seen.op,
    [seen.dtype, seen.shape].filter(Boolean).join(' '),
    seen.state === 'flows' ? `gradient norm ${norm(seen.norm)}` : `gradient: ${STATE_WORDS[seen.state]}`,
  ]
    .filter(Boolean)
    .join('\n');
  cell.classList.add(`is-${seen.state}`);
  if (told.cuts.length) cell.append(h('span', { class: 'sign' }, '✂'));
  if (seen.state === 'flows') {
    const bar = h('span', { class: 'bar' });
    bar.style.setProperty('--share', share(seen.norm).toFixed(3));
    cell.append(bar);
  }
  cell.append(h('span', { class: 'value' }, STATE_SHORT[seen.state] || norm(seen.norm)));
  return cell;
}

function spoken(number: string, told: Told): string {
  const words = [`Line ${number}`];
  if (told.cuts.length) words.push('cut here');
  if (told.seen) {
    const { state } = told.seen;
    words.push(state === 'flows' ? `gradient norm ${norm(told.seen.norm)}` : `gradient ${STATE_WORDS[state]}`);
  }
  return words.join(', ');
}

function cutBelow(place: Place, here: CutHere, places: Places): HTMLElement {
  const { cut, state, names } = here;
  const box = h(
    'div',
    { class: `below cut-${state}` },
    h(
      'p',
      { class: 'reason' },
      h('strong', {}, state === 'none' ? 'Cut here: ' : 'Here: '),
      prose(cut.reason),
      ruleOf(cut.rule),
    ),
    h('p', { class: 'of', title: names.slice(0, 60).join('\n') }, `${CUT_HEADINGS[state]} for `, visible(some(names))),
  );
  box.append(...related(place, cut.related, places));
  return box;
}

const ruleOf = (rule: string | null): HTMLElement | null =>
  rule ? h('span', { class: 'rule' }, visible(rule)) : null;

const MOST_RELATED = 5;

/** The other places that explain what is told of one. */
function related(here: Place, notes: Note[], places: Places): HTMLElement[] {
  const others = notes.filter((note) => placeKey(note.place) !== placeKey(here));
  const list = h('ul', { class: 'related' });
  for (const { place, message } of others.slice(0, MOST_RELATED)) {
    list.append(h('li', {}, places.link(place), ' ', prose(message)));
  }
  if (others.length > MOST_RELATED) list.append(h('li', { class: 'quiet' }, `and ${others.length - MOST_RELATED} more`));
  return others.length ? [list] : [];
}

function errorBelow(place: Place, error: ErrorSeen, places: Places): HTMLElement {
  const isElsewhere = placeKey(place) !== placeKey(error.raisedAt);
  const parts: Child[] = [h('strong', {}, visible(error.type)), ': ', prose(error.message)];
  const box = h('div', { class: 'below error' }, h('p', { class: 'reason' }, ...parts));
  if (error.reason) box.append(h('p', { class: 'reason' }, h('strong', {}, 'Here: '), prose(error.reason), ruleOf(error.rule)));
  if (isElsewhere) box.append(h('p', { class: 'of' }, 'raised at ', places.link(error.raisedAt)));
  box.append(...related(place, error.related, places));
  return box;
}

/** One stop for the tab key per file; arrows move between lines, n and p between cuts. */
function moveByKeys(body: HTMLElement): void {
  const first = body.querySelector<HTMLElement>('.is-cut .no') ?? body.querySelector<HTMLElement>('.no');
  if (first) first.tabIndex = 0;
  body.addEventListener('focusin', (event) => {
    const target = event.target as HTMLElement;
    if (!target.classList.contains('no')) return;
    body.querySelectorAll<HTMLElement>('.no[tabindex="0"]').forEach((one) => (one.tabIndex = -1));
    target.tabIndex = 0;
  });
  body.addEventListener('keydown', (event) => {
    const target = event.target as HTMLElement;
    if (!target.classList.contains('no') || event.ctrlKey || event.metaKey || event.altKey) return;
    const steps: Record<string, [string, number]> = {
      ArrowDown: ['.no', 1],
      ArrowUp: ['.no', -1],
      n: ['.is-cut .no', 1],
      p: ['.is-cut .no', -1],
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const all = [...body.querySelectorAll<HTMLElement>('.no')].filter((one) => one.offsetParent);
    const from = all.indexOf(target);
    const ahead = step[1] > 0 ? all.slice(from + 1) : all.slice(0, from).reverse();
    const next = ahead.find((one) => one.matches(step[0]));
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  });
}
