/** Starts the server, keeps it running, and starts it anew when what it depends on has changed. */

import * as vscode from "vscode";
import {
  DidChangeConfigurationNotification,
  ErrorCodes,
  type ExecuteCommandSignature,
  ExecuteCommandRequest,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  ResponseError,
  RevealOutputChannelOn,
} from "vscode-languageclient/node";

import { offerPython } from "./help";
import { type Launch, NoPythonError, prepare } from "./launch";
import { words } from "./said";
import { SECTION } from "./settings";
import type { Status } from "./status";

const CELL = "vscode-notebook-cell";
const LANGUAGE = "python";

interface StatusParams {
  readonly uri: string;
  readonly text: string;
}

/** Handles a command of the server's that a lens or a hint carries; see `Trace`. */
export type Intercept = (
  command: string,
  args: unknown[],
  next: ExecuteCommandSignature,
) => vscode.ProviderResult<unknown>;

export class Server implements vscode.Disposable {
  intercept: Intercept = (command, args, next) => next(command, args);
  readonly #extension: string;
  readonly #log: vscode.LogOutputChannel;
  readonly #status: Status;
  #client: LanguageClient | undefined;
  #launched = "";
  #turn: Promise<void> = Promise.resolve();

  constructor(extension: string, log: vscode.LogOutputChannel, status: Status) {
    this.#extension = extension;
    this.#log = log;
    this.#status = status;
  }

  /** Starts the server again; one such request waits for the other. */
  restart(): Promise<void> {
    return this.#queue(async () => {
      await this.#stop();
      await this.#start(await this.#prepared());
    });
  }

  /** Starts the server again if it would be started in another way now. */
  reconsider(): Promise<void> {
    return this.#queue(async () => {
      const launch = await this.#prepared();
      if (JSON.stringify(launch) !== this.#launched) {
        await this.#stop();
        await this.#start(launch);
      }
    });
  }

  /** The settings have changed; the server asks for those that it wants. */
  async configure(): Promise<void> {
    await this.#turn;
    if (this.#client?.isRunning() === true) {
      await this.#client.sendNotification(DidChangeConfigurationNotification.type, {
        settings: null,
      });
    }
  }

  stop(): Promise<void> {
    return this.#queue(() => this.#stop());
  }

  dispose(): void {
    void this.stop();
  }

  /** Lets the server carry out one of its commands. */
  async execute(command: string, argument: object): Promise<unknown> {
    await this.#turn;
    if (this.#client?.isRunning() !== true) {
      throw new Error("Tapelint isn't running; its log says why.");
    }
    const asked = { command, arguments: [argument] };
    try {
      return await this.#client.sendRequest(ExecuteCommandRequest.type, asked);
    } catch (error) {
      if (error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected) {
        throw new Error("Tapelint was started again in the meantime, which ended this.");
      }
      throw error;
    }
  }

  #queue(work: () => Promise<void>): Promise<void> {
    this.#turn = this.#turn.then(work).catch((error: unknown) => {
      this.#status.running(words(error));
      this.#log.error(words(error));
    });
    return this.#turn;
  }

  async #prepared(): Promise<Launch | undefined> {
    try {
      return await prepare(this.#extension);
    } catch (error) {
      if (!(error instanceof NoPythonError)) {
        throw error;
      }
      this.#status.running(error.message);
      this.#log.warn(error.message);
      void offerPython(error.message, "interpreter");
      return undefined;
    }
  }

  async #start(launch: Launch | undefined): Promise<void> {
    this.#launched = JSON.stringify(launch);
    if (launch === undefined) {
      return;
    }
    this.#log.info(`Starting ${[launch.command, ...launch.args].join(" ")}`);
    this.#status.running();
    const { command, cwd, env } = launch;
    const options = { cwd, env: { ...process.env, ...env } };
    const client = new LanguageClient(
      "tapelint",
      "Tapelint",
      { command, args: [...launch.args], options },
      this.#options(),
    );
    client.onNotification("tapelint/status", ({ uri, text }: StatusParams) => {
      this.#status.understood(uri, text);
    });
    this.#client = client;
    await client.start();
  }

  async #stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.dispose();
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: [
        ...["file", "untitled", "vscode-vfs"].map((scheme) => ({ scheme, language: LANGUAGE })),
        { notebook: "jupyter-notebook", language: LANGUAGE },
      ],
      // The settings go along, so that the first answer needn't wait for the server to ask for them.
      initializationOptions: {
        trusted: vscode.workspace.isTrusted,
        settings: vscode.workspace.getConfiguration(SECTION),
      },
      outputChannel: this.#log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: this.#middleware(),
    };
  }

  #middleware(): Middleware {
    return {
      // Cells that the server doesn't know as parts of a notebook would be files without a context.
      didOpen: (document, next) => (this.#strays(document) ? Promise.resolve() : next(document)),
      didChange: (event, next) => (this.#strays(event.document) ? Promise.resolve() : next(event)),
      didClose: (document, next): Promise<void> => {
        this.#status.closed(document);
        return this.#strays(document) ? Promise.resolve() : next(document);
      },
      executeCommand: (command, args: unknown[], next): vscode.ProviderResult<unknown> =>
        this.intercept(command, args, next),
    };
  }

  #strays(document: vscode.TextDocument): boolean {
    const notebooks = this.#client?.initializeResult?.capabilities.notebookDocumentSync;
    return document.uri.scheme === CELL && notebooks === undefined;
  }
}
