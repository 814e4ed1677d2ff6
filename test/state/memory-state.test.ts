import { createMemoryState } from '../../src/state/memory-state.ts';
import { describeCommunityState } from '../contract/community-state.ts';
import { describeStateStore } from '../contract/state-store.ts';

describeStateStore('the state in memory', createMemoryState);
describeCommunityState('the state in memory', createMemoryState);
