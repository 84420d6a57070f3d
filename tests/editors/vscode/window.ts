/** One window of the editor, and what a person does and sees in it. */

import { mkdirSync } from "node:fs";
import * as path from "node:path";
import { format } from "node:util";

import {
  type Browser,
  chromium,
  type FrameLocator,
  type Locator,
  type Page,
} from "playwright-core";

import type { Editor } from "../../../tools/editor/launch";

const SHOTS = path.resolve("build/editor-shots");
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
// What this host has is answered inside the browser, by a worker of the editor's.
const OURS = /^127\.0\.0\.1$|\.vscode-resource\.vscode-cdn\.net$/u;
const PATIENCE = 60_000;
// The editor's own mark, in the browser's record of what took how long.
const PARTS_MADE = "code/didCreateWorkbenchContributions/3";

/** A rectangle of a window, in pixels. */
export interface Clip {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How tests inside the editor ended, and what they wrote. */
export interface Outcome {
  readonly code: number;
  readonly said: string;
}

export function browser(): Promise<Browser> {
  mkdirSync(SHOTS, { recursive: true });
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  return chromium.launch({ executablePath, headless: true, args: [...FLAGS, ...QUIET] });
}

export class Window {
  readonly page: Page;
  /** Requests that went to another machine; there must be none. */
  readonly elsewhere: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.setDefaultTimeout(PATIENCE);
    page.on("request", (request) => {
      const { protocol, hostname } = new URL(request.url());
      if (protocol.startsWith("http") && !OURS.test(hostname)) {
        this.elsewhere.push(request.url());
      }
    });
  }

  static async empty(shown: Browser): Promise<Window> {
    return new Window(await shown.newPage({ viewport: { width: 1280, height: 800 } }));
  }

  static async open(shown: Browser, editor: Editor, folder: string): Promise<Window> {
    const window = await Window.empty(shown);
    const kind = folder.endsWith(".code-workspace") ? "workspace" : "folder";
    await window.page.goto(`${editor.url}/?${kind}=${encodeURI(folder)}`);
    await window.#loaded();
    await window.#complete();
    return window;
  }

  /** Opens a folder and runs tests where extensions run, with an extension from its own folder. */
  async test(editor: Editor, folder: string, extension: string, tests: string): Promise<Outcome> {
    const lines: string[] = [];
    const ended = new Promise<number>((resolve) => {
      void this.page.exposeFunction("codeAutomationExit", resolve);
    });
    await this.page.exposeFunction("codeAutomationLog", (_kind: string, words: unknown[]) => {
      lines.push(format(...words));
    });
    const remote = `vscode-remote://${new URL(editor.url).host}`;
    const payload = [
      ["extensionDevelopmentPath", remote + extension],
      ["extensionTestsPath", remote + tests],
      ["skipWelcome", "true"],
    ];
    const query = `folder=${encodeURI(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
    await this.page.goto(`${editor.url}/?${query}`);
    return { code: await ended, said: lines.join("\n") };
  }

  /** Waits for the explorer; this editor at times forgets the folders of a workspace file. */
  async #loaded(tries = 3): Promise<void> {
    await this.page.locator(".monaco-workbench").waitFor();
    const empty = this.page.getByText("You have not yet added a folder to the workspace.");
    await this.page.getByRole("treeitem").first().or(empty).first().waitFor();
    await this.page.waitForTimeout(500);
    if (tries > 0 && (await empty.isVisible())) {
      await this.page.reload();
      await this.#loaded(tries - 1);
    }
  }

  /**
   * Waits until the editor has made its parts, which it does little by little when it has nothing
   * else to do. What applies fixes on save is one of them: a save that comes earlier makes none.
   */
  async #complete(): Promise<void> {
    await this.page.waitForFunction(
      (made) => performance.getEntriesByName(made).length > 0,
      PARTS_MADE,
      { timeout: 2 * PATIENCE },
    );
  }

  /** Opens a file from the explorer; of one in a folder, `folder/file.py`, the folder is opened first. */
  async openFile(name: string): Promise<void> {
    const parts = name.split("/");
    const file = this.#item(parts.pop() ?? "");
    for (const part of parts) {
      await this.#unfold(part);
    }
    await file.dblclick();
    await this.page.locator(`.tab.active[data-resource-name="${path.basename(name)}"]`).waitFor();
  }

  /** The editor unfolds some folders itself, when it likes; a click then would fold them. */
  async #unfold(name: string, tries = 5): Promise<void> {
    const folder = this.#item(name);
    await folder.waitFor();
    await this.page.waitForTimeout(300);
    if (tries > 0 && (await folder.getAttribute("aria-expanded")) !== "true") {
      await folder.click();
      await this.#unfold(name, tries - 1);
    }
  }

  #item(name: string): Locator {
    return this.page
      .getByRole("treeitem", { name, exact: true })
      .or(this.page.locator(`[role=treeitem][aria-label^="${name}"]`))
      .first();
  }

  get text(): Locator {
    return this.page.locator(".editor-group-container.active .monaco-editor .view-lines").first();
  }

  get squiggles(): Locator {
    return this.page.locator(
      ".editor-group-container.active .squiggly-error, .editor-group-container.active .squiggly-warning",
    );
  }

  get status(): Locator {
    return this.page
      .locator('[id="tapelint.tapelint.tapelint.status"], [id$="tapelint.status"]')
      .first();
  }

  async command(name: string): Promise<void> {
    await this.page.keyboard.press("F1");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await input.fill(`>${name}`);
    await this.page
      .locator(".quick-input-list .monaco-list-row", { hasText: name })
      .first()
      .click();
  }

  /** Takes one of the things that a list at the top offers. */
  async choose(name: string): Promise<void> {
    const rows = this.page.locator(".quick-input-list .monaco-list-row");
    await rows
      .filter({ has: this.page.getByText(name, { exact: true }) })
      .first()
      .click();
  }

  async goTo(line: number, column: number): Promise<void> {
    // A click would do as well, but on a busy machine it may hit what is still being laid out.
    await this.page.keyboard.press("Control+1");
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await input.fill(`:${String(line)}:${String(column)}`);
    await this.page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden" });
  }

  /** The messages in the Problems panel with their places, without what is listed below each. */
  async problems(): Promise<string[]> {
    await this.page.keyboard.press("Control+Shift+M");
    const rows = this.page.locator(".markers-panel .monaco-list-row");
    await rows.first().waitFor();
    const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/gu, " "));
    await this.page.keyboard.press("Control+Shift+M");
    return texts.filter((text) => /\[Ln \d+, Col \d+\]$/u.test(text));
  }

  /** Presses Ctrl+. where the lightbulb is, and chooses. */
  async fix(title: string): Promise<void> {
    const rows = this.page.locator(".action-widget .monaco-list-row.action");
    await this.#offered(rows.filter({ hasText: title }).first());
    const titles = await rows.allInnerTexts();
    // The first one has the focus.
    for (let steps = titles.findIndex((text) => text.includes(title)); steps > 0; steps -= 1) {
      await this.page.keyboard.press("ArrowDown");
    }
    await this.page.keyboard.press("Enter");
  }

  /**
   * A moment after the cursor has moved or findings have changed, the editor asks for the lightbulb
   * by itself; what a person has asked for is dropped then, after half a second, and the editor
   * says that there is nothing to choose. So the lightbulb comes first, and a second try is allowed.
   */
  async #offered(row: Locator, tries = 3): Promise<void> {
    const bulb = '.lightBulbWidget, [class*="codicon-gutter-lightbulb"]';
    await this.page.locator(bulb).locator("visible=true").first().waitFor();
    await this.page.keyboard.press("Control+.");
    const none = this.page.locator(".monaco-editor-overlaymessage").first();
    await row.or(none).first().waitFor();
    if (tries > 0 && !(await row.isVisible())) {
      await this.page.keyboard.press("Escape");
      await none.waitFor({ state: "hidden" });
      await this.#offered(row, tries - 1);
    }
  }

  /** Saves the file in front; on a very busy machine the editor was seen to miss the keys. */
  async save(tries = 3): Promise<void> {
    await this.page.keyboard.press("Control+S");
    const changed = this.page.locator(".tab.active.dirty");
    await changed.waitFor({ state: "detached", timeout: PATIENCE / 3 }).catch(() => undefined);
    if (tries > 0 && (await changed.count()) > 0) {
      await this.save(tries - 1);
    }
  }

  async pointAt(what: Locator): Promise<void> {
    const box = await what.boundingBox();
    if (box === null) {
      throw new Error("It isn't visible.");
    }
    await this.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 3 });
  }

  /** A question that everything else waits for. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  get messages(): Locator {
    return this.page.locator(".notification-toast");
  }

  /** The content of the page that was opened last; while one is being replaced, the old one. */
  get webview(): FrameLocator {
    return this.page.frameLocator("iframe.webview >> nth=-1").frameLocator("#active-frame");
  }

  /** What the panel below the editor shows of a log. */
  get output(): Locator {
    return this.page.locator(".output-view-container, .output-view").first();
  }

  /** What stands above lines. */
  get lenses(): Locator {
    return this.page.locator(".codelens-decoration");
  }

  /** What is drawn between the words of the text. */
  hint(text: string | RegExp): Locator {
    return this.text.locator("span", { hasText: text }).first();
  }

  /** A picture of the window, or of a part of it. */
  shot(name: string, clip?: Clip): Promise<Buffer> {
    const whole = { path: path.join(SHOTS, `${name}.png`) };
    return this.page.screenshot(clip === undefined ? whole : { ...whole, clip });
  }

  close(): Promise<void> {
    return this.page.close();
  }
}
