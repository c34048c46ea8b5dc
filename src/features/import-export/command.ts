import type { Command } from 'commander';
import { readConfig } from '../../config.ts';
import { closeServices, openServices } from '../../services.ts';
import { createContext, transaction, type Ctx } from '#platform/context.ts';
import { ANONYMOUS } from '#platform/viewer.ts';
import { addMember, communityBySlug, createCommunity, spacesOfCommunity, type Space } from '../communities/index.ts';
import { hostAdmins } from '../people/index.ts';
import { importDiscourse } from './discourse/command.ts';
import { importMbox } from './mbox/command.ts';
import { ImportProblem } from './problem.ts';
import type { Report } from './report.ts';
import { prepareSearch } from './searchable.ts';

interface Options {
  community: string;
  room?: string;
  json?: boolean;
}

/** `copse import …`: brings in what a community wrote elsewhere. */
export function importCommands(program: Command): void {
  const group = program.command('import').description('bring in what a community wrote elsewhere');
  const into = (command: Command) =>
    command
      .requiredOption('--community <slug>', 'the community to import into; made when there is none of that address')
      .option('--room <slug>', 'a room of it')
      .option('--json', 'print the summary as JSON');
  into(group.command('mbox <files...>').description('mail archives: mbox, also compressed with gzip; Maildir; folders of .eml files')).action(
    (files: string[], options: Options) => run(options, (ctx, space) => importMbox(ctx, space, files, { quiet: options.json ?? false })),
  );
  into(group.command('discourse <folder>').description('topics of a Discourse forum as JSON files; categories become rooms')).action(
    (folder: string, options: Options) => run(options, (ctx, space) => importDiscourse(ctx, space, folder, { quiet: options.json ?? false })),
  );
}

async function run(options: Options, work: (ctx: Ctx, space: Space) => Promise<Report>): Promise<void> {
  const services = await openServices(readConfig({ ...process.env, LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn' }));
  const ctx = createContext(services, ANONYMOUS);
  try {
    const space = await spaceFor(ctx, options);
    const report = await work(ctx, space);
    if (!options.json) process.stderr.write('  Preparing the search ...\n');
    await prepareSearch(services, space.community_id);
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : report.asText());
  } catch (error) {
    if (!(error instanceof ImportProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  } finally {
    await closeServices(services);
  }
}

async function spaceFor(ctx: Ctx, { community, room }: Options): Promise<Space> {
  let found = await communityBySlug(ctx.db, community);
  if (!found) {
    await createCommunity(ctx, { name: community, slug: community });
    found = (await communityBySlug(ctx.db, community))!;
    const space = found;
    const admins = await hostAdmins(ctx.db);
    await transaction(ctx, async (ctx) => {
      for (const personId of admins) await addMember(ctx, space, personId, 'steward');
    });
    const whose = admins.length > 0 ? 'whoever runs the host is its steward' : 'it has no steward, for nobody runs the host yet';
    process.stderr.write(`  There was no community at /c/${community}: it is made, public; ${whose}.\n`);
  }
  if (!room) return found;
  const space = (await spacesOfCommunity(ctx.db, found.id)).find((s) => s.parent_id !== null && s.slug === room);
  if (!space) throw new ImportProblem(`There is no room ${room} in ${community}.`);
  return space;
}
