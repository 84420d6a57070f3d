/** The Tapelint that an environment has itself, where the user wants that one. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { test } from "node:test";

import { BROKEN, processes, Stage, until } from "./stage";

const stage = new Stage({
  trust: true,
  settings: {
    "security.workspace.trust.startupPrompt": "never",
    "tapelint.importStrategy": "fromEnvironment",
    "tapelint.interpreter": path.resolve(".venv/bin/python"),
  },
});

test("it is started once the folder is trusted, and not before", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  assert.deepEqual([bundled().length, installed().length], [1, 0]);
  await window.command("Workspaces: Manage Workspace Trust");
  await window.page.getByRole("button", { name: "Trust", exact: true }).click();
  await until(() => installed().length === 1 && bundled().length === 0);
  assert.deepEqual([bundled().length, installed().length], [0, 1]);
  await window.page.keyboard.press("Control+1");
  await window.openFile("train.py");
  await window.status.getByText("1 request: 1 cut").waitFor();
  await window.lenses.getByText("Run trace").first().waitFor();
});

/** The servers of this editor that come with the extension. */
function bundled(): number[] {
  return processes(path.join(stage.editor.data, "extensions"), "server/main.py");
}

/** Those that an environment has. */
function installed(): number[] {
  return processes("-m\0tapelint\0server").filter((pid) =>
    readFileSync(`/proc/${String(pid)}/environ`, "utf8").includes(stage.editor.data),
  );
}
