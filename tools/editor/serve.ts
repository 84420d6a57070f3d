/**
 * `make editor`: VS Code in the browser, with the extension installed and `examples/` open.
 *
 * Its argument is the Python that Run Trace takes, one with TensorFlow.
 */

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

import { start } from "./launch";

async function main(tracing: string): Promise<void> {
  // A copy, so that trying out fixes changes nothing here.
  const folder = mkdtempSync(path.join(tmpdir(), "tapelint-examples-"));
  cpSync("examples", folder, { recursive: true });
  const port = Number(process.env["PORT"] ?? "8123");
  const settings = { "tapelint.trace.python": path.resolve(tracing) };
  const editor = await start({ port, settings });
  console.log(`Open ${editor.url}/?folder=${encodeURI(folder)}`);
  console.log(
    "It ends with Ctrl+C. It listens on this machine only, and everybody here can use it.",
  );
  const stop = (): void => {
    void editor.stop().then(() => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(0);
    });
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

void main(process.argv[2] ?? "python3");
