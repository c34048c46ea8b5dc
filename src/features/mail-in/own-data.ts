import type { Ctx } from '#platform/context.ts';
import { addPersonalData, addWrittenText, exemptColumn, ownRows, type Leaving, type OwnFile } from '../people/index.ts';
import { deleteAnswersTo, deleteMails, mailsOf, rawInUse } from './queries.ts';

/** What is kept of people's mail: the mails as they came, and what mail systems said of their addresses. */
export function setUpOwnData(): void {
  addPersonalData({
    name: 'inbound_mails',
    columns: ['inbound_mails.person_id', 'inbound_mails.sender'],
    export: async ({ db }, personId) => (await mailsOf(db, personId, [], null)).map(({ received_at, recipient, sender, subject, status }) => ({ received_at, recipient: recipient.replace(/\+.*@/, '+…@'), sender, subject, status })),
    files: rawFiles,
    erase: forget,
    anonymise: forget,
  });
  exemptColumn('inbound_mails.recipient', 'an address of this host');
  addPersonalData(ownRows('address_health.person_id'));
  addWrittenText({ table: 'inbound_mails', id: 'id', columns: { subject: 'text' } });
}

async function* rawFiles({ db, services }: Ctx, personId: number): AsyncGenerator<OwnFile> {
  for (const { id, raw_key } of await mailsOf(db, personId, [], null)) if (await services.blobs.exists(raw_key)) yield { path: `mail/${id}.eml`, content: await services.blobs.read(raw_key) };
}

async function forget({ db }: Ctx, { personId, traces, communityId, blobs }: Leaving): Promise<void> {
  const mails = await mailsOf(db, personId, communityId === null ? traces.addresses : [], communityId);
  const ids = mails.map(({ id }) => id);
  for (const key of new Set(mails.map(({ raw_key }) => raw_key))) if (!(await rawInUse(db, key, ids))) blobs.push(key);
  if (ids.length > 0) await deleteMails(db, ids);
  if (communityId === null) await deleteAnswersTo(db, traces.addresses);
}
