import type { Detail } from '../../answerer/answer.ts';
import type { GuildSettings } from '../../ibid.ts';

/** What a manager wants to hold on the server. */
export type SettingsWish =
  | { readonly kind: 'allow'; readonly channel: string }
  | { readonly kind: 'disallow'; readonly channel: string }
  | { readonly kind: 'everywhere' }
  | { readonly kind: 'threads'; readonly threads: 'never' | 'always' }
  | { readonly kind: 'listen'; readonly on: boolean }
  | { readonly kind: 'detail'; readonly detail: Detail }
  /** 0: no limit. */
  | { readonly kind: 'daily'; readonly questions: number };

/** A server has at most 500 channels; whoever names so many of them means all. */
export const MOST_CHANNELS = 100;

/** The settings after a wish; the same where it changes nothing. */
export function changedBy(before: GuildSettings, wish: SettingsWish): GuildSettings {
  const { channels } = before;
  switch (wish.kind) {
    case 'allow': {
      const others = (channels ?? []).filter((id) => id !== wish.channel);
      return others.length >= MOST_CHANNELS ? before : { ...before, channels: [...others, wish.channel] };
    }
    case 'disallow':
      return channels === null
        ? before
        : { ...before, channels: channels.filter((id) => id !== wish.channel) };
    case 'everywhere':
      return { ...before, channels: null };
    case 'threads':
      return { ...before, threads: wish.threads };
    case 'listen':
      return { ...before, listens: wish.on };
    case 'detail':
      return { ...before, detail: wish.detail };
    case 'daily':
      return { ...before, dailyQuestions: wish.questions };
    default:
      return wish satisfies never;
  }
}

const LISTENING_NEEDS =
  'Discord does not tell me what messages say that do not mention me. This takes effect once whoever runs me switches on the Message Content Intent (Discord’s developer portal, my application, Bot) and starts me anew with `IBID_DISCORD_LISTEN=yes`.';

/** What a manager should know of a wish beyond what holds now; null when there is nothing. */
export function noteOn(
  wish: SettingsWish,
  { channels }: GuildSettings,
  { reads }: { readonly reads: boolean },
): string | null {
  switch (wish.kind) {
    case 'allow':
      return channels?.includes(wish.channel) === true
        ? null
        : `${MOST_CHANNELS} channels are the most that I can keep to. With \`/settings channels everywhere\` I answer in all.`;
    case 'disallow':
      if (channels === null)
        return `I answer everywhere until you say where I should: with the first \`/settings channels allow\`, I keep to the channels that are allowed, and <#${wish.channel}> is not among them.`;
      return channels.length > 0
        ? null
        : 'That was the last channel: on this server I answer nowhere now. `/settings channels everywhere` changes that.';
    case 'listen':
      return wish.on && !reads ? LISTENING_NEEDS : null;
    case 'everywhere':
    case 'threads':
    case 'detail':
    case 'daily':
      return null;
    default:
      return wish satisfies never;
  }
}
