/** What the palette offers, and what is said when something is missing. */

import assert from "node:assert/strict";
import { chmodSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { BROKEN, processes, Stage, until } from "./stage";

const WATCHED = `import tensorflow as tf

v = tf.Variable(1.0)
with tf.GradientTape() as tape:
    tape.watch(v)
    y = v * v
print(tape.gradient(y, v))
`;

const stage = new Stage({});

test("a rule is explained, first the one at the cursor", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  await window.goTo(17, 18);
  await window.command("Tapelint: Explain Rule");
  const first = window.page.locator(".quick-input-list .monaco-list-row").first();
  await first.getByText("floor-division").waitFor();
  await window.page.keyboard.press("Enter");
  await window.webview.getByRole("heading", { name: "floor-division (TL102)" }).waitFor();
});

test("an operation is shown at the cursor", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  await window.goTo(21, 30);
  await window.command("Tapelint: Show Op");
  await window.page.locator(".monaco-hover:visible", { hasText: "tf.math.square" }).waitFor();
});

test("the log tells of the conversation with the server once its level is Trace", async () => {
  const window = await stage.open({ "train.py": WATCHED }, "train.py");
  await window.status.getByText("1 request: 1 flow").waitFor();
  await window.command("Tapelint: Show Log");
  await window.output.getByText("Starting").first().waitFor();
  assert.equal(await window.output.getByText("textDocument/").count(), 0);
  await window.command("Developer: Set Log Level...");
  await window.choose("Tapelint");
  await window.choose("Trace");
  await window.goTo(1, 1);
  await window.page.keyboard.press("Enter");
  await window.output.getByText("'textDocument/didChange'").first().waitFor();
});

test("what is safe is fixed at once", async () => {
  const window = await stage.open({ "train.py": WATCHED }, "train.py");
  await window.status.getByText("1 request: 1 flow").waitFor();
  await window.command("Tapelint: Fix All That Is Safe to Fix");
  await window.page.locator(".tab.active.dirty").waitFor();
  await window.save();
  await stage.saved("train.py", WATCHED.replace("    tape.watch(v)\n", ""));
});

test("the walkthrough and its example", async () => {
  const window = await stage.open({ "other.py": "x = 1\n" }, "other.py");
  await window.status.waitFor();
  await window.command("Tapelint: Open the Walkthrough");
  await window.page.getByText("See a broken gradient").first().waitFor();
  await window.webview.getByText("Nothing is wrong with").waitFor();
  await window.shot("walkthrough");
  await window.command("Tapelint: Open an Example Whose Gradient Is Broken");
  await window.squiggles.first().waitFor();
  await window.status.getByText("1 request: 1 cut").waitFor();
});

test("the server is started again on request", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  const [before] = servers();
  await window.command("Tapelint: Restart Server");
  await until(() => servers().length > 0 && servers()[0] !== before);
  assert.notEqual(servers()[0], before);
  await window.goTo(17, 18);
  await window.page.keyboard.press("Delete");
  await window.squiggles.first().waitFor({ state: "detached" });
});

test("a Python that is too old is named, and another one is taken when the setting changes", async () => {
  const old = stage.path("old-python");
  writeFileSync(old, `#!/bin/sh\necho 3 8 ${old}\n`);
  chmodSync(old, 0o755);
  const settings = ".vscode/settings.json";
  const files = { "train.py": BROKEN, [settings]: JSON.stringify({ "tapelint.interpreter": old }) };
  const window = await stage.open(files, "train.py");
  await window.messages
    .getByText(`tapelint.interpreter is ${old}, which is Python 3.8. Tapelint itself needs`)
    .waitFor();
  await window.status.getByText("Tapelint is off").waitFor();
  await window.shot("too-old");
  writeFileSync(stage.path(settings), "{}");
  await window.squiggles.first().waitFor();
  await window.status.getByText("1 request: 1 cut").waitFor();
});

function servers(): number[] {
  return processes(path.join(stage.editor.data, "extensions"), "server/main.py");
}
