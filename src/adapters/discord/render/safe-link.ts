/** What Discord takes as the address of a button or an embed. */
const LONGEST_LINK = 512;

/** Discord makes cards of invitations, gifts and messages of its own out of these, even between angle brackets. */
const OF_DISCORD = /discord[a-z]*\.|^dis\.gd$/u;

/** What markdown might read out of a link, or a mention be made of. */
const SPEAKING = /[\s"`*~|[\]\\@<>^{}]/gu;

/**
 * A link of the index as it may be posted, or null when it may not: http or https, a host that is not Discord's, no name or password,
 * at most 512 characters. Nothing in it needs escaping; it belongs between angle brackets, so that it makes no preview.
 */
export function safeLink(link: string | null): string | null {
  if (link === null || link.length > LONGEST_LINK || !URL.canParse(link)) return null;
  const { protocol, username, password, hostname, origin, href } = new URL(link);
  if (protocol !== 'https:' && protocol !== 'http:') return null;
  if (username !== '' || password !== '' || hostname.startsWith('[') || OF_DISCORD.test(hostname))
    return null;
  const path = href
    .slice(origin.length)
    .replace(SPEAKING, encoded)
    .replace(/(?<=discord[a-z]{0,10})\.(?=[a-z])/giu, encoded)
    // A second address within the first would be one of its own to whoever looks for addresses in raw text.
    .replace(/:(?=\/\/)/gu, encoded);
  const safe = `${origin}${path}`;
  return safe.length <= LONGEST_LINK ? safe : null;
}

function encoded(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');
}
