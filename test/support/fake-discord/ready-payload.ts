import type { Application } from './application.ts';
import { userPayload, type Wire } from './payloads.ts';
import type { Id } from './snowflakes.ts';
import type { Guild } from './world.ts';

/** The first event of a session. Guilds come one by one after it. */
export function readyPayload(given: {
  application: Application;
  guilds: readonly Guild[];
  sessionId: Id;
  resumeUrl: string;
}): Wire {
  const { application, guilds, sessionId, resumeUrl } = given;
  return {
    v: 10,
    user: { ...userPayload(application.bot), verified: true, mfa_enabled: false, email: null, flags: 0 },
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    session_id: sessionId,
    resume_gateway_url: resumeUrl,
    session_type: 'normal',
    shard: [0, 1],
    application: { id: application.id, flags: application.flags },
    private_channels: [],
    relationships: [],
    user_settings: {},
  };
}
