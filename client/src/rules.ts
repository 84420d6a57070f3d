/** The pages about the rules, which come with the extension. */

import * as vscode from "vscode";

interface Page extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

const TITLE = /^# (?<name>\S+) \((?<code>TL\d+)\)$/mu;
const FIRST_WORDS = /^# .*\n\n(?<words>.*)$/mu;

/** Lets the user choose a rule, first the one that speaks at the cursor, and shows its page. */
export async function explainRule(extension: vscode.Uri): Promise<void> {
  const pages = await read(vscode.Uri.joinPath(extension, "docs", "rules"));
  const here = ruleAtCursor();
  const sorted = pages.sort(
    (a, b) => rank(a, here) - rank(b, here) || order(a).localeCompare(order(b)),
  );
  const picked = await vscode.window.showQuickPick(sorted, {
    placeHolder: "Which rule?",
    matchOnDetail: true,
  });
  if (picked !== undefined) {
    await vscode.commands.executeCommand("markdown.showPreview", picked.uri);
  }
}

async function read(folder: vscode.Uri): Promise<Page[]> {
  const names = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);
  const pages = await Promise.all(names.map((name) => page(vscode.Uri.joinPath(folder, name))));
  return pages.filter((one) => one !== undefined);
}

async function page(uri: vscode.Uri): Promise<Page | undefined> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const title = TITLE.exec(text)?.groups;
  const detail = FIRST_WORDS.exec(text)?.groups?.["words"] ?? "";
  return title?.["name"] === undefined
    ? undefined
    : { label: title["name"], description: title["code"] ?? "", detail, uri };
}

function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return undefined;
  }
  const { document, selection } = editor;
  const line = document.lineAt(selection.active.line).range;
  const found = vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source?.toLowerCase() === "tapelint");
  const near =
    found.find(({ range }) => range.contains(selection.active)) ??
    found.find(({ range }) => range.intersection(line) !== undefined);
  const code = near?.code;
  return String(typeof code === "object" ? code.value : code);
}

function rank(one: Page, here: string | undefined): number {
  return one.label === here ? 0 : 1;
}

function order(one: Page): string {
  return one.description ?? "";
}
