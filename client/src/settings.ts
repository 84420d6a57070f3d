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

/** Shows a setting that belongs to a machine: to the one where programs run, if that is another. */
export async function open(name: string): Promise<void> {
  const kind = vscode.env.remoteName === undefined ? "openSettings" : "openRemoteSettings";
  await vscode.commands.executeCommand(`workbench.action.${kind}`, { query: `${SECTION}.${name}` });
}
