#!/usr/bin/env node
// biome-ignore-all lint/style/useNodejsImportProtocol: a Node that is too old may know no `node:`.
'use strict';

// The one file that every Node can read: it says which is needed where this one is too old.
const { existsSync } = require('fs');
const { join } = require('path');
const { pathToFileURL } = require('url');
const { engines } = require('../package.json');

const needed = Number(/\d+/.exec(engines.node)[0]);
const home = join(__dirname, '..');
// A checkout runs its sources, whatever was built there before; a package has none.
const sources = join(home, 'src', 'cli', 'main.ts');

if (Number(process.versions.node.split('.')[0]) < needed) {
  process.stderr.write(
    `Lỗi: dvc-sync cần Node.js ${needed} trở lên; chương trình đang chạy nó là Node.js ${process.version} (${process.execPath}).\n` +
      `dvc-sync needs Node.js ${needed} or newer; this is Node.js ${process.version}. See https://nodejs.org\n`,
  );
  process.exitCode = 64;
} else {
  import(pathToFileURL(existsSync(sources) ? sources : join(home, 'dist', 'main.js')).href);
}
