import type { DiscordSettings } from '../../config.ts';
import { UsageError } from '../../errors.ts';

/** Throws UsageError when no token is set. */
export function requireToken(settings: Pick<DiscordSettings, 'token'>): string {
  if (settings.token !== null) return settings.token;
  throw new UsageError('DISCORD_TOKEN is not set, and the bot cannot log in without it', {
    remedy:
      'Create an application on https://discord.com/developers/applications, take its token (Bot, Reset Token) and put DISCORD_TOKEN=… into .env.',
  });
}
