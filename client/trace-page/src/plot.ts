// The norm of each source's gradient over the steps of a request.

import uPlot from 'uplot';
import type { Request } from './data';
import { h, visible } from './dom';
import { norm } from './words';

const MOST_CHOSEN = 6;
const COLOURS = ['--s1', '--s2', '--s3', '--s4', '--s5', '--s6'];

/** Whether there is anything to plot: two steps, and a norm. */
export const canPlot = (request: Request): boolean =>
  request.history.length > 1 && request.history.some(([, norms]) => norms.some((n) => n !== null));

export class Plot {
  readonly element: HTMLElement;
  private readonly canvas = h('div', { class: 'plot', role: 'img', 'aria-label': 'Plot of the norms; the numbers stand below' });
  private readonly words = h('p', { class: 'quiet' });
  private readonly readout = h('p', { class: 'readout' });
  private readonly names: string[];
  private readonly steps: number[];
  private readonly norms: (number | null)[][];
  private chart: uPlot | null = null;
  private chosen: number[];

  constructor(
    request: Request,
    private readonly step: () => number,
    private readonly changed: (chosen: ReadonlySet<number>, colour: (source: number) => string) => void,
  ) {
    const last = request.moments.at(-1)!;
    this.names = last.sources.map((source) => source.name);
    const history = request.history.filter(([step]) => step >= 0);
    this.steps = history.map(([step]) => step);
    this.norms = this.names.map((_, source) => history.map(([, norms]) => norms[source] ?? null));
    this.chosen = this.firstChosen(request);
    this.element = h(
      'section',
      { class: 'panel plots', 'aria-label': 'Norms over steps' },
      h('header', {}, h('h2', {}, 'Norms over steps'), this.words),
      this.canvas,
      this.readout,
    );
    new ResizeObserver(() => this.draw()).observe(this.canvas);
  }

  /** Set a source apart, or no longer. */
  toggle(source: number): void {
    if (this.chosen.includes(source)) this.chosen = this.chosen.filter((one) => one !== source);
    else this.chosen = [...this.chosen, source].slice(-MOST_CHOSEN);
    this.draw(true);
  }

  /** Draw anew: sizes or colours are others. */
  draw(isChanged = false): void {
    const width = this.canvas.clientWidth;
    if (!width) return;
    if (this.chart && !isChanged) {
      this.chart.setSize({ width, height: this.height() });
      return;
    }
    this.chart?.destroy();
    this.chart = new uPlot(this.options(width), this.data(), this.canvas);
    this.changed(new Set(this.chosen), (source) => this.colour(source));
    this.words.textContent = this.about();
    this.read(null);
  }

  private height(): number {
    return 210;
  }

  private about(): string {
    const shown = this.chosen.length;
    const all = this.names.length;
    const isGappy = this.chosen.some((source) => this.norms[source]!.some((n) => !(n! > 0)));
    return [
      all > shown ? `${shown} of ${all} in colour; choose above` : '',
      isGappy ? 'red below: none, zero or NaN' : '',
    ]
      .filter(Boolean)
      .join(' · ');
  }

  /** Those that were broken at some step and had a size at another; then the largest, the smallest. */
  private firstChosen(request: Request): number[] {
    const all = this.names.map((_, source) => source);
    if (all.length <= MOST_CHOSEN) return all.filter((source) => this.norms[source]!.some((n) => n !== null));
    const broken = all.filter((source) => request.moments.some((m) => m.sources[source]?.state !== 'flows'));
    const sized = (source: number): number => this.norms[source]!.findLast((n) => n !== null && n > 0) ?? NaN;
    const bySize = all.filter((source) => sized(source) > 0).sort((a, b) => sized(b) - sized(a));
    const picked = [...broken.filter((source) => bySize.includes(source)).slice(0, 3), ...bySize.slice(0, 2), ...bySize.slice(-1)];
    return [...new Set(picked)].slice(0, MOST_CHOSEN);
  }

  private colour(source: number): string {
    const position = this.chosen.indexOf(source);
    return position < 0 ? '' : css(COLOURS[position % COLOURS.length]!);
  }

  private order(): number[] {
    // The ones set apart are drawn last, so that they lie above the others.
    const others = this.names.map((_, source) => source).filter((s) => !this.chosen.includes(s));
    return [...others, ...this.chosen];
  }

  private data(): uPlot.AlignedData {
    // A logarithmic scale has no zero: a gradient of zero is a gap, with a mark below.
    const series = this.order().map((source) => this.norms[source]!.map((n) => (n !== null && n > 0 ? n : null)));
    return [this.steps, ...series];
  }

  private options(width: number): uPlot.Options {
    const ink = css('--muted');
    const grid = { stroke: css('--line'), width: 1 };
    const onlyDecades: uPlot.Axis.Filter = (_, splits) => splits.map((v) => (isDecade(v) ? v : null));
    const font = `11px ${css('--sans')}`;
    const quiet = css('--ghost');
    const isCrowded = this.names.length > 40;
    const faint = isCrowded ? quiet.replace(/[\d.]+\)$/, '0.1)') : quiet;
    return {
      width,
      height: this.height(),
      legend: { show: false },
      cursor: { y: false, points: { size: 6 }, drag: { x: true, y: false } },
      scales: { x: { time: false }, y: { distr: 3, range: (_, low, high) => decades(low, high) } },
      axes: [
        { stroke: ink, grid: { show: false }, ticks: grid, font, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000], size: 28 },
        { stroke: ink, grid: { ...grid, filter: onlyDecades }, ticks: { show: false }, font, size: 48, filter: onlyDecades, values: (_, splits) => splits.map((v) => (v === null ? null : norm(v))) },
      ],
      series: [
        {},
        ...this.order().map((source) => {
          const isChosen = this.chosen.includes(source);
          return {
            stroke: isChosen ? this.colour(source) : faint,
            width: isChosen ? 1.8 : 0.8,
            spanGaps: false,
            points: { show: isChosen && this.steps.length <= 30, size: 4 },
          };
        }),
      ],
      hooks: {
        draw: [(chart) => this.marks(chart)],
        setCursor: [(chart) => this.read(chart.cursor.idx ?? null)],
      },
    };
  }

  /** The step that is shown above, and below the plot the steps without a size. */
  private marks(chart: uPlot): void {
    const { ctx, bbox } = chart;
    const ratio = devicePixelRatio || 1;
    const at = (step: number): number => chart.valToPos(step, 'x', true);
    ctx.save();
    const shown = this.step();
    if (shown >= 0) {
      ctx.strokeStyle = css('--muted');
      ctx.setLineDash([3 * ratio, 3 * ratio]);
      ctx.beginPath();
      ctx.moveTo(at(shown), bbox.top);
      ctx.lineTo(at(shown), bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.fillStyle = css('--none');
    const wide = Math.max(2 * ratio, Math.min(6 * ratio, bbox.width / Math.max(this.steps.length, 1)));
    this.steps.forEach((step, position) => {
      if (!this.chosen.some((source) => !(this.norms[source]![position]! > 0))) return;
      if (!this.chosen.length) return;
      const x = at(step);
      if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) return;
      ctx.fillRect(x - wide / 2, bbox.top + bbox.height - 4 * ratio, wide, 4 * ratio);
    });
    ctx.restore();
  }

  private read(index: number | null): void {
    const at = index ?? this.steps.length - 1;
    const parts = this.chosen.map((source) => {
      const dot = h('span', { class: 'dot' });
      dot.style.setProperty('--series', this.colour(source));
      const value = this.norms[source]![at] ?? null;
      return h('span', { class: 'series' }, dot, h('span', { class: 'of' }, h('bdi', { dir: 'ltr' }, visible(this.names[source]!))), ' ', h('b', {}, value === null ? 'no size' : norm(value)));
    });
    this.readout.replaceChildren(h('span', { class: 'at' }, `step ${this.steps[at]}`), ...parts);
  }
}

const css = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const isDecade = (value: number): boolean => Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-9;

/** Whole decades around the data: at least one, at most sixteen, counted from the top. */
function decades(low: number | null, high: number | null): [number, number] {
  const top = Math.ceil(Math.log10(high && high > 0 ? high : 1) + 1e-9);
  const bottom = Math.floor(Math.log10(low && low > 0 ? low : 0.1) - 1e-9);
  return [10 ** Math.max(Math.min(bottom, top - 1), top - 16), 10 ** top];
}
