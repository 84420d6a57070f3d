import assert from "node:assert/strict";
import { test } from "node:test";

import { plain } from "../src/said";

test("marks around code aren't shown", () => {
  assert.equal(plain("`a.py` has changes; `b` hasn't."), "a.py has changes; b hasn't.");
});
