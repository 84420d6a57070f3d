// Builds the script and the style of the trace page. Both say of which sources they were made, so
// that a test can tell, without Node, when they are stale.

import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, '..', '..', 'server', 'tapelint', 'report', 'assets');
const bundled = ['@dagrejs/dagre', '@dagrejs/graphlib', 'uplot'];

// tests/report/test_page.py computes the same.
function digest() {
  const files = ['build.mjs', 'package-lock.json', 'tsconfig.json'];
  files.push(...readdirSync(join(here, 'src')).map((name) => `src/${name}`));
  const hash = createHash('sha256');
  for (const file of files.sort()) {
    const text = readFileSync(join(here, file), 'utf8').replaceAll('\r\n', '\n');
    hash.update(`${file}\n${text}\n`);
  }
  return hash.digest('hex');
}

function licence(name) {
  const folder = join(here, 'node_modules', name);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return `${name} ${version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}`;
}

const banner = (names) =>
  `/*! Built from client/trace-page by \`npm run trace-page\`. Sources: ${digest()}\n\n` +
  `It contains:\n\n${names.map(licence).join('\n\n')}\n*/`;

const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  charset: 'ascii',
  target: ['chrome110', 'firefox115', 'safari16'],
  legalComments: 'none', // the whole licences stand in the banner
  logLevel: 'warning',
};

await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outfile: join(assets, 'trace.js'),
  format: 'iife',
  banner: { js: banner(bundled) },
});
await build({
  ...common,
  entryPoints: ['src/style.css'],
  outfile: join(assets, 'trace.css'),
  banner: { css: banner(['uplot']) },
});
