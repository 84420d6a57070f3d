/** Notebooks: what is said of each cell, while cells are edited, moved and removed. */

import assert from "node:assert/strict";

import { test } from "mocha";
import * as vscode from "vscode";

import { eventually, findings, found, replace, words } from "../desk";

const CELLS = [
  "%matplotlib inline\nimport tensorflow as tf",
  "v = tf.Variable(3.0)",
  "with tf.GradientTape() as tape:\n    y = v // 2.0",
  "print(tape.gradient(y, v))",
];

function code(text: string): vscode.NotebookCellData {
  return new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, "python");
}

/**
 * Opens a notebook. Showing it right after another one was closed at times takes the editor half a
 * minute: as long as its page for outputs waits for a file that nobody brings any more.
 */
async function notebook(...texts: string[]): Promise<vscode.NotebookDocument> {
  const data = new vscode.NotebookData(texts.map(code));
  const book = await vscode.workspace.openNotebookDocument("jupyter-notebook", data);
  await vscode.window.showNotebookDocument(book);
  return book;
}

async function change(book: vscode.NotebookDocument, edit: vscode.NotebookEdit): Promise<void> {
  const edits = new vscode.WorkspaceEdit();
  edits.set(book.uri, [edit]);
  assert.ok(await vscode.workspace.applyEdit(edits));
}

/** How much is said of each cell. */
function counts(book: vscode.NotebookDocument): number[] {
  return book.getCells().map(({ document }) => found(document.uri).length);
}

async function said(book: vscode.NotebookDocument, ...wanted: number[]): Promise<void> {
  await eventually(
    () => counts(book),
    (now) => JSON.stringify(now) === JSON.stringify(wanted),
  );
}

test("a finding stands in its cell, and goes when another cell mends it", async () => {
  const book = await notebook(...CELLS);
  await said(book, 0, 0, 1, 0);
  const { document } = book.cellAt(2);
  const [finding] = await findings(document.uri, 1);
  assert.ok(finding !== undefined);
  assert.equal(words(document, finding), "//");
  assert.match(finding.message, /line 1 of code cell 4/u);
  await replace(book.cellAt(3).document, "gradient(y, v)", "gradient(v, v)");
  await said(book, 0, 0, 0, 0);
});

test("cells are inserted, moved and removed", async () => {
  const book = await notebook(...CELLS);
  await said(book, 0, 0, 1, 0);
  const above = new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, "# Title", "markdown");
  await change(book, vscode.NotebookEdit.insertCells(0, [above, code("")]));
  await said(book, 0, 0, 0, 0, 1, 0);
  const removed = new vscode.NotebookRange(5, 6);
  await change(book, vscode.NotebookEdit.deleteCells(removed));
  await said(book, 0, 0, 0, 0, 0);
  await change(book, vscode.NotebookEdit.insertCells(5, [code(CELLS[3] ?? "")]));
  await said(book, 0, 0, 0, 0, 1, 0);
});

test("a cell that can't be read leaves the others what is said of them", async () => {
  const book = await notebook(...CELLS, "print(");
  await said(book, 0, 0, 1, 0, 0);
});

test("two notebooks know nothing of each other", async () => {
  const one = await notebook(...CELLS);
  const other = await notebook(...CELLS.map((text) => text.replace("//", "/")));
  await said(one, 0, 0, 1, 0);
  await said(other, 0, 0, 0, 0);
  await replace(other.cellAt(2).document, "/", "//");
  await said(other, 0, 0, 1, 0);
  await said(one, 0, 0, 1, 0);
});

test("a fix of a cell mends it", async () => {
  const book = await notebook(...CELLS);
  await said(book, 0, 0, 1, 0);
  const { document } = book.cellAt(2);
  const [finding] = await findings(document.uri, 1);
  assert.ok(finding !== undefined);
  const offered = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    document.uri,
    finding.range,
    vscode.CodeActionKind.QuickFix.value,
  );
  const fix = offered.find(({ title }) => title.includes("Replace // with /"));
  assert.ok(fix?.edit !== undefined, JSON.stringify(offered));
  assert.ok(await vscode.workspace.applyEdit(fix.edit));
  await said(book, 0, 0, 0, 0);
});

test("fix all mends what is safe to mend, in every cell", async () => {
  const watched = (CELLS[2] ?? "").replace("    y =", "    tape.watch(v)\n    y =");
  const book = await notebook("# nothing", CELLS[0] ?? "", CELLS[1] ?? "", watched, CELLS[3] ?? "");
  await said(book, 0, 0, 0, 2, 0);
  await vscode.commands.executeCommand("tapelint.fixAll");
  await said(book, 0, 0, 0, 1, 0);
  assert.equal(book.cellAt(3).document.getText(), CELLS[2]);
});
