/** Notebooks: opening one does no harm, and it can be traced. */

import assert from "node:assert/strict";
import * as path from "node:path";
import { test } from "node:test";

import { processes, Stage } from "./stage";

const PYTHON = path.resolve(".venv/bin/python");
const CODE = [
  "import tensorflow as tf\n",
  "v = tf.Variable(3.0)\n",
  "with tf.GradientTape() as tape:\n",
  "    y = v // 2.0\n",
  "print(tape.gradient(y, v))",
];
const CELL = { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: CODE };
const LANGUAGE = { language_info: { name: "python" } };
const NOTEBOOK = { cells: [CELL], metadata: LANGUAGE, nbformat: 4, nbformat_minor: 5 };

const stage = new Stage({ settings: { "tapelint.trace.python": PYTHON } });

test("a notebook is traced with the chosen Python", async () => {
  const files = { "train.ipynb": JSON.stringify(NOTEBOOK), "first.py": "x = 1\n" };
  // Right after its start the editor doesn't know notebooks yet and would show their text.
  const window = await stage.open(files, "first.py");
  await window.status.waitFor();
  await window.openFile("train.ipynb");
  await window.page.locator(".notebook-toolbar-container").getByText("Run Trace").click();
  await window.dialog.getByText(`Run Trace executes train.ipynb with ${PYTHON}.`).waitFor();
  await window.dialog.getByRole("button", { name: "Run Trace" }).click();
  await window.page.getByText("Tracing train.ipynb").first().waitFor();
  await window.page
    .getByText("Tracing train.ipynb")
    .first()
    .waitFor({ state: "detached", timeout: 120_000 });
  await window.command("Tapelint: Open Trace Report");
  const report = window.page.frameLocator("iframe.webview >> nth=-1").frameLocator("iframe");
  await report.locator("main").getByText("gradient").first().waitFor({ timeout: 120_000 });
  assert.equal(processes(stage.editor.data, "server/main.py").length, 1);
});
