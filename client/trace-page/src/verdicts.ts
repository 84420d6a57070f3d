// The verdict for each source of a request; those that end at one place stand together.

import { placeKey, type Moment, type Source } from './data';
import { h, prose, visible } from './dom';
import type { Places } from './places';
import { CUT_HEADINGS, ORDER, STATE_WORDS, isBroken, norm, share } from './words';

const FOLD_ABOVE = 8;

export interface Verdicts {
  element: HTMLElement;
  /** Show the sources that the plot sets apart. */
  markChosen(chosen: ReadonlySet<number>, colour: (source: number) => string): void;
}

export function verdicts(
  moment: Moment,
  places: Places,
  filter: { broken: boolean },
  choose: ((source: number) => void) | null,
): Verdicts {
  const broken = moment.sources.filter(isBroken).length;
  const box = h('input', { type: 'checkbox' });
  box.checked = filter.broken;
  const list = h('div', { class: 'groups' });
  const rows = new Map<number, HTMLElement>();
  const draw = (): void => {
    rows.clear();
    list.replaceChildren(
      ...groups(moment.sources)
        .filter((group) => !box.checked || group.state !== 'flows')
        .map((group) => groupOf(group, moment, places, rows, choose)),
    );
    if (!list.childElementCount) {
      const said = moment.sources.length ? 'Every source gets its gradient.' : 'It asks for no source at all.';
      list.append(h('p', { class: 'quiet' }, said));
    }
  };
  box.addEventListener('change', () => {
    filter.broken = box.checked;
    draw();
    mark();
  });
  let chosen: ReadonlySet<number> = new Set();
  let colourOf: (source: number) => string = () => '';
  const mark = (): void => {
    for (const [source, row] of rows) {
      row.classList.toggle('chosen', chosen.has(source));
      row.style.setProperty('--series', colourOf(source));
      row.querySelector('button.name')?.setAttribute('aria-pressed', String(chosen.has(source)));
    }
  };
  draw();
  const label = h('label', { class: 'filter' }, box, ` only broken ones (${broken})`);
  const head = h('header', {}, h('h2', {}, 'Sources'), broken ? label : null);
  return {
    element: h('section', { class: 'panel verdicts', 'aria-label': 'Verdict for each source' }, head, list),
    markChosen(now, colour) {
      chosen = now;
      colourOf = colour;
      mark();
    },
  };
}

interface Group {
  state: Source['state'];
  cut: Source['cut'];
  members: number[];
}

function groups(sources: Source[]): Group[] {
  const found = new Map<string, Group>();
  sources.forEach((source, position) => {
    const { state, cut } = source;
    const key = cut ? `${state}\n${placeKey(cut.place)}\n${cut.reason}` : state;
    const known = found.get(key);
    if (known) known.members.push(position);
    else found.set(key, { state, cut, members: [position] });
  });
  return [...found.values()].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
}

function groupOf(
  group: Group,
  moment: Moment,
  places: Places,
  rows: Map<number, HTMLElement>,
  choose: ((source: number) => void) | null,
): HTMLElement {
  const { state, cut, members } = group;
  const head = h(
    'p',
    { class: 'head' },
    h('span', { class: `state is-${state}` }, STATE_WORDS[state]),
    h('span', {}, `${members.length} of ${moment.sources.length}`),
  );
  if (cut) {
    head.append(h('span', { class: 'why' }, state === 'none' ? 'cut at ' : 'at ', places.link(cut.place), ': ', prose(cut.reason)));
  } else if (state !== 'flows') {
    head.append(h('span', { class: 'why quiet' }, `${CUT_HEADINGS[state].toLowerCase()}; the place wasn’t found`));
  }
  const table = h('ul', { class: 'members' });
  const isLong = members.length > FOLD_ABOVE;
  const add = (some: number[]): void => {
    for (const position of some) {
      const row = rowOf(moment.sources[position]!, position, choose);
      rows.set(position, row);
      table.append(row);
    }
  };
  add(isLong ? members.slice(0, FOLD_ABOVE - 2) : members);
  const element = h('div', { class: `group group-${state}` }, head, table);
  if (isLong) {
    const rest = members.slice(FOLD_ABOVE - 2);
    const more = h('button', { type: 'button', class: 'more' }, `and ${rest.length} more`);
    more.addEventListener('click', () => {
      const from = table.childElementCount;
      add(rest);
      more.remove();
      table.children[from]?.querySelector<HTMLElement>('button')?.focus();
    });
    element.append(more);
  }
  return element;
}

function rowOf(source: Source, position: number, choose: ((source: number) => void) | null): HTMLElement {
  const kind = [source.dtype, source.shape].filter(Boolean).join(' ');
  const name = choose
    ? h('button', { type: 'button', class: 'name', 'aria-pressed': 'false' })
    : h('span', { class: 'name' });
  name.append(h('bdi', { dir: 'ltr' }, visible(source.name)));
  if (choose) name.addEventListener('click', () => choose(position));
  const bar = h('span', { class: 'bar', 'aria-hidden': 'true' });
  bar.style.setProperty('--share', share(source.norm).toFixed(3));
  const comes = ['flows', 'unlearned', 'unused', 'spoiled'].includes(source.state);
  const value = comes ? norm(source.norm) : STATE_WORDS[source.state];
  return h(
    'li',
    { title: [source.name, kind].join('\n') },
    name,
    h('span', { class: 'kind' }, visible(kind)),
    comes ? bar : h('span'),
    h('span', { class: `value is-${source.state}` }, value),
  );
}
