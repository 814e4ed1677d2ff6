/** Words that deny by themselves, lower case, without apostrophes; among them prefixes that a hyphen sets off. */
export const DENYING_WORDS: ReadonlySet<string> = new Set(
  `no not non nor none never neither nothing nobody nowhere without cannot cant dont doesnt didnt isnt arent wasnt werent wont wouldnt
  shouldnt couldnt hasnt havent hadnt fail fails failed failing unable lack lacks lacking lacked impossible hardly rarely seldom
  barely scarcely un`
    .split(/\s+/u)
    .filter((word) => word !== ''),
);
