// What the page is given. It is written by server/tapelint/report/page.py.

/**
 * A gradient comes, `unlearned` to a variable that never learns from it, `unused` without what was meant for it; a
 * target is `spoiled` that isn't finite while all gradients are.
 */
export type State = 'flows' | 'none' | 'zero' | 'nan' | 'inf' | 'unlearned' | 'unused' | 'spoiled';

/** A file and a line of it, counted from 1. */
export type Place = readonly [file: string, line: number];

export interface Note {
  place: Place;
  message: string;
}

export interface Cut {
  place: Place;
  op: string;
  reason: string;
  rule: string | null;
  related: Note[];
}

export interface Source {
  name: string;
  state: State;
  norm: number | null;
  dtype: string;
  shape: string;
  cut: Cut | null;
}

/** How the gradient fares between two nodes; `cut` where it ends there. */
export interface Edge {
  from: number;
  to: number;
  state: State;
  norm: number | null;
  cut: boolean;
}

/** The picture: nodes are numbered, first the sources, then `lines`, last the target. */
export interface Way {
  lines: Place[];
  edges: Edge[];
}

/** A request at one step; a step below 0 is the moment when a function was traced. */
export interface Moment {
  step: number;
  mode: string;
  target: string;
  sources: Source[];
  way: Way;
}

export interface Request {
  place: Place;
  call: string;
  chain: Place[];
  steps: number;
  history: [step: number, norms: (number | null)[]][];
  moments: Moment[];
}

export interface LineSeen {
  place: Place;
  op: string;
  dtype: string;
  shape: string;
  norm: number | null;
  state: State;
}

export interface ErrorSeen {
  place: Place;
  type: string;
  message: string;
  reason: string;
  rule: string | null;
  raisedAt: Place;
  related: Note[];
}

export interface Trace {
  version: 1;
  file: string;
  python: string;
  tensorflow: string;
  exit: number | null;
  stopped: 'finished' | 'limit' | 'timeout' | 'cancelled' | 'crashed';
  notes: string[];
  texts: Record<string, string>;
  requests: Request[];
  lines: LineSeen[];
  errors: ErrorSeen[];
}

export function readTrace(): Trace {
  return JSON.parse(document.getElementById('trace')?.textContent ?? '') as Trace;
}

export const placeKey = ([file, line]: Place): string => `${line}\n${file}`;

/** A file's lines, broken where editors break them: not at a form feed or U+2028. */
export const linesOf = (text: string): string[] => text.split(/(?:\f\t\f)?(?:\r\n|\n|\r)/);

/** The lines at which the code cells of a notebook begin; a mark ends all but the last of them. */
export function cellStarts(text: string): number[] {
  const starts = [1];
  text.split('\n').forEach((line, above) => {
    if (line.endsWith('\f\t\f')) starts.push(above + 2);
  });
  return starts.length > 1 ? starts : [];
}
