/** The page as it is now, or null when it cannot be had. The server is told that nobody read it by that. */
export async function fetchPage(): Promise<Document | null> {
  try {
    const answer = await fetch(location.pathname + location.search, { headers: { accept: 'text/html', 'x-page-part': 'yes' } });
    if (!answer.ok) return null;
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return null;
  }
}
