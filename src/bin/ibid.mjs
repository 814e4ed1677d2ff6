#!/usr/bin/env node
// The launcher: plain JavaScript that any Node since 12 can read, so that an old one is told what is wrong.
// biome-ignore lint/style/useNodejsImportProtocol: Node 12 does not know the protocol.
import * as nodeModule from 'module';

const OLDEST = 24;

function launch() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < OLDEST) {
    console.error(
      'ibid needs Node ' +
        OLDEST +
        ' or newer, this is ' +
        process.version +
        '; in a clone, `npm ci` brings one: run `npx ibid` or `npm start`',
    );
    process.exitCode = 1;
    return undefined;
  }
  // A second start does not compile again what the first one has compiled.
  nodeModule.enableCompileCache();
  // Node strips no types below node_modules: an installed package runs what was emitted when it was packed.
  const installed = /[\\/]node_modules[\\/]/.test(decodeURIComponent(import.meta.url));
  return import(installed ? '../../dist/bin/ibid.js' : './ibid.ts');
}

// A failed import keeps its stack: it is a broken installation, and the stack names the file that is missing.
void launch();
