// The process that kill-builds.ts kills: one build, which says when it begins.
import { build } from '../support/corpus-folder.ts';

const [index = '', file = ''] = process.argv.slice(2);
process.send?.('begins');
await build(index, [file]);
process.disconnect();
