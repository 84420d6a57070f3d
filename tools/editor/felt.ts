/** Felt speed: from a key to the squiggle that it causes, as the page shows them.
 *
 *     node felt.js PROGRAM LINE COLUMN
 *
 * types a `/` there and takes it away, again and again, and prints the milliseconds as JSON.
 */

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { browser, Window } from "../../tests/editors/vscode/window";
import { start } from "./launch";

const TIMES = 30;
const PAUSE = 400;

/** Runs in the page: keeps the time of the last key, and that of the change of the squiggles. */
const WATCH = `
  const count = () => document.querySelectorAll(".squiggly-error, .squiggly-warning").length;
  window.felt = { key: 0, seen: 0 };
  let before = count();
  addEventListener("keydown", () => { window.felt = { key: performance.now(), seen: 0 }; }, true);
  new MutationObserver(() => {
    const now = count();
    if (now !== before && window.felt.seen === 0) { window.felt.seen = performance.now(); }
    before = now;
  }).observe(document.body, { subtree: true, childList: true, attributes: true });
`;

async function measured(program: string, line: number, column: number): Promise<number[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "tapelint-felt-"));
  copyFileSync(program, path.join(folder, "train.py"));
  const editor = await start();
  const shown = await browser();
  try {
    const window = await Window.open(shown, editor, folder);
    await window.openFile("train.py");
    await window.lenses.or(window.status.getByText("request")).first().waitFor();
    await window.goTo(line, column);
    await window.page.waitForTimeout(2_000);
    await window.page.evaluate(WATCH);
    const taken = [];
    for (let turn = 0; turn < TIMES; turn += 1) {
      await window.page.keyboard.press("/");
      await window.squiggles.first().waitFor();
      taken.push(Number(await window.page.evaluate("window.felt.seen - window.felt.key")));
      await window.page.waitForTimeout(PAUSE);
      if (turn === 0) {
        await window.shot("felt");
      }
      await window.page.keyboard.press("Backspace");
      await window.squiggles.first().waitFor({ state: "detached" });
      await window.page.waitForTimeout(PAUSE);
    }
    return taken;
  } finally {
    await shown.close();
    await editor.stop();
    rmSync(folder, { recursive: true });
  }
}

async function main([program = "", line = "", column = ""]: string[]): Promise<void> {
  console.log(JSON.stringify(await measured(program, Number(line), Number(column))));
}

void main(process.argv.slice(2));
