/** What runs is found without reading what waits. */
export default function speed(): string[] {
  return [`create index jobs_taken on jobs (locked_until) where locked_until is not null`];
}
