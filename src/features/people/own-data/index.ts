import type { Ctx } from '#platform/context.ts';
import type { Db } from '#platform/db/index.ts';
import { deletePerson, personById, updatePerson } from '../queries.ts';
import * as queries from './queries.ts';
import { addPersonalData, exemptColumn, ownRows, type Leaving, type OwnFile, type PersonalData, type Traces } from './registry.ts';
import { hasTraces } from './traces.ts';

/** What this feature, and the platform below it, keep of people. */
export function setUpOwnData(): void {
  addPersonalData(person);
  addPersonalData(mail);
  for (const column of ['addresses.person_id', 'host_roles.person_id', 'recovery_codes.person_id', 'submissions.person_id']) addPersonalData(ownRows(column, { without: ['hash', 'key', 'result'] }));
  addPersonalData(ownRows('api_tokens.person_id', { without: ['hash'] }));
  addPersonalData(ownRows('passkeys.person_id', { without: ['public_key', 'counter'] }));
  addPersonalData(ownRows('authenticators.person_id', { without: ['secret', 'last_step'] }));
  addPersonalData(ownRows('trusted_devices.person_id', { without: ['hash'] }));
  addPersonalData(ownRows('one_time_tokens.person_id', { without: ['hash', 'data'] }));
  addPersonalData(ownRows('identities.person_id'));
  addPersonalData(ownRows('old_handles.person_id', { key: [] }));
  addPersonalData(ownRows('address_claims.person_id', { without: ['hash'] }));
  addPersonalData(ownRows('member_messages.from_id'));
  addPersonalData({ ...ownRows('member_messages.to_id'), name: 'member_messages_received' });
  addPersonalData(events);
  exemptColumn('jobs.locked_by', 'the name of a process');
  exemptColumn('outgoing_mails.locked_by', 'the name of a process');
  exemptColumn('auth_accounts.account_id', 'the id of the account itself, as the accounts library has it; goes with its user');
}

/** The person, with the account and its sessions: goes last, when nothing refers to it. */
const person: PersonalData = {
  name: 'person',
  columns: ['people.account_id', 'auth_sessions.user_id', 'auth_accounts.user_id', 'session_marks.session_id'],
  async export({ db }, personId) {
    const { account_id, photo_key: _, bio_html: __, ...own } = (await personById(db, personId))!;
    return [{ ...own, ...(account_id && (await queries.accountRows(db, account_id))) }];
  },
  files: photo,
  async erase({ db }, { personId, traces, blobs }) {
    const { account_id, photo_key } = (await personById(db, personId))!;
    if (photo_key) blobs.push(photo_key);
    await updatePerson(db, personId, { account_id: null });
    if (account_id) await queries.deleteAccount(db, account_id, traces.addresses);
    await deletePerson(db, personId);
  },
};

async function* photo({ db, services }: Ctx, personId: number): AsyncIterable<OwnFile> {
  const key = (await personById(db, personId))?.photo_key;
  if (key) yield { path: 'photo.webp', content: await services.blobs.read(key) };
}

/** Mail to the person, or about them, that waits or is kept for the host to read. */
const mail: PersonalData = {
  name: 'mail',
  columns: ['mailbox.recipient', 'outgoing_mails.recipient'],
  async erase({ db }, { traces }: Leaving) {
    for (const address of traces.addresses) await queries.deleteJobsAbout(db, address);
    await sweepMail(db, traces);
  },
};

/** Takes kept mail away that is about somebody. */
export async function sweepMail(db: Db, traces: Traces): Promise<void> {
  // Quoted-printable (RFC 2045 §6.7): soft line breaks may cut a name in two.
  const text = (raw: Uint8Array) => Buffer.from(raw).toString().replace(/=\r?\n/g, '').replace(/\r?\n/g, ' ');
  await queries.deleteOutgoingAbout(db, ({ recipient, message }) => hasTraces(`${recipient} ${message.replace(/\\r?\\?n/g, ' ')}`, traces));
  await queries.deleteMailAbout(db, ({ recipient, subject, raw }) => hasTraces(`${recipient} ${subject} ${text(raw)}`, traces));
}

const events: PersonalData = {
  name: 'events',
  columns: ['events.actor_id'],
  export: ({ db }, personId) => queries.rowsOf(db, 'events', 'actor_id', personId),
  erase: ({ db }, { personId }) => queries.forgetActor(db, personId, null),
  anonymise: ({ db }, { personId, communityId }) => queries.forgetActor(db, personId, communityId),
};
