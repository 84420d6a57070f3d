/** Notebooks: checked cell by cell as one program, and traced. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { processes, Stage } from "./stage";

const PYTHON = path.resolve(".venv/bin/python");
const CELLS = [
  "%matplotlib inline\nimport tensorflow as tf\nv = tf.Variable(3.0)\nw = tf.Variable(1.0)",
  "with tf.GradientTape() as tape:\n    y = v // 2.0 + 4.0 * w",
  "one, other = tape.gradient(y, [v, w])",
];

function cell(source: string | string[]): object {
  return { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source };
}

function notebook(...cells: object[]): string {
  const metadata = { language_info: { name: "python" } };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 });
}

const stage = new Stage({ settings: { "tapelint.trace.python": PYTHON } });

test("a notebook is traced with the chosen Python, and its cells show what was seen", async () => {
  const files = { "train.ipynb": notebook(...CELLS.map(cell)), "first.py": "x = 1\n" };
  // Right after its start the editor doesn't know notebooks yet and would show their text.
  const window = await stage.open(files, "first.py");
  await window.status.waitFor();
  await window.openFile("train.ipynb");
  await window.page.locator(".squiggly-warning").first().waitFor();
  await window.page.locator(".notebook-toolbar-container").getByText("Run Trace").click();
  await window.dialog.getByText(`Run Trace executes train.ipynb with ${PYTHON}.`).waitFor();
  await window.dialog.getByRole("button", { name: "Run Trace" }).click();
  await window.page.getByText("Tracing train.ipynb").first().waitFor();
  const cells = window.page.locator(".cell-list-container .view-lines");
  await cells.nth(1).getByText("∇ 1, cut here").first().waitFor({ timeout: 120_000 });
  await cells.nth(2).getByText("∇ v none: cut at line 2 of code cell 2").first().waitFor();
  await window.page.getByText("Tracing train.ipynb").first().waitFor({ state: "detached" });
  await window.page.getByText("v cut at line 2 of code cell 2 · seen").first().waitFor();
  await window.shot("notebook-trace");

  await window.command("Tapelint: Open Trace Report");
  await window.webview.locator("main").getByText("gradient").first().waitFor({ timeout: 120_000 });
  await window.webview.getByText("%matplotlib inline").waitFor();
  await window.shot("notebook-report");
  await window.webview.getByText("line 2 of code cell 2").first().click();
  await window.page.getByText("Cell 2 of 3").waitFor();
  assert.equal(processes(stage.editor.data, "server/main.py").length, 1);
});

test("a finding in a cell is fixed, and follows what other cells say", async () => {
  const cells = [
    "%matplotlib inline\nimport tensorflow as tf\nv = tf.Variable(3.0)",
    "with tf.GradientTape() as tape:\n    y = v // 2.0",
    "print(tape.gradient(y, v))",
  ];
  const files = { "train.ipynb": notebook(...cells.map(cell)), "first.py": "x = 1\n" };
  const window = await stage.open(files, "first.py");
  await window.status.waitFor();
  await window.openFile("train.ipynb");
  const squiggle = window.page.locator(".squiggly-error").first();
  await squiggle.waitFor();
  await window.page.getByText("cut at line 2 of code cell 2").first().waitFor();
  await window.shot("notebook");
  const line = window.page.locator(".view-line", { hasText: "2.0" }).first();
  await line.click({ position: { x: 90, y: 8 } });
  await window.fix("Replace // with /");
  await squiggle.waitFor({ state: "detached" });
  await window.page.getByText("reaches v").first().waitFor();
  await window.page.keyboard.press("Control+S");
  await window.page.locator(".tab.active:not(.dirty)", { hasText: "train.ipynb" }).waitFor();
  const saved = JSON.parse(readFileSync(stage.path("train.ipynb"), "utf8")) as {
    cells: { source: string[] }[];
  };
  assert.equal(saved.cells[1]?.source.join(""), "with tf.GradientTape() as tape:\n    y = v / 2.0");

  await window.page.locator(".view-line", { hasText: "tf.Variable(3.0)" }).first().click();
  await window.page.keyboard.press("End");
  await window.page.keyboard.type("\nv = tf.constant(3)");
  await squiggle.waitFor();
  await window.page.getByText("cut at line 4 of code cell 1").first().waitFor();
});
