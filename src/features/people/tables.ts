import type { Generated } from 'kysely';

/** A person on the host. Without an account it is a placeholder: the author of imported posts, who may come and claim them. */
export interface PersonTable {
  id: Generated<number>;
  account_id: string | null;
  handle: string;
  name: string;
  headline: string | null;
  organisation: string | null;
  country: string | null;
  bio: string | null;
  bio_html: string | null;
  photo_key: string | null;
  language: Generated<string>;
  time_zone: Generated<string>;
  theme: string | null;
  created_at: number;
  seen_at: number | null;
  /** Codes (BCP 47), between commas. */
  languages: string | null;
  practice: string | null;
  practice_html: string | null;
  /** What others may ask for: a phrase a line. */
  can_help: string | null;
  looking_for: string | null;
  /** Only as the person declares it. */
  sex: string | null;
  /** JSON of `Organisation[]`; `organisation` is the name of the first that lasts. */
  organisations: string | null;
  /** JSON: the audience of each field whose owner chose another than the usual one. */
  audiences: Generated<string>;
  handle_changed_at: number | null;
  /** Somebody who left: what they wrote stays, and nothing of them. */
  former_since: Generated<number | null>;
}

/** A time at an organisation: years or months (ISO 8601), the last one open where it lasts. */
export interface Organisation {
  name: string;
  from: string | null;
  to: string | null;
}

/** What one member wrote to another through the host. */
export interface MemberMessageTable {
  id: Generated<number>;
  from_id: number;
  to_id: number;
  answers_id: number | null;
  subject: string;
  body: string;
  created_at: number;
  reported_at: number | null;
  report: string | null;
}

/** A key that a browser or a device holds (WebAuthn); only its public half is here. */
export interface PasskeyTable {
  id: Generated<number>;
  person_id: number;
  name: string;
  credential_id: string;
  public_key: string;
  counter: number;
  transports: string;
  created_at: number;
  used_at: number | null;
}

/** Another service that tells who somebody is. */
export interface ProviderTable {
  id: Generated<number>;
  kind: 'oidc' | 'saml';
  label: string;
  /** JSON, without what is secret. */
  settings: string;
  /** Encrypted. */
  secret: string | null;
  /** Domains of addresses that may come this way, between spaces; all when empty. */
  domains: string;
  /** Whether somebody new gets an account. */
  sign_up: number;
  created_at: number;
}

export type TokenScope = 'read' | 'write';

declare module '#platform/db/tables.ts' {
  interface Tables {
    people: PersonTable;
    addresses: {
      address: string;
      person_id: number;
      confirmed_at: number | null;
      created_at: number;
      /** When it was chosen to receive mail: the latest choice counts. */
      receives_at: Generated<number | null>;
    };
    /** Addresses that somebody says are theirs, until they open the mailed link; only its hash is kept. */
    address_claims: { hash: string; person_id: number; address: string; created_at: number };
    /** Handles that people had: they lead to the same person, and nobody else gets them. */
    old_handles: { handle: string; person_id: number; changed_at: number };
    member_messages: MemberMessageTable;
    host_roles: { person_id: number; role: string; since: number };
    auth_users: { id: string; email: string; name: string; email_verified: number };
    auth_sessions: { id: string; token: string; user_id: string; expires_at: string; created_at: string; updated_at: string; user_agent: string | null; ip_address: string | null };
    session_marks: { session_id: string; seen_at: number; proven_at: number | null };
    passkeys: PasskeyTable;
    authenticators: { person_id: number; secret: string; created_at: number; confirmed_at: number | null; last_step: Generated<number> };
    recovery_codes: { person_id: number; hash: string; used_at: number | null };
    trusted_devices: { hash: string; person_id: number; created_at: number; expires_at: number };
    one_time_tokens: { hash: string; purpose: string; person_id: number | null; data: string; created_at: number; expires_at: number };
    attempts: { key: string; count: number; since: number };
    sign_in_providers: ProviderTable;
    identities: { provider_id: number; subject: string; person_id: number; address: string | null; linked_at: number; used_at: number | null };
    auth_verifications: { id: string; identifier: string; value: string };
    api_tokens: {
      id: Generated<number>;
      person_id: number;
      name: string;
      hash: string;
      scope: TokenScope;
      created_at: number;
      used_at: number | null;
      expires_at: number | null;
    };
  }
}
