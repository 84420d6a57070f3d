/** The item in the status bar: what was understood of the file in front. */

import * as vscode from "vscode";

import { plain } from "./said";

export class Status implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem(
    "tapelint.status",
    vscode.StatusBarAlignment.Right,
    50,
  );
  readonly #listener = vscode.window.onDidChangeActiveTextEditor(() => {
    this.#show();
  });
  readonly #lines = new Map<string, string>();
  #trouble: string | undefined;

  constructor() {
    this.#item.name = "Tapelint";
    this.#item.command = "tapelint.showLog";
  }

  /** The server has said what it understood of a file. */
  understood(uri: string, line: string): void {
    this.#lines.set(vscode.Uri.parse(uri).toString(), line);
    this.#show();
  }

  /** The server runs (no word) or doesn't (why not). */
  running(trouble?: string): void {
    this.#trouble = trouble;
    this.#lines.clear();
    this.#show();
  }

  closed(document: vscode.TextDocument): void {
    this.#lines.delete(document.uri.toString());
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
  }

  #show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const line = document === undefined ? undefined : this.#line(document);
    if (line === undefined) {
      this.#item.hide();
      return;
    }
    this.#item.text = this.#trouble === undefined ? line : `$(warning) ${line}`;
    const said = plain(this.#trouble ?? line).replace(/\.$/u, "");
    this.#item.tooltip = `Tapelint: ${said}. Click to see the log.`;
    this.#item.show();
  }

  #line(document: vscode.TextDocument): string | undefined {
    if (document.languageId !== "python") {
      return undefined;
    }
    return this.#trouble === undefined
      ? this.#lines.get(document.uri.toString())
      : "Tapelint is off";
  }
}
