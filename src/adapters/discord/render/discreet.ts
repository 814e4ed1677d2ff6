/** " at http://10.0.0.5:8080/v1", " at /home/ada/.ibid/index": a place with the word that leads to it. */
const AT_A_PLACE =
  /\s(?:at|in|on|from|to)\s(?:https?:\/\/|\/(?=[\p{L}\p{N}._~-])|[a-z]:\\)[^\s'"“”,;)]+(?<![.:!?])/giu;
const ADDRESS = /https?:\/\/[^\s'"“”,;)]+(?<![.:!?])/giu;
const PATH = /(?<=^|[\s'"“(])(?:\/(?=[\p{L}\p{N}._~-])|[a-z]:\\)[^\s'"“”,;)]+(?<![.:!?])/giu;

/** "the state file /home/ada/…": what it is has been said. */
const NAMED_FILE = /(?<=\b(?:file|folder))\s(?:\/(?=[\p{L}\p{N}._~-])|[a-z]:\\)[^\s'"“”,;)]+(?<![.:!?])/giu;

/** Words of the program's own as they may be read by a whole server: without addresses and paths of the machine it runs on. */
export function discreet(words: string): string {
  return words
    .replace(AT_A_PLACE, '')
    .replace(NAMED_FILE, '')
    .replace(ADDRESS, 'its address')
    .replace(PATH, 'a file of mine');
}
