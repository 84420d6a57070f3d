/** The extension itself: when it starts, its commands, its settings, its server. */

import assert from "node:assert/strict";

import { test } from "mocha";
import * as vscode from "vscode";

import { at, BROKEN, eventually, findings, found, lensesOf, replace, show } from "../desk";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly default: unknown }>>;
    };
  };
}

const SECTION = "tapelint";

function extension(): vscode.Extension<unknown> {
  const own = vscode.extensions.getExtension("tapelint.tapelint");
  assert.ok(own !== undefined);
  return own;
}

function manifest(): Manifest {
  return extension().packageJSON as Manifest;
}

async function set(name: string, value: unknown): Promise<void> {
  const target = vscode.ConfigurationTarget.Workspace;
  await vscode.workspace.getConfiguration(SECTION).update(name, value, target);
}

test("it starts with the first Python file, and not before", async () => {
  assert.equal(extension().isActive, false);
  const document = await show("first.py", BROKEN);
  await findings(document.uri, 1);
  assert.equal(extension().isActive, true);
});

test("every command that it declares is there", async () => {
  const known = new Set(await vscode.commands.getCommands(true));
  const declared = manifest().contributes.commands.map(({ command }) => command);
  assert.ok(declared.length > 0);
  assert.deepEqual(
    declared.filter((command) => !known.has(command)),
    [],
  );
});

test("every setting has the default that it declares", () => {
  const settings = vscode.workspace.getConfiguration();
  for (const [name, declared] of Object.entries(manifest().contributes.configuration.properties)) {
    assert.deepEqual(settings.inspect(name)?.defaultValue, declared.default, name);
  }
});

test("a setting counts as soon as it is changed, and the default when it is gone", async () => {
  const document = await show("settings.py", BROKEN);
  await findings(document.uri, 1);
  const severity = (): vscode.DiagnosticSeverity | undefined => found(document.uri)[0]?.severity;
  await set("severity", { "floor-division": "info" });
  await eventually(severity, (now) => now === vscode.DiagnosticSeverity.Information);
  await set("ignore", ["TL102"]);
  await findings(document.uri, 0);
  await set("ignore", undefined);
  await set("severity", undefined);
  await eventually(severity, (now) => now === vscode.DiagnosticSeverity.Error);
});

test("what stands above requests can be turned off", async () => {
  const document = await show("lenses.py", BROKEN);
  await findings(document.uri, 1);
  const lenses = async (): Promise<number> => (await lensesOf(document)).length;
  await eventually(lenses, (count) => count > 0);
  await set("codeLens", "off");
  await eventually(lenses, (count) => count === 0);
  await set("codeLens", undefined);
  await eventually(lenses, (count) => count > 0);
});

test("a server that is started again says everything once", async () => {
  const document = await show("again.py", BROKEN);
  await findings(document.uri, 1);
  await vscode.commands.executeCommand("tapelint.restartServer");
  await findings(document.uri, 1);
  await replace(document, "//", "/");
  await findings(document.uri, 0);
});

test("a server that is started in another way is started again", async () => {
  const document = await show("elsewhere.py", BROKEN);
  await findings(document.uri, 1);
  await set("interpreter", "/nowhere/python");
  await findings(document.uri, 0);
  await set("interpreter", undefined);
  await findings(document.uri, 1);
});

test("no program runs without an answer to the question", async () => {
  const written = at("written.txt");
  const program = `open(${JSON.stringify(written.fsPath)}, "w").close()\n${BROKEN}`;
  const document = await show("asks.py", program);
  await findings(document.uri, 1);
  // In tests the editor shows no dialogs, which is like closing them.
  await vscode.commands.executeCommand("tapelint.runTrace");
  await assert.rejects(async () => vscode.workspace.fs.stat(written));
});
