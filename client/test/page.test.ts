import assert from "node:assert/strict";
import { test } from "node:test";

import { filesOf, guarded, isReport, openMessage } from "../src/page";

const NONCE = "abcdefghijklmnop_-12345";
const policy = (content: string): string =>
  `<meta http-equiv="Content-Security-Policy" content="${content}">`;
const STRICT = `default-src 'none'; script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; base-uri 'none'; form-action 'none'`;
const page = (data: string): string =>
  `<!DOCTYPE html><html><head>${policy(STRICT)}</head><script id="trace" type="application/json" nonce="x">${data}</script>`;

test("an answer is a report or it isn't", () => {
  assert.ok(isReport({ html: "" }));
  for (const answer of [null, undefined, "", [], { html: 3 }]) {
    assert.ok(!isReport(answer));
  }
});

test("a page with the strict policy is shown as it is", () => {
  assert.equal(guarded(page("{}")), page("{}"));
});

for (const loose of [
  "<p>no policy</p>",
  policy("default-src *"),
  policy(`${STRICT}; connect-src *`),
  policy(STRICT.replace("'none'", "'self'")),
  policy("default-src 'none'; script-src 'unsafe-inline'"),
  `${" ".repeat(3_000)}${policy(STRICT)}`,
]) {
  test(`a page with another policy may run nothing: ${loose.trim().slice(0, 90)}`, () => {
    assert.match(
      guarded(loose),
      /^<!DOCTYPE html><meta [^>]*default-src 'none'; style-src 'unsafe-inline'; base/u,
    );
  });
}

test("the files of a trace are read from its data", () => {
  assert.deepEqual(
    [...filesOf(page('{"texts": {"/a/train.py": "x", "b.py": ""}}'))],
    ["/a/train.py", "b.py"],
  );
  for (const data of ["", "{", "[]", '{"texts": []}', '{"texts": null}']) {
    assert.equal(filesOf(page(data)).size, 0);
  }
});

test("only lines of known files are opened", () => {
  const files = new Set(["/a/train.py"]);
  const open = { type: "open", file: "/a/train.py", line: 3 };
  const asked = { file: "/a/train.py", line: 3, cell: 1 };
  assert.deepEqual(openMessage(open, files), asked);
  assert.deepEqual(openMessage({ ...open, cell: 2 }, files), { ...asked, cell: 2 });
  const refused: unknown[] = [
    { ...open, type: "run" },
    { ...open, file: "/etc/passwd" },
    { ...open, file: "/a/../a/train.py" },
    { ...open, file: ["/a/train.py"] },
    { ...open, line: 0 },
    { ...open, line: 1.5 },
    { ...open, line: "3" },
    { ...open, cell: 0 },
    { ...open, cell: "2" },
    [open],
    null,
    "open",
  ];
  for (const message of refused) {
    assert.equal(openMessage(message, files), undefined);
  }
});
