import { describe, expect, it } from 'vitest';
import { judgeAgainst, kindsOf } from '../support/judging.ts';

interface Case {
  readonly quote: string;
  readonly title?: string;
  /** Told rightly: shown, and called checked where `checked`. */
  readonly checked?: readonly string[];
  readonly shown?: readonly string[];
  /** Turned round: never called checked, and dropped where `dropped`. */
  readonly dropped?: readonly string[];
  readonly doubted?: readonly string[];
}

function holds({ quote, title, checked = [], shown = [], dropped = [], doubted = [] }: Case): void {
  const verdictOf = (claim: string) => judgeAgainst(quote, claim, title === undefined ? {} : { title });
  for (const claim of checked) expect.soft(verdictOf(claim), claim).toMatchObject({ check: 'checked' });
  for (const claim of shown) expect.soft(verdictOf(claim).check, claim).not.toBe('dropped');
  for (const claim of dropped) expect.soft(verdictOf(claim).check, claim).toBe('dropped');
  for (const claim of doubted) expect.soft(verdictOf(claim).check, claim).toBe('partial');
}

describe('a denial', () => {
  it.each<Case>([
    {
      quote: 'Pruning does not impact the accuracy of large models.',
      checked: [
        'Pruning does not impact the accuracy of large models.',
        'Accuracy of large models is not impacted by pruning.',
      ],
      dropped: ['Pruning impacts the accuracy of large models.'],
    },
    {
      quote: 'The method improves speed without any additional training.',
      checked: [
        'The method improves speed without additional training.',
        'Without any additional training, speed improves.',
      ],
      shown: ['The method improves speed and avoids additional training.'],
      dropped: ['The method improves speed with additional training.'],
    },
    {
      quote: 'We show that it is impossible to match the quality of clean data with noisy data alone.',
      dropped: ['Noisy data alone can match the quality of clean data.'],
    },
    {
      quote: 'Our solver is simulation-free and simple.',
      dropped: ['The solver needs simulation and is simple.'],
      checked: ['The solver is simple and works without simulation.'],
    },
    {
      quote: 'Stable training leads to a convex objective.',
      dropped: [
        'Unstable training leads to a convex objective.',
        'Stable training leads to a non-convex objective.',
      ],
    },
    {
      quote: 'Objects are filtered because they are irrelevant to the text.',
      shown: ['Objects that have nothing to do with the text are filtered.'],
      dropped: ['Objects are filtered because they are relevant to the text.'],
    },
    {
      quote: 'We use experts rather than dense layers in the decoder.',
      checked: ['Experts are used instead of dense layers in the decoder.'],
      dropped: ['Dense layers rather than experts are used in the decoder.'],
    },
    {
      quote: 'The likelihood approach can fail to estimate the distribution.',
      dropped: ['The likelihood approach does not fail to estimate the distribution.'],
    },
    {
      quote: 'We rule out significant contamination of the sample.',
      checked: ['Significant contamination of the sample is ruled out.'],
      shown: ['Contamination of the sample is not significant.'],
      dropped: ['Significant contamination of the sample is found.'],
    },
    {
      quote: 'Our approach has no convolutions, recurrence or attention.',
      checked: [
        'The approach has neither convolutions nor recurrence.',
        'There is no attention in the approach.',
      ],
      dropped: ['The approach has attention.', 'The approach has no convolutions but attention.'],
    },
    {
      quote: 'FlowNet speeds up decoding while maintaining the same quality.',
      checked: ['FlowNet speeds up decoding without changing the quality.'],
    },
    {
      quote: 'More experts do not necessarily improve the output.',
      dropped: ['More experts improve the output.'],
    },
    {
      quote: 'Text is generated without labels, and labels are used for testing.',
      shown: ['Labels are used for testing, and text is generated without them.'],
    },
  ])('$quote', holds);
});

describe('a direction', () => {
  it.each<Case>([
    {
      quote: 'Routing reduces the entropy of expert selection.',
      checked: [
        'The entropy of expert selection is lower with routing.',
        'Routing lowers the entropy of expert selection.',
      ],
      dropped: [
        'Routing increases the entropy of expert selection.',
        'The entropy of expert selection is higher with routing.',
      ],
    },
    {
      quote: 'Our model increases the accuracy of image classification on all tasks.',
      shown: ['The model reduces the error of image classification on all tasks.'],
      dropped: ['The model decreases the accuracy of image classification on all tasks.'],
    },
    {
      quote: 'Performance tends to degrade with increasing thresholds.',
      dropped: ['Performance tends to improve with increasing thresholds.'],
    },
    {
      quote: 'People with blockers remember a lower number of ads.',
      dropped: ['People with blockers remember a higher number of ads.'],
    },
    {
      quote: 'It improves robustness by 2.4% while improving accuracy by 0.4%.',
      checked: ['It improves robustness by 2.4% and accuracy by 0.4%.'],
      dropped: ['It improves robustness by 2.4% while giving up 0.4% of accuracy.'],
    },
    {
      quote: 'FlowNet cuts inference latency with a modest loss of quality.',
      shown: ['FlowNet is faster at inference.'],
      dropped: [
        'FlowNet raises inference latency.',
        'FlowNet cuts inference latency with a severe loss of quality.',
      ],
    },
    {
      quote: 'The outer layer is sparse.',
      dropped: ['The inner layer is sparse.', 'The outer layer is dense.'],
    },
  ])('$quote', holds);
});

describe('roles', () => {
  it.each<Case>([
    {
      quote: 'With careful pooling, diffusion models outperform methods such as BigGAN for classification.',
      checked: [
        'With careful pooling, diffusion models outperform BigGAN for classification.',
        'BigGAN is outperformed by diffusion models for classification.',
      ],
      dropped: ['BigGAN outperforms diffusion models for classification.'],
    },
    {
      quote: 'The student network learns from a pre-trained teacher network.',
      dropped: ['The teacher network learns from a pre-trained student network.'],
    },
    {
      quote: 'Mask tokens gather information, while visible tokens provide information.',
      dropped: ['Visible tokens gather information, while mask tokens provide information.'],
    },
    {
      quote: 'Web corpora rather than curated data like Wikipedia correlate with quality.',
      dropped: ['Curated data like Wikipedia rather than web corpora correlate with quality.'],
    },
    {
      quote: 'Knowledge is transferred from graph networks to perceptrons.',
      checked: ['Knowledge goes from graph networks to perceptrons.'],
      dropped: ['Knowledge is transferred from perceptrons to graph networks.'],
    },
    {
      quote: 'It has 559k users and 66M responses.',
      checked: ['There are 66M responses of 559k users.'],
      dropped: ['It has 66M users and 559k responses.'],
    },
    {
      quote: 'We propose TinyNet. It is 3.5 times faster with similar quality.',
      title: 'TinyNet: Small and Fast',
      dropped: ['The baseline is 3.5 times faster than TinyNet.'],
    },
  ])('$quote', holds);
});

describe('a scope', () => {
  it.each<Case>([
    {
      quote: 'The model achieves the best results on most tasks.',
      checked: ['On most tasks the model achieves the best results.'],
      dropped: ['The model achieves the best results on every task.'],
    },
    {
      quote: 'Some features are learned reliably by several networks.',
      checked: ['Some features are learned reliably by several networks.'],
      dropped: [
        'All features are learned reliably by several networks.',
        'No features are learned reliably by several networks.',
      ],
    },
    {
      quote: 'Our method performs on par with the standard transformer.',
      checked: ['The method performs on par with the standard transformer.'],
      dropped: [
        'The method outperforms the standard transformer.',
        'The method performs worse than the standard transformer.',
      ],
    },
    {
      quote: 'We come close to outperforming powerful transformers.',
      dropped: ['The method outperforms powerful transformers.'],
    },
    {
      quote: 'The results suggest that probing may reveal bias in models.',
      checked: [
        'The results suggest that probing may reveal bias in models.',
        'Probing may reveal bias in models.',
      ],
      doubted: ['Probing reveals bias in models.'],
    },
    {
      quote: 'Models generalize across agents, but only if the agents share a process.',
      doubted: ['Models generalize across agents.'],
    },
    {
      quote: 'FlowNet is faster than the baseline on images.',
      doubted: ['FlowNet is the fastest on images.', 'FlowNet alone is always faster on images.'],
    },
    {
      quote: 'The estimates are generally unbiased and precise.',
      dropped: ['The estimates are unbiased and precise in every case.'],
      doubted: ['The estimates are unbiased and precise.'],
    },
    {
      quote: 'Not all sinks have a positive effect on accuracy.',
      dropped: ['No sinks have a positive effect on accuracy.'],
    },
    {
      quote: 'We learn approximate solutions to hard problems.',
      dropped: ['Exact solutions to hard problems are learned.'],
    },
    {
      quote: 'The drop in quality is a minor one, of 1.5%.',
      shown: ['Quality drops by only 1.5%.'],
    },
  ])('$quote', holds);
});

describe('words that are not quoted', () => {
  const quote = 'We speed up the sampling of images by reusing features of earlier steps.';

  it('may be other ones for the same', () => {
    for (const claim of [
      'Image sampling becomes faster when features of previous steps are used again.',
      'Reusing features from earlier steps accelerates image sampling.',
    ])
      expect(judgeAgainst(quote, claim).check).toBe('checked');
  });

  it('make a claim partial where they say more', () => {
    for (const claim of [
      'We speed up the sampling of images and audio by reusing features of earlier steps.',
      'Reusing features of earlier steps speeds up sampling and saves memory.',
      'Patients benefit when features of earlier steps are reused.',
    ])
      expect(judgeAgainst(quote, claim).check).toBe('partial');
  });

  it('drop it where nothing else is left', () => {
    for (const claim of [
      'Galaxies in large surveys cluster around dark matter halos.',
      'Federated learning protects the privacy of patients by encryption of gradients.',
    ])
      expect(kindsOf(judgeAgainst(quote, claim))).toContain('words');
    expect(judgeAgainst(quote, 'Galaxies cluster around halos of dark matter.').check).toBe('dropped');
  });

  it('are found in the title, and in what an abbreviation stands for', () => {
    const abstract = 'GNNs are slow. We make them faster with codes.';
    const title = 'Graph Codes for Molecules';
    expect(judgeAgainst(abstract, 'Graph neural networks are made faster with codes.', { title }).check).toBe(
      'checked',
    );
    expect(
      judgeAgainst(abstract, 'Codes make graph networks for molecules faster.', { title }).check,
    ).not.toBe('dropped');
  });
});
