import { EndpointError } from '../../src/errors.ts';
import { describeChatModel } from '../contract/chat-model.ts';
import { createScriptedChat } from '../support/scripted-chat.ts';

describeChatModel('the scripted chat model of the tests', async (speeches) => {
  const model = createScriptedChat(
    speeches.map(({ pieces, finish, ending }) => ({
      pieces,
      ...(finish === undefined ? {} : { finish }),
      silence: ending === 'silence',
      ...(ending === 'failure' ? { error: FAILURE } : {}),
    })),
  );
  return { model, stopped: async (n) => model.requests[n]?.closed };
});

const FAILURE = new EndpointError('it broke off', {
  url: 'http://nowhere.test/v1',
  retryable: true,
  remedy: 'try again',
});
