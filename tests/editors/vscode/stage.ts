/** The editor, a browser, and a folder for each test of a file. */

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { after, afterEach, before, beforeEach, type TestContext } from "node:test";

import type { Browser } from "playwright-core";

import { type Editor, start, type Wishes } from "../../../tools/editor/launch";
import { browser, Window } from "./window";

export const BROKEN = readFileSync("examples/delivery_times.py", "utf8");
const INSIDE = path.resolve("build/editor/tests/editors/host");
const PATIENCE = 60_000;
const PASSED = /^\s+(?:✔|\d+ passing)/u;

export class Stage {
  #editor: Editor | undefined;
  #browser: Browser | undefined;
  #window: Window | undefined;
  #folder = "";

  constructor(wishes: Wishes) {
    before(async () => {
      this.#editor = await start(wishes);
      this.#browser = await browser();
    });
    after(async () => {
      await this.#browser?.close();
      await this.#editor?.stop();
    });
    beforeEach(() => {
      this.#folder = mkdtempSync(path.join(tmpdir(), "tapelint-work-"));
    });
    afterEach(async (context) => {
      await this.#window?.shot((context as TestContext).name.replace(/\W+/gu, "-"));
      await this.#window?.close();
      assert.deepEqual(this.#window?.elsewhere, []);
      rmSync(this.#folder, { recursive: true });
    });
  }

  get editor(): Editor {
    return given(this.#editor);
  }

  /** Writes files and opens the folder, or the workspace file, with one of them. */
  async open(files: Readonly<Record<string, string>>, name: string, opened = ""): Promise<Window> {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(this.path(file)), { recursive: true });
      writeFileSync(this.path(file), text);
    }
    this.#window = await Window.open(given(this.#browser), this.editor, this.path(opened));
    await this.#window.openFile(name);
    await this.#window.text.waitFor();
    return this.#window;
  }

  /** Opens the empty folder and runs the tests of a folder of `host` where extensions run. */
  async mocha(kind: string): Promise<void> {
    const work = process.env["TAPELINT_WORK"];
    assert.ok(work !== undefined, "Run these tests with `make test-editors`.");
    // Unpacked, the packed extension is taken instead of the one that is installed.
    const extension = path.join(work, "vsix", "extension");
    const tests = path.join(INSIDE, kind, "index.js");
    this.#window = await Window.empty(given(this.#browser));
    const { code, said } = await this.#window.test(this.editor, this.path(""), extension, tests);
    const lines = said.split("\n");
    console.log((code === 0 ? lines.filter((line) => PASSED.test(line)) : lines).join("\n"));
    assert.equal(code, 0);
  }

  path(name: string): string {
    return path.join(this.#folder, name);
  }

  /** Waits until a file has been saved with this text. */
  async saved(name: string, text: string): Promise<void> {
    const read = (): string => readFileSync(this.path(name), "utf8");
    await until(() => read() === text);
    assert.equal(read(), text);
  }
}

/** The processes whose command line contains all of these. */
export function processes(...words: string[]): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/u.test(name))
    .filter((name) => {
      const command = commandLine(name);
      return words.every((word) => command.includes(word));
    })
    .map(Number);
}

/** Waits until something holds; gives up after a while, since the test says what is wrong then. */
export async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end && !holds()) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function given<Value>(value: Value | undefined): Value {
  if (value === undefined) {
    throw new Error("The editor didn't start.");
  }
  return value;
}
