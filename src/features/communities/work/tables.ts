declare module '#platform/db/tables.ts' {
  interface Tables {
    /** Work that a facilitator set aside: until a moment, or for good where there is none. */
    work_marks: { community_id: number; key: string; by_id: number | null; at: number; until: number | null };
    /** Who wishes no weekly letter about it. */
    work_letters_off: { person_id: number; at: number };
    /** When somebody was on their own home, now and the time before. */
    home_visits: { person_id: number; at: number; before_at: number };
  }
}

export {};
