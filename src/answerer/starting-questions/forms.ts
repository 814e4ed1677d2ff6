import { FIGURE_FORMS } from './figure-forms.ts';
import { METHOD_FORMS } from './method-forms.ts';
import { PART_FORMS } from './part-forms.ts';
import { PROBLEM_FORMS } from './problem-forms.ts';
import { RESULT_FORMS } from './result-forms.ts';
import { SURVEY_FORMS } from './survey-forms.ts';
import type { QuestionForm } from './told.ts';

/** Every way to ask. Of two that fit one sentence the one that says more of it is worth more. */
export const FORMS: readonly QuestionForm[] = [
  ...PROBLEM_FORMS,
  ...METHOD_FORMS,
  ...PART_FORMS,
  ...FIGURE_FORMS,
  ...RESULT_FORMS,
  ...SURVEY_FORMS,
];
