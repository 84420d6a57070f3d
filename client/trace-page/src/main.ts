// The page: what was found in one sentence, then the requests, and the source beside them.

import { readTrace, placeKey, type Request, type Trace } from './data';
import { h, prose, visible } from './dom';
import { excerpts } from './excerpt';
import { graph } from './graph';
import { Places } from './places';
import { Plot, canPlot } from './plot';
import { verdicts } from './verdicts';
import { callOf, count, ending, isBroken, stepOf, worst, worstRequest } from './words';

function start(): void {
  const trace = readTrace();
  const page = document.getElementById('page')!;
  const places = new Places(trace);
  const repaint: (() => void)[] = [];
  followTheme(() => repaint.forEach((paint) => paint()));
  page.append(header(trace, places));
  const columns = h('div', { class: trace.requests.length ? 'columns' : 'columns alone' });
  if (trace.requests.length) columns.append(requests(trace, places, repaint));
  columns.append(excerpts(trace, places));
  page.append(columns);
}

// ---------------------------------------------------------------- what was found

function header(trace: Trace, places: Places): HTMLElement {
  const about = [
    visible(places.file(trace.file)),
    ending(trace),
    trace.tensorflow && `TensorFlow ${trace.tensorflow}`,
    trace.python && `Python ${trace.python}`,
  ].filter(Boolean);
  const { text, isGood } = headline(trace);
  const head = h(
    'header',
    { class: `top ${isGood ? 'good' : 'bad'}` },
    h('p', { class: 'about', title: trace.file }, h('b', {}, '∇ Tapelint trace'), ' · ', about.join(' · ')),
    h('h1', {}, text),
  );
  const notes = trace.notes.map((note) => h('li', {}, prose(note)));
  const errors = trace.errors.map((error) =>
    h('li', {}, h('b', {}, visible(error.type)), ' at ', places.link(error.raisedAt),
      ...(placeKey(error.place) === placeKey(error.raisedAt) ? [] : [', caused at ', places.link(error.place)]),
      ': ', prose(error.message)),
  );
  if (notes.length + errors.length) head.append(h('ul', { class: 'notes' }, ...errors, ...notes));
  return head;
}

function headline(trace: Trace): { text: string; isGood: boolean } {
  if (!trace.requests.length) {
    return { text: 'The program asked for no gradient', isGood: false };
  }
  // What is broken at one step only is broken.
  let sources = 0;
  let broken = 0;
  let unlearned = 0;
  let unused = 0;
  let spoiled = 0;
  for (const request of trace.requests) {
    const most = Math.max(...request.moments.map((moment) => moment.sources.length));
    sources += most;
    for (let position = 0; position < most; position += 1) {
      const states = request.moments.flatMap((m) => m.sources[position]?.state ?? []).filter((state) => state !== 'flows');
      if (states.length) broken += 1;
      if (states.length && states.every((state) => state === 'unlearned')) unlearned += 1;
      if (states.length && states.every((state) => state === 'unused')) unused += 1;
      if (states.length && states.every((state) => state === 'spoiled')) spoiled += 1;
    }
  }
  if (broken) {
    if (unlearned === broken) return { text: `${count(broken, 'source')} never ${broken === 1 ? 'learns' : 'learn'}`, isGood: false };
    if (spoiled === broken) return { text: 'The gradients flow, and the loss isn’t finite', isGood: false };
    if (unused === broken) return { text: `${count(broken, 'source')} with a gradient that isn't as meant`, isGood: false };
    if (sources === 1) return { text: 'The source gets no usable gradient', isGood: false };
    if (broken === sources) return { text: `None of the ${sources} sources gets a usable gradient`, isGood: false };
    const verb = broken === 1 ? 'gets' : 'get';
    return { text: `${broken} of ${sources} sources ${verb} no usable gradient`, isGood: false };
  }
  if (trace.requests.some(({ moments }) => moments.some((moment) => !moment.sources.length))) {
    return { text: 'A request asks for no source at all', isGood: false };
  }
  if (trace.errors.length) return { text: 'The gradients flow, and the program failed', isGood: false };
  return { text: sources === 1 ? 'The gradient reaches its source' : `The gradient reaches all ${sources} sources`, isGood: true };
}

// ---------------------------------------------------------------- one request at a time

function requests(trace: Trace, places: Places, repaint: (() => void)[]): HTMLElement {
  const section = h('section', { class: 'request', 'aria-label': 'Gradient requests' });
  const filter = { broken: false };
  const holder = h('div', { class: 'panels' });
  const first = worstRequest(trace.requests);
  const show = (position: number): void => showRequest(trace, trace.requests[position]!, places, filter, holder, repaint);
  if (trace.requests.length > 1) {
    const select = h('select', {});
    trace.requests.forEach((request, position) => {
      const mark = isRequestBroken(request) ? '✂ ' : '';
      const via = request.chain.length > 1 ? ` via ${places.label(request.chain.at(-1)!)}` : '';
      select.append(h('option', { value: position }, visible(`${mark}${callOf(request)} at ${places.label(request.place)}${via}`)));
    });
    select.value = String(first);
    select.addEventListener('change', () => show(Number(select.value)));
    section.append(h('label', { class: 'choice' }, h('span', {}, `${trace.requests.length} gradient requests`), select));
  }
  section.append(holder);
  show(first);
  return section;
}

const isRequestBroken = (request: Request): boolean =>
  request.moments.some((moment) => moment.sources.some(isBroken));

function showRequest(
  trace: Trace,
  request: Request,
  places: Places,
  filter: { broken: boolean },
  holder: HTMLElement,
  repaint: (() => void)[],
): void {
  let current = worst(request.moments);
  const above = h('div', { class: 'panels' });
  let list: ReturnType<typeof verdicts> | null = null;
  let set: Parameters<ReturnType<typeof verdicts>['markChosen']> = [new Set(), () => ''];
  const plot = canPlot(request)
    ? new Plot(request, () => request.moments[current]!.step, (...now) => {
        set = now;
        list?.markChosen(...now);
      })
    : null;
  const show = (): void => {
    const moment = request.moments[current]!;
    list = verdicts(moment, places, filter, plot && ((source) => plot.toggle(source)));
    list.markChosen(...set);
    above.replaceChildren(list.element, graph(moment, request, trace, places));
    plot?.draw(true);
  };
  const head = h('div', { class: 'asked' }, h('p', {}, h('code', {}, visible(callOf(request))), ' at ', places.link(request.place), ...callers(request, places), `, ${count(request.steps, 'step')}`));
  if (request.moments.length > 1) {
    head.append(steps(request, current, (position) => {
      current = position;
      show();
    }));
  }
  repaint.length = 0;
  if (plot) repaint.push(() => plot.draw(true));
  holder.replaceChildren(head, above, ...(plot ? [plot.element] : []));
  show();
}

/** The innermost of the calls that led to a request. */
function callers(request: Request, places: Places): (Node | string)[] {
  const other = request.chain.find((place) => placeKey(place) !== placeKey(request.place));
  return other ? [', called at ', places.link(other)] : [];
}

function steps(request: Request, current: number, show: (position: number) => void): HTMLElement {
  const bar = h('fieldset', { class: 'steps' }, h('legend', { class: 'hidden' }, 'Step'));
  request.moments.forEach((moment, position) => {
    const input = h('input', { type: 'radio', name: 'step', value: position, id: `step-${position}` });
    input.checked = position === current;
    input.addEventListener('change', () => show(position));
    const broken = moment.sources.filter(isBroken).length;
    bar.append(input, h('label', { for: `step-${position}` }, stepOf(moment), broken ? h('span', { class: 'is-none' }, ` ✂ ${broken}`) : null));
  });
  return bar;
}

// ---------------------------------------------------------------- light and dark

/** The editor's theme where there is one, else the system's. */
function followTheme(changed: () => void): void {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const set = (): void => {
    const { classList } = document.body;
    const editor = /(^|\s)vscode-(?:high-contrast-)?(light|dark)(\s|$)/.exec(document.body.className)?.[2];
    const isDark = editor ? editor === 'dark' : classList.contains('vscode-high-contrast') || dark.matches;
    const theme = isDark ? 'dark' : 'light';
    if (document.documentElement.dataset['theme'] === theme) return;
    document.documentElement.dataset['theme'] = theme;
    changed();
  };
  set();
  dark.addEventListener('change', set);
  new MutationObserver(set).observe(document.body, { attributeFilter: ['class'] });
}

start();
