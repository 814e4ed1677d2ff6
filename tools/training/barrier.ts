const ARRIVED = 0;
const ROUND = 1;

/** The memory of a barrier, to be shared by all its threads. */
export function createBarrierMemory(): Int32Array<SharedArrayBuffer> {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** Blocks until all threads have come here. */
export function waitForAll(memory: Int32Array<SharedArrayBuffer>, threads: number): void {
  const round = Atomics.load(memory, ROUND);
  if (Atomics.add(memory, ARRIVED, 1) === threads - 1) {
    Atomics.store(memory, ARRIVED, 0);
    Atomics.add(memory, ROUND, 1);
    Atomics.notify(memory, ROUND);
    return;
  }
  while (Atomics.load(memory, ROUND) === round) Atomics.wait(memory, ROUND, round);
}
