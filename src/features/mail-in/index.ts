import { defineJob } from '#platform/jobs/index.ts';
import { READ_MAIL } from '#platform/mail/receive/keep.ts';
import '#platform/mail/receive/tables.ts';
import type { Feature } from '../../feature.ts';
import { bouncePages } from './bounces/pages.ts';
import { mailInCommand } from './command.ts';
import { addCommands } from './commands/commands.ts';
import { logPages } from './log/pages.ts';
import { setUpTidying } from './log/tidy.ts';
import { originalPages } from './original/pages.ts';
import { setUpOwnData } from './own-data.ts';
import { addPostTarget } from './posts/target.ts';
import { readMail } from './reading/read.ts';
import { setUpLetters } from './sender/letters.ts';
import { confirmPages } from './sender/pages.ts';
import texts from './texts.ts';

export { startMailIn, type MailIn } from './start.ts';

export const feature: Feature = {
  name: 'mail-in',
  texts,
  setUp() {
    defineJob<{ id: number }>(READ_MAIL, readMail);
    addCommands();
    addPostTarget();
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
