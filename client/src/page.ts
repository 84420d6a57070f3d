/** What is checked of a report before it is shown, and of what it says afterwards. */

export interface Report {
  readonly html: string;
}

/** The page asks to see a line of a file. */
export interface Open {
  readonly file: string;
  /** Counted from 1, in a notebook within the cell. */
  readonly line: number;
  /** Which of the Python cells of a notebook, from 1. */
  readonly cell: number;
}

/** Nothing may be loaded and nothing may run. */
const CLOSED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const POLICY = /<meta http-equiv="Content-Security-Policy" content="(?<content>[^"]*)">/u;
const STRICT =
  /^default-src 'none'; script-src 'nonce-(?<nonce>[\w-]{16,})'; style-src 'nonce-\k<nonce>'; base-uri 'none'; form-action 'none'$/u;
const DATA = /<script id="trace" type="application\/json"[^>]*>(?<json>[^<]*)<\/script>/u;

export function isReport(answer: unknown): answer is Report {
  return isRecord(answer) && typeof answer["html"] === "string";
}

/** The page as it may be shown: one without the strict policy that ours have may run nothing. */
export function guarded(html: string): string {
  const policy = POLICY.exec(html.slice(0, 2_000))?.groups?.["content"] ?? "";
  return STRICT.test(policy)
    ? html
    : `<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="${CLOSED}">${html}`;
}

/** The files that a trace speaks of; only they can be opened from its page. */
export function filesOf(html: string): ReadonlySet<string> {
  try {
    const data: unknown = JSON.parse(DATA.exec(html)?.groups?.["json"] ?? "{}");
    const texts = isRecord(data) ? data["texts"] : undefined;
    return new Set(isRecord(texts) ? Object.keys(texts) : []);
  } catch {
    return new Set();
  }
}

/** A message of the page; undefined where it isn't one that can be obeyed. */
export function openMessage(message: unknown, files: ReadonlySet<string>): Open | undefined {
  if (!isRecord(message) || message["type"] !== "open") {
    return undefined;
  }
  const { file, line, cell = 1 } = message;
  const known = typeof file === "string" && files.has(file);
  return known && isCount(line) && isCount(cell) ? { file, line, cell } : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
