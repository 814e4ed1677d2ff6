// A process that books until it has booked so often, or is killed: it says each time when a booking is stored.
import { writeSync } from 'node:fs';
import { createSqliteState } from '../../src/state/sqlite-state.ts';
import { BOOKING } from './booking.ts';

const [folder = '', times = ''] = process.argv.slice(2);
const state = createSqliteState({ folder });
for (let booked = 0; booked < Number(times); booked += 1) {
  await state.book(BOOKING);
  writeSync(1, 'b');
}
await state.close();
