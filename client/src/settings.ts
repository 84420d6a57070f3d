/** The settings that the client itself reads; all others go to the server. */

import * as vscode from "vscode";

export const SECTION = "tapelint";

/** What decides how the server is started. */
export const STARTING = ["interpreter", "importStrategy", "path"].map(
  (name) => `${SECTION}.${name}`,
);

/** A setting that is a text; the manifest declares its default. */
export function setting(name: string, resource?: vscode.Uri): string {
  return vscode.workspace
    .getConfiguration(SECTION, resource ?? null)
    .get<string>(name, "")
    .trim();
}

export async function open(name: string): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.openSettings", `${SECTION}.${name}`);
}
