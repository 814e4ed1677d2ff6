import { createMemoryState } from '../../src/state/memory-state.ts';
import { describeStateStore } from '../contract/state-store.ts';

describeStateStore('the state in memory', createMemoryState);
