/** Run Trace, from the question to the report. */

import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { BROKEN, processes, Stage, until } from "./stage";

const PYTHON = path.resolve(".venv/bin/python");
const ENDLESS = `import time\n${BROKEN.replace("optimizer.apply_gradients", "time.sleep(1000); optimizer.apply_gradients")}`;

const stage = new Stage({ settings: { "tapelint.trace.python": PYTHON } });

test("a trace is run after a question, and shows gradients and a report", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  await window.command("Tapelint: Run Trace");
  await window.dialog.getByText(`Run Trace executes train.py with ${PYTHON}.`).waitFor();
  await window.shot("question");
  await window.dialog.getByRole("button", { name: "Run Trace" }).click();
  await window.hint(/∇/u).waitFor({ timeout: 120_000 });
  await window.shot("hints");

  await window.command("Tapelint: Open Trace Report");
  await window.webview.locator("main").getByText("per_km").first().waitFor();

  await window.webview.getByText("line 17").first().click();
  await window.page.getByText("Ln 17, Col 1").waitFor();

  await window.goTo(17, 18);
  await window.page.keyboard.press("Delete");
  await window.command("Tapelint: Run Trace");
  await until(() => running().length > 0);
  assert.notEqual(running().length, 0);
  assert.equal(await window.dialog.count(), 0);
  await stage.saved("train.py", BROKEN.replace("//", "/"));
  const now = window.webview.getByText("The gradient reaches all 3 sources");
  await now.waitFor({ timeout: 120_000 });

  renameSync(stage.path("train.py"), stage.path("moved.py"));
  await window.webview.getByText("line 29").first().click();
  await window.messages.getByText("train.py isn't where it was when it ran.").waitFor();
});

test("a Python that can't trace is named, with a way to another one", async () => {
  const settings = JSON.stringify({ "tapelint.trace.python": "/nowhere/python" });
  const files = { "train.py": BROKEN, ".vscode/settings.json": settings };
  const window = await stage.open(files, "train.py");
  await window.squiggles.first().waitFor();
  await window.command("Tapelint: Run Trace");
  await window.dialog.getByRole("button", { name: "Run Trace" }).click();
  await window.messages.getByText("There is no Python at /nowhere/python.").waitFor();
  await window.messages.getByRole("button", { name: "Open Settings" }).click();
  await window.page.getByText("Tapelint › Trace: Python").first().waitFor();
});

test("a trace that is cancelled, or whose server is started again, leaves no process", async () => {
  const window = await stage.open({ "endless.py": ENDLESS }, "endless.py");
  await window.squiggles.first().waitFor();
  await window.command("Tapelint: Run Trace");
  await window.dialog.getByRole("button", { name: "Run Trace" }).click();
  await window.page.getByText("Tracing endless.py: 1 request seen").waitFor({ timeout: 120_000 });
  assert.notEqual(running().length, 0);
  await window.command("Tapelint: Cancel Trace");
  await until(() => running().length === 0);
  assert.deepEqual(running(), []);

  await window.command("Tapelint: Run Trace");
  await window.page.getByText("Tracing endless.py: 1 request seen").waitFor({ timeout: 120_000 });
  await window.command("Tapelint: Restart Server");
  await window.messages.getByText("Tapelint was started again in the meantime").waitFor();
  await until(() => running().length === 0);
  assert.deepEqual(running(), []);
});

/** Programs that are being traced. */
function running(): number[] {
  return processes(stage.editor.data, path.join("tapelint", "trace", "runner"));
}
