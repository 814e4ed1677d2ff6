import { UsageError } from '../../errors.ts';
import type { Ibid } from '../../ibid.ts';
import type { Paper } from '../../papers/paper.ts';

/** The paper of an id that was kept; null when the index no longer has it. */
export async function paperOf(ibid: Pick<Ibid, 'paper'>, id: string): Promise<Paper | null> {
  try {
    const paper = await ibid.paper(id);
    // An id that is gone may be the beginning of a title.
    return [paper.id, paper.arxivId, paper.doi].includes(id) ? paper : null;
  } catch (error) {
    if (error instanceof UsageError) return null;
    throw error;
  }
}
