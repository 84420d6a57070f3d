/** What a newcomer does: open a file, see, read, mend. The packed extension, in the real editor. */

import assert from "node:assert/strict";
import * as path from "node:path";
import { test } from "node:test";

import { BROKEN, processes, Stage } from "./stage";

const ON_SAVE = {
  "[python]": { "editor.codeActionsOnSave": { "source.fixAll.tapelint": "explicit" } },
};

// The variable is made anew on every pass, so what is learned is lost.
const ANEW = `import tensorflow as tf

x = tf.constant(2.0)

for step in range(3):
    v = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        loss = tf.square(v * x - 1.0)
    v.assign_sub(0.01 * tape.gradient(loss, v))
`;

const stage = new Stage({ settings: ON_SAVE });

test("a broken gradient is underlined, explained and mended", async () => {
  const window = await stage.open({ "delivery_times.py": BROKEN }, "delivery_times.py");
  await window.squiggles.first().waitFor();
  await window.status.getByText("1 request: 1 cut").waitFor();

  const [problem, ...others] = await window.problems();
  assert.deepEqual(others, []);
  assert.match(problem ?? "", /`\/\/` has no gradient.*floor-division.*\[Ln 17, Col 18\]$/u);

  await window.lenses.getByText("start cut at 17").waitFor();
  await window.pointAt(window.squiggles.first());
  const hover = window.page.locator(".monaco-hover:visible", { hasText: "has no gradient" });
  const fixes = hover.getByText(/^Quick Fix/u).locator("visible=true");
  await fixes.first().waitFor();
  // This is docs/editor.png.
  await window.shot("hover", { x: 348, y: 35, width: 932, height: 644 });

  await window.goTo(17, 18);
  await window.fix("Replace // with /");
  await window.squiggles.first().waitFor({ state: "detached" });
  await window.save();
  await stage.saved("delivery_times.py", BROKEN.replace("total // 60.0", "total / 60.0"));
  await window.status.getByText("1 request: 1 flow").waitFor();
});

test("a variable is moved out of the loop", async () => {
  const window = await stage.open({ "train.py": ANEW }, "train.py");
  await window.squiggles.first().waitFor();
  const problems = await window.problems();
  assert.deepEqual(problems.length, 1);
  assert.match(problems[0] ?? "", /fresh-variable.*\[Ln 6, Col \d+\]$/u);
  await window.goTo(6, 9);
  await window.fix("Move `v` before the loop");
  await window.squiggles.first().waitFor({ state: "detached" });
  await window.save();
  const line = "v = tf.Variable(3.0)\n";
  const loop = "for step in range(3):\n";
  await stage.saved("train.py", ANEW.replace(`${loop}    ${line}`, `${line}${loop}`));
});

test("safe fixes are made on save", async () => {
  const watched =
    "import tensorflow as tf\n\nv = tf.Variable(1.0)\nwith tf.GradientTape() as tape:\n    tape.watch(v)\n    y = v * v\nprint(tape.gradient(y, v))\n";
  const window = await stage.open({ "train.py": watched }, "train.py");
  await window.status.getByText("1 request: 1 flow").waitFor();
  await window.goTo(1, 1);
  await window.page.keyboard.type("# by hand\n");
  await window.save();
  await stage.saved("train.py", `# by hand\n${watched.replace("    tape.watch(v)\n", "")}`);
});

test("a half-typed line leaves the other findings", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  await window.goTo(31, 1);
  await window.page.keyboard.press("Control+End");
  await window.page.keyboard.type("print(tf.reduce_mean(", { delay: 5 });
  await window.status
    .getByText("can't be read")
    .or(window.status.getByText("1 cut"))
    .first()
    .waitFor();
  await window.page.waitForTimeout(1_000);
  const problems = await window.problems();
  assert.ok(
    problems.some((text) => text.includes("has no gradient") && text.endsWith("[Ln 17, Col 18]")),
  );
});

test("columns are exact after characters that take two units", async () => {
  const text = BROKEN.replace("return total // 60.0", 'return {"🙂🙂": total // 60.0}["🙂🙂"]');
  const window = await stage.open({ "train.py": text }, "train.py");
  await window.squiggles.first().waitFor();
  const [problem] = await window.problems();
  const column = '    return {"🙂🙂": total '.length + 1;
  assert.ok(problem?.endsWith(`[Ln 17, Col ${String(column)}]`), problem);
});

test("a module of the workspace's doesn't stand in for one of Python's", async () => {
  const poison = "raise SystemExit('imported')\n";
  const window = await stage.open(
    { "train.py": BROKEN, "typing.py": poison, "random.py": poison, "tapelint.py": poison },
    "train.py",
  );
  await window.squiggles.first().waitFor();
});

test("a server that was killed is started again", async () => {
  const window = await stage.open({ "train.py": BROKEN }, "train.py");
  await window.squiggles.first().waitFor();
  const [server, ...others] = servers();
  assert.deepEqual(others, []);
  assert.ok(server !== undefined);
  process.kill(server, "SIGKILL");
  await window.goTo(17, 18);
  await window.page.keyboard.press("Delete");
  await window.squiggles.first().waitFor({ state: "detached" });
  assert.notEqual(servers()[0], server);
});

test("each folder of a workspace has its own settings", async () => {
  const folders = ["loud", "quiet"].map((name) => ({ path: name }));
  const files = {
    "loud/loud.py": BROKEN,
    "quiet/quiet.py": BROKEN,
    "quiet/.vscode/settings.json": JSON.stringify({ "tapelint.ignore": ["TL102"] }),
    "two.code-workspace": JSON.stringify({ folders }),
  };
  const window = await stage.open(files, "quiet/quiet.py", "two.code-workspace");
  await window.status.getByText("1 request: 1 cut").waitFor();
  await window.squiggles.first().waitFor({ state: "detached" });
  await window.openFile("loud/loud.py");
  await window.squiggles.first().waitFor();
});

/** The server that belongs to this editor. */
function servers(): number[] {
  return processes(path.join(stage.editor.data, "extensions"), "server/main.py");
}
