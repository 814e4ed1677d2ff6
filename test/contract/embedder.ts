import { describe, expect, test } from 'vitest';
import type { Embedder } from '../../src/embeddings/embedder.ts';
import { InterruptedError } from '../../src/errors.ts';

const TEXTS = [
  'Mixture of experts models route every token to a few experts.',
  'Knowledge distillation from graph neural networks into multilayer perceptrons makes inference fast.',
  'Weakly supervised transcripts improve automatic speech recognition and subtitling.',
] as const;

const length = (vector: Float32Array) => Math.hypot(...vector);

/** What every Embedder must do, whatever is behind it. */
export function describeEmbedder(name: string, create: () => Promise<Embedder>): void {
  describe(`${name} is an Embedder`, () => {
    test('it gives one vector per text, of its width, of unit length and finite', async () => {
      const embedder = await create();
      const vectors = await embedder.embedDocuments(TEXTS);
      expect(vectors).toHaveLength(TEXTS.length);
      const dimensions = await embedder.dimensions();
      expect(dimensions).toBeGreaterThan(0);
      for (const vector of [...vectors, await embedder.embedQuery('which papers use distillation?')]) {
        expect(vector).toBeInstanceOf(Float32Array);
        expect(vector).toHaveLength(dimensions);
        expect(vector.every((value) => Number.isFinite(value))).toBe(true);
        expect(length(vector)).toBeCloseTo(1, 5);
      }
    });

    test('vectors come in the order of the texts, and a text has one vector however it is batched', async () => {
      const embedder = await create();
      const many = Array.from({ length: 700 }, (_, index) => `${TEXTS[index % 3]} ${index % 7} experts`);
      const vectors = await embedder.embedDocuments(many);
      for (const index of [0, 1, 2, 255, 256, 257, 699]) {
        expect(vectors[index]).toEqual((await embedder.embedDocuments([many[index] ?? '']))[0]);
      }
    });

    test('no texts give no vectors', async () => {
      expect(await (await create()).embedDocuments([])).toEqual([]);
    });

    test('an aborted signal interrupts', async () => {
      const embedder = await create();
      const signal = AbortSignal.abort();
      await expect(embedder.embedDocuments(TEXTS, signal)).rejects.toBeInstanceOf(InterruptedError);
      await expect(embedder.embedQuery('distillation', signal)).rejects.toBeInstanceOf(InterruptedError);
    });

    test('an abort between the texts interrupts too', async () => {
      const embedder = await create();
      const controller = new AbortController();
      const work = embedder.embedDocuments(
        Array.from({ length: 5000 }, (_, index) => `${TEXTS[index % 3]} ${index}`),
        controller.signal,
      );
      setImmediate(() => controller.abort());
      await expect(work).rejects.toBeInstanceOf(InterruptedError);
    });

    test('its fingerprint is the same for another instance of the same make', async () => {
      const [one, other] = [await create(), await create()];
      expect(one.fingerprint).toBe(other.fingerprint);
      expect(one.name).not.toBe('');
    });
  });
}
