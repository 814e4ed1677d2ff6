const PROCEEDINGS =
  /\b(?:proceedings|conference|workshop|symposium|NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|ACL|EMNLP|NAACL|EACL|COLING|AAAI|IJCAI|KDD|SIGIR|SIGGRAPH|COLM|ICASSP|INTERSPEECH)\b/iu;

/** Whether papers of the venue are in proceedings, rather than in a journal. */
export function isProceedings(venue: string): boolean {
  return PROCEEDINGS.test(venue);
}
