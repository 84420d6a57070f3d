/** Three Pythons, kept apart: Tapelint's own, the program's, and the libraries that come along. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";

import { BROKEN, processes, Stage } from "./stage";

const OLD = "/opt/old/bin/python3.8";

const stage = new Stage({ extensions: [pythonExtension()] });

test("an old environment gets findings, and is what a program is traced with", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  const [server] = processes(path.join(stage.editor.data, "extensions"), "server/main.py");
  assert.ok(server !== undefined);
  assert.notEqual(readlinkSync(`/proc/${String(server)}/exe`), OLD);
  await window.command("Tapelint: Run Trace");
  await window.dialog.getByText(`Run Trace executes train.py with ${OLD}.`).waitFor();
  await window.dialog.getByRole("button", { name: "Cancel" }).click();
  await window.dialog.waitFor({ state: "detached" });
});

/** Stands in for Microsoft's Python extension, which isn't to be had here: one old environment. */
function pythonExtension(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "tapelint-python-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const manifest = {
    ...{ name: "python", publisher: "ms-python", version: "9999.0.0", license: "MIT" },
    ...{
      engines: { vscode: "^1.93.0" },
      main: "./index.js",
      activationEvents: ["onLanguage:python"],
    },
  };
  const program = `
    const vscode = require("vscode");
    const environment = {
      id: ${JSON.stringify(OLD)}, path: ${JSON.stringify(OLD)}, tools: [],
      executable: { uri: vscode.Uri.file(${JSON.stringify(OLD)}), bitness: "64-bit", sysPrefix: "/opt/old" },
      version: { major: 3, minor: 8, micro: 1, release: undefined, sysVersion: "3.8.1" },
    };
    exports.activate = () => ({
      ready: Promise.resolve(),
      environments: {
        known: [environment],
        getActiveEnvironmentPath: () => environment,
        resolveEnvironment: () => Promise.resolve(environment),
        onDidChangeActiveEnvironmentPath: new vscode.EventEmitter().event,
      },
    });
  `;
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(folder, "index.js"), program);
  writeFileSync(path.join(folder, "README.md"), "A stand-in.\n");
  writeFileSync(path.join(folder, "LICENSE"), "MIT\n");
  const vsix = path.join(folder, "python.vsix");
  const vsce = path.resolve("node_modules/@vscode/vsce/vsce");
  const options = ["package", "--no-dependencies", "--allow-missing-repository", "--out", vsix];
  execFileSync(process.execPath, [vsce, ...options], { cwd: folder, stdio: "pipe" });
  return vsix;
}
