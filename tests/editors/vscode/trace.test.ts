/** Run Trace, from the question to the report. */

import assert from "node:assert/strict";
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

  await window.command("Tapelint: Run Trace");
  await until(() => running().length > 0);
  assert.notEqual(running().length, 0);
  assert.equal(await window.dialog.count(), 0);
});

test("a trace that is cancelled leaves no process", async () => {
  const window = await stage.open({ "endless.py": ENDLESS }, "endless.py");
  await window.squiggles.first().waitFor();
  await window.command("Tapelint: Run Trace");
  await window.dialog.getByRole("button", { name: "Run Trace" }).click();
  await window.page.getByText("Tracing endless.py: 1 request seen").waitFor({ timeout: 120_000 });
  assert.notEqual(running().length, 0);
  await window.command("Tapelint: Cancel Trace");
  await until(() => running().length === 0);
  assert.deepEqual(running(), []);
});

/** Programs that are being traced. */
function running(): number[] {
  return processes(stage.editor.data, path.join("tapelint", "trace", "runner"));
}
