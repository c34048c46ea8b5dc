/** What reached whom, and how each wishes to be reached. */
export default function notifications(): string[] {
  return [];
}
