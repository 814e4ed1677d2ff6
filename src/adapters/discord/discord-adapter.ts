export { checkDiscord } from './check-discord.ts';
export { runDiscord } from './run-discord.ts';
export { requireToken } from './token.ts';
