import { defineJob } from '#platform/jobs/index.ts';
import { bounceAddress, mailDomain, replyAddress } from '#platform/mail/answers/index.ts';
import { connectInbound } from '#platform/mail/inbound.ts';
import { READ_MAIL } from '#platform/mail/receive/keep.ts';
import '#platform/mail/receive/tables.ts';
import type { Services } from '#platform/context.ts';
import type { Feature } from '../../feature.ts';
import { addCommunityRows } from '../communities/index.ts';
import { noteRefusal } from './bounces/note.ts';
import { bouncePages } from './bounces/pages.ts';
import { mailInCommand } from './command.ts';
import { addCommands } from './commands/commands.ts';
import { logPages } from './log/pages.ts';
import { setUpTidying } from './log/tidy.ts';
import { originalPages } from './original/pages.ts';
import { setUpOwnData } from './own-data.ts';
import { setUpReleased } from './posts/released.ts';
import { addPostTarget } from './posts/target.ts';
import { addProbe, probeAddress } from './probe.ts';
import { readMail } from './reading/read.ts';
import { setUpLetters } from './sender/letters.ts';
import { confirmPages } from './sender/pages.ts';
import texts from './texts.ts';

export { startMailIn, type MailIn } from './start.ts';

function receiverOf({ services }: { services: Services }) {
  const { port, host, protocol } = services.config.mailIn;
  return port === null ? null : { host, port, lmtp: protocol === 'lmtp' };
}

export const feature: Feature = {
  name: 'mail-in',
  texts,
  setUp() {
    addCommunityRows({ inbound_mails: { item: 'item_id' } });
    defineJob<{ id: number }>(READ_MAIL, readMail);
    connectInbound({ replyAddress, bounceAddress, probeAddress, mailDomain, receiver: receiverOf, undelivered: noteRefusal });
    addCommands();
    addPostTarget();
    addProbe();
    setUpReleased();
    setUpLetters();
    setUpTidying();
    setUpOwnData();
  },
  routes(app) {
    confirmPages(app);
    bouncePages(app);
    originalPages(app);
    logPages(app);
  },
  commands: mailInCommand,
};
