/** Runs mocha where extensions run. */

import { readdirSync } from "node:fs";
import * as path from "node:path";

import Mocha from "mocha";
import * as vscode from "vscode";

const PATIENCE = 180_000;

/** Runs the tests of a folder; rejects if one fails. */
export function runAll(folder: string): Promise<void> {
  const mocha = new Mocha({
    ui: "tdd",
    timeout: PATIENCE,
    forbidOnly: true,
    forbidPending: true,
    rootHooks: { afterEach: closeAll },
  });
  // `extension` comes first: it sees the start.
  const files = readdirSync(folder).filter((file) => file.endsWith(".test.js"));
  for (const name of files.sort()) {
    mocha.addFile(path.join(folder, name));
  }
  return new Promise((resolve, reject) => {
    mocha.run((failures) => {
      if (failures === 0) {
        resolve();
      } else {
        reject(new Error(`${String(failures)} tests failed.`));
      }
    });
  });
}

/** Unsaved changes are thrown away: nobody is there to be asked. */
async function closeAll(): Promise<void> {
  await vscode.commands.executeCommand("_workbench.revertAllDirty");
  await vscode.commands.executeCommand("workbench.action.closeAllEditors");
}
