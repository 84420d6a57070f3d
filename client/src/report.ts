/** The page of a trace, beside the program. */

import * as path from "node:path";
import * as vscode from "vscode";

import { filesOf, guarded, isReport, openMessage } from "./page";

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
  const selection = new vscode.Range(line - 1, 0, line - 1, 0);
  const shown = vscode.window.visibleTextEditors.find(
    (editor) => editor.document.uri.toString() === uri.toString(),
  );
  const viewColumn = shown?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { selection, viewColumn });
}
