/** Fixing all that is safe to fix: in the file in front, or in all cells of a notebook. */

import * as vscode from "vscode";

const KIND = "source.fixAll.tapelint";
const PYTHON = "python";

export async function fixAll(): Promise<void> {
  const notebook = vscode.window.activeNotebookEditor?.notebook;
  if (notebook === undefined) {
    const asked = { kind: KIND, apply: "first" };
    await vscode.commands.executeCommand("editor.action.sourceAction", asked);
    return;
  }
  const edit = await editOf(notebook);
  if (edit === undefined) {
    void vscode.window.showInformationMessage("No cell holds anything that is safe to fix.");
    return;
  }
  await vscode.workspace.applyEdit(edit);
}

/** The server answers for the whole notebook, whichever of its cells is named. */
async function editOf(
  notebook: vscode.NotebookDocument,
): Promise<vscode.WorkspaceEdit | undefined> {
  const cell = notebook.getCells().find(({ document }) => document.languageId === PYTHON);
  if (cell === undefined) {
    return undefined;
  }
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    "vscode.executeCodeActionProvider",
    cell.document.uri,
    new vscode.Range(0, 0, 0, 0),
    `notebook.${KIND}`,
  );
  return actions[0]?.edit;
}
