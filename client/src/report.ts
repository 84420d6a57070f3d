/** The page of a trace, beside the program. */

import * as path from "node:path";
import * as vscode from "vscode";

import { reporting } from "./help";
import { filesOf, guarded, isReport, type Open, openMessage } from "./page";

const NOTEBOOK = ".ipynb";
const PYTHON = "python";

export class Reports implements vscode.Disposable {
  readonly #panels = new Map<string, vscode.WebviewPanel>();

  /** Whether the page of a program is open. */
  has(program: vscode.Uri): boolean {
    return this.#panels.has(program.toString());
  }

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
        void goThere(program, asked);
      }
    });
    panel.onDidDispose(() => this.#panels.delete(program.toString()));
    this.#panels.set(program.toString(), panel);
    return panel;
  }
}

const goThere = reporting(goTo);

async function goTo(program: vscode.Uri, place: Open): Promise<void> {
  const { file, line } = place;
  const folder = vscode.Uri.joinPath(program, "..");
  const uri = path.isAbsolute(file) ? vscode.Uri.file(file) : vscode.Uri.joinPath(folder, file);
  if (!(await exists(uri))) {
    const name = path.posix.basename(uri.path);
    throw new Error(`${name} isn't where it was when it ran. Run a trace of it where it is now.`);
  }
  if (uri.path.endsWith(NOTEBOOK)) {
    await goToCell(await vscode.workspace.openNotebookDocument(uri), place);
    return;
  }
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  const shown = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === uri.toString(),
  );
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { selection, viewColumn });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}

async function goToCell(notebook: vscode.NotebookDocument, place: Open): Promise<void> {
  const cells = notebook.getCells().filter(({ document }) => document.languageId === PYTHON);
  const cell = cells[place.cell - 1];
  if (cell === undefined) {
    return;
  }
  const shown = vscode.window.visibleNotebookEditors.find((one) => one.notebook === notebook);
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  const selection = new vscode.Range(place.line - 1, 0, place.line - 1, 0);
  await vscode.commands.executeCommand("vscode.open", cell.document.uri, { selection, viewColumn });
}
