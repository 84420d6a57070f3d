/** Without trust programs are read and fixed, and nothing of the folder is started. */

import assert from "node:assert/strict";

import { test } from "mocha";
import * as vscode from "vscode";

import { at, BROKEN, eventually, findings, lensesOf, replace, show, write } from "../desk";

test("nobody trusts the folder", () => {
  assert.equal(vscode.workspace.isTrusted, false);
});

test("findings, fixes and lenses are there", async () => {
  const document = await show("train.py", BROKEN);
  const [finding] = await findings(document.uri, 1);
  assert.ok(finding !== undefined);
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    finding.range,
  );
  assert.ok(offered.some(({ title }) => title.includes("Replace // with /")));
  await eventually(
    () => lensesOf(document),
    (lenses) => lenses.length > 0,
  );
});

test("no command traces", async () => {
  const written = at("written.txt");
  const program = `open(${JSON.stringify(written.fsPath)}, "w").close()\n${BROKEN}`;
  const document = await show("asks.py", program);
  await findings(document.uri, 1);
  // They end when somebody answers what is said then.
  void vscode.commands.executeCommand("tapelint.runTrace");
  void vscode.commands.executeCommand("tapelint.trace", { uri: document.uri.toString() });
  await replace(document, "//", "/");
  await findings(document.uri, 0);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  await assert.rejects(async () => vscode.workspace.fs.stat(written));
});

test("what the folder says of the server isn't followed", async () => {
  const started = at("started.txt");
  const evil = await write("evil", `#!/bin/sh\ntouch ${started.fsPath}\n`);
  const settings = {
    "tapelint.interpreter": evil.fsPath,
    "tapelint.path": evil.fsPath,
    "tapelint.ignore": ["TL102"],
  };
  await write(".vscode/settings.json", JSON.stringify(settings));
  const document = await show("evil.py", BROKEN);
  // A setting that can do no harm is followed.
  await findings(document.uri, 0);
  const seen = vscode.workspace.getConfiguration("tapelint");
  assert.deepEqual([seen.get("interpreter"), seen.get("path")], ["", ""]);
  await vscode.commands.executeCommand("tapelint.restartServer");
  await write(".vscode/settings.json", "{}");
  await findings(document.uri, 1);
  await assert.rejects(async () => vscode.workspace.fs.stat(started));
});
