/** The page of a trace, beside the program. */

import * as path from "node:path";
import * as vscode from "vscode";

import { filesOf, guarded, isReport, openMessage } from "./page";

const NOTEBOOK = ".ipynb";
const PYTHON = "python";

export class Reports implements vscode.Disposable {
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  /** Shows what the server answered for a traced program. */
  show(program: vscode.Uri, answer: unknown): void {
    if (!isReport(answer)) {
      throw new Error("Tapelint answered without a report.");
    }
    const panel = this.#panels.get(program.toString()) ?? this.#open(program);
    panel.webview.html = guarded(answer.html);
    panel.reveal(undefined, true);
  }

  dispose(): void {
    for (const panel of this.#panels.values()) {
      panel.dispose();
    }
  }

  #open(program: vscode.Uri): vscode.WebviewPanel {
    const panel = vscode.window.createWebviewPanel(
      "tapelint.report",
      `Trace of ${path.posix.basename(program.path)}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, enableForms: false, localResourceRoots: [] },
    );
    panel.webview.onDidReceiveMessage((message: unknown) => {
      const asked = openMessage(message, filesOf(panel.webview.html));
      if (asked !== undefined) {
        void goTo(program, asked.file, asked.line);
      }
    });
    panel.onDidDispose(() => this.#panels.delete(program.toString()));
    this.#panels.set(program.toString(), panel);
    return panel;
  }
}

async function goTo(program: vscode.Uri, file: string, line: number): Promise<void> {
  const folder = vscode.Uri.joinPath(program, "..");
  const uri = path.isAbsolute(file) ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder, file);
  if (uri.path.endsWith(NOTEBOOK)) {
    await goToCell(await vscode.workspace.openNotebookDocument(uri), line);
    return;
  }
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  const shown = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === uri.toString(),
  );
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { selection, viewColumn });
}

/** A trace of a notebook counts the lines of all its Python cells. */
async function goToCell(notebook: vscode.NotebookDocument, line: number): Promise<void> {
  const shown = vscode.window.visibleNotebookEditors.find((one) => one.notebook === notebook);
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  let left = line;
  for (const { document } of notebook.getCells()) {
    if (document.languageId === PYTHON && left <= document.lineCount) {
      const selection = new vscode.Range(left - 1, 0, left - 1, 0);
      await vscode.commands.executeCommand("vscode.open", document.uri, { selection, viewColumn });
      return;
    }
    left -= document.languageId === PYTHON ? document.lineCount : 0;
  }
}
