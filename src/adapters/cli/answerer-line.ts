import { type Settings, usesChatModel } from '../../config.ts';
import { terminalSafeLine } from './terminal-safe.ts';

/** The chat model that the settings ask for; null when none is asked. */
export function chatModelOf(settings: Settings): string | null {
  return usesChatModel(settings) ? settings.chat.model : null;
}

/** Who answers, in a line. Names the endpoint's host alone: its URL may hold a password. */
export function answererLine(settings: Settings): string {
  const model = chatModelOf(settings);
  if (model === null) return 'Answers are quoted from the abstracts.';
  const host = settings.openaiBaseUrl === null ? 'api.openai.com' : new URL(settings.openaiBaseUrl).host;
  return terminalSafeLine(`Answers are by ${model} at ${host}; each claim is held against what it quotes.`);
}
