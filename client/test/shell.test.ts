import assert from "node:assert/strict";
import { test } from "node:test";

import { splitArguments } from "../src/shell";

const CASES: [string, string[]][] = [
  ["", []],
  ["  ", []],
  ["--epochs 2  --fast", ["--epochs", "2", "--fast"]],
  ['--data "small set"', ["--data", "small set"]],
  ["--name='a b'c", ["--name=a bc"]],
  ['"" x', ["", "x"]],
  ["a\\ b", ["a b"]],
  ['"say \\"hi\\""', ['say "hi"']],
  ["--to C:\\data\\new", ["--to", "C:\\data\\new"]],
  ['"never closed', ["never closed"]],
];

for (const [line, words] of CASES) {
  test(`the words of ${JSON.stringify(line)}`, () => {
    assert.deepEqual(splitArguments(line), words);
  });
}
