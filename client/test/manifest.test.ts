import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

interface Manifest {
  readonly icon: string;
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly markdown: string } }[];
    }[];
  };
}

// Tests run from the top of the repository.
const manifest = JSON.parse(readFileSync("package.json", "utf8")) as Manifest;
const source = readFileSync("client/src/extension.ts", "utf8");
const declared = manifest.contributes.commands.map(({ command }) => command).sort();

test("every command that is declared is registered, and the other way round", () => {
  const list =
    /const commands: [^{]*\{(?<body>[\s\S]*?)\n {2}\};/u.exec(source)?.groups?.["body"] ?? "";
  const registered = Array.from(
    list.matchAll(/^ {4}(\w+): /gmu),
    ([, name]) => `tapelint.${name ?? ""}`,
  ).sort();
  assert.deepEqual(registered, declared);
});

test("menus name commands that exist", () => {
  for (const { command } of Object.values(manifest.contributes.menus).flat()) {
    assert.ok(declared.includes(command), command);
  }
});

test("what the manifest shows exists", () => {
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
  for (const file of [
    manifest.icon,
    "media/walkthrough/example.py",
    ...steps.map((step) => step.media.markdown),
  ]) {
    assert.ok(existsSync(file), file);
  }
});
