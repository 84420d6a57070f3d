/** What the Python extension knows, where it is installed. It is asked and never needed. */

import {
  PythonExtension,
  type Environment,
  type ResolvedEnvironment,
} from "@vscode/python-extension";
import * as vscode from "vscode";

import type { Python } from "./python";

const PATIENCE = 3_000;

/** The environments that the Python extension has found so far, with a version. */
export async function known(): Promise<Python[]> {
  const environments = (await extension())?.environments.known ?? [];
  return environments.map(asPython).filter((python) => python !== undefined);
}

/** The environment that is selected for a file (a notebook's kernel, where it follows that). */
export async function selected(resource?: vscode.Uri): Promise<ResolvedEnvironment | undefined> {
  const environments = (await extension())?.environments;
  if (environments === undefined) {
    return undefined;
  }
  return environments.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
}

/** Calls back when another environment is selected. */
export async function onSelected(callback: () => void): Promise<vscode.Disposable> {
  const environments = (await extension())?.environments;
  return (
    environments?.onDidChangeActiveEnvironmentPath(callback) ??
    new vscode.Disposable(() => undefined)
  );
}

export function isInstalled(): boolean {
  return vscode.extensions.getExtension("ms-python.python") !== undefined;
}

/** The Python extension; a slow or broken one must not keep Tapelint from starting. */
async function extension(): Promise<PythonExtension | undefined> {
  if (!isInstalled()) {
    return undefined;
  }
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE, undefined));
  try {
    return await Promise.race([PythonExtension.api(), late]);
  } catch {
    return undefined;
  }
}

function asPython(environment: Environment): Python | undefined {
  const path = environment.executable.uri?.fsPath;
  const { major, minor } = environment.version ?? {};
  return path !== undefined && major !== undefined && minor !== undefined
    ? { path, version: [major, minor] }
    : undefined;
}
