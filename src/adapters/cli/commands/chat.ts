import { secretsOf } from '../../../config.ts';
import { note } from '../answer-printer.ts';
import { answererLine, chatModelOf } from '../answerer-line.ts';
import { openHistory } from '../chat/history.ts';
import { createChatSession } from '../chat/session.ts';
import type { CommandContext } from '../context.ts';
import { ensureIndex } from '../ensure-index.ts';
import { describeFailure } from '../failure.ts';
import { createPage } from '../page.ts';
import { NO_WAITING, startWaiting } from '../waiting.ts';

/** `ibid chat`: on a terminal until the user leaves; from a pipe until it ends. */
export async function runChat(context: CommandContext): Promise<number> {
  const { stdin, stdout, stderr, settings, notes, signal, animated } = context;
  const interactive = stdin.isTTY === true && stdout.isTTY === true;
  const manifest = await ensureIndex(context);
  const ibid = await context.ibid();
  const page = interactive
    ? context.page
    : await createPage({ stream: stdout, colour: settings.colour === 'always' ? 'always' : 'never' });

  const session = createChatSession({
    ibid,
    settings,
    folder: context.folder,
    page,
    notes,
    startWaiting: () =>
      interactive && animated
        ? startWaiting({ stream: stderr, model: chatModelOf(settings), until: 'words' })
        : NO_WAITING,
  });
  const tellFailure = (thrown: unknown): void => {
    const { text } = describeFailure(thrown, {
      interrupted: signal.aborted,
      debug: settings.log === 'debug',
      secrets: secretsOf(settings),
    });
    stderr.write(text);
  };

  if (!interactive) {
    const { runPipedChat } = await import('../chat/piped-chat.ts');
    return runPipedChat({ session, input: stdin, page, signal, tellFailure });
  }
  const { runTerminalChat } = await import('../chat/terminal-chat.ts');
  const history = openHistory(settings.historyFile, (message) => note(notes, `note: ${message}`));
  page.write(
    `${page.wrap(`${manifest.papers} papers are indexed. Ask a question; /help lists the commands, Ctrl-D leaves.`)}\n${page.wrap(page.colours.dim(answererLine(settings)))}\n\n`,
  );
  return runTerminalChat({
    session,
    input: stdin,
    output: stdout,
    page,
    notes,
    history,
    signal,
    tellFailure,
  });
}
