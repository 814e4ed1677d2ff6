import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { IbidError } from '../errors.ts';

/**
 * The file of the built-in embedder's weights, little-endian:
 *
 *     8 bytes   MAGIC
 *     4 bytes   length of the header in bytes (its end, counted from the file's start, is a multiple of 8)
 *     header    JSON (weightsHeaderSchema), padded with spaces
 *     slots     uint32 × header.slots: a hash table of the terms with open addressing; 0 is empty, else row + 1
 *     offsets   uint32 × (terms + 1): term of row r is the UTF-16 code units offsets[r] … offsets[r + 1] − 1
 *     scales    float32 × terms
 *     letters   uint16 × header.letters, padded to a multiple of 4 bytes
 *     vectors   int8 × terms × dimensions: the vector of row r is scales[r] × its bytes
 *
 * Terms are looked up in the file's own table, so that loading builds no strings.
 */
const MAGIC = 'IBIDEMB1';
const PREFIX_BYTES = 12;

const weightsHeaderSchema = z.object({
  analyzer: z.string(),
  dimensions: z.int().positive(),
  terms: z.int().nonnegative(),
  slots: z.int().positive(),
  letters: z.int().nonnegative(),
  /** CRC-32 of everything after the header. */
  checksum: z.int().nonnegative(),
  /** SHA-256 of the records and the recipe that the weights come from. */
  training: z.string().min(1),
});

export type WeightsHeader = z.infer<typeof weightsHeaderSchema>;

export interface Weights {
  readonly header: WeightsHeader;
  /** The header as it is in the file: names these weights. */
  readonly headerText: string;
  readonly slots: Uint32Array;
  readonly offsets: Uint32Array;
  readonly scales: Float32Array;
  readonly letters: Uint16Array;
  readonly vectors: Int8Array;
}

/** What weights are made of. Vectors are `terms.length` × `dimensions`, row by row. */
export interface WeightsContent {
  readonly terms: readonly string[];
  readonly dimensions: number;
  readonly vectors: Float32Array;
  readonly analyzer: string;
  readonly training: string;
}

/** Each vector is rounded to steps of its largest component / 127. */
export function encodeWeights(content: WeightsContent): Uint8Array {
  const { terms, dimensions } = content;
  const letters = terms.join('');
  const slotCount = 2 ** Math.ceil(Math.log2(Math.max(8, terms.length * 2)));
  const sizes = bodySizes({ terms: terms.length, dimensions, slots: slotCount, letters: letters.length });
  const body = new ArrayBuffer(sizes.total);
  const parts = bodyViews(body, 0, {
    terms: terms.length,
    dimensions,
    slots: slotCount,
    letters: letters.length,
  });
  for (let at = 0; at < letters.length; at++) parts.letters[at] = letters.charCodeAt(at);
  let end = 0;
  terms.forEach((term, row) => {
    end += term.length;
    parts.offsets[row + 1] = end;
    let slot = hashTerm(term) & (slotCount - 1);
    while (parts.slots[slot] !== 0) slot = (slot + 1) & (slotCount - 1);
    parts.slots[slot] = row + 1;
    quantise(content.vectors.subarray(row * dimensions, (row + 1) * dimensions), row, parts);
  });
  const header = {
    analyzer: content.analyzer,
    dimensions,
    terms: terms.length,
    slots: slotCount,
    letters: letters.length,
    checksum: crc32(new Uint8Array(body)),
    training: content.training,
  } satisfies WeightsHeader;
  const text = JSON.stringify(header);
  const padded = text.padEnd(Math.ceil((PREFIX_BYTES + text.length) / 8) * 8 - PREFIX_BYTES);
  const file = Buffer.alloc(PREFIX_BYTES + padded.length + sizes.total);
  file.write(MAGIC, 0, 'latin1');
  file.writeUInt32LE(padded.length, MAGIC.length);
  file.write(padded, PREFIX_BYTES, 'latin1');
  file.set(new Uint8Array(body), PREFIX_BYTES + padded.length);
  return file;
}

function quantise(vector: Float32Array, row: number, parts: BodyViews): void {
  const largest = vector.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  parts.scales[row] = largest / 127;
  if (largest === 0) return;
  vector.forEach((value, at) => {
    parts.vectors[row * vector.length + at] = Math.round((value / largest) * 127);
  });
}

/**
 * Views on the bytes of a weights file; nothing is copied but where alignment asks for it. Throws IbidError naming `file` when
 * they are not such a file, or not a whole one.
 */
export function decodeWeights(bytes: Uint8Array<ArrayBuffer>, file: string): Weights {
  const broken = (finding: string, cause?: unknown) =>
    new IbidError(`the built-in embedder's weights ${file} cannot be used: ${finding}`, {
      remedy: 'restore the file from the package (npm ci, or git checkout models), or train it again',
      cause,
    });
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const view = new DataView(aligned.buffer, aligned.byteOffset, aligned.byteLength);
  const start = Buffer.from(aligned.buffer, aligned.byteOffset, Math.min(aligned.byteLength, PREFIX_BYTES));
  if (start.toString('latin1', 0, MAGIC.length) !== MAGIC || start.length < PREFIX_BYTES) {
    throw broken(`it does not begin with ${MAGIC}, so it is another kind of file or an empty one`);
  }
  const headerEnd = PREFIX_BYTES + view.getUint32(MAGIC.length, true);
  if (headerEnd > aligned.byteLength || headerEnd % 8 !== 0) throw broken('it ends within its header');
  const headerText = Buffer.from(aligned.buffer, aligned.byteOffset, headerEnd)
    .toString('utf8', PREFIX_BYTES)
    .trim();
  let header: WeightsHeader;
  try {
    header = weightsHeaderSchema.parse(JSON.parse(headerText));
  } catch (cause) {
    throw broken('its header is damaged', cause);
  }
  const { total } = bodySizes(header);
  const found = aligned.byteLength - headerEnd;
  if (found !== total) {
    throw broken(`it has ${found} bytes after its header where ${total} are announced; it is cut or damaged`);
  }
  if (crc32(aligned.subarray(headerEnd)) !== header.checksum)
    throw broken('its checksum does not fit: it is damaged');
  return { header, headerText, ...bodyViews(aligned.buffer, aligned.byteOffset + headerEnd, header) };
}

type BodyShape = Pick<WeightsHeader, 'terms' | 'dimensions' | 'slots' | 'letters'>;
type BodyViews = Omit<Weights, 'header' | 'headerText'>;

function bodySizes(shape: BodyShape) {
  const slots = shape.slots * 4;
  const offsets = (shape.terms + 1) * 4;
  const scales = shape.terms * 4;
  const letters = Math.ceil(shape.letters / 2) * 4;
  const vectors = shape.terms * shape.dimensions;
  return { slots, offsets, scales, letters, total: slots + offsets + scales + letters + vectors };
}

function bodyViews(buffer: ArrayBuffer, start: number, shape: BodyShape): BodyViews {
  const sizes = bodySizes(shape);
  const offsets = start + sizes.slots;
  const scales = offsets + sizes.offsets;
  const letters = scales + sizes.scales;
  return {
    slots: new Uint32Array(buffer, start, shape.slots),
    offsets: new Uint32Array(buffer, offsets, shape.terms + 1),
    scales: new Float32Array(buffer, scales, shape.terms),
    letters: new Uint16Array(buffer, letters, shape.letters),
    vectors: new Int8Array(buffer, letters + sizes.letters, shape.terms * shape.dimensions),
  };
}

/** FNV-1a over the term's UTF-16 code units (http://www.isthe.com/chongo/tech/comp/fnv/), finished with a shift. */
function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < term.length; at++) hash = Math.imul(hash ^ term.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** The row of a term, or null when the weights do not know it. */
export function findRow(weights: Weights, term: string): number | null {
  const mask = weights.slots.length - 1;
  for (let slot = hashTerm(term) & mask; ; slot = (slot + 1) & mask) {
    const entry = weights.slots[slot] ?? 0;
    if (entry === 0) return null;
    if (hasTerm(weights, entry - 1, term)) return entry - 1;
  }
}

function hasTerm(weights: Weights, row: number, term: string): boolean {
  const start = weights.offsets[row] ?? 0;
  if ((weights.offsets[row + 1] ?? 0) - start !== term.length) return false;
  for (let at = 0; at < term.length; at++) {
    if (weights.letters[start + at] !== term.charCodeAt(at)) return false;
  }
  return true;
}
