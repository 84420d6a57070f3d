import assert from "node:assert/strict";
import { test } from "node:test";

import { best, isInside, isStoreAlias, onSearchPath, parseProbe, type Python } from "../src/python";

const python = (path: string, major: number, minor: number): Python => ({
  path,
  version: [major, minor],
});
const all = (): boolean => true;

test("a Python is known by what it says of itself", () => {
  assert.deepEqual(parseProbe("3 12 /usr/bin/python3.12\n"), python("/usr/bin/python3.12", 3, 12));
  assert.deepEqual(
    parseProbe("3 11 C:\\Program Files\\Python\\python.exe\r\n")?.path,
    "C:\\Program Files\\Python\\python.exe",
  );
  assert.equal(parseProbe("Python was not found; run without arguments to install\n"), undefined);
  assert.equal(parseProbe(""), undefined);
});

test("the newest that can run Tapelint is taken", () => {
  const found = [python("a", 3, 8), python("b", 3, 11), python("c", 3, 13), python("d", 2, 7)];
  assert.equal(best(found, all)?.path, "c");
  assert.equal(best([python("a", 3, 8), python("d", 2, 7)], all), undefined);
  assert.equal(best([], all), undefined);
});

test("one that all of the bundle fits comes before a newer one", () => {
  const found = [python("next", 3, 16), python("now", 3, 12)];
  assert.equal(best(found, ([, minor]) => minor < 16)?.path, "now");
  assert.equal(best(found, () => false)?.path, "next");
});

test("the first of equals is taken", () => {
  assert.equal(best([python("a", 3, 12), python("b", 3, 12)], all)?.path, "a");
});

test("the search path is looked through in its order, and folders that aren't absolute are not", () => {
  const files = new Set(["/b/python3", "/c/python3", "/c/python3.12", "bin/python3"]);
  const found = onSearchPath("bin:.:/a:/b:/c:", "linux", (file) => files.has(file));
  assert.deepEqual(
    found.map(({ command }) => command),
    ["/c/python3.12", "/b/python3"],
  );
});

test("Windows asks its launcher first", () => {
  const files = new Set(["C:\\Windows\\py.exe", "C:\\Py\\python.exe", ".\\python.exe"]);
  const found = onSearchPath("C:\\Windows;.;C:\\Py", "win32", (file) => files.has(file));
  assert.deepEqual(found, [
    { command: "C:\\Windows\\py.exe", args: ["-3"] },
    { command: "C:\\Py\\python.exe", args: [] },
  ]);
});

test("the stand-in of the Store is told from a Python", () => {
  assert.ok(isStoreAlias("C:\\Users\\me\\AppData\\Local\\Microsoft\\WindowsApps\\python.exe"));
  assert.ok(!isStoreAlias("C:\\Python312\\python.exe"));
});

test("what lies in a folder is told from what lies beside it", () => {
  assert.ok(isInside("/home/me/a/.venv/bin/python", ["/home/me/b", "/home/me/a"]));
  assert.ok(!isInside("/home/me/ab/bin/python", ["/home/me/a"]));
  assert.ok(!isInside("/usr/bin/python", ["/home/me/a"]));
  assert.ok(!isInside("/usr/bin/python", []));
});
