/** Brings the parts together when VS Code opens the first Python file or notebook. */

import * as vscode from "vscode";

import * as environments from "./environments";
import { fixAll } from "./fixes";
import { reporting } from "./help";
import { Reports } from "./report";
import { explainRule } from "./rules";
import { Server } from "./server";
import { SECTION, STARTING } from "./settings";
import { Status } from "./status";
import { Trace } from "./trace";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("Tapelint", { log: true });
  const status = new Status();
  const reports = new Reports();
  const running = new Server(context.extensionPath, log, status);
  const trace = new Trace(running, reports, context.workspaceState);
  server = running;
  context.subscriptions.push(
    log,
    status,
    reports,
    running,
    ...register(context, running, trace, log),
    ...watch(running),
  );
  await running.restart();
  context.subscriptions.push(await environments.onSelected(() => void running.reconsider()));
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}

function register(
  context: vscode.ExtensionContext,
  running: Server,
  trace: Trace,
  log: vscode.LogOutputChannel,
): vscode.Disposable[] {
  const { executeCommand } = vscode.commands;
  const walkthrough = `${context.extension.id}#start`;
  const commands: Record<string, (clicked: unknown) => PromiseLike<void>> = {
    runTrace: (clicked) => trace.run(clicked),
    runTraceWithArguments: (clicked) => trace.runWithArguments(clicked),
    stopTrace: (clicked) => trace.cancel(clicked),
    removeTrace: (clicked) => trace.clear(clicked),
    openTraceReport: (clicked) => trace.report(clicked),
    fixAll: () => fixAll(),
    explainRule: () => explainRule(context.extensionUri),
    showOp: () => executeCommand("editor.action.showHover"),
    openExample: () => openExample(context.extensionUri),
    openWalkthrough: () => executeCommand("workbench.action.openWalkthrough", walkthrough, false),
    restartServer: () => running.restart(),
    showLog: () => {
      log.show(true);
      return Promise.resolve();
    },
  };
  return Object.entries(commands).map(([name, work]) =>
    vscode.commands.registerCommand(`tapelint.${name}`, reporting(work)),
  );
}

/** What the start of the server depends on, besides the selected environment. */
function watch(running: Server): vscode.Disposable[] {
  return [
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (STARTING.some((name) => event.affectsConfiguration(name))) {
        void running.reconsider();
      } else if (event.affectsConfiguration(SECTION)) {
        void running.configure();
      }
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void running.restart()),
  ];
}

async function openExample(extension: vscode.Uri): Promise<void> {
  const file = vscode.Uri.joinPath(extension, "media", "walkthrough", "example.py");
  const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  const document = await vscode.workspace.openTextDocument({ language: "python", content });
  await vscode.window.showTextDocument(document);
}
