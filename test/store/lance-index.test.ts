import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLanceIndex } from '../../src/store/lance-index.ts';
import { passageIndexContract } from '../contract/passage-index.ts';

const root = mkdtempSync(join(tmpdir(), 'ibid-store-'));
let places = 0;

passageIndexContract('LanceDB in a folder', () => {
  places += 1;
  return openLanceIndex({ uri: join(root, `index-${places}`) });
});
