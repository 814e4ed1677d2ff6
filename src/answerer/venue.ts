/** Words and acronyms, each of its own, by which conferences and workshops are known. */
const PROCEEDINGS = new RegExp(
  `\\b(?:${[
    'proceedings|conference|workshop|symposium',
    'NeurIPS|NIPS|ICML|ICLR|COLM|MLSys|AISTATS|UAI|COLT|CoRL|AAAI|IJCAI|ECAI',
    'CVPR|ICCV|ECCV|WACV|BMVC|ACCV|MICCAI|SIGGRAPH|ACM MM|ArtsIT',
    'ACL|EMNLP|NAACL|EACL|AACL|COLING|LREC|CoNLL|ICASSP|INTERSPEECH',
    'KDD|SIGIR|WSDM|CIKM|WWW|RecSys|ECIR|ICDM|ICDE|PAKDD|SIGMOD',
    'CHI|UIST|ICRA|IROS|POPL|PLDI|OSDI|SOSP|STOC|FOCS',
  ].join('|')})\\b`,
  'iu',
);

/** Whether papers of the venue are in proceedings, rather than in a journal. */
export function isProceedings(venue: string): boolean {
  return PROCEEDINGS.test(venue);
}
