/** Three Pythons, kept apart: Tapelint's own, the program's, and the libraries that come along. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, test } from "node:test";

import { BROKEN, processes, Stage, until } from "./stage";

const OLD = "/opt/old/bin/python3.8";
const SELECT = "Python: Select Interpreter";

// What the stand-in does: one old environment, and another one once that is asked for.
const PROGRAM = `
  const vscode = require("vscode");
  const environment = (prefix) => {
    const path = prefix + "/bin/python3.8";
    return {
      id: path, path, tools: [],
      executable: { uri: vscode.Uri.file(path), bitness: "64-bit", sysPrefix: prefix },
      version: { major: 3, minor: 8, micro: 1, release: undefined, sysVersion: "3.8.1" },
    };
  };
  const selected = new vscode.EventEmitter();
  let active = environment("/opt/old");
  exports.activate = () => {
    vscode.commands.registerCommand("python.setInterpreter", () => {
      active = environment("/opt/new");
      selected.fire(active);
    });
    return {
      ready: Promise.resolve(),
      environments: {
        known: [active],
        getActiveEnvironmentPath: () => active,
        resolveEnvironment: (one) => Promise.resolve(one),
        onDidChangeActiveEnvironmentPath: selected.event,
      },
    };
  };
`;

const stage = new Stage({ extensions: [pythonExtension()] });

test("an old environment gets findings, and is what a program is traced with", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  const [server] = bundled();
  assert.ok(server !== undefined);
  assert.notEqual(readlinkSync(`/proc/${String(server)}/exe`), OLD);
  await window.command("Tapelint: Run Trace");
  await window.dialog.getByText(`Run Trace executes train.py with ${OLD}.`).waitFor();
  await window.dialog.getByRole("button", { name: "Cancel" }).click();
  await window.dialog.waitFor({ state: "detached" });
});

test("a server that is told of another environment is started again", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  const [before] = bundled();
  assert.match(environmentOf(before), /VIRTUAL_ENV=\/opt\/old\0/u);
  await window.command(SELECT);
  await until(() => bundled().length === 1 && bundled()[0] !== before);
  assert.match(environmentOf(bundled()[0]), /VIRTUAL_ENV=\/opt\/new\0/u);
  await window.goTo(17, 18);
  await window.page.keyboard.press("Delete");
  await window.squiggles.first().waitFor({ state: "detached" });
});

/** The servers of this editor that come with the extension. */
function bundled(): number[] {
  return processes(path.join(stage.editor.data, "extensions"), "server/main.py");
}

function environmentOf(pid: number | undefined): string {
  assert.ok(pid !== undefined);
  return readFileSync(`/proc/${String(pid)}/environ`, "utf8");
}

/** Stands in for Microsoft's Python extension, which isn't to be had here. */
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
      contributes: { commands: [{ command: "python.setInterpreter", title: SELECT }] },
    },
  };
  writeFileSync(path.join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(path.join(folder, "index.js"), PROGRAM);
  writeFileSync(path.join(folder, "README.md"), "A stand-in.\n");
  writeFileSync(path.join(folder, "LICENSE"), "MIT\n");
  const vsix = path.join(folder, "python.vsix");
  const vsce = path.resolve("node_modules/@vscode/vsce/vsce");
  const options = ["package", "--no-dependencies", "--allow-missing-repository", "--out", vsix];
  execFileSync(process.execPath, [vsce, ...options], { cwd: folder, stdio: "pipe" });
  return vsix;
}
