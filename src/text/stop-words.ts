/**
 * English function words, and the words with which people put questions. None of them tells one abstract from
 * another, and each would cost a posting list.
 */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a about above across actually after again against ago all almost along already also although always am among an and
  another any anybody anyhow anyone anything anyway anywhere are aren aren't around as aside ask at away be became because become
  becomes been before being below beside besides between beyond both but by came can can't cannot cant come comes could couldn
  couldn't did didn didn't do does doesn doesn't doing don don't done down during each either else enough etc even ever every everyone
  everything everywhere except few first for from further furthermore gave get gets getting give given gives go goes going gone got
  had hadn has hasn have haven having he hello hence her here hers herself hey hi him himself his how however i i'd i'll i'm
  i've if in indeed instead into is isn isn't it it's its itself just keep kept kind kinda know known last least less let lets let's like likely
  look looking looks lot lots made mainly make makes making many may maybe me mean means meanwhile might mine more moreover most
  mostly much must my myself namely near need needs neither never nevertheless next no nobody none nor not nothing now nowhere
  obviously of off often oh ok okay on once one ones only onto or other others otherwise ought our ours ourselves out over
  overall own per perhaps please possible possibly put quite rather really regarding regardless respectively said same say saying
  says see seem seemed seems seen several shall she should shouldn shouldn't show since so some somebody somehow someone something
  sometime sometimes somewhat somewhere soon still stuff such sure take taken takes tell than thank thanks that that's the
  their theirs them themselves then there thereby therefore these they they're thing things think this those though thought through
  throughout thus til to together too took toward towards tried tries try trying under unless until up upon us use used uses
  using usually various very via vs want wants was wasn wasn't way we we're we've well went were weren weren't what what's whatever when
  whenever where whereas whereby wherein whether which while who who's whoever whole whom whose why will with within without won won't
  wonder would wouldn wouldn't yes yet you you're your yours yourself yourselves`
    .split(/\s+/)
    .filter((word) => word !== ''),
);
