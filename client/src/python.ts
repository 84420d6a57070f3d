/** Which of the Pythons on this machine runs Tapelint itself. Nothing here knows VS Code. */

import * as path from "node:path";

export type Version = readonly [major: number, minor: number];

export interface Python {
  readonly path: string;
  readonly version: Version;
}

/** A way to start a Python that may or may not be one. */
export interface Candidate {
  readonly command: string;
  readonly args: readonly string[];
}

export const OLDEST: Version = [3, 10];

/** Prints what `parseProbe` reads, and works in every Python there is. */
export const PROBE = "import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)";

const MINORS = [14, 13, 12, 11, 10, 15];
const STORE = /[\\/]microsoft[\\/]windowsapps[\\/]/iu;

/** What a Python said of itself; undefined where it isn't one. */
export function parseProbe(output: string): Python | undefined {
  const said = /^(?<major>\d+) (?<minor>\d+) (?<path>\S.*?)\s*$/mu.exec(output)?.groups;
  return said?.["path"] === undefined
    ? undefined
    : { path: said["path"], version: [Number(said["major"]), Number(said["minor"])] };
}

export function isRecent(version: Version): boolean {
  return compare(version, OLDEST) >= 0;
}

/** The newest that can run Tapelint, first of all among those that all of the bundle fits. */
export function best(
  found: readonly Python[],
  fits: (version: Version) => boolean,
): Python | undefined {
  const rank = (python: Python): number => Number(fits(python.version));
  return found
    .filter((python) => isRecent(python.version))
    .sort((a, b) => rank(b) - rank(a) || compare(b.version, a.version))[0];
}

/** The folder of the bundle that holds native parts for a version. */
export function nativeFolder(version: Version): string {
  return `cp${String(version[0])}${String(version[1])}`;
}

/** Whether this may be the stand-in of Windows that only opens the Store. */
export function isStoreAlias(command: string): boolean {
  return STORE.test(command);
}

/**
 * The Pythons on the search path. Names are looked up here, and not by the system, since Windows
 * would find a `python.exe` that lies in the open folder first.
 */
export function onSearchPath(
  variable: string,
  platform: NodeJS.Platform,
  exists: (file: string) => boolean,
): Candidate[] {
  const windows = platform === "win32";
  const system = windows ? path.win32 : path.posix;
  const folders = variable.split(system.delimiter).filter((folder) => system.isAbsolute(folder));
  const named = (name: string, ...args: string[]): Candidate[] => {
    const file = folders.map((folder) => system.join(folder, name)).find(exists);
    return file === undefined ? [] : [{ command: file, args }];
  };
  return windows
    ? [...named("py.exe", "-3"), ...named("python3.exe"), ...named("python.exe")]
    : [...MINORS.map((minor) => `python3.${String(minor)}`), "python3", "python"].flatMap((name) =>
        named(name),
      );
}

/** Whether a file lies in one of the folders. */
export function isInside(file: string, folders: readonly string[]): boolean {
  return folders.some((folder) => {
    const way = path.relative(folder, file);
    return way !== "" && !way.startsWith("..") && !path.isAbsolute(way);
  });
}

export function spelled(version: Version): string {
  return version.join(".");
}

function compare(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1];
}
