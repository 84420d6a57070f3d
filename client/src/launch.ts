/** How the server is started. */

import { existsSync } from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

import * as environments from "./environments";
import { findOnSearchPath, hasTapelint, probe } from "./probe";
import {
  best,
  isInside,
  isRecent,
  isStoreAlias,
  nativeFolder,
  OLDEST,
  type Python,
  spelled,
} from "./python";
import { setting } from "./settings";

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Why the server can't be started, in words for the user, and the setting that may help. */
export class NoPythonError extends Error {}

/** Finds the Python that runs Tapelint and says how to start it. */
export async function prepare(extension: string): Promise<Launch> {
  const server = path.join(extension, "server");
  const env = await projectEnvironment();
  const own = setting("path");
  if (own !== "") {
    return { command: own, args: ["server"], cwd: server, env };
  }
  const installed = await installedFor();
  if (installed !== undefined) {
    return {
      command: installed,
      args: ["-I", "-X", "utf8", "-m", "tapelint", "server"],
      cwd: server,
      env,
    };
  }
  const python = await serverPython(server);
  // Neither the open folder nor the user's packages may end up on the path of the server.
  const args = ["-I", "-S", "-X", "utf8", path.join(server, "main.py")];
  return { command: python.path, args, cwd: server, env };
}

/** The Python whose own Tapelint is to be started; undefined: the bundled one. */
async function installedFor(): Promise<string | undefined> {
  if (setting("importStrategy") !== "fromEnvironment" || !vscode.workspace.isTrusted) {
    return undefined;
  }
  const python = setting("interpreter") || (await environments.selected())?.executable.uri?.fsPath;
  return python !== undefined && (await hasTapelint(python)) ? python : undefined;
}

async function serverPython(server: string): Promise<Python> {
  const chosen = setting("interpreter");
  if (chosen !== "") {
    return suitable(chosen, await probe({ command: chosen, args: [] }));
  }
  const found = [...(await findOnSearchPath()), ...(await knownEnvironments())];
  const python = best(found, (version) =>
    existsSync(path.join(server, "libs", nativeFolder(version))),
  );
  if (python === undefined) {
    throw new NoPythonError(none(found));
  }
  return python;
}

function suitable(command: string, python: Python | undefined): Python {
  const needed = `Tapelint itself needs Python ${spelled(OLDEST)} or newer; your programs may use another one.`;
  if (python === undefined) {
    const store = isStoreAlias(command) ? " It opens the Microsoft Store." : "";
    throw new NoPythonError(
      `\`tapelint.interpreter\` is \`${command}\`, which can't be started.${store} ${needed}`,
    );
  }
  if (!isRecent(python.version)) {
    throw new NoPythonError(
      `\`tapelint.interpreter\` is \`${command}\`, which is Python ${spelled(python.version)}. ${needed}`,
    );
  }
  return python;
}

function none(found: readonly Python[]): string {
  const versions = [...new Set(found.map((python) => spelled(python.version)))].join(", ");
  const seen = versions === "" ? "none was found" : `only ${versions} was found`;
  return `Tapelint needs Python ${spelled(OLDEST)} or newer to run itself, and ${seen}.`;
}

/** What the Python extension knows; what lies in an untrusted folder must not be started. */
async function knownEnvironments(): Promise<Python[]> {
  const found = await environments.known();
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath);
  return vscode.workspace.isTrusted
    ? found
    : found.filter((python) => !isInside(python.path, folders));
}

/** Tells the server where to read the version of TensorFlow: in the environment that is selected. */
async function projectEnvironment(): Promise<Record<string, string>> {
  const prefix = vscode.workspace.isTrusted
    ? (await environments.selected())?.executable.sysPrefix
    : undefined;
  return prefix === undefined ? {} : { VIRTUAL_ENV: prefix };
}
