/**
 * A very small assembler for WebAssembly with SIMD: just what the kernels need. Instructions are lists of bytes; opcodes are
 * those of the WebAssembly core specification 2.0 (https://webassembly.github.io/spec/core/binary/).
 */
export type Code = readonly number[];

export const I32 = 0x7f;
export const F32 = 0x7d;
const V128 = 0x7b;

export interface KernelFunction {
  readonly name: string;
  readonly parameters: readonly number[];
  /** How many i32 locals follow the parameters, then how many v128 locals follow those. */
  readonly integers: number;
  readonly vectors: number;
  readonly body: Code;
}

function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest === 0 ? low : low | 0x80);
  } while (rest !== 0);
  return bytes;
}

function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const done = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

const simd = (opcode: number, ...rest: number[]): Code => [0xfd, ...unsigned(opcode), ...rest];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const integer = (value: number): Code => [0x41, ...signed(value)];
export const add: Code = [0x6a];
export const multiply: Code = [0x6c];
const lessThan: Code = [0x48];

export const vectorLoad = (offset = 0): Code => simd(0x00, 2, ...unsigned(offset));
export const vectorLoadSplat: Code = simd(0x09, 2, 0);
export const vectorStore = (offset = 0): Code => simd(0x0b, 2, ...unsigned(offset));
export const vectorZero: Code = simd(0x0c, ...new Array<number>(16).fill(0));
export const vectorSplat: Code = simd(0x13);
export const vectorRoot: Code = simd(0xe3);
export const vectorAdd: Code = simd(0xe4);
export const vectorSubtract: Code = simd(0xe5);
export const vectorMultiply: Code = simd(0xe6);
export const vectorDivide: Code = simd(0xe7);

/** `local = local + value`, the value being code that leaves one i32. */
export const advance = (local: number, value: Code): Code => [...get(local), ...value, ...add, ...set(local)];

/** Runs the body for counter = 0, step, 2 × step … while counter < limit; at least once. */
export function loop(counter: number, limit: number, step: number, body: Code): Code {
  return [
    ...integer(0),
    ...set(counter),
    ...[0x03, 0x40],
    ...body,
    ...advance(counter, integer(step)),
    ...get(counter),
    ...get(limit),
    ...lessThan,
    ...[0x0d, 0x00, 0x0b],
  ];
}

const sized = (bytes: Code): Code => [...unsigned(bytes.length), ...bytes];
const section = (id: number, bytes: Code): Code => [id, ...sized(bytes)];
const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const text = (value: string): Code => sized([...new TextEncoder().encode(value)]);

/** A module that imports a shared memory `env.memory` of at most `maximumPages` and exports the functions. */
export function assemble(
  functions: readonly KernelFunction[],
  maximumPages: number,
): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ parameters }) => [0x60, ...sized(parameters), 0x00]);
  const memory = [...text('env'), ...text('memory'), 0x02, 0x03, ...unsigned(1), ...unsigned(maximumPages)];
  const exported = functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]);
  const bodies = functions.map(({ integers, vectors, body }) =>
    sized([2, ...unsigned(integers), I32, ...unsigned(vectors), V128, ...body, 0x0b]),
  );
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, list(types)),
    ...section(2, list([memory])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(exported)),
    ...section(10, list(bodies)),
  ]);
}
