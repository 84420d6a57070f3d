/** Starts a real VS Code that a browser shows, with a packed extension in it, on loopback only. */

import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import * as path from "node:path";

const SERVER = path.resolve("build/vscode/out/server-main.js");
const PACKED = path.resolve("dist/vsix");
const PATIENCE = 60_000;

export interface Wishes {
  /** Settings of the user. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether trust in workspaces is asked about; otherwise all are trusted. */
  readonly trust?: boolean;
  readonly port?: number;
  /** Packed extensions to install besides Tapelint. */
  readonly extensions?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

export interface Editor {
  readonly url: string;
  /** Where it keeps its data; gone after `stop`. */
  readonly data: string;
  readonly process: ChildProcess;
  readonly stop: () => Promise<void>;
}

/** The packed extension for this platform. */
export function packed(): string {
  const platform = `${process.platform}-${process.arch}-`;
  const found = readdirSync(PACKED).find((name) => name.startsWith(`tapelint-${platform}`));
  if (found === undefined) {
    throw new Error("There is no packed extension: run `make vsix` first.");
  }
  return path.join(PACKED, found);
}

export async function start(wishes: Wishes = {}): Promise<Editor> {
  const data = mkdtempSync(path.join(tmpdir(), "tapelint-editor-"));
  const env = { ...process.env, ...wishes.env, HOME: path.join(data, "home") };
  mkdirSync(env.HOME);
  writeSettings(data, wishes.settings ?? {});
  const base = ["--server-data-dir", data, "--extensions-dir", path.join(data, "extensions")];
  base.push("--accept-server-license-terms");
  const installed = [packed(), ...(wishes.extensions ?? [])].flatMap((vsix) => [
    "--install-extension",
    vsix,
  ]);
  execFileSync(process.execPath, [SERVER, ...base, ...installed, "--force"], {
    env,
    stdio: "pipe",
  });
  const port = wishes.port ?? (await freePort());
  const running = spawn(process.execPath, [SERVER, ...base, ...options(port, wishes)], {
    env,
    stdio: "ignore",
    detached: true,
  });
  const url = `http://127.0.0.1:${String(port)}`;
  const stop = async (): Promise<void> => {
    await end(running);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await ready(`${url}/version`, running);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, data, process: running, stop };
}

function options(port: number, wishes: Wishes): string[] {
  return [
    ...[
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--without-connection-token",
      "--telemetry-level",
      "off",
    ],
    ...(wishes.trust === true ? [] : ["--disable-workspace-trust"]),
  ];
}

function writeSettings(data: string, settings: Readonly<Record<string, unknown>>): void {
  const quiet = {
    "extensions.autoCheckUpdates": false,
    "extensions.autoUpdate": false,
    // In a browser it is on, unlike elsewhere.
    "files.autoSave": "off",
    "telemetry.telemetryLevel": "off",
    "workbench.reduceMotion": "on",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": false,
  };
  for (const scope of ["User", "Machine"]) {
    const folder = path.join(data, "data", scope);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "settings.json"), JSON.stringify({ ...quiet, ...settings }));
  }
}

/** Ends the editor and what it started, which has its process group. */
async function end(running: ChildProcess): Promise<void> {
  if (running.pid === undefined || running.exitCode !== null) {
    return;
  }
  const gone = new Promise((resolve) => running.once("exit", resolve));
  process.kill(-running.pid, "SIGTERM");
  const late = setTimeout(() => running.kill("SIGKILL"), 10_000);
  await gone;
  clearTimeout(late);
}

async function ready(url: string, running: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && running.exitCode === null) {
    try {
      if ((await fetch(url)).ok) {
        return;
      }
    } catch {
      // It doesn't listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("The editor didn't start.");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => {
        resolve(port);
      });
    });
  });
}
