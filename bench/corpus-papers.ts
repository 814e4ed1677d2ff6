import { fileURLToPath } from 'node:url';
import { paperId } from '../src/papers/identity.ts';
import { mergeRecords } from '../src/papers/merging.ts';
import type { Paper, PaperRecord } from '../src/papers/paper.ts';
import { isInputWarning, openPaperFile } from '../src/papers/paper-file.ts';
import { listPaperFiles } from '../src/papers/paper-files.ts';
import { createSidecarLibrary } from '../src/papers/sidecar.ts';

/**
 * The bundled papers by id, read from their files without an index. Records are joined by id alone, which is enough for this
 * corpus: every paper in it has one. Throws what reading throws.
 */
export async function corpusPapers(): Promise<Map<string, Paper>> {
  const sidecars = createSidecarLibrary();
  const { files } = await listPaperFiles(fileURLToPath(new URL('../corpus', import.meta.url)));
  const records = new Map<string, PaperRecord[]>();
  for (const file of files) {
    for await (const item of (await openPaperFile(file, { sidecars })).records) {
      if (isInputWarning(item)) continue;
      const id = paperId(item);
      records.set(id, [...(records.get(id) ?? []), item]);
    }
  }
  return new Map([...records].map(([id, ofPaper]) => [id, mergeRecords(ofPaper, id)]));
}
