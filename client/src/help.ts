/** What is said when something goes wrong. */

import * as vscode from "vscode";

import * as environments from "./environments";
import { plain, words } from "./said";
import { open } from "./settings";

/** Says that a Python is missing or doesn't fit; `setting` can name another Python, and so can the Python extension. */
export async function offerPython(message: string, setting: string): Promise<void> {
  const select = "Select Python…";
  const settings = "Open Settings";
  const buttons = environments.isInstalled() ? [select, settings] : [settings];
  const pressed = await vscode.window.showWarningMessage(plain(message), ...buttons);
  if (pressed === select) {
    await vscode.commands.executeCommand("python.setInterpreter");
  } else if (pressed === settings) {
    await open(setting);
  }
}

/** Shows what went wrong instead of letting a command fail with a stack. */
export function reporting<Given extends unknown[]>(
  work: (...given: Given) => PromiseLike<void>,
): (...given: Given) => Promise<void> {
  return async (...given) => {
    try {
      await work(...given);
    } catch (error) {
      void vscode.window.showErrorMessage(plain(words(error)));
    }
  };
}
