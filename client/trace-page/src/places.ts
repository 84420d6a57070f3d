// Going to a line: on the page, and in the editor where the page is shown in one.

import { h } from './dom';
import { cellStarts, placeKey, type Place, type Trace } from './data';

interface Editor {
  postMessage(message: unknown): void;
}

declare global {
  function acquireVsCodeApi(): Editor;
}

export class Places {
  private readonly rows = new Map<string, { row: HTMLElement; show: () => void }>();
  private readonly names: Map<string, string>;
  private readonly cells: Map<string, number[]>;
  private readonly editor = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : null;
  private current: HTMLElement | null = null;

  constructor(private readonly trace: Trace) {
    this.names = shortNames(Object.keys(trace.texts), trace.file);
    this.cells = new Map(Object.entries(trace.texts).map(([file, text]) => [file, cellStarts(text)]));
  }

  /** A line's row on the page, and how to show it where it is folded away. */
  add(place: Place, row: HTMLElement, show: () => void): void {
    this.rows.set(placeKey(place), { row, show });
  }

  /** Show a line and mark it; an editor opens it as well. */
  go(place: Place): void {
    const known = this.rows.get(placeKey(place));
    if (known) {
      known.show();
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      known.row.scrollIntoView({ block: 'center', behavior: calm ? 'auto' : 'smooth' });
      known.row.querySelector<HTMLElement>('.no')?.focus({ preventScroll: true });
      this.mark(known.row);
    }
    this.open(place);
  }

  /** Mark a line as the current one. */
  mark(row: HTMLElement): void {
    this.current?.classList.remove('current');
    this.current?.removeAttribute('aria-current');
    row.classList.add('current');
    row.setAttribute('aria-current', 'location');
    this.current = row;
  }

  /** Ask the editor for a line, where there is one; in a notebook, for that of a cell. */
  open(place: Place): void {
    const [cell, line] = this.within(place);
    this.editor?.postMessage({ type: 'open', file: place[0], line, ...(cell ? { cell } : {}) });
  }

  /** A line's name: its number, and its file where that isn't the traced one. */
  label(place: Place): string {
    const [file, line] = place;
    const [cell, within] = this.within(place);
    if (cell) return `line ${within} of code cell ${cell}`;
    return file === this.trace.file ? `line ${line}` : `${this.file(file)}:${line}`;
  }

  /** A line's number, after that of its cell in a notebook. */
  number(place: Place): string {
    const [cell, line] = this.within(place);
    return cell ? `${cell}:${line}` : `${line}`;
  }

  /** The number of a line's cell (0 where there are no cells) and that of the line in it. */
  private within([file, line]: Place): [cell: number, line: number] {
    const starts = (this.cells.get(file) ?? []).filter((start) => start <= line);
    return [starts.length, line - (starts.at(-1) ?? 1) + 1];
  }

  file(file: string): string {
    return this.names.get(file) ?? shorten(file, 1);
  }

  /** A button that goes to a line. */
  link(place: Place, text = this.label(place)): HTMLButtonElement {
    const button = h('button', { type: 'button', class: 'place', title: place.join(':') }, text);
    button.addEventListener('click', () => this.go(place));
    return button;
  }

  code([file, line]: Place, lines: Map<string, string[]>): string {
    return lines.get(file)?.[line - 1]?.trim() ?? '';
  }
}

const shorten = (file: string, parts: number): string => file.split(/[\\/]/).slice(-parts).join('/');

/** As much of the end of each path as tells the files apart. */
function shortNames(files: string[], main: string): Map<string, string> {
  const all = [...new Set([main, ...files])];
  const names = new Map<string, string>();
  for (const file of all) {
    let parts = 1;
    const most = file.split(/[\\/]/).length;
    while (parts < most && all.some((o) => o !== file && shorten(o, parts) === shorten(file, parts))) {
      parts += 1;
    }
    names.set(file, shorten(file, parts));
  }
  return names;
}
