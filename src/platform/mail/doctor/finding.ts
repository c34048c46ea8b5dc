/** What one check found, in words for whoever runs the installation. */
export interface Finding {
  check: string;
  /** `note`: works, and could be better. */
  state: 'good' | 'note' | 'bad';
  said: string;
  /** What to change. */
  todo?: string;
}

export const good = (check: string, said: string): Finding => ({ check, state: 'good', said });
export const note = (check: string, said: string, todo: string): Finding => ({ check, state: 'note', said, todo });
export const bad = (check: string, said: string, todo: string): Finding => ({ check, state: 'bad', said, todo });
