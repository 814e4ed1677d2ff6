// A process that keeps things until it has done so often, or is killed: it says each time when something is stored.
import { writeSync } from 'node:fs';
import { createSqliteState } from '../../src/state/sqlite-state.ts';
import { turn } from '../support/kept.ts';
import { BOOKING } from './booking.ts';

const [folder = '', times = '', work = '', name = ''] = process.argv.slice(2);
const state = createSqliteState({ folder });
const markers: string[] = [];

async function keep(index: number): Promise<void> {
  switch (work) {
    case 'books':
      return state.book(BOOKING);
    case 'talks':
      markers.push(`${name}${index}`);
      return state.keepTurn('thread', markers, turn(`${name}${index}`));
    case 'begins':
      return state.keepTurn(`thread ${name}${index}`, ['a', 'b'], turn(`${index}`));
    default:
      throw new Error(`no work is called '${work}'`);
  }
}

for (let kept = 0; kept < Number(times); kept += 1) {
  await keep(kept);
  writeSync(1, 'k');
}
await state.close();
