import { describe, expect, it } from 'vitest';
import { findingOf } from '../../src/answerer/finding.ts';
import { retrievedPaper } from '../support/retrieved.ts';

const finding = (abstract: string) => findingOf(retrievedPaper({ id: 'P', abstract }))?.passage.text;

describe('the finding of a paper', () => {
  it('is what it made or found, not what came before it', () => {
    expect(
      finding(
        'Whale song is heard everywhere today by many people in many places. Existing recorders have achieved significant improvements by listening to whale song for very long times, which allows them to find singers that were never found before by anybody who went out in small boats. We propose a recorder.',
      ),
    ).toBe('We propose a recorder.');
    expect(
      finding(
        'Kelp grows. To address this issue, kelp is cut. Results show that it outperforms moss by 12%.',
      ),
    ).toContain('outperforms moss');
  });

  it('is, for a survey, what it surveys', () => {
    expect(
      finding(
        'Whale song matters. Much has been written on whale song over the years. In this survey we categorize recorders by depth. More is to come.',
      ),
    ).toContain('we categorize recorders');
  });

  it('is none where there is no sentence', () => {
    expect(findingOf(retrievedPaper({ id: 'P', abstract: '' }))).toBeNull();
  });
});
