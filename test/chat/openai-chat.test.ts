import { describeChatModel } from '../contract/chat-model.ts';
import { streamed } from '../support/chat-endpoint.ts';
import { chatAt, chatEndpoints } from './openai-support.ts';

const start = chatEndpoints();

describeChatModel('the OpenAI-compatible chat model', async (speeches) => {
  const endpoint = await start((_, n) => {
    const { pieces, finish, ending } = speeches[n] ?? { pieces: [] };
    if (ending === 'silence') return streamed(pieces, { ending: 'stall' });
    if (ending === 'failure') return streamed(pieces, { ending: 'cut' });
    return streamed(pieces, { finish: finish === 'length' ? 'length' : 'stop' });
  });
  return {
    model: chatAt(endpoint.url),
    stopped: async (n) => {
      await endpoint.requests[n]?.closed;
      if (endpoint.requests[n]?.aborted !== true) throw new Error('the server did not see the client go');
    },
  };
});
