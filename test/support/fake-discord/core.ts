import type { Application } from './application.ts';
import type { Changes } from './changes.ts';
import type { FakeClock } from './clock.ts';
import type { Faults } from './faults.ts';
import type { Founder } from './founding.ts';
import type { Gateway } from './gateway.ts';
import type { Interactions } from './interactions.ts';
import type { Ledger } from './ledger.ts';
import type { RateLimits } from './rate-limits.ts';
import type { Id } from './snowflakes.ts';
import type { World } from './world.ts';

/** The parts of one Discord, for each other. */
export interface Core {
  readonly clock: FakeClock;
  readonly nextId: () => Id;
  readonly ledger: Ledger;
  readonly changes: Changes;
  readonly world: World;
  readonly founder: Founder;
  readonly application: Application;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  readonly limits: RateLimits;
  readonly faults: Faults;
}
