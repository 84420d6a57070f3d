/** Mocha inside the editor, for what needs no pixels: see `tests/editors/host`. */

import { test } from "node:test";

import { Stage } from "./stage";

const stage = new Stage({});

test("what extensions see of Tapelint", async () => {
  await stage.mocha("trusted");
});
