/** Files: findings, fixes, hovers and lenses, as other extensions would see them. */

import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";

import { test } from "mocha";
import * as vscode from "vscode";

import {
  at,
  BROKEN,
  eventually,
  findings,
  found,
  lensesOf,
  replace,
  show,
  SOUND,
  words,
  write,
} from "../desk";

const WATCHED = BROKEN.replace("    y =", "    tape.watch(v)\n    y =");

function quickFixes(
  document: vscode.TextDocument,
  range: vscode.Range,
): Thenable<vscode.CodeAction[]> {
  return vscode.commands.executeCommand(
    "vscode.executeCodeActionProvider",
    document.uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
}

/** The words of a hover, whose type is an old one. */
function plain(content: unknown): string {
  return (content as vscode.MarkdownString).value;
}

test("a finding has its range, its rule and a link to what the rule says", async () => {
  const document = await show("range.py", BROKEN);
  const [finding] = await findings(document.uri, 1);
  assert.ok(finding !== undefined);
  assert.equal(words(document, finding), "//");
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Error);
  assert.ok(typeof finding.code === "object");
  assert.equal(finding.code.value, "floor-division");
  assert.match(finding.code.target.path, /floor-division\.md$/u);
});

test("what is superfluous is greyed out", async () => {
  const document = await show("grey.py", WATCHED.replace("//", "/"));
  const [finding] = await findings(document.uri, 1);
  assert.deepEqual(finding?.tags, [vscode.DiagnosticTag.Unnecessary]);
  assert.equal(finding.severity, vscode.DiagnosticSeverity.Hint);
});

test("a fix is offered, and mends", async () => {
  const document = await show("fix.py", BROKEN);
  const [finding] = await findings(document.uri, 1);
  assert.ok(finding !== undefined);
  const offered = await quickFixes(document, finding.range);
  const fix = offered.find(({ title }) => title.includes("Replace // with /"));
  assert.ok(fix?.edit !== undefined, JSON.stringify(offered));
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  assert.equal(document.getText(), SOUND);
  await findings(document.uri, 0);
  assert.deepEqual(await quickFixes(document, finding.range), []);
});

test("fix all mends what is safe to mend, and nothing else", async () => {
  const document = await show("all.py", WATCHED);
  await findings(document.uri, 2);
  await vscode.commands.executeCommand("tapelint.fixAll");
  await eventually(
    () => document.getText(),
    (text) => text === BROKEN,
  );
  await findings(document.uri, 1);
});

test("a hover explains, and a lens says what reaches", async () => {
  const document = await show("hover.py", BROKEN);
  const [finding] = await findings(document.uri, 1);
  assert.ok(finding !== undefined);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    "vscode.executeHoverProvider",
    document.uri,
    finding.range.start,
  );
  const said = hovers.flatMap(({ contents }) => contents).map(plain);
  assert.ok(
    said.some((text) => text.includes("**Floor division**")),
    said.join(),
  );
  const lenses = await eventually(
    () => lensesOf(document),
    (now) => now.length > 0,
  );
  assert.match(lenses[0]?.command?.title ?? "", /v cut at 5/u);
});

test("an unsaved text is checked, too", async () => {
  const document = await vscode.workspace.openTextDocument({ language: "python", content: BROKEN });
  await vscode.window.showTextDocument(document);
  const [finding] = await findings(document.uri, 1);
  assert.ok(finding !== undefined);
  assert.equal(words(document, finding), "//");
});

test("another language is none of its business", async () => {
  const document = await show("train.txt", BROKEN);
  const python = await show("beside.py", BROKEN);
  await findings(python.uri, 1);
  assert.deepEqual(found(document.uri), []);
});

test("a closed file keeps nothing", async () => {
  const document = await show("closed.py", BROKEN);
  await findings(document.uri, 1);
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");
  await findings(document.uri, 0);
});

test("an edit of a module changes what is said of the file that uses it", async () => {
  const body = "import tensorflow as tf\n\n\ndef half(x):\n    return x // 2.0\n";
  await write("halves.py", body);
  const uses = BROKEN.replace("import tensorflow as tf", "import tensorflow as tf\nimport halves");
  const user = await show("user.py", uses.replace("v // 2.0", "halves.half(v)"));
  await findings(user.uri, 1);
  const module = await vscode.workspace.openTextDocument(at("halves.py"));
  await replace(module, "//", "/");
  await findings(user.uri, 0);
  await replace(module, "x / 2.0", "x // 2.0");
  await findings(user.uri, 1);
});

test("a module that another program writes changes what is said, too", async () => {
  const broken = "import tensorflow as tf\n\n\ndef half(x):\n    return x // 2.0\n";
  const module = await write("thirds.py", broken);
  const uses = BROKEN.replace("import tensorflow as tf", "import tensorflow as tf\nimport thirds");
  const user = await show("reader.py", uses.replace("v // 2.0", "thirds.half(v)"));
  await findings(user.uri, 1);
  writeFileSync(module.fsPath, broken.replace("//", "/"));
  await findings(user.uri, 0);
  writeFileSync(module.fsPath, broken);
  await findings(user.uri, 1);
  rmSync(module.fsPath);
  await findings(user.uri, 0);
});
