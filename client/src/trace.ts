/** Run Trace: the one thing of Tapelint's that runs programs, so it asks before it does. */

import * as path from "node:path";
import * as vscode from "vscode";
import { type ExecuteCommandSignature, ResponseError } from "vscode-languageclient/node";

import * as environments from "./environments";
import { offerPython, reporting } from "./help";
import { isRecord } from "./page";
import { findOnSearchPath } from "./probe";
import type { Reports } from "./report";
import type { Server } from "./server";
import { setting } from "./settings";
import { splitArguments } from "./shell";

// What the server offers; the palette has names of its own for them.
const RUN = "tapelint.trace";
const REPORT = "tapelint.traceReport";
const CONFIRMED = "tapelint.traceConfirmed";
const LAST_ARGUMENTS = "tapelint.traceArguments";

const PYTHON = "trace.python";
// Why the server couldn't trace, where another Python would help.
const ABOUT_PYTHON: readonly unknown[] = ["no-python", "no-tensorflow"];

interface Request {
  readonly uri: string;
  readonly arguments?: readonly string[];
}

export class Trace {
  readonly #server: Server;
  readonly #reports: Reports;
  readonly #memory: vscode.Memento;

  constructor(server: Server, reports: Reports, memory: vscode.Memento) {
    this.#server = server;
    this.#reports = reports;
    this.#memory = memory;
    server.intercept = this.#intercept.bind(this);
  }

  /** Traces the program that was clicked at, or the one in front. */
  async run(clicked: unknown, given: readonly string[] = []): Promise<void> {
    const uri = program(clicked);
    if (uri !== undefined) {
      await this.#run({ uri: uri.toString(), arguments: given });
    }
  }

  async runWithArguments(clicked: unknown): Promise<void> {
    const line = await vscode.window.showInputBox({
      title: "Trace with Arguments",
      prompt: "What the program gets on its command line; quotes keep words together.",
      placeHolder: '--epochs 2 --data "small set"',
      value: this.#memory.get(LAST_ARGUMENTS, ""),
    });
    if (line !== undefined) {
      await this.#memory.update(LAST_ARGUMENTS, line);
      await this.run(clicked, splitArguments(line));
    }
  }

  async cancel(clicked: unknown): Promise<void> {
    await this.#tell("tapelint.cancelTrace", clicked);
  }

  async clear(clicked: unknown): Promise<void> {
    await this.#tell("tapelint.clearTrace", clicked);
  }

  async report(clicked: unknown): Promise<void> {
    const uri = program(clicked);
    const answer = await this.#tell(REPORT, clicked);
    if (uri === undefined) {
      return;
    }
    if (answer === null || answer === undefined) {
      void vscode.window.showInformationMessage(
        `There is no trace of ${nameOf(uri)} yet: run one first.`,
      );
      return;
    }
    this.#reports.show(uri, answer);
  }

  /** A lens starts a trace by the server's own command; it goes the same way as ours. */
  #intercept(
    command: string,
    args: unknown[],
    next: ExecuteCommandSignature,
  ): vscode.ProviderResult<unknown> {
    const request = args[0];
    if (command === RUN && isRequest(request)) {
      return reporting(() => this.#run(request))();
    }
    return command === REPORT && isRequest(request)
      ? reporting(() => this.report(vscode.Uri.parse(request.uri)))()
      : next(command, args);
  }

  async #run(request: Request): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      await offerTrust();
      return;
    }
    const uri = await saved(vscode.Uri.parse(request.uri));
    if (uri === undefined) {
      return;
    }
    const python = await tracePython(uri);
    if (python === undefined || !(await this.#confirm(uri, python))) {
      return;
    }
    const device = setting("trace.device", uri);
    try {
      await this.#server.execute(RUN, { ...request, uri: uri.toString(), python, device });
      if (this.#reports.has(uri)) {
        await this.report(uri);
      }
    } catch (error) {
      if (!isAboutPython(error)) {
        throw error;
      }
      void offerPython(error.message, PYTHON);
    }
  }

  /** Asks before the first trace in a workspace. */
  async #confirm(uri: vscode.Uri, python: string): Promise<boolean> {
    if (this.#memory.get<boolean>(CONFIRMED, false)) {
      return true;
    }
    const run = "Run Trace";
    const detail = "This is asked once in each workspace.";
    const message = `Run Trace executes ${nameOf(uri)} with ${python}.`;
    const answer = await vscode.window.showInformationMessage(
      message,
      { modal: true, detail },
      run,
    );
    if (answer === run) {
      await this.#memory.update(CONFIRMED, true);
    }
    return answer === run;
  }

  async #tell(command: string, clicked: unknown): Promise<unknown> {
    const uri = program(clicked);
    return uri === undefined ? undefined : this.#server.execute(command, { uri: uri.toString() });
  }
}

/** The file or notebook that a command is about. */
function program(clicked: unknown): vscode.Uri | undefined {
  return clicked instanceof vscode.Uri
    ? clicked
    : (vscode.window.activeNotebookEditor?.notebook.uri ??
        vscode.window.activeTextEditor?.document.uri);
}

/** Saves what is to be run, as `Run Python File` does; undefined where there is no file then. */
async function saved(uri: vscode.Uri): Promise<vscode.Uri | undefined> {
  const open = [...vscode.workspace.textDocuments, ...vscode.workspace.notebookDocuments];
  const dirty = open.some(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  const file = dirty || uri.scheme === "untitled" ? await vscode.workspace.save(uri) : uri;
  if (file !== undefined && file.scheme !== "file") {
    void vscode.window.showInformationMessage(
      `Run Trace needs ${nameOf(file)} on the disk of this machine.`,
    );
    return undefined;
  }
  return file;
}

/** The Python that runs the program, which need not be the one that runs Tapelint. */
async function tracePython(uri: vscode.Uri): Promise<string | undefined> {
  const chosen = setting(PYTHON, uri) || (await environments.selected(uri))?.executable.uri?.fsPath;
  const python = chosen ?? (await findOnSearchPath()).at(-1)?.path;
  if (python === undefined) {
    void offerPython("Run Trace found no Python; a setting can name one.", PYTHON);
  }
  return python;
}

async function offerTrust(): Promise<void> {
  const trust = "Manage Workspace Trust";
  const message = "Run Trace executes your program, so it waits until you trust this workspace.";
  if ((await vscode.window.showInformationMessage(message, trust)) === trust) {
    await vscode.commands.executeCommand("workbench.trust.manage");
  }
}

function isRequest(value: unknown): value is Request {
  return (
    typeof value === "object" && value !== null && "uri" in value && typeof value.uri === "string"
  );
}

function isAboutPython(error: unknown): error is ResponseError<unknown> {
  return (
    error instanceof ResponseError &&
    isRecord(error.data) &&
    ABOUT_PYTHON.includes(error.data["reason"])
  );
}

function nameOf(uri: vscode.Uri): string {
  return path.posix.basename(uri.path);
}
