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
}

export type TokenScope = 'read' | 'write';

declare module '#platform/db/tables.ts' {
  interface Tables {
    people: PersonTable;
    addresses: { address: string; person_id: number; confirmed_at: number | null; created_at: number };
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
