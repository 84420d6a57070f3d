/** In a folder that nobody trusts yet, programs are read and nothing of it is run. */

import assert from "node:assert/strict";
import { chmodSync, existsSync } from "node:fs";
import { test } from "node:test";

import { BROKEN, Stage } from "./stage";

const ASKS_LATER = { "security.workspace.trust.startupPrompt": "never" };

const stage = new Stage({ trust: true, settings: ASKS_LATER });

test("findings without trust, and no trace", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  await window.lenses.getByText("Run trace").first().click();
  await window.messages
    .getByText("Run Trace executes your program, so it waits until you trust")
    .waitFor();
  assert.equal(await window.dialog.count(), 0);
});

test("a folder can't say what is started before it is trusted", async () => {
  const settings = JSON.stringify({
    "tapelint.interpreter": stage.path("evil"),
    "tapelint.path": stage.path("evil"),
  });
  const evil = `#!/bin/sh\ntouch ${stage.path("started")}\n`;
  const opening = stage.open(
    { "train.py": BROKEN, evil, ".vscode/settings.json": settings },
    "train.py",
  );
  chmodSync(stage.path("evil"), 0o755);
  const window = await opening;
  await window.squiggles.first().waitFor();
  assert.ok(!existsSync(stage.path("started")));
});

test("what extensions see of Tapelint without trust", async () => {
  await stage.mocha("untrusted");
});
