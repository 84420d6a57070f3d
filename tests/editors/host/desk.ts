/** What the tests inside the editor share: files of the open folder, and what is said of them. */

import assert from "node:assert/strict";

import * as vscode from "vscode";

const PATIENCE = 60_000;

export const BROKEN = `import tensorflow as tf

v = tf.Variable(3.0)
with tf.GradientTape() as tape:
    y = v // 2.0
print(tape.gradient(y, v))
`;
export const SOUND = BROKEN.replace("//", "/");

/** A file of the open folder. */
export function at(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder !== undefined);
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function write(name: string, text: string): Promise<vscode.Uri> {
  await vscode.workspace.fs.writeFile(at(name), new TextEncoder().encode(text));
  return at(name);
}

/** Writes a file and shows it. */
export async function show(name: string, text: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(await write(name, text));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Replaces the first occurrence of some words in a document. */
export async function replace(
  document: vscode.TextDocument,
  words: string,
  by: string,
): Promise<void> {
  const from = document.getText().indexOf(words);
  assert.notEqual(from, -1);
  const range = new vscode.Range(
    document.positionAt(from),
    document.positionAt(from + words.length),
  );
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** What Tapelint says of a document. */
export function found(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === "tapelint");
}

/** Waits until so much is said of a document. */
export function findings(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  return eventually(
    () => found(uri),
    (now) => now.length === count,
  );
}

/** Asks again until the answer is right; the last one is given back, or fails the test. */
export async function eventually<Answer>(
  ask: () => Answer | PromiseLike<Answer>,
  right: (answer: Answer) => boolean,
): Promise<Answer> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (right(answer)) {
      return answer;
    }
    assert.ok(Date.now() < end, `The last answer was ${JSON.stringify(answer)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The words under a range. */
export function words(document: vscode.TextDocument, { range }: { range: vscode.Range }): string {
  return document.getText(range);
}

/** What stands above lines of a document. */
export function lensesOf({ uri }: vscode.TextDocument): Thenable<vscode.CodeLens[]> {
  return vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri, 10);
}
