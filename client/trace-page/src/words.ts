// How numbers, states and counts are put into words.

import type { Moment, Request, Source, State, Trace } from './data';

export const STATE_WORDS: Record<State, string> = {
  flows: 'flows',
  none: 'none',
  zero: 'zero',
  nan: 'NaN',
  inf: 'infinite',
  unlearned: 'never learns',
  unused: 'not as meant',
  spoiled: 'not finite',
};

/** What stands in the margin of a line. */
export const STATE_SHORT: Record<State, string> = {
  flows: '',
  none: 'none',
  zero: '0',
  nan: 'NaN',
  inf: '∞',
  unlearned: '',
  unused: '',
  spoiled: '',
};

export const CUT_HEADINGS: Record<State, string> = {
  flows: 'Flows',
  none: 'No gradient',
  zero: 'The gradient is zero',
  nan: 'The gradient is NaN',
  inf: 'The gradient is infinite',
  unlearned: 'No learning',
  unused: 'Not as meant',
  spoiled: 'No finite number',
};

export const ORDER: State[] = ['nan', 'inf', 'none', 'unlearned', 'zero', 'unused', 'spoiled', 'flows'];

export function norm(value: number | null): string {
  if (value === null) return '–';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 0.001 && size < 10_000) return String(Number(value.toPrecision(3)));
  return value.toExponential(1).replace('e+', 'e').replace('.0e', 'e').replace('-', '−');
}

export const count = (number: number, what: string): string =>
  number === 1 ? `1 ${what}` : `${number} ${what}s`;

/** Three names, and how many more. */
export function some(names: string[], most = 3): string {
  if (names.length <= most + 1) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}

/** A norm as a share of the scale on which widths are drawn: 1e-8 is 0, 1e3 is 1. */
export function share(value: number | null): number {
  if (value === null || value <= 0) return 0;
  return Math.min(Math.max((Math.log10(value) + 8) / 11, 0), 1);
}

export const isBroken = (source: Source): boolean => source.state !== 'flows';

/** By what became of the worst source, then by how many are broken: less is worse. */
function badness(moment: Moment): number {
  const worst = Math.min(ORDER.length, ...moment.sources.map((source) => ORDER.indexOf(source.state)));
  return worst - moment.sources.filter(isBroken).length / (moment.sources.length + 1);
}

const first = (values: number[]): number => Math.max(0, values.indexOf(Math.min(...values)));

/** The moment to begin with: the worst one. */
export const worst = (moments: Moment[]): number => first(moments.map(badness));

/** The request to begin with: that of the worst moment. */
export const worstRequest = (requests: Request[]): number =>
  first(requests.map(({ moments }) => Math.min(...moments.map(badness))));

export const callOf = (request: Request): string => {
  const target = request.moments[0]?.target ?? '';
  return request.call === 'fit' || request.call === 'train_step'
    ? request.call
    : `${request.call}(${target})`;
};

export function stepOf(moment: Moment): string {
  return moment.step < 0 ? 'when traced' : `step ${moment.step}`;
}

export function ending(trace: Trace): string {
  const code = trace.exit;
  switch (trace.stopped) {
    case 'finished':
      return code ? `ended with exit code ${code}` : 'ran to its end';
    case 'limit':
      return 'stopped once enough steps were seen';
    case 'timeout':
      return 'stopped when its time was over';
    case 'cancelled':
      return 'cancelled';
    case 'crashed':
      return code === null ? 'died' : `ended with an error (exit code ${code})`;
  }
}
