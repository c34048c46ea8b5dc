/** What an import did, and what it left out and why. */
export class Report {
  read = 0;
  imported = 0;
  discussions = 0;
  people = 0;
  files = 0;
  repairedDates = 0;
  readonly skipped: Record<string, number> = {};

  skip(reason: string): void {
    this.skipped[reason] = (this.skipped[reason] ?? 0) + 1;
  }

  asText(): string {
    const lines = [
      `${this.read} messages read, ${this.imported} imported in ${this.discussions} new discussions by ${this.people} new people, ${this.files} files.`,
    ];
    if (this.repairedDates > 0) lines.push(`${this.repairedDates} broken dates were repaired.`);
    for (const [reason, count] of Object.entries(this.skipped)) lines.push(`${count} skipped: ${reason.replace('_', ' ')}.`);
    return `${lines.join('\n')}\n`;
  }
}
