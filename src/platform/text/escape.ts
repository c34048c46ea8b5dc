const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text made safe inside HTML text and attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character]!);
}

/**
 * Characters that no text of people needs: C0 controls but tab and newline, lone surrogates, and the
 * overrides of writing direction that make "gpj.exe" read "exe.jpg". Marks and isolates of right-to-left
 * scripts stay.
 */
export function tidyCharacters(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202d\u202e]/g, '')
    .toWellFormed();
}

/** Lines without white space at their ends, one blank line between paragraphs, none above and below; the first may be indented. */
export function tidyLines(text: string): string {
  return text.split('\n').map((line) => line.trimEnd()).join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+/, '').trimEnd();
}
