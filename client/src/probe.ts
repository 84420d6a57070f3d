/** Asks the Pythons of this machine who they are. */

import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { homedir } from "node:os";

import { type Candidate, onSearchPath, parseProbe, PROBE, type Python } from "./python";

const PATIENCE = 10_000;

/** Starts a Python without its environment's files and asks for its version. */
export async function probe({ command, args }: Candidate): Promise<Python | undefined> {
  const output = await run(command, [...args, "-I", "-S", "-c", PROBE]);
  // Python 2 knows no -I; it is too old, but then it can be said how old.
  return parseProbe(output ?? (await run(command, [...args, "-S", "-c", PROBE])) ?? "");
}

/** Whether Tapelint is installed for a Python. */
export async function hasTapelint(python: string): Promise<boolean> {
  return (await run(python, ["-I", "-c", "import tapelint.lsp"])) !== undefined;
}

export async function findOnSearchPath(): Promise<Python[]> {
  const candidates = onSearchPath(process.env["PATH"] ?? "", process.platform, isProgram);
  const found = await Promise.all(candidates.map(probe));
  return found.filter((python) => python !== undefined);
}

/** The output of a command; undefined where it can't be started, fails or takes too long. */
function run(command: string, args: readonly string[]): Promise<string | undefined> {
  const options = { cwd: homedir(), timeout: PATIENCE, windowsHide: true };
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout) => {
      resolve(error === null ? stdout : undefined);
    });
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
