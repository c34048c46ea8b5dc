import type { Kit } from './kit.ts';

/** Passkeys, second factors, other ways to sign in, own data. */
export default function accounts({ id, int }: Kit): string[] {
  const person = `person_id ${int} not null references people (id) on delete cascade`;
  return [
    `alter table people add column former_since ${int}`,
    `create table session_marks (
      session_id text primary key references auth_sessions (id) on delete cascade, seen_at ${int} not null, proven_at ${int})`,
    `create table passkeys (
      ${id}, ${person}, name text not null, credential_id text not null unique, public_key text not null,
      counter ${int} not null, transports text not null, created_at ${int} not null, used_at ${int})`,
    `create index passkeys_person on passkeys (person_id)`,
    `create table authenticators (
      person_id ${int} primary key references people (id) on delete cascade, secret text not null,
      created_at ${int} not null, confirmed_at ${int}, last_step ${int} not null default 0)`,
    `create table recovery_codes (
      ${person}, hash text not null, used_at ${int}, primary key (person_id, hash))`,
    `create table trusted_devices (
      hash text primary key, ${person}, created_at ${int} not null, expires_at ${int} not null)`,
    `create index trusted_devices_person on trusted_devices (person_id)`,
    `create table one_time_tokens (
      hash text primary key, purpose text not null, person_id ${int} references people (id) on delete cascade,
      data text not null, created_at ${int} not null, expires_at ${int} not null)`,
    `create index one_time_tokens_person on one_time_tokens (person_id)`,
    `create index one_time_tokens_age on one_time_tokens (expires_at)`,
    `create table attempts (
      key text primary key, count ${int} not null, since ${int} not null)`,
    `create index attempts_age on attempts (since)`,
    `create table sign_in_providers (
      ${id}, kind text not null, label text not null, settings text not null, secret text,
      domains text not null, sign_up ${int} not null, created_at ${int} not null)`,
    `create table identities (
      provider_id ${int} not null references sign_in_providers (id) on delete cascade, subject text not null, ${person},
      address text, linked_at ${int} not null, used_at ${int}, primary key (provider_id, subject))`,
    `create index identities_person on identities (person_id)`,
    `create table data_exports (
      ${id}, ${person}, blob_key text, size ${int}, created_at ${int} not null, ready_at ${int}, expires_at ${int} not null)`,
    `create index data_exports_person on data_exports (person_id, created_at)`,
    `create index data_exports_age on data_exports (expires_at)`,
    `create table departures (
      person_id ${int} primary key references people (id) on delete cascade, keep ${int} not null,
      asked_at ${int} not null, due_at ${int} not null)`,
  ];
}
