/** The editor loads this file and calls `run`: tests in a folder that is trusted. */

import { runAll } from "../run";

export const run = (): Promise<void> => runAll(__dirname);
