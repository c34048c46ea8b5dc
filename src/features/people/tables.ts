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
    auth_sessions: { id: string; token: string; user_id: string; expires_at: string; created_at: string; user_agent: string | null; ip_address: string | null };
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
