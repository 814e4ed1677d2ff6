import { someAnswer, somePaper } from '../../support/fake-ibid.ts';

/** An answer that quotes two papers, one of them without a link. */
export const TWO_PAPERS = someAnswer({
  claims: [
    ...someAnswer().claims,
    {
      text: 'Distillation keeps most of the accuracy.',
      quotes: [{ marker: 2, text: 'Distillation keeps most of the accuracy.' }],
      check: 'quote',
    },
  ],
  citations: [
    ...someAnswer().citations,
    {
      marker: 2,
      paper: somePaper({
        id: 'x',
        title: 'On Teachers',
        authors: ['A. Bee', 'C. Dee'],
        arxivId: null,
        year: null,
      }),
      quotes: ['Distillation keeps most of the accuracy.'],
    },
  ],
});
